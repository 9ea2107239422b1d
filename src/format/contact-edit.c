/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Setting fields of a contact. Only the lines of these fields change, and REV.
 *
 * Of a list, such as the phone numbers, each line that is still wanted stays as it is, with its
 * group and its parameters; what is left of the old lines takes the new values in order. So
 * correcting one digit keeps what other programs wrote beside the number. */

#include "format/contact-edit.h"

#include "format/civil.h"
#include "format/vcard.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Takes a line away, and the label that only it had. */
static void
remove_line (ValiseComponent *card, ValiseLine *line)
{
  g_autofree char *group = g_strdup (line->group);
  ValiseLine *label = NULL;

  valise_component_remove (card, line);
  for (guint i = 0; group != NULL && i < card->lines->len; i++)
    {
      ValiseLine *other = g_ptr_array_index (card->lines, i);

      if (g_strcmp0 (other->group, group) != 0)
        continue;
      if (!g_str_equal (other->name, "X-ABLABEL") && !g_str_equal (other->name, "X-ABADR"))
        return;
      label = other;
    }
  if (label != NULL)
    remove_line (card, label);
}

/* One part of a structured property (N, ORG, ADR): of the first one, if there are several. */
static void
set_part (ValiseComponent *card, const char *name, guint index, const char *value)
{
  ValiseLine *line = valise_component_find (card, name);
  g_auto (GStrv) old = valise_line_split (line != NULL ? line->value : "", ';');
  guint count = g_str_equal (name, "N") ? 5 : g_str_equal (name, "ADR") ? 7 : index + 1;
  guint length = MAX (g_strv_length (old), count);
  g_autoptr (GString) joined = g_string_new (NULL);
  gboolean any = FALSE;

  if (index < g_strv_length (old) && g_str_equal (old[index], value != NULL ? value : ""))
    return;
  for (guint i = 0; i < length; i++)
    {
      const char *part = i == index ? value : i < g_strv_length (old) ? old[i] : NULL;
      g_autofree char *escaped = valise_line_escape (part != NULL ? part : "");

      g_string_append_printf (joined, "%s%s", i > 0 ? ";" : "", escaped);
      any = any || *escaped != '\0';
    }
  /* How the whole was to be printed would now say something else. */
  if (line != NULL)
    valise_line_set_param (line, "LABEL", NULL);
  if (!any && line != NULL && g_str_equal (name, "ADR"))
    remove_line (card, line);
  else
    valise_component_set_value (card, name, any || g_str_equal (name, "N") ? joined->str : NULL);
}

/**
 * valise_contact_is_type:
 * @word: a word in lower case
 *
 * Returns: whether it is one of the types that can be written before a value, as in "work cell:
 * 123"
 */
gboolean
valise_contact_is_type (const char *word)
{
  static const char *const types[] = { "home", "work",  "cell", "fax",  "pager",
                                       "car",  "other", "main", "pref", NULL };

  return g_strv_contains (types, word);
}

/* Cuts "work cell: 123" in two. Returns: (transfer full): the types, none if there is no such head.
 */
static GStrv
split_types (const char **text)
{
  const char *colon = strstr (*text, ": ");
  g_autofree char *head = colon != NULL ? g_ascii_strdown (*text, colon - *text) : g_strdup ("");
  g_auto (GStrv) types = g_strsplit (head, " ", -1);

  for (guint i = 0; types[i] != NULL; i++)
    if (!valise_contact_is_type (types[i]))
      return g_new0 (char *, 1);
  if (*types != NULL)
    *text = colon + 2;
  return g_steal_pointer (&types);
}

/* Sets those types that Valise lets the user choose; others stay. */
static void
set_types (ValiseLine *line, GStrv types)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  gboolean same = TRUE;
  guint n_known = 0;

  for (guint i = 0; line->params != NULL && i < line->params->len; i++)
    {
      const ValiseLineParam *param = g_ptr_array_index (line->params, i);

      for (guint j = 0; g_str_equal (param->name, "TYPE") && j < param->values->len; j++)
        {
          const char *value = g_ptr_array_index (param->values, j);
          g_autofree char *lower = g_ascii_strdown (value, -1);

          if (!valise_contact_is_type (lower))
            g_ptr_array_add (wanted, g_strdup (value));
          else
            n_known++;
        }
    }
  for (guint i = 0; types[i] != NULL; i++)
    same = same && valise_line_has_param (line, "TYPE", types[i]);
  if (same && n_known == g_strv_length (types))
    return;
  valise_line_set_param (line, "TYPE", NULL);
  for (guint i = 0; i < wanted->len; i++)
    valise_line_add_param (line, "TYPE", g_ptr_array_index (wanted, i));
  for (guint i = 0; types[i] != NULL; i++)
    valise_line_add_param (line, "TYPE", types[i]);
}

