/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The properties of a contact that stand there several times: EMAIL, TEL, URL and ADR. As text they
 * are what contact-values.c says.
 *
 * A value that comes back with its origin changes that line alone: what it says, its types, its
 * label. The group, the other parameters, the parts of an address that are as they were and types
 * that say nothing stay. So correcting one digit keeps what other programs wrote beside the number.
 */

#include "format/contact-list.h"

#include "format/contact-values.h"
#include "format/text-clean.h"

#include <string.h>

/* Reading a line */

/* Types that say nothing: what every number or address is, and what "preferred" says already. */
static gboolean
is_dull_type (const char *type)
{
  static const char *const dull[] = { "", "internet", "voice", "pref", "x-internet", NULL };

  return g_strv_contains (dull, type);
}

/* A type that is a word. What is none, in a broken line, is neither shown nor touched. */
static gboolean
is_shown_type (const char *type)
{
  for (const char *p = type; *p != '\0'; p++)
    if (!valise_contact_is_type_char (*p))
      return FALSE;
  return !is_dull_type (type);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Returns: (transfer full) (element-type utf8): the values of TYPE as they are written */
static GPtrArray *
list_types (const ValiseLine *line)
{
  GPtrArray *types = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; line->params != NULL && i < line->params->len; i++)
    {
      const ValiseLineParam *param = g_ptr_array_index (line->params, i);

      for (guint j = 0; g_str_equal (param->name, "TYPE") && j < param->values->len; j++)
        g_ptr_array_add (types, g_strdup (g_ptr_array_index (param->values, j)));
    }
  return types;
}

/**
 * valise_contact_line_types:
 * @line: a property
 *
 * Returns: (transfer full): its types that say something, in lower case and sorted: "fax work"
 */
char *
valise_contact_line_types (const ValiseLine *line)
{
  g_autoptr (GPtrArray) all = list_types (line);
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *clean = valise_text_clean_line (g_ptr_array_index (all, i));
      g_autofree char *type = g_ascii_strdown (clean, -1);

      if (is_shown_type (type)
          && !g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
        g_ptr_array_add (types, g_steal_pointer (&type));
    }
  g_ptr_array_sort (types, compare_strings);
  g_ptr_array_add (types, NULL);
  return g_strjoinv (" ", (char **)types->pdata);
}

/* The scheme that a number or an e-mail address may have before it, and that is not shown. Returns:
 * (nullable) */
static const char *
find_scheme (const char *text)
{
  static const char *const schemes[] = { "tel:", "mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return schemes[i];
  return NULL;
}

/**
 * valise_contact_line_text:
 * @line: an EMAIL, a TEL, a URL or an ADR
 *
 * Returns: (transfer full): what it says in one line, safe to show; an address as in ADR; "" where
 *   it says nothing
 */
char *
valise_contact_line_text (const ValiseLine *line)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;
  const char *scheme;

  if (g_str_equal (line->name, "ADR"))
    {
      g_auto (GStrv) parts = valise_contact_address_split (line->value);

      text = valise_contact_address_join ((const char *const *)parts);
      return valise_text_clean_line (text);
    }
  text = valise_line_get_text (line);
  clean = valise_text_clean_line (text);
  scheme = find_scheme (clean);
  return scheme != NULL ? g_strdup (clean + strlen (scheme)) : g_steal_pointer (&clean);
}

/* Reading a list */

/* Returns: (transfer container) (element-type ValiseLine): those that say something */
static GPtrArray *
list_lines (const ValiseVcard *vcard, const char *name)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < vcard->card->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (vcard->card->lines, i);
      g_autofree char *text = g_str_equal (line->name, name) ? valise_contact_line_text (line)
                                                             : NULL;

      if (text != NULL && *text != '\0')
        g_ptr_array_add (lines, line);
    }
  return lines;
}

