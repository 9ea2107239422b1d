/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reader sees of a vCard, whichever version and program it comes from. */

#include "format/contact-view.h"

#include "format/contact-list.h"
#include "format/text-clean.h"
#include "format/vcard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
value_free (ValiseContactValue *value)
{
  g_free (value->value);
  g_free (value->types);
  g_free (value->label);
  g_free (value);
}

void
valise_contact_view_free (ValiseContactView *view)
{
  GPtrArray *lists[] = { view->emails, view->phones, view->addresses, view->urls, view->chats };
  char *strings[] = { view->uid,        view->name,         view->prefix,  view->given,
                      view->middle,     view->family,       view->suffix,  view->nickname,
                      view->job,        view->organization, view->note,    view->department,
                      view->photo_type, view->anniversary,  view->birthday };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_ptr_array_unref (lists[i]);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_strfreev (view->categories);
  g_strfreev (view->members);
  g_clear_pointer (&view->photo, g_bytes_unref);
  g_free (view);
}

/* Appends those of @parts that @which names, in one line, if they are not empty. */
static void
append_parts (GString *out, const char *before, GStrv parts, const guint *which, guint n_which)
{
  guint n_parts = g_strv_length (parts);
  gboolean begun = FALSE;

  for (guint i = 0; i < n_which; i++)
    {
      g_autofree char *part = which[i] < n_parts ? valise_text_clean_line (parts[which[i]]) : NULL;

      if (part == NULL || *part == '\0')
        continue;
      if (out->len > 0)
        g_string_append (out, begun ? " " : before);
      g_string_append (out, part);
      begun = TRUE;
    }
}

/* The parts of ADR, one line each, the postal code before the town (RFC 6350 section 6.3.1). */
static char *
read_address (const char *value)
{
  static const guint town[] = { 5, 3 };
  static const guint order[] = { 0, 1, 2, G_MAXUINT, 4, 6 };
  g_auto (GStrv) parts = valise_line_split (value, ';');
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (order[i] == G_MAXUINT)
        append_parts (out, "\n", parts, town, G_N_ELEMENTS (town));
      else
        append_parts (out, "\n", parts, &order[i], 1);
    }
  return g_string_free (out, FALSE);
}

static char *
read_line (const ValiseLine *line)
{
  g_autofree char *text = valise_line_get_text (line);

  return valise_text_clean_line (text);
}

/* Appends @line to @list; the preferred ones go before the others. */
static void
take_value (GPtrArray *list, const ValiseVcard *vcard, const ValiseLine *line)
{
  ValiseContactValue *value = g_new0 (ValiseContactValue, 1);
  const char *label = valise_vcard_get_label (vcard, line);
  guint at = list->len;

  value->value = g_str_equal (line->name, "ADR") ? read_address (line->value)
                                                 : valise_contact_line_text (line);
  value->types = valise_contact_line_types (line);
  value->label = label != NULL ? valise_text_clean_line (label) : NULL;
  value->preferred = valise_vcard_is_preferred (line);
  if (*value->value == '\0')
    {
      value_free (value);
      return;
    }
  for (guint i = 0; value->preferred && i < list->len; i++)
    if (!((ValiseContactValue *)g_ptr_array_index (list, i))->preferred)
      at = MIN (at, i);
  g_ptr_array_insert (list, (int)at, value);
}

