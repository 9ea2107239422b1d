/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recurrence rules and alarms in words. Rules that people make are said whole; of others what is
 * beyond words is left out, because a sentence that nobody can follow helps nobody. */

#include "format/calendar-view.h"

#include "format/civil.h"
#include "format/recurrence-rule.h"
#include "format/reminders.h"
#include "format/typed-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_CONTEXT "repeats on"
#define MONTH_CONTEXT "repeats in"

static const char *const weekdays[] = {
  /* Translators: a day in a list, as in “every week on Monday, Wednesday”. Have it in the case that
   * your translation of “%s on %s” needs; where each day needs a preposition of its own, have that
   * here and leave it out there. */
  NC_ ("repeats on", "Sunday"),    NC_ ("repeats on", "Monday"),   NC_ ("repeats on", "Tuesday"),
  NC_ ("repeats on", "Wednesday"), NC_ ("repeats on", "Thursday"), NC_ ("repeats on", "Friday"),
  NC_ ("repeats on", "Saturday"),
};

/* The ones that people make: first to fourth, and last. */
static const char *const nth_weekdays[][7] = {
  {
      NC_ ("repeats on", "the first Sunday"),
      NC_ ("repeats on", "the first Monday"),
      NC_ ("repeats on", "the first Tuesday"),
      NC_ ("repeats on", "the first Wednesday"),
      NC_ ("repeats on", "the first Thursday"),
      NC_ ("repeats on", "the first Friday"),
      NC_ ("repeats on", "the first Saturday"),
  },
  {
      NC_ ("repeats on", "the second Sunday"),
      NC_ ("repeats on", "the second Monday"),
      NC_ ("repeats on", "the second Tuesday"),
      NC_ ("repeats on", "the second Wednesday"),
      NC_ ("repeats on", "the second Thursday"),
      NC_ ("repeats on", "the second Friday"),
      NC_ ("repeats on", "the second Saturday"),
  },
  {
      NC_ ("repeats on", "the third Sunday"),
      NC_ ("repeats on", "the third Monday"),
      NC_ ("repeats on", "the third Tuesday"),
      NC_ ("repeats on", "the third Wednesday"),
      NC_ ("repeats on", "the third Thursday"),
      NC_ ("repeats on", "the third Friday"),
      NC_ ("repeats on", "the third Saturday"),
  },
  {
      NC_ ("repeats on", "the fourth Sunday"),
      NC_ ("repeats on", "the fourth Monday"),
      NC_ ("repeats on", "the fourth Tuesday"),
      NC_ ("repeats on", "the fourth Wednesday"),
      NC_ ("repeats on", "the fourth Thursday"),
      NC_ ("repeats on", "the fourth Friday"),
      NC_ ("repeats on", "the fourth Saturday"),
  },
  {
      NC_ ("repeats on", "the last Sunday"),
      NC_ ("repeats on", "the last Monday"),
      NC_ ("repeats on", "the last Tuesday"),
      NC_ ("repeats on", "the last Wednesday"),
      NC_ ("repeats on", "the last Thursday"),
      NC_ ("repeats on", "the last Friday"),
      NC_ ("repeats on", "the last Saturday"),
  },
};

static const char *const months[] = {
  /* Translators: a month in a list, as in “every year in March, May”; in the case and with the
   * preposition that your translation of “%s in %s” leaves to it. */
  NC_ ("repeats in", "January"), NC_ ("repeats in", "February"), NC_ ("repeats in", "March"),
  NC_ ("repeats in", "April"),   NC_ ("repeats in", "May"),      NC_ ("repeats in", "June"),
  NC_ ("repeats in", "July"),    NC_ ("repeats in", "August"),   NC_ ("repeats in", "September"),
  NC_ ("repeats in", "October"), NC_ ("repeats in", "November"), NC_ ("repeats in", "December"),
};

static char *
describe_interval (const ValiseRule *rule)
{
  guint n = (guint)rule->interval;

  switch (rule->freq)
    {
    case VALISE_FREQ_SECONDLY:
      /* Translators: alone, or first in “%s on %s” */
      return g_strdup_printf (ngettext ("every second", "every %u seconds", n), n);
    case VALISE_FREQ_MINUTELY:
      /* Translators: alone, or first in “%s on %s” */
      return g_strdup_printf (ngettext ("every minute", "every %u minutes", n), n);
    case VALISE_FREQ_HOURLY:
      /* Translators: alone, or first in “%s on %s” */
      return g_strdup_printf (ngettext ("every hour", "every %u hours", n), n);
    case VALISE_FREQ_DAILY:
      /* Translators: alone, or first in “%s on %s” */
      return g_strdup_printf (ngettext ("every day", "every %u days", n), n);
    case VALISE_FREQ_WEEKLY:
      /* Translators: alone, or first in “%s on %s” */
      return g_strdup_printf (ngettext ("every week", "every %u weeks", n), n);
    case VALISE_FREQ_MONTHLY:
      /* Translators: alone, or first in “%s on %s” */
      return g_strdup_printf (ngettext ("every month", "every %u months", n), n);
    case VALISE_FREQ_YEARLY:
      /* Translators: alone, or first in “%s on %s” */
      return g_strdup_printf (ngettext ("every year", "every %u years", n), n);
    }
  g_return_val_if_reached (g_strdup (""));
}