/* Returns: (transfer full) (nullable): what the user calls it, in one line */
static char *
read_label (const ValiseVcard *vcard, const ValiseLine *line)
{
  const char *label = valise_vcard_get_label (vcard, line);
  g_autofree char *clean = label != NULL ? valise_text_clean_line (label) : NULL;

  return clean != NULL && *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

/**
 * valise_contact_list_read:
 * @vcard: a contact
 * @name: EMAIL, TEL, URL or ADR
 *
 * Returns: (transfer full): its values in the order of the file, as contact-values.c says
 */
char *
valise_contact_list_read (const ValiseVcard *vcard, const char *name)
{
  g_autoptr (GPtrArray) lines = list_lines (vcard, name);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_contact_entry_free);

  for (guint i = 0; i < lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (lines, i);
      g_autofree char *types = valise_contact_line_types (line);
      g_autofree char *label = read_label (vcard, line);
      g_autofree char *text = valise_contact_line_text (line);

      g_ptr_array_add (entries, valise_contact_entry_new ((int)i, types, label, text));
    }
  return valise_contact_values_format (entries);
}

/* Writing a line */

/* Whether a line of @group other than its label and the country of its address is left. */
static gboolean
is_group_used (const ValiseComponent *card, const char *group)
{
  for (guint i = 0; i < card->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (card->lines, i);

      if (line->group != NULL && g_ascii_strcasecmp (line->group, group) == 0
          && !g_str_equal (line->name, "X-ABLABEL") && !g_str_equal (line->name, "X-ABADR"))
        return TRUE;
    }
  return FALSE;
}

static void
remove_of_group (ValiseComponent *card, const char *group, const char *name)
{
  for (guint i = card->lines->len; i-- > 0;)
    {
      ValiseLine *line = g_ptr_array_index (card->lines, i);

      if (line->group != NULL && g_ascii_strcasecmp (line->group, group) == 0
          && g_str_equal (line->name, name))
        valise_component_remove (card, line);
    }
}

/* Takes a line away, and what was said about it alone. */
static void
remove_line (ValiseComponent *card, ValiseLine *line)
{
  g_autofree char *group = g_strdup (line->group);

  valise_component_remove (card, line);
  if (group == NULL || is_group_used (card, group))
    return;
  remove_of_group (card, group, "X-ABLABEL");
  remove_of_group (card, group, "X-ABADR");
}

/* A label can be kept or taken away: the line leaves the group, as others of it may have the label
 * too. */
static void
set_label (ValiseVcard *vcard, ValiseLine *line, const char *label)
{
  g_autofree char *old = read_label (vcard, line);
  g_autofree char *group = g_strdup (line->group);

  if (old == NULL || label != NULL)
    return;
  valise_line_set_group (line, NULL);
  if (is_group_used (vcard->card, group))
    return;
  remove_of_group (vcard->card, group, "X-ABLABEL");
  remove_of_group (vcard->card, group, "X-ABADR");
}

static gboolean
contains (GStrv words, const char *word)
{
  return g_strv_contains ((const char *const *)words, word);
}

/* Sets the types that say something; the others stay, but for VOICE, which a fax is not. */
static void
set_types (ValiseLine *line, const char *types)
{
  g_autofree char *old = valise_contact_line_types (line);
  g_autoptr (GPtrArray) all = list_types (line);
  g_auto (GStrv) wanted = g_strsplit (types, " ", -1);

  if (g_str_equal (old, types))
    return;
  valise_line_set_param (line, "TYPE", NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const char *value = g_ptr_array_index (all, i);
      g_autofree char *type = g_ascii_strdown (value, -1);

      if (g_str_equal (type, "voice") ? !contains (wanted, "fax")
                                      : !is_shown_type (type) || contains (wanted, type))
        valise_line_add_param (line, "TYPE", value);
    }
  for (guint i = 0; wanted[i] != NULL; i++)
    if (*wanted[i] != '\0' && !valise_line_has_param (line, "TYPE", wanted[i]))
      valise_line_add_param (line, "TYPE", wanted[i]);
}

/* The parts of @value, still escaped. */
static GStrv
split_raw (const char *value)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = value;

  for (const char *p = value;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == ';' || *p == '\0')
        {
          g_autofree char *part = g_strndup (start, p - start);

          g_strv_builder_add (parts, part);
          if (*p == '\0')
            return g_strv_builder_end (parts);
          start = p + 1;
        }
    }
}

