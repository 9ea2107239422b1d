/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Strings from strangers made safe: valid UTF-8, no control characters, and in single lines nothing
 * that lets a name pretend to be another one by turning the direction of writing around. */

#include "format/text-clean.h"

#include <string.h>

static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

/**
 * valise_text_clean_line:
 * @text: (nullable): anything
 *
 * Makes one line of @text: runs of white space and control characters become one space, direction
 * overrides are dropped, and what is not UTF-8 is replaced.
 *
 * Returns: (transfer full): the line; "" for %NULL
 */
char *
valise_text_clean_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *line = g_string_sized_new (strlen (valid));
  gboolean space = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c <= ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
        {
          space = line->len > 0;
          continue;
        }
      if (is_bidi_control (c))
        continue;
      if (space)
        g_string_append_c (line, ' ');
      space = FALSE;
      g_string_append_len (line, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (line, FALSE);
}

/**
 * valise_text_clean:
 * @text: anything
 * @length: bytes in @text, or -1 where it ends with a NUL
 * @problems: (inout): %VALISE_PROBLEM_ENCODING is added where something had to be replaced
 *
 * Makes readable text of several lines: valid UTF-8, lines ended by "\n" alone, no control
 * characters but "\n" and "\t".
 *
 * Returns: (transfer full): the text
 */
char *
valise_text_clean (const char *text, gssize length, ValiseProblems *problems)
{
  g_autofree char *valid = NULL;
  const char *in;
  char *end;

  if (!g_utf8_validate (text, length, NULL))
    {
      *problems |= VALISE_PROBLEM_ENCODING;
      valid = g_utf8_make_valid (text, length);
    }
  else
    valid = length < 0 ? g_strdup (text) : g_strndup (text, length);

  in = end = valid;
  for (; *in != '\0'; in++)
    {
      if (*in == '\r' && in[1] == '\n')
        continue;
      if (*in == '\r')
        *end++ = '\n';
      else if ((guchar)*in == 0xc2 && (guchar)in[1] < 0xa0)
        in++; /* U+0080 to U+009F: terminals take them for commands */
      else if (((guchar)*in >= ' ' && *in != 0x7f) || *in == '\n' || *in == '\t')
        *end++ = *in;
    }
  *end = '\0';
  return g_steal_pointer (&valid);
}

/**
 * valise_text_cut:
 * @text: UTF-8
 * @max_bytes: where to cut
 *
 * Returns: (transfer full): the longest beginning of @text of whole characters in @max_bytes
 */
char *
valise_text_cut (const char *text, gsize max_bytes)
{
  gsize length = strlen (text);

  if (length <= max_bytes)
    return g_strndup (text, length);
  while (max_bytes > 0 && ((guchar)text[max_bytes] & 0xc0) == 0x80)
    max_bytes--;
  return g_strndup (text, max_bytes);
}