static gboolean
says (const ValiseLine *line, const char *value)
{
  g_autofree char *text = valise_line_get_text (line);

  if (g_str_equal (line->name, "TEL") && g_ascii_strncasecmp (text, "tel:", 4) == 0
      && g_str_equal (text + 4, value))
    return TRUE;
  return g_str_equal (text, value);
}

static void
write_value (ValiseLine *line, const char *value)
{
  /* The parts of an address are separated by semicolons, which are not text. */
  if (g_str_equal (line->name, "ADR"))
    valise_line_set_value (line, value);
  else
    valise_line_set_text (line, value);
}

static void
set_list (ValiseComponent *card, const char *name, const char *value)
{
  g_auto (GStrv) wanted = g_strsplit (value != NULL ? value : "", "\n", -1);
  g_autoptr (GPtrArray) old = g_ptr_array_new ();
  g_autofree ValiseLine **found = g_new0 (ValiseLine *, g_strv_length (wanted) + 1);

  for (guint i = 0; i < card->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (card->lines, i);

      if (g_str_equal (line->name, name))
        g_ptr_array_add (old, line);
    }
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      const char *text = g_strstrip (wanted[i]);
      g_auto (GStrv) types = split_types (&text);

      for (guint j = 0; found[i] == NULL && j < old->len; j++)
        if (says (g_ptr_array_index (old, j), text))
          found[i] = g_ptr_array_steal_index (old, j);
      if (found[i] != NULL)
        set_types (found[i], types);
    }
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      const char *text = wanted[i];
      g_auto (GStrv) types = split_types (&text);
      ValiseLine *line;

      if (found[i] != NULL || *text == '\0')
        continue;
      if (old->len > 0)
        line = g_ptr_array_steal_index (old, 0);
      else
        line = valise_component_add (card, valise_line_new (name, ""));
      write_value (line, text);
      set_types (line, types);
    }
  for (guint i = 0; i < old->len; i++)
    remove_line (card, g_ptr_array_index (old, i));
}

/* A BDAY is written as a date. */
static gboolean
set_date (ValiseComponent *card, const char *name, const char *value, GError **error)
{
  ValiseLine *line = valise_component_find (card, name);
  gboolean is_date = TRUE, utc;
  gint64 seconds;

  if (value != NULL && !g_str_has_prefix (value, "--")
      && (!valise_civil_parse (value, &seconds, &is_date, &utc) || !is_date))
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("“%s” is not a date. Write it like 1985-04-12, or --04-12."), value);
  if (valise_component_set_text (card, name, value) && line != NULL && value != NULL)
    {
      valise_line_set_param (line, "X-APPLE-OMIT-YEAR", NULL);
      valise_line_set_param (line, "VALUE", NULL);
    }
  return TRUE;
}

static const char *
find_property (const char *const (*table)[2], guint n, const char *field)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (table[i][0], field))
      return table[i][1];
  return NULL;
}