/* A date in any of the ways that vCards write it, as "1985-04-12" or "--04-12"; or its words. */
static char *
read_date (const ValiseLine *line)
{
  g_autofree char *text = read_line (line);
  const char *digits = text;
  const char *omitted = valise_line_get_param (line, "X-APPLE-OMIT-YEAR");
  int year = 0, month, day, used = 0;

  if (sscanf (digits, "--%2d-%2d%n", &month, &day, &used) != 2
      && sscanf (digits, "--%2d%2d%n", &month, &day, &used) != 2
      && sscanf (digits, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3
      && sscanf (digits, "%4d%2d%2d%n", &year, &month, &day, &used) != 3)
    return g_steal_pointer (&text);
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 0
      || (digits[used] != '\0' && digits[used] != 'T'))
    return g_steal_pointer (&text);
  if (year == 0 || (omitted != NULL && atoi (omitted) == year))
    return g_strdup_printf ("--%02d-%02d", month, day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static void
read_name (ValiseContactView *view, const ValiseLine *line)
{
  g_auto (GStrv) parts = valise_line_split (line->value, ';');
  char **fields[] = { &view->family, &view->given, &view->middle, &view->prefix, &view->suffix };

  for (guint i = 0; i < G_N_ELEMENTS (fields) && parts[i] != NULL; i++)
    if (*fields[i] == NULL && *parts[i] != '\0')
      *fields[i] = valise_text_clean_line (parts[i]);
}

static void
read_organization (ValiseContactView *view, const ValiseLine *line)
{
  g_auto (GStrv) parts = valise_line_split (line->value, ';');

  if (view->organization != NULL || parts[0] == NULL)
    return;
  view->organization = valise_text_clean_line (parts[0]);
  if (parts[1] != NULL)
    view->department = valise_text_clean_line (parts[1]);
}

/* The name to show where FN is missing, though it must not be. */
static char *
compose_name (const ValiseContactView *view)
{
  const char *parts[] = { view->prefix, view->given, view->middle, view->family, view->suffix };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", parts[i]);
  if (out->len == 0 && view->nickname != NULL)
    g_string_append (out, view->nickname);
  if (out->len == 0 && view->organization != NULL)
    g_string_append (out, view->organization);
  if (out->len == 0 && view->emails->len > 0)
    g_string_append (out, ((ValiseContactValue *)g_ptr_array_index (view->emails, 0))->value);
  return g_string_free (out, FALSE);
}

static void
take_words (GStrvBuilder *builder, const ValiseLine *line)
{
  g_auto (GStrv) words = valise_line_split (line->value, ',');

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = valise_text_clean_line (words[i]);

      if (*word != '\0')
        g_strv_builder_add (builder, word);
    }
}

static gint64
read_revision (const ValiseLine *line)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (line->value, utc);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/* Where a property that stands there once goes to, if it is one line of text. */
static char **
find_field (ValiseContactView *view, const char *name)
{
  const struct
  {
    const char *name;
    char **field;
  } fields[] = {
    { "FN", &view->name },
    { "NICKNAME", &view->nickname },
    { "TITLE", &view->job },
    { "ROLE", &view->job },
    { "BDAY", &view->birthday },
    { "ANNIVERSARY", &view->anniversary },
    { "X-ANNIVERSARY", &view->anniversary },
    { "X-EVOLUTION-ANNIVERSARY", &view->anniversary },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      return fields[i].field;
  return NULL;
}

static GPtrArray *
find_list (ValiseContactView *view, const char *name)
{
  if (g_str_equal (name, "EMAIL"))
    return view->emails;
  if (g_str_equal (name, "TEL"))
    return view->phones;
  if (g_str_equal (name, "ADR"))
    return view->addresses;
  if (g_str_equal (name, "URL"))
    return view->urls;
  if (g_str_equal (name, "IMPP") || g_str_has_prefix (name, "X-JABBER")
      || g_str_has_prefix (name, "X-MATRIX") || g_str_has_prefix (name, "X-SKYPE"))
    return view->chats;
  return NULL;
}

static void
take_line (ValiseContactView *view,
           const ValiseVcard *vcard,
           const ValiseLine *line,
           GStrvBuilder *categories,
           GStrvBuilder *members)
{
  GPtrArray *list = find_list (view, line->name);
  char **field = find_field (view, line->name);

  if (list != NULL)
    take_value (list, vcard, line);
  else if (field == &view->birthday || field == &view->anniversary)
    *field = *field != NULL ? *field : read_date (line);
  else if (field != NULL)
    *field = *field != NULL ? *field : read_line (line);
  else if (g_str_equal (line->name, "N"))
    read_name (view, line);
  else if (g_str_equal (line->name, "ORG"))
    read_organization (view, line);
  else if (g_str_equal (line->name, "CATEGORIES"))
    take_words (categories, line);
  else if (g_str_equal (line->name, "MEMBER")
           || g_str_equal (line->name, "X-ADDRESSBOOKSERVER-MEMBER"))
    take_words (members, line);
  else if (g_str_equal (line->name, "KIND") || g_str_equal (line->name, "X-ADDRESSBOOKSERVER-KIND"))
    view->is_group = g_ascii_strcasecmp (line->value, "group") == 0;
  else if (g_str_equal (line->name, "PHOTO") && view->photo == NULL)
    view->photo = valise_vcard_get_data (line, &view->photo_type);
  else if (g_str_equal (line->name, "REV"))
    view->changed_at = read_revision (line);
}

/**
 * valise_contact_view_new:
 * @content: a text/vcard content
 * @error: set where there is no vCard in @content
 *
 * Returns: (transfer full) (nullable): what to show of the first vCard in @content
 */
ValiseContactView *
valise_contact_view_new (GBytes *content, GError **error)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, error);
  g_autoptr (GStrvBuilder) categories = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  ValiseContactView *view;
  GPtrArray **lists[5];

  if (vcard == NULL)
    return NULL;
  view = g_new0 (ValiseContactView, 1);
  lists[0] = &view->emails;
  lists[1] = &view->phones;
  lists[2] = &view->addresses;
  lists[3] = &view->urls;
  lists[4] = &view->chats;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_ptr_array_new_with_free_func ((GDestroyNotify)value_free);

  for (guint i = 0; i < vcard->card->lines->len; i++)
    take_line (view, vcard, g_ptr_array_index (vcard->card->lines, i), categories, members);
  view->uid = valise_vcard_get_uid (vcard);
  view->note = valise_component_get_text (vcard->card, "NOTE");
  view->categories = g_strv_builder_end (categories);
  view->members = g_strv_builder_end (members);
  if (view->name == NULL || *view->name == '\0')
    {
      g_free (view->name);
      view->name = compose_name (view);
    }
  return view;
}
