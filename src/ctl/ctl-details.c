/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of events, tasks, notes and contacts in `valisectl show --json`. */

#include "ctl/ctl-items.h"

#include "ctl/ctl-list.h"

#include "format/calendar-view.h"
#include "format/civil.h"
#include "format/contact-view.h"

/* RFC 3339 in UTC, as all times in listings; of a day the date alone. */
static void
set_view_time (JsonObject *row, const char *key, const ValiseViewTime *time)
{
  ValiseDate day = valise_civil_date (valise_civil_day_of (time->local));
  g_autofree char *date = NULL;

  if (!time->is_set || !time->is_date)
    {
      valise_ctl_set_time (row, key, time->is_set ? time->at : 0);
      return;
    }
  date = g_strdup_printf ("%04d-%02d-%02d", day.year, day.month, day.day);
  json_object_set_string_member (row, key, date);
}

static void
set_strings (JsonObject *row, const char *key, char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (; *strings != NULL; strings++)
    json_array_add_string_element (array, *strings);
  json_object_set_array_member (row, key, array);
}

static void
add_attendees (JsonObject *row, const ValiseCalendarView *view)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < view->attendees->len; i++)
    json_array_add_string_element (array,
                                   ((const ValiseAttendee *)view->attendees->pdata[i])->email);
  json_object_set_array_member (row, "attendees", array);
}

static void
add_calendar (JsonObject *row, GBytes *bytes)
{
  g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (bytes, NULL, NULL);

  if (view == NULL)
    return;
  set_view_time (row, "start", &view->start);
  set_view_time (row, "end", &view->end);
  set_view_time (row, "due", &view->due);
  set_view_time (row, "completed", &view->completed);
  valise_ctl_set_string (row, "zone", view->start.is_set ? view->start.zone : NULL);
  valise_ctl_set_string (row, "recurrence", view->recurrence);
  valise_ctl_set_string (row, "location", view->location);
  valise_ctl_set_string (row, "status", view->status);
  valise_ctl_set_string (row, "organizer", view->organizer);
  valise_ctl_set_string (row, "description", view->description);
  add_attendees (row, view);
  set_strings (row, "categories", view->categories);
}

static void
set_values (JsonObject *row, const char *key, GPtrArray *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < values->len; i++)
    json_array_add_string_element (array, ((const ValiseContactValue *)values->pdata[i])->value);
  json_object_set_array_member (row, key, array);
}

static void
add_contact (JsonObject *row, GBytes *bytes)
{
  g_autoptr (ValiseContactView) view = valise_contact_view_new (bytes, NULL);

  if (view == NULL)
    return;
  valise_ctl_set_string (row, "organization", view->organization);
  valise_ctl_set_string (row, "job", view->job);
  valise_ctl_set_string (row, "birthday", view->birthday);
  valise_ctl_set_string (row, "note", view->note);
  set_values (row, "emails", view->emails);
  set_values (row, "phones", view->phones);
  set_values (row, "addresses", view->addresses);
  set_strings (row, "categories", view->categories);
}

/**
 * valise_ctl_add_details:
 * @row: what listings say of an item
 * @kind: what it is
 * @bytes: its content
 *
 * Adds the fields that only its content has. Of a message there are none beyond the text.
 */
void
valise_ctl_add_details (JsonObject *row, ValiseKind kind, GBytes *bytes)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      break;
    case VALISE_KIND_CONTACT:
      add_contact (row, bytes);
      break;
    case VALISE_KIND_EVENT:
    case VALISE_KIND_TASK:
    case VALISE_KIND_NOTE:
      add_calendar (row, bytes);
      break;
    }
}
