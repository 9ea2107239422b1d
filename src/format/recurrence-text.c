/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recurrence rules and alarms in words. Rules that people make are said whole; of others what is
 * beyond words is left out, because a sentence that nobody can follow helps nobody. */

#include "format/calendar-view.h"

#include "format/civil.h"
#include "format/recurrence-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const weekdays[] = { N_ ("Sunday"),    N_ ("Monday"),   N_ ("Tuesday"),
                                        N_ ("Wednesday"), N_ ("Thursday"), N_ ("Friday"),
                                        N_ ("Saturday") };

static const char *const months[] = { N_ ("January"), N_ ("February"), N_ ("March"),
                                      N_ ("April"),   N_ ("May"),      N_ ("June"),
                                      N_ ("July"),    N_ ("August"),   N_ ("September"),
                                      N_ ("October"), N_ ("November"), N_ ("December") };

static char *
describe_interval (const ValiseRule *rule)
{
  guint n = (guint)rule->interval;

  switch (rule->freq)
    {
    case VALISE_FREQ_SECONDLY:
      return g_strdup_printf (ngettext ("every second", "every %u seconds", n), n);
    case VALISE_FREQ_MINUTELY:
      return g_strdup_printf (ngettext ("every minute", "every %u minutes", n), n);
    case VALISE_FREQ_HOURLY:
      return g_strdup_printf (ngettext ("every hour", "every %u hours", n), n);
    case VALISE_FREQ_DAILY:
      return g_strdup_printf (ngettext ("every day", "every %u days", n), n);
    case VALISE_FREQ_WEEKLY:
      return g_strdup_printf (ngettext ("every week", "every %u weeks", n), n);
    case VALISE_FREQ_MONTHLY:
      return g_strdup_printf (ngettext ("every month", "every %u months", n), n);
    case VALISE_FREQ_YEARLY:
      return g_strdup_printf (ngettext ("every year", "every %u years", n), n);
    }
  g_return_val_if_reached (g_strdup (""));
}

static void
append_item (GString *list, const char *item)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", item);
}

/* "the second Tuesday" */
static char *
describe_nth_day (const ValiseNthDay *day)
{
  const char *name = _ (weekdays[day->weekday]);

  switch (day->nth)
    {
    case 1:
      return g_strdup_printf (_ ("the first %s"), name);
    case 2:
      return g_strdup_printf (_ ("the second %s"), name);
    case 3:
      return g_strdup_printf (_ ("the third %s"), name);
    case 4:
      return g_strdup_printf (_ ("the fourth %s"), name);
    case 5:
      return g_strdup_printf (_ ("the fifth %s"), name);
    case -1:
      return g_strdup_printf (_ ("the last %s"), name);
    case -2:
      return g_strdup_printf (_ ("the last %s but one"), name);
    default:
      return g_strdup_printf (_ ("%s number %d"), name, day->nth);
    }
}

static void
append_days (GString *out, const ValiseRule *rule)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = 0; i < 7; i++)
    {
      int weekday = (rule->week_start + i) % 7;

      if (rule->weekdays >> weekday & 1)
        append_item (list, _ (weekdays[weekday]));
    }
  for (guint i = 0; i < MIN (rule->nth_days->len, 14); i++)
    {
      g_autofree char *day = describe_nth_day (&g_array_index (rule->nth_days, ValiseNthDay, i));

      append_item (list, day);
    }
  for (int i = 1; rule->month_days.any && i <= 31; i++)
    if (rule->month_days.plus[0] >> i & 1)
      {
        g_autofree char *day = g_strdup_printf (_ ("day %d"), i);

        append_item (list, day);
      }
  if (rule->month_days.minus[0] >> 1 & 1)
    append_item (list, _ ("the last day"));
  if (list->len > 0)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("on %s"), list->str);
    }
}

static void
append_months (GString *out, const ValiseRule *rule)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = 1; rule->months.any && i <= 12; i++)
    if (rule->months.plus[0] >> i & 1)
      append_item (list, _ (months[i - 1]));
  if (list->len > 0)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("in %s"), list->str);
    }
}