static void
append_item (GString *list, const char *item)
{
  if (list->len > 0)
    /* Translators: what is between the entries of a list */
    g_string_append (list, C_ ("list", ", "));
  g_string_append (list, item);
}

/* "the second Tuesday" */
static char *
describe_nth_day (const ValiseNthDay *day)
{
  int row = day->nth == -1 ? 4 : day->nth - 1;

  if (row >= 0 && row < (int)G_N_ELEMENTS (nth_weekdays) && day->nth < 5)
    return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, DAY_CONTEXT, nth_weekdays[row][day->weekday]));
  /* Translators: a weekday, counted from the start or the end of a month or year: “Monday number
   * -2” is the last but one. */
  return g_strdup_printf (C_ ("repeats on", "%s number %d"),
                          g_dpgettext2 (GETTEXT_PACKAGE, DAY_CONTEXT, weekdays[day->weekday]),
                          day->nth);
}

static char *
list_days (const ValiseRule *rule)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = 0; i < 7; i++)
    {
      int weekday = (rule->week_start + i) % 7;

      if (rule->weekdays >> weekday & 1)
        append_item (list, g_dpgettext2 (GETTEXT_PACKAGE, DAY_CONTEXT, weekdays[weekday]));
    }
  for (guint i = 0; i < MIN (rule->nth_days->len, 14); i++)
    {
      g_autofree char *day = describe_nth_day (&g_array_index (rule->nth_days, ValiseNthDay, i));

      append_item (list, day);
    }
  for (int i = 1; rule->month_days.any && i <= 31; i++)
    if (rule->month_days.plus[0] >> i & 1)
      {
        /* Translators: a day of the month, as in “every month on day 15” */
        g_autofree char *day = g_strdup_printf (C_ ("repeats on", "day %d"), i);

        append_item (list, day);
      }
  if (rule->month_days.minus[0] >> 1 & 1)
    /* Translators: of the month */
    append_item (list, C_ ("repeats on", "the last day"));
  return g_strdup (list->str);
}

static char *
list_months (const ValiseRule *rule)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = 1; rule->months.any && i <= 12; i++)
    if (rule->months.plus[0] >> i & 1)
      append_item (list, g_dpgettext2 (GETTEXT_PACKAGE, MONTH_CONTEXT, months[i - 1]));
  return g_strdup (list->str);
}

static void
replace (char **text, char *new_text)
{
  g_free (*text);
  *text = new_text;
}

static char *
describe_rule (const ValiseRule *rule, const ValiseZone *zone)
{
  char *text = describe_interval (rule);
  g_autofree char *days = list_days (rule);
  g_autofree char *in_months = list_months (rule);

  if (*days != '\0')
    /* Translators: how often, and the days: “every 2 weeks”, “Monday, Wednesday” */
    replace (&text, g_strdup_printf (_ ("%s on %s"), text, days));
  if (*in_months != '\0')
    /* Translators: how often, and the months: “every year on day 15”, “March, May” */
    replace (&text, g_strdup_printf (_ ("%s in %s"), text, in_months));
  if (rule->count > 0)
    /* Translators: how often, and how many times in all: “every week on Monday, 5 times” */
    replace (&text, g_strdup_printf (ngettext ("%s, once", "%s, %d times", (gulong)rule->count),
                                     text, rule->count));
  else if (rule->until != G_MAXINT64)
    {
      gboolean convert = rule->until_is_utc && zone != NULL;
      gint64 until = convert ? valise_zone_to_local (zone, rule->until) : rule->until;
      g_autofree char *date = valise_typed_write_date (valise_civil_day_of (until));

      /* Translators: how often, and the last day: “every week on Monday, until 2026-12-31” */
      replace (&text, g_strdup_printf (_ ("%s, until %s"), text, date));
    }
  return text;
}

/**
 * valise_rule_describe:
 * @text: the value of an RRULE
 * @zone: (nullable): the zone that an UNTIL in UTC is shown in
 *
 * Returns: (transfer full): what it says, in the user's language
 */
