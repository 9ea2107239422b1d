/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A recurrence rule of the API <-> RRULE (RFC 5545 section 3.3.10). The API has fewer parts: no
 * number of times (it becomes the date of the last one), no hours, weeks or days of the year. A
 * rule that it cannot say is refused, as half a rule is another rule. */

#include "remote/kerio/recurrence.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "format/civil.h"
#include "format/recurrence-rule.h"
#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/fields.h"

#define DAYS "SUMOTUWETHFRSA"
#define BUDGET (300 * 1000) /* steps to find the last of a number of times */

static const ValiseKerioWord frequencies[] = {
  { "Daily", "DAILY" },
  { "Weekly", "WEEKLY" },
  { "Monthly", "MONTHLY" },
  { "Yearly", "YEARLY" },
};

/* Sunday is 0 here. */
static int
day_from_api (gint64 number, ValiseKerioDays days)
{
  return (int)((number - (days == VALISE_KERIO_DAYS_SUNDAY_1 ? 1 : 0) + 7) % 7);
}

static int
day_to_api (int weekday, ValiseKerioDays days)
{
  switch (days)
    {
    case VALISE_KERIO_DAYS_SUNDAY_1:
      return weekday + 1;
    case VALISE_KERIO_DAYS_MONDAY_1:
      return weekday == 0 ? 7 : weekday;
    case VALISE_KERIO_DAYS_SUNDAY_0:
    default:
      return weekday;
    }
}

/**
 * valise_kerio_rule_fits:
 * @rule: a RecurrenceRule of the API
 * @weekday: of the day that the series begins on; Sunday is 0
 * @days: a way to count days
 *
 * Returns: whether the series, so counted, begins on one of its own days
 */
gboolean
valise_kerio_rule_fits (JsonObject *rule, int weekday, ValiseKerioDays days)
{
  JsonArray *by_day = valise_json_array (valise_json_object (rule, "preciseBy"), "byDay");
  guint n_days = valise_json_length (by_day);

  for (guint i = 0; i < n_days; i++)
    {
      gint64 number = valise_json_int_at (by_day, i, 0);

      if (number == day_to_api (weekday, days))
        return TRUE;
    }
  return n_days == 0;
}

static void
append_numbers (GString *out, const char *name, JsonArray *numbers)
{
  for (guint i = 0; i < valise_json_length (numbers); i++)
    g_string_append_printf (out, "%s%s%d", i == 0 ? name : "", i == 0 ? "=" : ",",
                            (int)valise_json_int_at (numbers, i, 0));
}

/* "The second Tuesday" is 2TU; of several days together, it is their second. */
static void
append_days (GString *out, JsonObject *precise, gboolean weekly, ValiseKerioDays days)
{
  JsonArray *by_day = valise_json_array (precise, "byDay");
  JsonArray *positions = valise_json_array (precise, "byPosition");
  guint n_days = valise_json_length (by_day);
  gboolean nth = n_days == 1 && valise_json_length (positions) == 1 && !weekly;

  for (guint i = 0; i < n_days; i++)
    {
      int weekday = day_from_api (valise_json_int_at (by_day, i, 0), days);

      g_string_append (out, i == 0 ? ";BYDAY=" : ",");
      if (nth)
        g_string_append_printf (out, "%d", (int)valise_json_int_at (positions, 0, 0));
      g_string_append_len (out, DAYS + weekday * 2, 2);
    }
  if (!nth && n_days > 0)
    append_numbers (out, ";BYSETPOS", positions);
}

/* The end is a date to the API, and the last moment of it to a series of times. */
static void
append_end (GString *out, JsonObject *end_by, const ValiseZone *here, gboolean all_day)
{
  ValiseKerioTime end = valise_kerio_time_read (valise_json_string (end_by, "date"));
  g_autofree char *value = NULL;

  if (!end.is_set || g_strcmp0 (valise_json_string (end_by, "type"), "ByRecurrenceDate") != 0)
    return;
  if (all_day)
    value = valise_civil_format (end.local, TRUE, FALSE);
  else if (end.is_date)
    value = valise_civil_format (valise_zone_to_utc (here, end.local + VALISE_DAY_SECONDS - 1),
                                 FALSE, TRUE);
  else
    value = valise_civil_format (end.utc, FALSE, TRUE);
  g_string_append_printf (out, ";UNTIL=%s", value);
}

