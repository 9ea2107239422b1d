/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One file of many items, as calendars are exported, into contents of one item each, as servers
 * keep them (RFC 4791 section 4.1): the changed occurrences of an event stay with it, and each
 * content has the time zones that it names. */

#include "format/calendar.h"

#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const ValiseComponent *object; /* the VCALENDAR, or the file, that it is in */
  char *uid;
  GPtrArray *lines; /* of ValiseLine: the BEGIN lines of its components */
} Item;

static void
item_free (Item *item)
{
  g_free (item->uid);
  g_ptr_array_unref (item->lines);
  g_free (item);
}

/* A UID for what has none, the same one whenever the same file is read again. */
static char *
make_uid (const ValiseComponent *component)
{
  g_autoptr (GString) text = g_string_new (NULL);

  valise_component_append (component, text, "\r\n");
  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, text->str, (gssize)text->len);
}

static void
collect (const ValiseComponent *object, GHashTable *by_uid, GPtrArray *items)
{
  for (guint i = 0; i < object->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (object->lines, i);
      g_autofree char *uid = NULL;
      g_autofree char *key = NULL;
      Item *item;

      if (line->component != NULL && g_str_equal (line->component->name, "VCALENDAR"))
        collect (line->component, by_uid, items);
      if (line->component == NULL || !valise_calendar_is_item (line->component, NULL))
        continue;
      uid = valise_component_get_text (line->component, "UID");
      if (uid == NULL)
        {
          uid = make_uid (line->component);
          valise_component_set_text (line->component, "UID", uid);
        }
      key = g_strconcat (line->component->name, " ", uid, NULL);
      item = g_hash_table_lookup (by_uid, key);
      if (item == NULL)
        {
          item = g_new0 (Item, 1);
          item->object = object;
          item->uid = g_steal_pointer (&uid);
          item->lines = g_ptr_array_new ();
          g_ptr_array_add (items, item);
          g_hash_table_insert (by_uid, g_steal_pointer (&key), item);
        }
      g_ptr_array_add (item->lines, line);
    }
}

/* The TZIDs that @component and what is inside of it name. */
static void
collect_zones (const ValiseComponent *component, GHashTable *tzids)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);
      const char *tzid = valise_line_get_param (line, "TZID");

      if (tzid != NULL)
        g_hash_table_add (tzids, g_strdup (tzid));
      if (line->component != NULL)
        collect_zones (line->component, tzids);
    }
}

static void
append_line (GString *out, const ValiseLine *line, const char *line_end)
{
  valise_line_write (line, out, line_end);
  if (line->component != NULL)
    valise_component_append (line->component, out, line_end);
}

/* Does a content of one item take this line of the file? METHOD is for mail only; X-WR-CALNAME and
 * the like name the calendar that the file was exported from. */
static gboolean
is_kept (const ValiseLine *line, GHashTable *tzids)
{
  static const char *const kept[] = { "VERSION", "PRODID", "CALSCALE", NULL };
  const ValiseLine *tzid;

  if (line->component == NULL)
    return g_strv_contains (kept, line->name);
  if (!g_str_equal (line->component->name, "VTIMEZONE"))
    return FALSE;
  tzid = valise_component_find (line->component, "TZID");
  return tzid != NULL && g_hash_table_contains (tzids, tzid->value);
}

static GBytes *
write_item (const Item *item, const char *line_end)
{
  g_autoptr (GHashTable) tzids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < item->lines->len; i++)
    collect_zones (((ValiseLine *)g_ptr_array_index (item->lines, i))->component, tzids);
  g_string_append_printf (out, "BEGIN:VCALENDAR%s", line_end);
  if (valise_component_find (item->object, "VERSION") == NULL)
    g_string_append_printf (out, "VERSION:2.0%s", line_end);
  if (valise_component_find (item->object, "PRODID") == NULL)
    g_string_append_printf (out, "PRODID:-//Valise//%s//EN%s", VALISE_VERSION, line_end);
  for (guint i = 0; i < item->object->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (item->object->lines, i);

      if (is_kept (line, tzids))
        append_line (out, line, line_end);
    }
  for (guint i = 0; i < item->lines->len; i++)
    append_line (out, g_ptr_array_index (item->lines, i), line_end);
  g_string_append_printf (out, "END:VCALENDAR%s", line_end);
  return g_string_free_to_bytes (out);
}

/**
 * valise_calendar_split:
 * @bytes: an .ics file
 * @error: set where there is neither event nor task nor note in it, or it is too large
 *
 * Cuts a file of many items into contents of one. Items without a UID get one, which is made of
 * what they say. What is not of the items (METHOD, the exported calendar's name) is left out.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): at least one content
 */
GPtrArray *
valise_calendar_split (GBytes *bytes, GError **error)
{
  g_autoptr (ValiseComponent) file = valise_component_parse (bytes, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
  g_autoptr (GHashTable) by_uid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  if (file == NULL)
    return NULL;
  valise_component_complete (file);
  collect (file, by_uid, items);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (contents, write_item (g_ptr_array_index (items, i), file->line_end));
  if (contents->len == 0)
    {
      valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                   _ ("There is no event, task or note in this file."));
      return NULL;
    }
  return g_steal_pointer (&contents);
}
