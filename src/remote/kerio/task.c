/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A task of the API <-> VTODO. Two of the API's states are more than VTODO has: they are kept in
 * X-KERIO-STATUS, which counts as long as STATUS says what it goes with. */

#include "remote/kerio/calendar.h"

#include <stdlib.h>

#include "net/json.h"
#include "remote/kerio/fields.h"

/* The first one that STATUS fits is meant, unless X-KERIO-STATUS says more. */
static const ValiseKerioWord states[] = {
  { "tsNotStarted", "NEEDS-ACTION" }, { "tsInProgress", "IN-PROCESS" },
  { "tsCompleted", "COMPLETED" },     { "tsWaiting", "IN-PROCESS" },
  { "tsDeferred", "NEEDS-ACTION" },
};

static void
read_state (JsonObject *task, ValiseComponent *todo)
{
  const char *state = valise_json_string (task, "status");
  const char *status = valise_kerio_word_to_format (states, G_N_ELEMENTS (states), state);
  gboolean cancelled = valise_json_bool (task, "isCancelled", FALSE);

  if (status == NULL)
    state = states[0].api, status = states[0].format;
  valise_component_add (todo, valise_line_new ("STATUS", cancelled ? "CANCELLED" : status));
  if (g_strcmp0 (valise_kerio_word_to_api (states, G_N_ELEMENTS (states), status), state) != 0)
    valise_component_add (todo, valise_line_new ("X-KERIO-STATUS", state));
}

static void
read_numbers (JsonObject *task, ValiseComponent *todo)
{
  gint64 done = valise_json_int (task, "done", 0);
  gint64 order = valise_json_int (task, "sortOrder", 0);
  g_autofree char *percent = g_strdup_printf ("%" G_GINT64_FORMAT, CLAMP (done, 0, 100));
  g_autofree char *place = g_strdup_printf ("%" G_GINT64_FORMAT, order);

  if (done > 0)
    valise_component_add (todo, valise_line_new ("PERCENT-COMPLETE", percent));
  if (order > 0)
    valise_component_add (todo, valise_line_new ("X-KERIO-SORT-ORDER", place));
}

/**
 * valise_kerio_task_read:
 * @task: a Task of the API
 * @uid: the UID to give it
 * @context: where the user is
 *
 * Returns: (transfer full): the same as an iCalendar object
 */
GBytes *
valise_kerio_task_read (JsonObject *task, const char *uid, const ValiseKerioContext *context)
{
  const ValiseKerioTime start = valise_kerio_time_read (valise_json_string (task, "start"));
  const ValiseKerioTime due = valise_kerio_time_read (valise_json_string (task, "due"));
  const ValiseKerioTime end = valise_kerio_time_read (valise_json_string (task, "end"));
  g_autoptr (ValiseCalendar) calendar = valise_kerio_calendar_read (VALISE_KIND_TASK, task, uid);
  ValiseComponent *todo = calendar->master;
  const ValiseZone *zone = valise_kerio_calendar_zone (task, context, calendar,
                                                       start.is_set ? start.utc : due.utc);

  valise_kerio_calendar_read_texts (task, todo);
  valise_kerio_add_time (todo, "DTSTART", &start, zone);
  valise_kerio_add_time (todo, "DUE", &due, zone);
  read_state (task, todo);
  if (end.is_set && !end.is_date)
    valise_kerio_add_time (todo, "COMPLETED", &end, NULL);
  read_numbers (task, todo);
  valise_kerio_read_rule (valise_json_object (task, "rule"), context,
                          start.is_set ? start.is_date : due.is_date, todo);
  valise_kerio_calendar_read_extras (task, todo);
  return valise_calendar_write (calendar);
}

static const char *
write_state (const ValiseComponent *todo)
{
  g_autofree char *status = valise_component_get_text (todo, "STATUS");
  g_autofree char *kept = valise_component_get_text (todo, "X-KERIO-STATUS");
  const char *state = valise_kerio_word_to_api (states, G_N_ELEMENTS (states), status);

  for (guint i = 0; kept != NULL && i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].api, kept)
        && g_strcmp0 (valise_kerio_word_to_format (states, G_N_ELEMENTS (states), state),
                      states[i].format)
               == 0)
      return states[i].api;
  return state != NULL ? state : states[0].api;
}

static gint64
write_number (const ValiseComponent *todo, const char *property)
{
  g_autofree char *text = valise_component_get_text (todo, property);

  return text != NULL ? MAX (g_ascii_strtoll (text, NULL, 10), 0) : 0;
}

/**
 * valise_kerio_task_write:
 * @content: an iCalendar object
 * @context: where the user is
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the same as a Task of the API, without id and folder
 */
JsonObject *
valise_kerio_task_write (GBytes *content, const ValiseKerioContext *context, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);
  g_autoptr (JsonObject) task = json_object_new ();
  g_autofree char *start = NULL;
  g_autofree char *due = NULL;
  const char *state;

  if (calendar == NULL)
    return NULL;
  start = valise_kerio_calendar_write_time (calendar, calendar->master, "DTSTART", context);
  due = valise_kerio_calendar_write_time (calendar, calendar->master, "DUE", context);
  state = write_state (calendar->master);
  valise_kerio_calendar_write_texts (calendar->master, task);
  json_object_set_string_member (task, "status", state);
  json_object_set_string_member (task, "start", start);
  json_object_set_string_member (task, "due", due);
  json_object_set_int_member (task, "done",
                              g_str_equal (state, "tsCompleted")
                                  ? 100
                                  : MIN (write_number (calendar->master, "PERCENT-COMPLETE"), 100));
  json_object_set_int_member (task, "sortOrder",
                              write_number (calendar->master, "X-KERIO-SORT-ORDER"));
  if (!valise_kerio_calendar_write_extras (calendar, calendar->master, context, task, error))
    return NULL;
  return g_steal_pointer (&task);
}
