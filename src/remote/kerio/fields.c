/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the functions of all kinds are made of: words of enums, times, texts. */

#include "remote/kerio/fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/civil.h"
#include "net/json.h"

#define FURTHEST_OFFSET (14 * 60) /* minutes; no zone is further from UTC */

/**
 * valise_kerio_word_to_format:
 * @words: (array length=n_words): an enum
 * @n_words: how many words it has
 * @api: (nullable): a word of the API
 *
 * Returns: (nullable): the format's word for it
 */
const char *
valise_kerio_word_to_format (const ValiseKerioWord *words, guint n_words, const char *api)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].api, api) == 0)
      return words[i].format;
  return NULL;
}

/**
 * valise_kerio_word_to_api:
 * @words: (array length=n_words): an enum
 * @n_words: how many words it has
 * @format: (nullable): a word of the format
 *
 * Returns: (nullable): the API's word for it
 */
const char *
valise_kerio_word_to_api (const ValiseKerioWord *words, guint n_words, const char *format)
{
  for (guint i = 0; format != NULL && i < n_words; i++)
    if (words[i].format != NULL && g_ascii_strcasecmp (words[i].format, format) == 0)
      return words[i].api;
  return NULL;
}

/* Reads "Z" or "+0130", in minutes. */
static gboolean
read_offset (const char *text, int *offset)
{
  int hours, minutes, used = 0;

  *offset = 0;
  if (g_str_equal (text, "Z") || *text == '\0')
    return TRUE;
  if ((*text != '+' && *text != '-') || sscanf (text + 1, "%2d%2d%n", &hours, &minutes, &used) != 2
      || text[1 + used] != '\0')
    return FALSE;
  *offset = (hours * 60 + minutes) * (*text == '-' ? -1 : 1);
  return ABS (*offset) <= FURTHEST_OFFSET;
}

/**
 * valise_kerio_time_read:
 * @text: (nullable): "20260329T103000+0200", "20260329T083000Z" or "20260329"; "" is not set
 *
 * Returns: the time; not set too where @text is none
 */
ValiseKerioTime
valise_kerio_time_read (const char *text)
{
  ValiseKerioTime time = { 0 };
  gsize length = text != NULL ? strspn (text, "0123456789T") : 0;
  g_autofree char *clock = g_strndup (text != NULL ? text : "", length);
  gboolean utc;

  if (length == 0 || !read_offset (text + length, &time.offset)
      || !valise_civil_parse (clock, &time.local, &time.is_date, &utc))
    return (ValiseKerioTime){ 0 };
  time.is_set = TRUE;
  time.utc = time.local - (gint64)time.offset * 60;
  return time;
}

/**
 * valise_kerio_time_write:
 * @utc: Unix seconds
 * @zone: the clock to write it by
 *
 * Returns: (transfer full): a UtcDateTime
 */
char *
valise_kerio_time_write (gint64 utc, const ValiseZone *zone)
{
  int offset = valise_zone_get_offset (zone, utc) / 60;
  g_autofree char *clock = valise_civil_format (utc + (gint64)offset * 60, FALSE, FALSE);

  if (offset == 0)
    return g_strconcat (clock, "Z", NULL);
  return g_strdup_printf ("%s%c%02d%02d", clock, offset < 0 ? '-' : '+', ABS (offset) / 60,
                          ABS (offset) % 60);
}

/* Returns: (transfer full): a UtcDateTime without a time of day */
char *
valise_kerio_date_write (gint64 local)
{
  return valise_civil_format (local, TRUE, FALSE);
}

/**
 * valise_kerio_add_time:
 * @component: an event, a task, ...
 * @name: a property
 * @time: its value; nothing is added where it is not set
 * @zone: (nullable): the zone to say it in; %NULL: UTC
 */
void
valise_kerio_add_time (ValiseComponent *component,
                       const char *name,
                       const ValiseKerioTime *time,
                       const ValiseZone *zone)
{
  g_autofree char *value = NULL;
  ValiseLine *line;

  if (!time->is_set)
    return;
  if (time->is_date)
    value = valise_civil_format (time->local, TRUE, FALSE);
  else if (zone != NULL)
    value = valise_civil_format (valise_zone_to_local (zone, time->utc), FALSE, FALSE);
  else
    value = valise_civil_format (time->utc, FALSE, TRUE);
  line = valise_line_new (name, value);
  if (time->is_date)
    valise_line_set_param (line, "VALUE", "DATE");
  else if (zone != NULL)
    valise_line_set_param (line, "TZID", valise_zone_get_name (zone));
  valise_component_add (component, line);
}

/* Sets a member of the API to @text (nullable). */
void
valise_kerio_set_text (JsonObject *object, const char *name, const char *text)
{
  json_object_set_string_member (object, name, text != NULL ? text : "");
}

/**
 * valise_kerio_set_property:
 * @object: a structure of the API
 * @name: one of its members
 * @component: an event, a contact, ...
 * @property: one of its properties, whose text the member gets; "" where it is missing
 */
void
valise_kerio_set_property (JsonObject *object,
                           const char *name,
                           const ValiseComponent *component,
                           const char *property)
{
  g_autofree char *text = valise_component_get_text (component, property);

  valise_kerio_set_text (object, name, text);
}

/* The other way round; nothing is added for a member that is empty or missing. */
void
valise_kerio_add_text (ValiseComponent *component,
                       const char *property,
                       JsonObject *object,
                       const char *name)
{
  const char *text = valise_json_string (object, name);

  if (text != NULL && *text != '\0')
    valise_component_add (component, valise_line_new_text (property, text));
}

/* Returns: (transfer full): the numbers of @text (nullable), which commas are between */
JsonArray *
valise_kerio_numbers (const char *text)
{
  JsonArray *array = json_array_new ();
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      json_array_add_int_element (array, atoi (words[i]));
  return array;
}

/**
 * valise_kerio_add_categories:
 * @component: a component
 * @object: an object of the API with categories
 * @first: (nullable): one that comes before them
 *
 * Adds CATEGORIES (RFC 5545 section 3.8.1.2, RFC 6350 section 6.7.1) where there are any.
 */
void
valise_kerio_add_categories (ValiseComponent *component, JsonObject *object, const char *first)
{
  JsonArray *categories = valise_json_array (object, "categories");
  g_autoptr (GString) value = g_string_new (first);

  for (guint i = 0; i < valise_json_length (categories); i++)
    {
      const char *category = valise_json_string_at (categories, i);
      g_autofree char *escaped = valise_line_escape (category != NULL ? category : "");

      if (*escaped != '\0')
        g_string_append_printf (value, "%s%s", value->len > 0 ? "," : "", escaped);
    }
  if (value->len > 0)
    valise_component_add (component, valise_line_new ("CATEGORIES", value->str));
}

/**
 * valise_kerio_categories:
 * @component: a component
 *
 * Returns: (transfer full) (element-type utf8): the words of all its CATEGORIES
 */
GPtrArray *
valise_kerio_categories (const ValiseComponent *component)
{
  GPtrArray *categories = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = component->lines->pdata[i];
      g_auto (GStrv) words = g_str_equal (line->name, "CATEGORIES")
                                 ? valise_line_split (line->value, ',')
                                 : NULL;

      for (guint j = 0; words != NULL && words[j] != NULL; j++)
        if (*g_strstrip (words[j]) != '\0')
          g_ptr_array_add (categories, g_strdup (words[j]));
    }
  return categories;
}