static char *
format_date (gint64 seconds)
{
  ValiseDate date = valise_civil_date (valise_civil_day_of (seconds));

  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

static char *
describe_rule (const ValiseRule *rule, const ValiseZone *zone)
{
  g_autofree char *interval = describe_interval (rule);
  GString *out = g_string_new (interval);

  append_days (out, rule);
  append_months (out, rule);
  if (rule->count > 0)
    {
      g_string_append (out, ", ");
      g_string_append_printf (out, ngettext ("once", "%d times", (gulong)rule->count), rule->count);
    }
  else if (rule->until != G_MAXINT64)
    {
      g_autofree char *date = format_date (
          rule->until_is_utc ? valise_zone_to_local (zone, rule->until) : rule->until);

      g_string_append (out, ", ");
      g_string_append_printf (out, _ ("until %s"), date);
    }
  return g_string_free (out, FALSE);
}

/**
 * valise_recurrence_describe:
 * @calendar: an item
 * @here: the zone that the user is in
 *
 * Returns: (transfer full) (nullable): how it repeats, in the user's language; %NULL if it does not
 */
char *
valise_recurrence_describe (ValiseCalendar *calendar, const ValiseZone *here)
{
  const ValiseLine *line = valise_component_find (calendar->master, "RRULE");
  g_autoptr (ValiseRule) rule = NULL;
  ValiseTime start;

  if (line == NULL && valise_component_find (calendar->master, "RDATE") == NULL)
    return NULL;
  if (line == NULL)
    return g_strdup (_ ("on several days"));
  rule = valise_rule_parse (line->value);
  if (rule == NULL)
    return g_strdup (_ ("by a rule that Valise cannot read"));
  if (valise_calendar_read_time (calendar, valise_component_find (calendar->master, "DTSTART"),
                                 &start)
      && start.zone != NULL)
    here = start.zone;
  return describe_rule (rule, here);
}

/* "15 minutes", "1 day": the largest unit that it is a multiple of. */
static char *
describe_length (gint64 seconds)
{
  guint n = (guint)MIN (seconds, G_MAXINT);

  if (n % (7 * 86400) == 0)
    return g_strdup_printf (ngettext ("%u week", "%u weeks", n / (7 * 86400)), n / (7 * 86400));
  if (n % 86400 == 0)
    return g_strdup_printf (ngettext ("%u day", "%u days", n / 86400), n / 86400);
  if (n % 3600 == 0)
    return g_strdup_printf (ngettext ("%u hour", "%u hours", n / 3600), n / 3600);
  if (n % 60 == 0)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", n / 60), n / 60);
  return g_strdup_printf (ngettext ("%u second", "%u seconds", n), n);
}

/**
 * valise_alarm_describe:
 * @alarm: a VALARM component
 * @here: the zone that the user is in
 *
 * Returns: (transfer full) (nullable): when it goes off, in words; %NULL if it never does
 */
char *
valise_alarm_describe (const ValiseComponent *alarm, const ValiseZone *here)
{
  const ValiseLine *trigger = valise_component_find (alarm, "TRIGGER");
  g_autofree char *length = NULL;
  gboolean at_end, is_date, utc;
  gint64 days, seconds, at;

  if (trigger == NULL)
    return NULL;
  if (valise_civil_parse (trigger->value, &at, &is_date, &utc))
    {
      ValiseDate date;
      gint64 local = utc ? valise_zone_to_local (here, at) : at;
      int minute = (int)((local - valise_civil_day_of (local) * VALISE_DAY_SECONDS) / 60);

      date = valise_civil_date (valise_civil_day_of (local));
      return g_strdup_printf ("%04d-%02d-%02d %02d:%02d", date.year, date.month, date.day,
                              minute / 60, minute % 60);
    }
  if (!valise_civil_parse_duration (trigger->value, &days, &seconds))
    return NULL;
  seconds += days * VALISE_DAY_SECONDS;
  at_end = valise_line_has_param (trigger, "RELATED", "END");
  if (seconds == 0)
    return g_strdup (at_end ? _ ("at the end") : _ ("at the start"));
  length = describe_length (ABS (seconds));
  if (seconds < 0)
    return g_strdup_printf (at_end ? _ ("%s before the end") : _ ("%s before the start"), length);
  return g_strdup_printf (at_end ? _ ("%s after the end") : _ ("%s after the start"), length);
}
