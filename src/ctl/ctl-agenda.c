/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl items FOLDER --from DATE --to DATE: what is on in a span of days. */

#include "ctl/ctl-items.h"

#include "ctl/ctl-list.h"

#include <glib/gi18n-lib.h>

#include "engine/agenda.h"

#define MAX_YEARS 10

/* The beginning of the day @text, or of the one @days after it, where the user is. */
static GDateTime *
read_day (const char *text, int days, GError **error)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (midnight, zone);

  if (day != NULL)
    return g_date_time_add_days (day, days);
  valise_ctl_usage (error, _ ("“%s” is no date. Write it like 2026-11-24."), text);
  return NULL;
}

/* RFC 3339 with the user's offset; of a day the date alone. */
static void
set_when (JsonObject *row, const char *key, gint64 at, gboolean all_day)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);
  g_autofree char *text = time == NULL ? NULL
                          : all_day    ? g_date_time_format (time, "%Y-%m-%d")
                                       : g_date_time_format_iso8601 (time);

  valise_ctl_set_string (row, key, text);
}

static JsonObject *
entry_to_json (const ValiseAgendaEntry *entry, const ValiseFolder *folder)
{
  JsonObject *row = valise_ctl_item_to_json (entry->item, folder);

  json_object_set_string_member (row, "title", entry->view->title);
  set_when (row, "start", entry->start, entry->all_day);
  set_when (row, "end", entry->end, entry->all_day);
  json_object_set_boolean_member (row, "allDay", entry->all_day);
  valise_ctl_set_string (row, "location", entry->view->location);
  return row;
}

/**
 * valise_ctl_list_agenda:
 * @ctl: this call
 * @folder: a folder of events or tasks
 * @from: the first day, as it was typed
 * @to: the last day, as it was typed
 * @error: where the error goes
 *
 * Lists each time that something is on, by its start.
 *
 * Returns: whether it is listed
 */
gboolean
valise_ctl_list_agenda (
    ValiseCtl *ctl, const ValiseFolder *folder, const char *from, const char *to, GError **error)
{
  static const ValiseCtlColumn columns[] = {
    { "id", NC_ ("column", "ITEM") },
    { "start", NC_ ("column", "START") },
    { "end", NC_ ("column", "END") },
    { "pending", NC_ ("column", "PENDING") },
    { "title", NC_ ("column", "TITLE") },
    { "location", NC_ ("column", "WHERE") },
    { NULL },
  };
  g_autoptr (GDateTime) first = read_day (from, 0, error);
  g_autoptr (GDateTime) end = first != NULL ? read_day (to, 1, error) : NULL;
  g_autoptr (GPtrArray) entries = NULL;
  JsonArray *rows;

  if (end == NULL)
    return FALSE;
  if (folder->kind != VALISE_KIND_EVENT && folder->kind != VALISE_KIND_TASK)
    return valise_ctl_usage (error, _ ("“%s” has neither events nor tasks."), folder->path);
  if (g_date_time_difference (end, first) <= 0)
    return valise_ctl_usage (error, _ ("--to is before --from."));
  if (g_date_time_get_year (end) - g_date_time_get_year (first) > MAX_YEARS)
    return valise_ctl_usage (error,
                             ngettext ("--from and --to are at most %d year apart.",
                                       "--from and --to are at most %d years apart.", MAX_YEARS),
                             MAX_YEARS);
  entries = valise_agenda_read (ctl->store, folder->id, g_date_time_to_unix (first),
                                g_date_time_to_unix (end), error);
  if (entries == NULL)
    return FALSE;
  rows = json_array_new ();
  for (guint i = 0; i < entries->len; i++)
    json_array_add_object_element (rows, entry_to_json (entries->pdata[i], folder));
  valise_ctl_print_list (ctl, rows, columns);
  return TRUE;
}