static gboolean
apply (ValiseComponent *card, const ValiseFieldEdit *edit, GError **error)
{
  static const char *const texts[][2] = {
    { "name", "FN" }, { "nickname", "NICKNAME" }, { "job", "TITLE" }, { "note", "NOTE" }
  };
  static const char *const lists[][2] = {
    { "emails", "EMAIL" }, { "phones", "TEL" }, { "addresses", "ADR" }, { "urls", "URL" }
  };
  static const char *const names[] = { "family", "given", "middle", "prefix", "suffix" };
  static const char *const parts[] = { "street", "city", "region", "postal", "country" };
  const char *value = edit->value != NULL && *edit->value != '\0' ? edit->value : NULL;
  const char *text = find_property (texts, G_N_ELEMENTS (texts), edit->field);
  const char *list = find_property (lists, G_N_ELEMENTS (lists), edit->field);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], edit->field))
      {
        set_part (card, "N", i, value);
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i], edit->field))
      {
        /* Before the street stand the post office box and what is added to the address. */
        set_part (card, "ADR", i + 2, value);
        return TRUE;
      }
  if (text != NULL)
    valise_component_set_text (card, text, value);
  else if (list != NULL)
    set_list (card, list, value);
  else if (g_str_equal (edit->field, "organization"))
    set_part (card, "ORG", 0, value);
  else if (g_str_equal (edit->field, "department"))
    set_part (card, "ORG", 1, value);
  else if (g_str_equal (edit->field, "categories"))
    {
      g_autofree char *categories = valise_line_join_words (value);

      valise_component_set_value (card, "CATEGORIES", categories);
    }
  else if (g_str_equal (edit->field, "birthday"))
    return set_date (card, "BDAY", value, error);
  else
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("There is no field “%s”."), edit->field);
  return TRUE;
}

/* FN has to be there, and N in version 3.0 (RFC 2426 sections 3.1.1 and 3.1.2). */
static void
complete_name (ValiseVcard *vcard)
{
  const ValiseLine *line = valise_component_find (vcard->card, "N");
  g_autofree char *name = valise_component_get_text (vcard->card, "FN");
  g_auto (GStrv) parts = valise_line_split (line != NULL ? line->value : "", ';');

  if (name == NULL && line != NULL)
    {
      static const guint order[] = { 3, 1, 2, 0, 4 };
      g_autoptr (GString) composed = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (order); i++)
        if (order[i] < g_strv_length (parts) && *parts[order[i]] != '\0')
          g_string_append_printf (composed, "%s%s", composed->len > 0 ? " " : "", parts[order[i]]);
      valise_component_set_text (vcard->card, "FN", composed->str);
    }
  else if (name != NULL && line == NULL && vcard->version < 40)
    set_part (vcard->card, "N", 0, name);
}

static GBytes *
edit_vcard (
    ValiseVcard *vcard, const ValiseFieldEdit *edits, guint n_edits, gint64 now, GError **error)
{
  g_autoptr (GBytes) before = valise_vcard_write (vcard);
  g_autoptr (GBytes) after = NULL;
  g_autofree char *revision = valise_civil_format (now, FALSE, TRUE);

  for (guint i = 0; i < n_edits; i++)
    if (!apply (vcard->card, &edits[i], error))
      return NULL;
  after = valise_vcard_write (vcard);
  if (g_bytes_equal (before, after))
    return g_steal_pointer (&after);
  complete_name (vcard);
  valise_component_set_value (vcard->card, "REV", revision);
  return valise_vcard_write (vcard);
}

/**
 * valise_contact_edit:
 * @content: a text/vcard content
 * @edits: the fields to set: "name", "given", "family", "middle", "prefix", "suffix", "nickname",
 *   "organization", "department", "job", "note", "birthday" (1985-04-12), "categories" (separated
 * by commas), "street", "city", "region", "postal", "country" of the first address, and the lists
 * "emails", "phones", "urls", "addresses", whose values are one a line, with their types before
 * them: "work cell: +49 89 1234"; an address is written as in ADR
 * @n_edits: how many
 * @now: Unix seconds, for REV
 * @error: set where a field or a value is not one, or @content is no contact
 *
 * Sets fields of a contact. Everything else stays byte for byte, but for REV.
 *
 * Returns: (transfer full) (nullable): the new content; what @content says where nothing changed
 */
GBytes *
valise_contact_edit (
    GBytes *content, const ValiseFieldEdit *edits, guint n_edits, gint64 now, GError **error)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, error);

  return vcard != NULL ? edit_vcard (vcard, edits, n_edits, now, error) : NULL;
}

/**
 * valise_contact_create:
 * @uid: its UID
 * @edits: its fields, as for valise_contact_edit()
 * @n_edits: how many
 * @now: Unix seconds
 * @error: set where a field or a value is not one
 *
 * Returns: (transfer full) (nullable): a new contact, in version 3.0
 */
GBytes *
valise_contact_create (
    const char *uid, const ValiseFieldEdit *edits, guint n_edits, gint64 now, GError **error)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_new (uid);

  return edit_vcard (vcard, edits, n_edits, now, error);
}
