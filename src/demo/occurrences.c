/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a recurring event takes place: each day from its start on is held against its rule. That is
 * slow and plain; a calendar of a thousand events takes some milliseconds.
 *
 * Rules are counted in UTC, where the API has its times. */

#include "demo/occurrences.h"

#include "demo/times.h"
#include "net/json.h"

/* Rules without an end are followed no further than this. */
#define MAX_DAYS (366 * 20)

typedef struct
{
  const char *frequency;
  JsonArray *by_day, *by_month_day, *by_month, *by_position;
  gint64 interval;
  gint64 end; /* Unix seconds of the last moment; 0 never */
  GDateTime *start;
  ValiseDemoSwitches *switches;
} Rule;

/**
 * valise_demo_event_is_recurrent:
 * @event: an event
 *
 * Returns: whether it has a rule
 */
gboolean
valise_demo_event_is_recurrent (ValiseDemoItem *event)
{
  return valise_json_bool (valise_json_object (event->data, "rule"), "isSet", FALSE);
}

/**
 * valise_demo_day_number:
 * @switches: how days are counted
 * @iso_day: 1 Monday to 7 Sunday
 *
 * Returns: the number of that day in byDay
 */
guint
valise_demo_day_number (ValiseDemoSwitches *switches, guint iso_day)
{
  if (valise_demo_switch_is (switches, VALISE_DEMO_DAY_NUMBERS, "monday-1"))
    return iso_day;
  if (valise_demo_switch_is (switches, VALISE_DEMO_DAY_NUMBERS, "sunday-1"))
    return iso_day % 7 + 1;
  return iso_day % 7;
}

static gboolean
has (JsonArray *numbers, gint64 number)
{
  for (guint i = 0; i < valise_json_length (numbers); i++)
    if (json_array_get_int_element (numbers, i) == number)
      return TRUE;
  return FALSE;
}

static gboolean
is_week_day (const Rule *rule, GDateTime *day)
{
  return has (rule->by_day,
              valise_demo_day_number (rule->switches, g_date_time_get_day_of_week (day)));
}

/* The second Monday of a month is on one of its days 8 to 14; -1 is the last one. */
static gboolean
is_position (const Rule *rule, GDateTime *day)
{
  int of_month = g_date_time_get_day_of_month (day);
  int length = g_date_get_days_in_month (g_date_time_get_month (day), g_date_time_get_year (day));

  return valise_json_length (rule->by_position) == 0
         || has (rule->by_position, (of_month - 1) / 7 + 1)
         || has (rule->by_position, -((length - of_month) / 7 + 1));
}

static gboolean
is_day_of_month (const Rule *rule, GDateTime *day)
{
  int of_month = g_date_time_get_day_of_month (day);

  if (valise_json_length (rule->by_month_day) > 0)
    return has (rule->by_month_day, of_month);
  if (valise_json_length (rule->by_day) > 0)
    return is_week_day (rule, day) && is_position (rule, day);
  return of_month == g_date_time_get_day_of_month (rule->start);
}

static int
week_of (GDateTime *day)
{
  gint64 days = g_date_time_to_unix (day) / 86400;

  /* 1 January 1970 was a Thursday. */
  return (int)((days + 3) / 7);
}

static gboolean
meets (const Rule *rule, GDateTime *day)
{
  int years = g_date_time_get_year (day) - g_date_time_get_year (rule->start);
  int months = 12 * years + g_date_time_get_month (day) - g_date_time_get_month (rule->start);
  gint64 days = g_date_time_difference (day, rule->start) / G_TIME_SPAN_DAY;

  if (g_str_equal (rule->frequency, "Daily"))
    return days % rule->interval == 0
           && (valise_json_length (rule->by_day) == 0 || is_week_day (rule, day));
  if (g_str_equal (rule->frequency, "Weekly"))
    return (week_of (day) - week_of (rule->start)) % rule->interval == 0
           && (valise_json_length (rule->by_day) == 0 ? days % 7 == 0 : is_week_day (rule, day));
  if (g_str_equal (rule->frequency, "Monthly"))
    return months % rule->interval == 0 && is_day_of_month (rule, day);
  return years % rule->interval == 0
         && (valise_json_length (rule->by_month) == 0
                 ? months % 12 == 0
                 : has (rule->by_month, g_date_time_get_month (day)))
         && is_day_of_month (rule, day);
}

