/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A recurrence rule in the parts that a form asks for. The days that it falls on are kept as the
 * text that stands in the rule, so that a rule of another program can be ended or slowed down here
 * without its days being understood.
 *
 * A form knows the last day of a series as a date. In a file, UNTIL is of the kind that DTSTART is
 * of, and in UTC where that has a zone (RFC 5545 section 3.3.10): valise_repeat_read() and
 * valise_repeat_fit_until() stand between the two. */

#include "format/repeat.h"

#include "format/civil.h"
#include "format/typed-time.h"

#include <stdlib.h>
#include <string.h>

static const char *const frequencies[] = { "SECONDLY", "MINUTELY", "HOURLY", "DAILY",
                                           "WEEKLY",   "MONTHLY",  "YEARLY" };
static const char *const weekday_names[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

void
valise_repeat_free (ValiseRepeat *repeat)
{
  g_free (repeat->days);
  g_free (repeat->until);
  g_free (repeat);
}

/* The parts that say how often and how long; all others are about the days. */
static gboolean
is_own_part (const char *part)
{
  static const char *const names[] = { "FREQ=", "INTERVAL=", "COUNT=", "UNTIL=" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (part, names[i], strlen (names[i])) == 0)
      return TRUE;
  return *part == '\0';
}

/**
 * valise_repeat_parse:
 * @rule: the value of an RRULE, whose UNTIL is a date
 *
 * Returns: (transfer full) (nullable): its parts; %NULL where it cannot be understood
 */
ValiseRepeat *
valise_repeat_parse (const char *rule)
{
  g_autoptr (ValiseRule) parsed = valise_rule_parse (rule);
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);
  g_autoptr (GString) days = g_string_new (NULL);
  ValiseRepeat *repeat;

  if (parsed == NULL)
    return NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    if (!is_own_part (g_strstrip (parts[i])))
      g_string_append_printf (days, "%s%s", days->len > 0 ? ";" : "", parts[i]);
  repeat = g_new0 (ValiseRepeat, 1);
  repeat->freq = parsed->freq;
  repeat->interval = (guint)parsed->interval;
  repeat->count = (guint)parsed->count;
  repeat->days = g_strdup (days->str);
  if (parsed->until != G_MAXINT64)
    repeat->until = valise_typed_write_date (valise_civil_day_of (parsed->until));
  return repeat;
}

/**
 * valise_repeat_write:
 * @repeat: the parts of a rule
 *
 * Returns: (transfer full): the rule, whose UNTIL is a date
 */
char *
valise_repeat_write (const ValiseRepeat *repeat)
{
  GString *rule = g_string_new ("FREQ=");

  g_string_append (rule, frequencies[repeat->freq]);
  if (repeat->interval > 1)
    g_string_append_printf (rule, ";INTERVAL=%u", repeat->interval);
  if (*repeat->days != '\0')
    g_string_append_printf (rule, ";%s", repeat->days);
  if (repeat->count > 0)
    g_string_append_printf (rule, ";COUNT=%u", repeat->count);
  else if (repeat->until != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (repeat->until, "-", -1);
      g_autofree char *date = g_strjoinv ("", parts);

      g_string_append_printf (rule, ";UNTIL=%s", date);
    }
  return g_string_free (rule, FALSE);
}

/**
 * valise_repeat_weekdays:
 * @repeat: the parts of a rule
 *
 * Returns: the weekdays that it names, bit 0 Sunday; 0: none, which means that of the start
 */
guint8
valise_repeat_weekdays (const ValiseRepeat *repeat)
{
  g_autofree char *rule = valise_repeat_write (repeat);
  g_autoptr (ValiseRule) parsed = valise_rule_parse (rule);

  return parsed != NULL ? parsed->weekdays : 0;
}

/**
 * valise_repeat_set_weekdays:
 * @repeat: (inout): the parts of a weekly rule
 * @weekdays: bit 0 Sunday; 0 none
 *
 * Sets BYDAY; the day that weeks begin on and everything else stays.
 */
