/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several values of a contact as one text, a value a line, which is how forms and edits hold them:
 *
 *   line   = [head ":" SP] value
 *   head   = [origin] [SP label] [SP types]     each of them may be missing, and all
 *   origin = "@" 1*DIGIT        which of the contact's lines this is, from 0; a new one has none
 *   label  = DQUOTE *char DQUOTE                what the user calls it; \" and \\ stand for " and \
 *   types  = word *(SP word)                    what valise_contact_is_type_char() takes
 *   value  = *char                              as it is shown; a postal address as in ADR
 *
 * "@0 fax work: +49 89 1" is the contact's first number, "home: ann@example.org" a new address.
 * What would read as a head and is none has an empty one before it: ": note: see below". */

#include "format/contact-values.h"

#include "format/content-line.h"
#include "format/text-clean.h"

#include <stdlib.h>
#include <string.h>

/**
 * valise_contact_entry_new:
 * @origin: which of the contact's lines it is, or %VALISE_CONTACT_NEW
 * @types: its types: "fax work"
 * @label: (nullable): what the user calls it
 * @value: what it says
 *
 * Returns: (transfer full): the entry
 */
ValiseContactEntry *
valise_contact_entry_new (int origin, const char *types, const char *label, const char *value)
{
  ValiseContactEntry *entry = g_new0 (ValiseContactEntry, 1);

  entry->origin = origin;
  entry->types = g_strdup (types);
  entry->label = g_strdup (label);
  entry->value = g_strdup (value);
  return entry;
}

void
valise_contact_entry_free (ValiseContactEntry *entry)
{
  g_free (entry->types);
  g_free (entry->label);
  g_free (entry->value);
  g_free (entry);
}

/* Reading */

/* Reads "@12" at @p. Returns: its end, @p where there is none */
static const char *
parse_origin (const char *p, int *origin)
{
  const char *end = p + 1;

  if (*p != '@' || !g_ascii_isdigit (*end))
    return p;
  while (g_ascii_isdigit (*end) && end - p < 8)
    end++;
  *origin = atoi (p + 1);
  return end;
}

/* Reads a label in quotes at @p. Returns: its end, @p where there is none */
static const char *
parse_label (const char *p, char **label)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end = p;

  if (*p != '"')
    return p;
  for (end++; *end != '"'; end++)
    {
      if (*end == '\\' && end[1] != '\0')
        end++;
      if (*end == '\0')
        return p;
      g_string_append_c (text, *end);
    }
  *label = g_strdup (text->str);
  return end + 1;
}

/* Lower case letters, of any script, digits, hyphens: whether @c can be in a type. */
gboolean
valise_contact_is_type_char (char c)
{
  return g_ascii_islower (c) || g_ascii_isdigit (c) || c == '-' || c == '_' || (guchar)c >= 0x80;
}

/* Reads "fax work" at @p. Returns: its end */
static const char *
parse_types (const char *p, char **types)
{
  const char *end = p;

  while (valise_contact_is_type_char (*end) || (*end == ' ' && end > p && end[-1] != ' '))
    end++;
  *types = g_strndup (p, end - p);
  return end;
}

static const char *
skip_space (const char *p, const char *start)
{
  return *p == ' ' && p > start ? p + 1 : p;
}

static ValiseContactEntry *
parse_line (const char *line)
{
  g_autofree char *label = NULL;
  g_autofree char *types = NULL;
  int origin = VALISE_CONTACT_NEW;
  const char *p = line;

  p = skip_space (parse_origin (p, &origin), line);
  p = skip_space (parse_label (p, &label), line);
  p = parse_types (p, &types);
  if (p[0] == ':' && p[1] == ' ')
    return valise_contact_entry_new (origin, types, label, p + 2);
  return valise_contact_entry_new (VALISE_CONTACT_NEW, "", NULL, line);
}

/**
 * valise_contact_values_parse:
 * @text: (nullable): values, one a line
 *
 * Returns: (transfer full) (element-type ValiseContactEntry): those that are not empty
 */
GPtrArray *
valise_contact_values_parse (const char *text)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_contact_entry_free);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (ValiseContactEntry) entry = parse_line (g_strchug (lines[i]));

      if (*g_strstrip (entry->value) != '\0')
        g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  return entries;
}

/* Writing */

static void
append_label (GString *out, const char *label)
{
  g_string_append_c (out, '"');
  for (const char *p = label; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p == '\n' ? ' ' : *p);
    }
  g_string_append_c (out, '"');
}

static char *
write_head (const ValiseContactEntry *entry)
{
  GString *head = g_string_new (NULL);

  if (entry->origin != VALISE_CONTACT_NEW)
    g_string_append_printf (head, "@%d", entry->origin);
  if (entry->label != NULL)
    {
      g_string_append (head, head->len > 0 ? " " : "");
      append_label (head, entry->label);
    }
  if (*entry->types != '\0')
    g_string_append_printf (head, "%s%s", head->len > 0 ? " " : "", entry->types);
  return g_string_free (head, FALSE);
}

/* Whether @value alone would be read as something else. */
static gboolean
needs_head (const char *value)
{
  g_autoptr (ValiseContactEntry) read = parse_line (value);

  return !g_str_equal (read->value, value);
}

/**
 * valise_contact_values_format:
 * @entries: (element-type ValiseContactEntry): values
 *
 * Returns: (transfer full): those that are not empty, one a line, as
 *   valise_contact_values_parse() reads them
 */
char *
valise_contact_values_format (GPtrArray *entries)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const ValiseContactEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *clean = valise_text_clean_line (entry->value);
      g_autofree char *head = write_head (entry);

      if (*g_strstrip (clean) == '\0')
        continue;
      g_string_append (out, out->len > 0 ? "\n" : "");
      if (*head != '\0' || needs_head (clean))
        g_string_append_printf (out, "%s: ", head);
      g_string_append (out, clean);
    }
  return g_string_free (out, FALSE);
}

/* Postal addresses */

/**
 * valise_contact_address_split:
 * @value: a postal address as in ADR
 *
 * Returns: (transfer full): its parts, at least %VALISE_ADDRESS_PARTS, each possibly of several
 * lines
 */
GStrv
valise_contact_address_split (const char *value)
{
  GStrv parts = valise_line_split (value, ';');
  guint length = g_strv_length (parts);

  if (length < VALISE_ADDRESS_PARTS)
    {
      parts = g_renew (char *, parts, VALISE_ADDRESS_PARTS + 1);
      for (guint i = length; i < VALISE_ADDRESS_PARTS; i++)
        parts[i] = g_strdup ("");
      parts[VALISE_ADDRESS_PARTS] = NULL;
    }
  return parts;
}

/**
 * valise_contact_address_join:
 * @parts: (array zero-terminated=1): the parts of a postal address
 *
 * Returns: (transfer full): the address as in ADR, in one line; "" where all parts are empty
 */
char *
valise_contact_address_join (const char *const *parts)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *escaped = valise_line_escape (parts[i]);

      g_string_append_printf (joined, "%s%s", i > 0 ? ";" : "", escaped);
      any = any || *escaped != '\0';
    }
  return g_strdup (any ? joined->str : "");
}
