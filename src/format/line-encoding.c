/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The encodings inside of a content line: backslashes in texts (RFC 5545 section 3.3.11, RFC 6350
 * section 3.4), circumflexes in parameters (RFC 6868), and for old address books quoted-printable
 * and character sets (vCard 2.1). */

#include "format/line-encoding.h"

#include "format/text-clean.h"

#include <string.h>

/* Is @word, in upper case, an encoding that stands without "ENCODING=" in vCard 2.1? */
gboolean
valise_line_is_encoding (const char *word)
{
  static const char *const encodings[] = { "QUOTED-PRINTABLE", "BASE64", "7BIT", "8BIT", NULL };

  return g_strv_contains (encodings, word);
}

static char *
to_utf8 (const char *text, gsize length, const char *charset)
{
  char *converted = NULL;

  if (charset != NULL && g_ascii_strcasecmp (charset, "UTF-8") != 0)
    converted = g_convert_with_fallback (text, length, "UTF-8", charset, "?", NULL, NULL, NULL);
  if (converted == NULL && g_utf8_validate (text, length, NULL))
    return g_strndup (text, length);
  if (converted == NULL)
    converted = g_convert (text, length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  if (converted == NULL || !g_utf8_validate (converted, -1, NULL))
    {
      g_free (converted);
      return g_utf8_make_valid (text, length);
    }
  return converted;
}

/* Undoes quoted-printable. Line ends become "\n" as in a text of vCard 3. */
static GString *
decode_quoted_printable (const char *value)
{
  GString *out = g_string_sized_new (strlen (value));

  for (const char *p = value; *p != '\0'; p++)
    {
      int byte = (guchar)*p;

      if (*p == '=' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
        {
          byte = g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]);
          p += 2;
        }
      if (byte == '\n')
        g_string_append (out, "\\n");
      else if (byte != '\r' && byte != '\0')
        g_string_append_c (out, (char)byte);
    }
  return out;
}

/**
 * valise_line_decode:
 * @value: what stands behind the colon, unfolded, any bytes
 * @line: the line, its parameters read
 *
 * Returns: (transfer full): the value as UTF-8, still escaped
 */
char *
valise_line_decode (const char *value, const ValiseLine *line)
{
  const char *charset = valise_line_get_param (line, "CHARSET");

  if (valise_line_has_param (line, "ENCODING", "QUOTED-PRINTABLE"))
    {
      g_autoptr (GString) decoded = decode_quoted_printable (value);

      return to_utf8 (decoded->str, decoded->len, charset);
    }
  return to_utf8 (value, strlen (value), charset);
}

static char *
decode_param (const char *value, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      char next = value[i] == '^' && i + 1 < length ? value[i + 1] : '\0';

      if (next == 'n' || next == '^' || next == '\'')
        {
          g_string_append_c (out, next == 'n' ? '\n' : next == '^' ? '^' : '"');
          i++;
        }
      else
        g_string_append_c (out, value[i]);
    }
  return g_string_free (out, FALSE);
}

/**
 * valise_line_split_param:
 * @name: a parameter's name
 * @value: one value as it stands in the line, without its quotes
 * @length: bytes in @value
 * @line: handed on to @add
 * @add: called for each value, which it owns; more than once for TYPE="work,voice"
 */
void
valise_line_split_param (
    const char *name, const char *value, gsize length, ValiseLine *line, ValiseLineParamFunc add)
{
  g_autofree char *decoded = decode_param (value, length);
  g_autofree char *utf8 = to_utf8 (decoded, strlen (decoded), NULL);

  if (g_str_equal (name, "TYPE") && strchr (utf8, ',') != NULL)
    {
      g_auto (GStrv) types = g_strsplit (utf8, ",", -1);

      for (guint i = 0; types[i] != NULL; i++)
        add (line, name, g_strdup (types[i]));
      return;
    }
  add (line, name, g_steal_pointer (&utf8));
}

/* Appends one value of a parameter as it has to be written: encoded, and quoted if it must be. */
void
valise_line_append_param_value (GString *out, const char *value)
{
  gboolean quote = strpbrk (value, ",;:") != NULL;

  if (quote)
    g_string_append_c (out, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (out, "^n");
      else if (*p == '"')
        g_string_append (out, "^'");
      else if (*p == '^')
        g_string_append (out, "^^");
      else if (!g_ascii_iscntrl (*p) || *p == '\t')
        g_string_append_c (out, *p);
    }
  if (quote)
    g_string_append_c (out, '"');
}

/**
 * valise_line_escape:
 * @text: anything
 *
 * Returns: (transfer full): @text as a value of type TEXT
 */
char *
valise_line_escape (const char *text)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autofree char *clean = valise_text_clean (text, -1, &problems);
  GString *out = g_string_sized_new (strlen (clean) + 8);

  for (const char *p = clean; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (out, "\\n");
      else
        {
          if (*p == '\\' || *p == ',' || *p == ';')
            g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
    }
  return g_string_free (out, FALSE);
}

/**
 * valise_line_unescape:
 * @value: UTF-8, a value of type TEXT or a part of one
 * @length: bytes in @value
 *
 * Returns: (transfer full): the text, safe to show
 */
char *
valise_line_unescape (const char *value, gsize length)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autoptr (GString) out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (value[i] == '\\' && i + 1 < length)
        {
          i++;
          g_string_append_c (out, value[i] == 'n' || value[i] == 'N' ? '\n' : value[i]);
        }
      else
        g_string_append_c (out, value[i]);
    }
  return valise_text_clean (out->str, out->len, &problems);
}

/**
 * valise_line_split:
 * @value: UTF-8, a value of several parts
 * @separator: ',' or ';'
 *
 * Returns: (transfer full): the parts, unescaped
 */
GStrv
valise_line_split (const char *value, char separator)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = value, *p = value;

  for (;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == separator || *p == '\0')
        {
          g_autofree char *part = valise_line_unescape (start, p - start);

          g_strv_builder_add (parts, part);
          if (*p == '\0')
            return g_strv_builder_end (parts);
          start = p + 1;
        }
    }
}

/**
 * valise_line_join_words:
 * @words: (nullable): words as a user writes them, separated by commas
 *
 * Returns: (transfer full) (nullable): the value of CATEGORIES; %NULL where there is no word
 */
char *
valise_line_join_words (const char *words)
{
  g_auto (GStrv) split = g_strsplit (words != NULL ? words : "", ",", -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; split[i] != NULL; i++)
    {
      g_autofree char *escaped = valise_line_escape (g_strstrip (split[i]));

      if (*escaped != '\0')
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? "," : "", escaped);
    }
  return joined->len > 0 ? g_strdup (joined->str) : NULL;
}
