/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Setting fields of a contact. Only the lines of these fields change, and REV. */

#include "format/contact-edit.h"

#include "format/civil.h"
#include "format/contact-list.h"
#include "format/contact-photo.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One part of a structured property (N, ORG): of the first one, if there are several. */
static void
set_part (ValiseComponent *card, const char *name, guint index, const char *value)
{
  ValiseLine *line = valise_component_find (card, name);
  g_auto (GStrv) old = valise_line_split (line != NULL ? line->value : "", ';');
  guint count = g_str_equal (name, "N") ? 5 : index + 1;
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
  valise_component_set_value (card, name, any || g_str_equal (name, "N") ? joined->str : NULL);
}

/* Whether @value is a date, with or without its year. */
static gboolean
is_date (const char *value)
{
  g_autofree char *whole = g_str_has_prefix (value, "--") ? g_strconcat ("2000-", value + 2, NULL)
                                                          : g_strdup (value);
  gboolean date, utc;
  gint64 seconds;

  return valise_civil_parse (whole, &seconds, &date, &utc) && date;
}

/* Version 4.0 has dates without hyphens only (RFC 6350 section 4.3.1); before, both are in use. */
static char *
write_date (const char *value, guint version)
{
  const char *rest = g_str_has_prefix (value, "--") ? value + 2 : value;
  g_auto (GStrv) parts = g_strsplit (rest, "-", -1);
  g_autofree char *joined = g_strjoinv (version >= 40 ? "" : "-", parts);

  return g_strconcat (rest != value ? "--" : "", joined, NULL);
}

static gboolean
set_date (ValiseVcard *vcard, const char *name, const char *value, GError **error)
{
  ValiseLine *line = valise_component_find (vcard->card, name);
  g_autofree char *date = NULL;

  if (value != NULL && !is_date (value))
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("“%s” is not a date. Write it like 1985-04-12, or --04-12."), value);
  date = value != NULL ? write_date (value, vcard->version) : NULL;
  if (valise_component_set_value (vcard->card, name, date) && line != NULL && date != NULL)
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
apply (ValiseVcard *vcard, const ValiseFieldEdit *edit, GError **error)
{
  static const char *const texts[][2] = {
    { "name", "FN" }, { "nickname", "NICKNAME" }, { "job", "TITLE" }, { "note", "NOTE" }
  };
  static const char *const lists[][2] = {
    { "emails", "EMAIL" }, { "phones", "TEL" }, { "addresses", "ADR" }, { "urls", "URL" }
  };
  static const char *const names[] = { "family", "given", "middle", "prefix", "suffix" };
  ValiseComponent *card = vcard->card;
  const char *value = edit->value != NULL && *edit->value != '\0' ? edit->value : NULL;
  const char *text = find_property (texts, G_N_ELEMENTS (texts), edit->field);
  const char *list = find_property (lists, G_N_ELEMENTS (lists), edit->field);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], edit->field))
      {
        set_part (card, "N", i, value);
        return TRUE;
      }
  if (text != NULL)
    valise_component_set_text (card, text, value);
  else if (list != NULL)
    valise_contact_list_set (vcard, list, value);
  else if (g_str_equal (edit->field, "organization"))
    set_part (card, "ORG", 0, value);
  else if (g_str_equal (edit->field, "department"))
    set_part (card, "ORG", 1, value);
  else if (g_str_equal (edit->field, "categories"))
    {
      g_autofree char *categories = valise_line_join_words (value);

      valise_component_set_value (card, "CATEGORIES", categories);
    }
  else if (g_str_equal (edit->field, "photo"))
    valise_contact_photo_set (vcard, value);
  else if (g_str_equal (edit->field, "birthday"))
    return set_date (vcard, "BDAY", value, error);
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
    if (!apply (vcard, &edits[i], error))
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
 *   "organization", "department", "job", "note", "birthday" (1985-04-12, --04-12), "categories"
 *   (separated by commas), "photo" (see contact-photo.c), and the lists "emails", "phones", "urls",
 *   "addresses" (see contact-values.c)
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