/**
 * valise_kerio_read_rule:
 * @rule: (nullable): a RecurrenceRule of the API
 * @context: where the user is
 * @all_day: whether the series has no times of day
 * @component: the event or task that gets it
 */
void
valise_kerio_read_rule (JsonObject *rule,
                        const ValiseKerioContext *context,
                        gboolean all_day,
                        ValiseComponent *component)
{
  const char *frequency = valise_kerio_word_to_format (frequencies, G_N_ELEMENTS (frequencies),
                                                       valise_json_string (rule, "frequency"));
  JsonObject *precise = valise_json_object (rule, "preciseBy");
  gint64 interval = valise_json_int (precise, "byInterval", 1);
  GString *value;

  if (!valise_json_bool (rule, "isSet", FALSE) || frequency == NULL)
    return;
  value = g_string_new ("FREQ=");
  g_string_append (value, frequency);
  if (interval > 1)
    g_string_append_printf (value, ";INTERVAL=%" G_GINT64_FORMAT, interval);
  append_end (value, valise_json_object (rule, "endBy"), context->here, all_day);
  append_numbers (value, ";BYMONTH", valise_json_array (precise, "byMonth"));
  append_numbers (value, ";BYMONTHDAY", valise_json_array (precise, "byMonthDay"));
  append_days (value, precise, g_str_equal (frequency, "WEEKLY"), context->days);
  valise_component_add (component, valise_line_new ("RRULE", value->str));
  g_string_free (value, TRUE);
}

/* The last of so many times, as the API knows no number of them. */
static gboolean
find_last (const ValiseRule *rule, gint64 start, gint64 *last)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint budget = BUDGET;
  gint64 end = start + (gint64)200 * 366 * VALISE_DAY_SECONDS;

  if (!valise_rule_expand (rule, start, start, end, &budget, times) || times->len == 0)
    return FALSE;
  *last = g_array_index (times, gint64, times->len - 1);
  return TRUE;
}

static gboolean
cannot_say (GError **error)
{
  return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                      _ ("Kerio Connect cannot repeat an item in this way. Choose a simpler "
                         "rule."));
}

static gboolean
write_end (ValiseCalendar *calendar,
           const ValiseRule *rule,
           const ValiseKerioContext *context,
           JsonObject *end_by,
           GError **error)
{
  ValiseSpan span = valise_calendar_get_span (calendar, calendar->master);
  const ValiseZone *zone = span.start.zone != NULL ? span.start.zone : context->here;
  gboolean ends = rule->count > 0 || rule->until != G_MAXINT64;
  g_autofree char *date = NULL;
  gint64 last = rule->until;

  if (rule->count > 0 && !find_last (rule, span.start.seconds, &last))
    return cannot_say (error);
  if (ends && (span.start.is_date || (rule->count == 0 && rule->until_is_date)))
    date = valise_kerio_date_write (last);
  else if (ends && rule->count == 0 && rule->until_is_utc)
    date = valise_kerio_time_write (last, context->here);
  else if (ends)
    date = valise_kerio_time_write (valise_zone_to_utc (zone, last), context->here);
  json_object_set_string_member (end_by, "type", ends ? "ByRecurrenceDate" : "ByRecurrenceNever");
  valise_kerio_set_text (end_by, "date", date);
  return TRUE;
}

/* BYDAY as numbers, and as a position where each of the days has the same one before it. */
static gboolean
write_days (const char *by_day,
            ValiseKerioDays days,
            JsonArray *numbers,
            JsonArray *positions,
            GError **error)
{
  g_auto (GStrv) words = g_strsplit (by_day != NULL ? by_day : "", ",", -1);
  long nth = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *name;
      long this_nth = strtol (words[i], &name, 10);
      int weekday = 0;

      while (weekday < 7 && g_ascii_strncasecmp (DAYS + weekday * 2, name, 2) != 0)
        weekday++;
      if (weekday == 7 || (i > 0 && this_nth != nth) || (i > 0 && nth != 0))
        return cannot_say (error);
      nth = this_nth;
      json_array_add_int_element (numbers, day_to_api (weekday, days));
    }
  if (nth != 0)
    json_array_add_int_element (positions, nth);
  return TRUE;
}