void
valise_repeat_set_weekdays (ValiseRepeat *repeat, guint8 weekdays)
{
  g_auto (GStrv) parts = g_strsplit (repeat->days, ";", -1);
  g_autoptr (GString) days = g_string_new (NULL);

  /* From Monday on, as people write a week. */
  for (int i = 1; i <= 7; i++)
    if (weekdays >> i % 7 & 1)
      g_string_append_printf (days, "%s%s", days->len > 0 ? "," : "BYDAY=", weekday_names[i % 7]);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && g_ascii_strncasecmp (parts[i], "BYDAY=", 6) != 0)
      g_string_append_printf (days, "%s%s", days->len > 0 ? ";" : "", parts[i]);
  g_free (repeat->days);
  repeat->days = g_strdup (days->str);
}

/* The day of "2026-03-29 10:00" or "2026-03-29", in days since 1970-01-01. */
static gboolean
read_day (const char *start, gint64 *day)
{
  g_autofree char *date = g_strndup (start, strlen ("2026-03-29"));
  gboolean is_date, utc;
  gint64 seconds;

  if (!valise_civil_parse (date, &seconds, &is_date, &utc))
    return FALSE;
  *day = valise_civil_day_of (seconds);
  return TRUE;
}

/**
 * valise_repeat_suggest_days:
 * @freq: how often
 * @start: "2026-03-29", with or without a time: the first day
 *
 * Returns: (transfer full): what the days of such a rule can be, for somebody who begins on this
 *   day: for every month "", its third Sunday, its last one if it is that, its last day if it is
 *   that. The first is "", the day of the start
 */
GStrv
valise_repeat_suggest_days (ValiseFreq freq, const char *start)
{
  g_autoptr (GStrvBuilder) days = g_strv_builder_new ();
  gint64 day;

  g_strv_builder_add (days, "");
  if (freq == VALISE_FREQ_MONTHLY && read_day (start, &day))
    {
      ValiseDate date = valise_civil_date (day);
      const char *weekday = weekday_names[valise_civil_weekday (day)];
      int length = valise_civil_month_length (date.year, date.month);
      g_autofree char *nth = g_strdup_printf ("BYDAY=%d%s", (date.day - 1) / 7 + 1, weekday);
      g_autofree char *last = g_strdup_printf ("BYDAY=-1%s", weekday);

      if (date.day <= 28)
        g_strv_builder_add (days, nth);
      if (date.day > length - 7)
        g_strv_builder_add (days, last);
      if (date.day == length)
        g_strv_builder_add (days, "BYMONTHDAY=-1");
    }
  return g_strv_builder_end (days);
}

/* Which of the suggested kinds of days @days is: the third weekday, the last one, the last day. */
static int
kind_of_days (const char *days)
{
  if (g_str_has_prefix (days, "BYDAY=-"))
    return 1;
  return g_str_has_prefix (days, "BYDAY=") ? 2 : g_str_has_prefix (days, "BYMONTHDAY=") ? 3 : 0;
}

/* "the second Tuesday" of the old start becomes "the third Friday" of the new one. */
static void
move_month_days (ValiseRepeat *repeat, const char *from, const char *to)
{
  g_auto (GStrv) before = valise_repeat_suggest_days (repeat->freq, from);
  g_auto (GStrv) after = valise_repeat_suggest_days (repeat->freq, to);
  int kind = kind_of_days (repeat->days);

  if (!g_strv_contains ((const char *const *)before, repeat->days))
    return;
  g_free (repeat->days);
  repeat->days = g_strdup ("");
  for (guint i = 0; after[i] != NULL; i++)
    if (kind_of_days (after[i]) == kind)
      {
        g_free (repeat->days);
        repeat->days = g_strdup (after[i]);
        return;
      }
}