/* Those parts that are other ones now. How the whole was to be printed would say something else. */
static void
write_address (ValiseLine *line, const char *value)
{
  g_autofree char *before = valise_contact_line_text (line);
  g_auto (GStrv) old = valise_contact_address_split (before);
  g_auto (GStrv) raw = split_raw (line->value);
  g_auto (GStrv) new = valise_contact_address_split (value);
  guint n_raw = g_strv_length (raw), n_old = g_strv_length (old);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; new[i] != NULL; i++)
    {
      g_autofree char *escaped = valise_line_escape (new[i]);
      gboolean same = i < n_raw && i < n_old && g_str_equal (old[i], new[i]);

      g_string_append_printf (joined, "%s%s", i > 0 ? ";" : "", same ? raw[i] : escaped);
    }
  valise_line_set_param (line, "LABEL", NULL);
  valise_line_set_value (line, joined->str);
}

/* A number or address that was a URI stays one if it can. */
static void
write_uri (ValiseLine *line, const char *scheme, const char *value)
{
  if (strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+-.()*#;=_@!'%&$/?~")
      == strlen (value))
    {
      g_autofree char *uri = g_strconcat (scheme, value, NULL);

      valise_line_set_value (line, uri);
      return;
    }
  valise_line_set_param (line, "VALUE", NULL);
  valise_line_set_text (line, value);
}

static void
write_text (ValiseLine *line, const char *value)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;

  if (g_str_equal (line->name, "ADR"))
    {
      write_address (line, value);
      return;
    }
  text = valise_line_get_text (line);
  clean = valise_text_clean_line (text);
  if (find_scheme (clean) != NULL)
    write_uri (line, find_scheme (clean), value);
  /* A web address is no text: its commas and semicolons are its own. */
  else if (g_str_equal (line->name, "URL") && strchr (value, '\\') == NULL)
    valise_line_set_value (line, value);
  else
    valise_line_set_text (line, value);
}

static void
set_entry (ValiseVcard *vcard, ValiseLine *line, const ValiseContactEntry *entry)
{
  g_autofree char *old = valise_contact_line_text (line);

  if (!g_str_equal (old, entry->value))
    write_text (line, entry->value);
  set_types (line, entry->types);
  set_label (vcard, line, entry->label);
}

/* Writing a list */

/* The line of @lines that @entry stands for: its origin; or, where it has none, one that says the
 * same. It is taken out of @lines, where it leaves %NULL. */
static ValiseLine *
take_line (GPtrArray *lines, const ValiseContactEntry *entry)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (lines, i);
      g_autofree char *text = line != NULL ? valise_contact_line_text (line) : NULL;

      if (text == NULL
          || (entry->origin == VALISE_CONTACT_NEW ? !g_str_equal (text, entry->value)
                                                  : (int)i != entry->origin))
        continue;
      g_ptr_array_index (lines, i) = NULL;
      return line;
    }
  return NULL;
}

/**
 * valise_contact_list_set:
 * @vcard: a contact
 * @name: EMAIL, TEL, URL or ADR
 * @text: (nullable): all its values, as contact-values.c says
 *
 * Sets the values. A line that @text does not name is taken away, if it says something.
 */
void
valise_contact_list_set (ValiseVcard *vcard, const char *name, const char *text)
{
  g_autoptr (GPtrArray) entries = valise_contact_values_parse (text);
  g_autoptr (GPtrArray) lines = list_lines (vcard, name);
  g_autofree ValiseLine **found = g_new0 (ValiseLine *, entries->len + 1);

  /* Those with an origin first, so that no other one takes their line. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < entries->len; i++)
      {
        const ValiseContactEntry *entry = g_ptr_array_index (entries, i);

        if ((entry->origin == VALISE_CONTACT_NEW) == (pass == 1))
          found[i] = take_line (lines, entry);
      }
  for (guint i = 0; i < entries->len; i++)
    {
      if (found[i] == NULL)
        found[i] = valise_component_add (vcard->card, valise_line_new (name, ""));
      set_entry (vcard, found[i], g_ptr_array_index (entries, i));
    }
  for (guint i = 0; i < lines->len; i++)
    if (g_ptr_array_index (lines, i) != NULL)
      remove_line (vcard->card, g_ptr_array_index (lines, i));
}