static Rule
read_rule (JsonObject *event, GDateTime *start, ValiseDemoSwitches *switches)
{
  JsonObject *rule = valise_json_object (event, "rule");
  JsonObject *by = valise_json_object (rule, "preciseBy");
  JsonObject *end = valise_json_object (rule, "endBy");
  const char *date = valise_json_string (end, "date");
  gboolean ends = g_strcmp0 (valise_json_string (end, "type"), "ByRecurrenceDate") == 0;
  Rule result = {
    .frequency = valise_json_string (rule, "frequency"),
    .by_day = valise_json_array (by, "byDay"),
    .by_month_day = valise_json_array (by, "byMonthDay"),
    .by_month = valise_json_array (by, "byMonth"),
    .by_position = valise_json_array (by, "byPosition"),
    .interval = MAX (valise_json_int (by, "byInterval", 1), 1),
    .start = start,
    .switches = switches,
  };

  if (ends && date != NULL && *date != '\0')
    result.end = valise_demo_time_unix (date) + (valise_demo_time_is_date (date) ? 86399 : 0);
  return result;
}

static char *
write_start (JsonObject *event, GDateTime *time)
{
  return valise_json_bool (event, "isAllDay", FALSE) ? valise_demo_time_format_date (time)
                                                     : valise_demo_time_format (time);
}

/**
 * valise_demo_occurrences_starts:
 * @event: an event
 * @switches: how days are counted
 * @until: Unix seconds
 *
 * Returns: (transfer full) (element-type utf8): when it starts, by its rule, each time not after
 *   @until; exceptions are not looked at
 */
GPtrArray *
valise_demo_occurrences_starts (ValiseDemoItem *event, ValiseDemoSwitches *switches, gint64 until)
{
  GPtrArray *starts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDateTime) written = valise_demo_time_parse (
      valise_json_string (event->data, "start"));
  g_autoptr (GDateTime) start = g_date_time_to_utc (written);
  Rule rule = read_rule (event->data, start, switches);

  if (!valise_demo_event_is_recurrent (event))
    {
      g_ptr_array_add (starts, write_start (event->data, start));
      return starts;
    }
  for (int i = 0; i < MAX_DAYS; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (start, i);
      gint64 time = g_date_time_to_unix (day);

      if (time > until || (rule.end != 0 && time > rule.end))
        break;
      if (i == 0 || meets (&rule, day))
        g_ptr_array_add (starts, write_start (event->data, day));
    }
  return starts;
}

/**
 * valise_demo_occurrence_is_removed:
 * @event: an event
 * @start: when one of its occurrences starts by its rule
 *
 * Returns: whether that one does not take place
 */
gboolean
valise_demo_occurrence_is_removed (ValiseDemoItem *event, const char *start)
{
  return g_hash_table_contains (event->exceptions, start)
         && g_hash_table_lookup (event->exceptions, start) == NULL;
}

static char *
end_for (JsonObject *event, const char *start)
{
  gint64 length = valise_demo_time_unix (valise_json_string (event, "end"))
                  - valise_demo_time_unix (valise_json_string (event, "start"));
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (valise_demo_time_unix (start)
                                                             + length);

  return write_start (event, end);
}

/**
 * valise_demo_occurrence_make:
 * @mailbox: a mailbox
 * @event: one of its events
 * @start: when one of its occurrences starts by its rule
 *
 * Returns: (transfer full): that occurrence, as the API has it
 */
JsonObject *
valise_demo_occurrence_make (ValiseDemoMailbox *mailbox, ValiseDemoItem *event, const char *start)
{
  JsonObject *data = valise_demo_fields_pick (valise_demo_occurrence_fields, event->data, NULL,
                                              FALSE);
  JsonObject *exception = g_hash_table_lookup (event->exceptions, start);
  gboolean recurrent = valise_demo_event_is_recurrent (event);
  g_autofree char *end = end_for (event->data, start);
  g_autofree char *id = g_strdup_printf ("keriostorage://occurrence/%s/%s/%s/%u/%s",
                                         mailbox->domain, mailbox->user, event->folder->guid,
                                         event->number, recurrent ? start : "");

  json_object_set_string_member (data, "id", id);
  json_object_set_string_member (data, "eventId", event->id);
  if (recurrent)
    {
      json_object_set_string_member (data, "start", start);
      json_object_set_string_member (data, "end", end);
    }
  if (exception != NULL)
    valise_demo_fields_merge (valise_demo_occurrence_fields, data, exception);
  json_object_set_boolean_member (data, "isException", exception != NULL);
  json_object_set_boolean_member (
      data, "hasReminder",
      valise_json_bool (valise_json_object (data, "reminder"), "isSet", FALSE));
  json_object_set_boolean_member (data, "isRecurrent", recurrent);
  valise_demo_fields_complete (valise_demo_occurrence_fields, data);
  return data;
}