/**
 * valise_repeat_move:
 * @repeat: (inout): the parts of a rule
 * @from: the first day as it was, "2026-03-29", with or without a time
 * @to: the first day as it is now
 *
 * Has a rule whose only day is that of the start follow it: "every Monday" becomes "every Tuesday".
 * A rule of several days, or of days that the start is not, stays.
 */
void
valise_repeat_move (ValiseRepeat *repeat, const char *from, const char *to)
{
  gint64 old, new;

  if (!read_day (from, &old) || !read_day (to, &new) || *repeat->days == '\0')
    return;
  if (repeat->freq == VALISE_FREQ_MONTHLY)
    move_month_days (repeat, from, to);
  else if (repeat->freq == VALISE_FREQ_WEEKLY
           && valise_repeat_weekdays (repeat) == 1 << valise_civil_weekday (old))
    valise_repeat_set_weekdays (repeat, (guint8)(1 << valise_civil_weekday (new)));
}

/* @rule with another UNTIL. */
static char *
replace_until (const char *rule, const char *until)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], "UNTIL=", 6) == 0)
      {
        g_free (parts[i]);
        parts[i] = g_strconcat ("UNTIL=", until, NULL);
      }
  return g_strjoinv (";", parts);
}

static gint64
time_of_day (gint64 seconds)
{
  return seconds - valise_civil_day_of (seconds) * VALISE_DAY_SECONDS;
}

/**
 * valise_repeat_read:
 * @calendar: an item
 *
 * Returns: (transfer full): its rule, whose UNTIL is the date of the last day that it can fall on,
 *   where the item is at home; "" where there is none
 */
char *
valise_repeat_read (ValiseCalendar *calendar)
{
  const ValiseLine *line = valise_component_find (calendar->master, "RRULE");
  const ValiseLine *start_line = valise_component_find (calendar->master, "DTSTART");
  g_autoptr (ValiseRule) rule = line != NULL ? valise_rule_parse (line->value) : NULL;
  g_autofree char *date = NULL;
  ValiseTime start;
  gint64 until;

  if (rule == NULL || rule->until == G_MAXINT64 || rule->until_is_date
      || !valise_calendar_read_time (calendar, start_line, &start))
    return g_strdup (line != NULL ? line->value : "");
  until = rule->until;
  if (rule->until_is_utc && start.zone != NULL)
    until = valise_zone_to_local (start.zone, until);
  /* It may end before the hour of that day has come. */
  if (!start.is_date && time_of_day (until) < time_of_day (start.seconds))
    until -= VALISE_DAY_SECONDS;
  date = valise_civil_format (until, TRUE, FALSE);
  return replace_until (line->value, date);
}

/**
 * valise_repeat_fit_until:
 * @calendar: an item
 * @rule: a rule, whose UNTIL may be a date
 *
 * Returns: (transfer full): @rule with an UNTIL of the kind that the item's DTSTART is of; the
 *   whole last day belongs to it
 */
char *
valise_repeat_fit_until (ValiseCalendar *calendar, const char *rule)
{
  const ValiseLine *start_line = valise_component_find (calendar->master, "DTSTART");
  g_autoptr (ValiseRule) parsed = valise_rule_parse (rule);
  g_autofree char *until = NULL;
  ValiseTime start;
  gint64 last;

  if (parsed == NULL || parsed->until == G_MAXINT64
      || !valise_calendar_read_time (calendar, start_line, &start)
      || start.is_date == parsed->until_is_date)
    return g_strdup (rule);
  if (start.is_date)
    until = valise_civil_format (parsed->until, TRUE, FALSE);
  else
    {
      last = parsed->until + VALISE_DAY_SECONDS - 1;
      if (start.zone != NULL)
        last = valise_zone_to_utc (start.zone, last);
      until = valise_civil_format (last, FALSE, start.zone != NULL);
    }
  return replace_until (rule, until);
}