/* The value of a part of a rule; %NULL where it is missing. */
static char *
get_part (const char *rule, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);
  gsize length = strlen (name);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], name, length) == 0 && parts[i][length] == '=')
      return g_strdup (parts[i] + length + 1);
  return NULL;
}

static gboolean
has_other_parts (const char *rule)
{
  static const char *const others[] = { "BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *value = get_part (rule, others[i]);

      if (value != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
write_parts (const char *text, ValiseKerioDays days, JsonObject *precise, GError **error)
{
  g_autofree char *by_day = get_part (text, "BYDAY");
  g_autofree char *month_days = get_part (text, "BYMONTHDAY");
  g_autofree char *months = get_part (text, "BYMONTH");
  g_autofree char *set_positions = get_part (text, "BYSETPOS");
  g_autofree char *interval = get_part (text, "INTERVAL");
  JsonArray *numbers = json_array_new ();
  JsonArray *positions = valise_kerio_numbers (set_positions);

  json_object_set_array_member (precise, "byDay", numbers);
  json_object_set_array_member (precise, "byPosition", positions);
  json_object_set_array_member (precise, "byMonthDay", valise_kerio_numbers (month_days));
  json_object_set_array_member (precise, "byMonth", valise_kerio_numbers (months));
  json_object_set_int_member (precise, "byInterval", interval != NULL ? atoi (interval) : 1);
  if (has_other_parts (text))
    return cannot_say (error);
  return write_days (by_day, days, numbers, positions, error)
         && (json_array_get_length (positions) <= 1 || cannot_say (error));
}

static void
set_nothing (JsonObject *object, JsonObject *end_by, JsonObject *precise)
{
  json_object_set_boolean_member (object, "isSet", FALSE);
  json_object_set_string_member (object, "frequency", "Daily");
  json_object_set_string_member (end_by, "type", "ByRecurrenceNever");
  json_object_set_string_member (end_by, "date", "");
  write_parts ("", VALISE_KERIO_DAYS_SUNDAY_0, precise, NULL);
}

/**
 * valise_kerio_write_rule:
 * @calendar: an event or a task
 * @context: where the user is
 * @error: %VALISE_ERROR_INVALID where the API cannot say it
 *
 * Returns: (transfer full) (nullable): its rule as a RecurrenceRule of the API, always complete
 */
JsonObject *
valise_kerio_write_rule (ValiseCalendar *calendar,
                         const ValiseKerioContext *context,
                         GError **error)
{
  const ValiseLine *line = valise_component_find (calendar->master, "RRULE");
  g_autofree char *word = line != NULL ? get_part (line->value, "FREQ") : NULL;
  const char *frequency = valise_kerio_word_to_api (frequencies, G_N_ELEMENTS (frequencies), word);
  g_autoptr (ValiseRule) rule = line != NULL ? valise_rule_parse (line->value) : NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *end_by = json_object_new ();
  JsonObject *precise = json_object_new ();

  json_object_set_object_member (object, "endBy", end_by);
  json_object_set_object_member (object, "preciseBy", precise);
  if (line == NULL && valise_component_find (calendar->master, "RDATE") == NULL)
    {
      set_nothing (object, end_by, precise);
      return g_steal_pointer (&object);
    }
  if (rule == NULL || frequency == NULL
      || valise_component_find (calendar->master, "RDATE") != NULL)
    {
      cannot_say (error);
      return NULL;
    }
  json_object_set_boolean_member (object, "isSet", TRUE);
  json_object_set_string_member (object, "frequency", frequency);
  if (!write_end (calendar, rule, context, end_by, error)
      || !write_parts (line->value, context->days, precise, error))
    return NULL;
  return g_steal_pointer (&object);
}