char *
valise_rule_describe (const char *text, const ValiseZone *zone)
{
  g_autoptr (ValiseRule) rule = valise_rule_parse (text);

  if (rule == NULL)
    /* Translators: “Repeats: by a rule …” */
    return g_strdup (_ ("by a rule that Valise cannot read"));
  return describe_rule (rule, zone);
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
  ValiseTime start;

  if (line == NULL && valise_component_find (calendar->master, "RDATE") == NULL)
    return NULL;
  if (line == NULL)
    /* Translators: “Repeats: on several days” */
    return g_strdup (_ ("on several days"));
  if (valise_calendar_read_time (calendar, valise_component_find (calendar->master, "DTSTART"),
                                 &start)
      && start.zone != NULL)
    here = start.zone;
  return valise_rule_describe (line->value, here);
}

/* "15 minutes", "1 day": the largest unit that it is a multiple of. */
static char *
describe_length (gint64 seconds)
{
  guint n = (guint)MIN (seconds, G_MAXINT);

  if (n % (7 * 86400) == 0)
    /* Translators: as in “%s before the start”, in the case that it needs there */
    return g_strdup_printf (ngettext ("%u week", "%u weeks", n / (7 * 86400)), n / (7 * 86400));
  if (n % 86400 == 0)
    /* Translators: as in “%s before the start”, in the case that it needs there */
    return g_strdup_printf (ngettext ("%u day", "%u days", n / 86400), n / 86400);
  if (n % 3600 == 0)
    /* Translators: as in “%s before the start”, in the case that it needs there */
    return g_strdup_printf (ngettext ("%u hour", "%u hours", n / 3600), n / 3600);
  if (n % 60 == 0)
    /* Translators: as in “%s before the start”, in the case that it needs there */
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", n / 60), n / 60);
  /* Translators: as in “%s before the start”, in the case that it needs there */
  return g_strdup_printf (ngettext ("%u second", "%u seconds", n), n);
}

/* When a reminder of a task comes, @seconds after it is due. */
static char *
describe_due (gint64 seconds)
{
  g_autofree char *length = describe_length (ABS (seconds));

  if (seconds == 0)
    /* Translators: when a reminder of a task comes */
    return g_strdup (_ ("when it is due"));
  if (seconds < 0)
    /* Translators: when a reminder of a task comes: “15 minutes before it is due” */
    return g_strdup_printf (_ ("%s before it is due"), length);
  /* Translators: when a reminder of a task comes: “15 minutes after it was due” */
  return g_strdup_printf (_ ("%s after it was due"), length);
}

/**
 * valise_reminder_describe:
 * @trigger: when it comes: the value of a TRIGGER, with "END:" before it if it is related to the
 *   end, which is when a task is due (RFC 5545 section 3.8.6.3)
 * @kind: of what it reminds
 * @here: (nullable): the zone that the user is in; %NULL UTC
 *
 * Returns: (transfer full) (nullable): when that is, in words; %NULL if @trigger is none
 */
char *
valise_reminder_describe (const char *trigger, ValiseKind kind, const ValiseZone *here)
{
  gboolean at_end = g_str_has_prefix (trigger, VALISE_REMINDER_AT_END);
  const char *value = trigger + (at_end ? strlen (VALISE_REMINDER_AT_END) : 0);
  g_autofree char *length = NULL;
  gboolean is_date, utc;
  gint64 days, seconds, at;

  if (valise_civil_parse (value, &at, &is_date, &utc))
    return valise_typed_write_local (utc && here != NULL ? valise_zone_to_local (here, at) : at);
  if (!valise_civil_parse_duration (value, &days, &seconds))
    return NULL;
  seconds += days * VALISE_DAY_SECONDS;
  if (at_end && kind == VALISE_KIND_TASK)
    return describe_due (seconds);
  if (seconds == 0)
    /* Translators: when a reminder comes: as the event starts or ends. */
    return g_strdup (at_end ? _ ("at the end") : _ ("at the start"));
  length = describe_length (ABS (seconds));
  if (seconds < 0)
    /* Translators: when a reminder comes: “15 minutes before the start” of an event */
    return g_strdup_printf (at_end ? _ ("%s before the end") : _ ("%s before the start"), length);
  /* Translators: when a reminder comes: “15 minutes after the start” of an event */
  return g_strdup_printf (at_end ? _ ("%s after the end") : _ ("%s after the start"), length);
}

/**
 * valise_alarm_describe:
 * @alarm: a VALARM component
 * @kind: of what it reminds
 * @here: the zone that the user is in
 *
 * Returns: (transfer full) (nullable): when it goes off, in words; %NULL if it never does
 */
char *
valise_alarm_describe (const ValiseComponent *alarm, ValiseKind kind, const ValiseZone *here)
{
  const ValiseLine *trigger = valise_component_find (alarm, "TRIGGER");
  g_autofree char *related = NULL;

  if (trigger == NULL)
    return NULL;
  related = g_strconcat (valise_line_has_param (trigger, "RELATED", "END") ? VALISE_REMINDER_AT_END
                                                                           : "",
                         trigger->value, NULL);
  return valise_reminder_describe (related, kind, here);
}
