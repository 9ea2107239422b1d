/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The times that a recurrence rule makes, for a shown span only.
 *
 * A rule is walked period by period: a year for a yearly rule, an hour for an hourly one. Of each
 * period the days that match are found, then the times of day, then BYSETPOS picks some. This is
 * the table in RFC 5545 section 3.3.10 read as "which of the days match", which is the same and
 * shorter: what a rule does not name is taken from the start first.
 *
 * The walk begins right before the span, unless the rule has a COUNT, ends behind it, steps over
 * days and hours in which nothing can match, and stops when its budget is used up.
 */

#include "format/recurrence-rule.h"

#include "format/civil.h"

#include <string.h>

#define COST_OF_A_TIME 10

typedef struct
{
  const ValiseRule *rule;
  ValiseRule by; /* the BY parts with what comes from the start; @nth_days is @rule's */
  gint64 start, from, to;
  int counted;
  guint *budget;
  GArray *times;
  gboolean done;
  /* The times of day to take. */
  guint8 hours[24], minutes[60], seconds[60];
  guint n_hours, n_minutes, n_seconds;
  /* The days of the current period that match. */
  gint64 days[366];
  guint n_days;
} Expansion;

static void
set_only (ValiseNumbers *numbers, int number)
{
  memset (numbers, 0, sizeof *numbers);
  numbers->plus[number / 64] = G_GUINT64_CONSTANT (1) << (number % 64);
  numbers->any = TRUE;
}

/* What the rule does not say is as in the start. */
static void
complete_rule (Expansion *x)
{
  ValiseRule *by = &x->by;
  gint64 day = valise_civil_day_of (x->start);
  ValiseDate date = valise_civil_date (day);
  int time = (int)(x->start - day * VALISE_DAY_SECONDS);
  gboolean no_weekdays = by->weekdays == 0 && by->nth_days->len == 0;
  gboolean no_days = no_weekdays && !by->month_days.any && !by->year_days.any;

  if (!by->seconds.any && by->freq > VALISE_FREQ_SECONDLY)
    set_only (&by->seconds, time % 60);
  if (!by->minutes.any && by->freq > VALISE_FREQ_MINUTELY)
    set_only (&by->minutes, time / 60 % 60);
  if (!by->hours.any && by->freq > VALISE_FREQ_HOURLY)
    set_only (&by->hours, time / 3600);
  if (!no_days)
    return;
  if (by->freq == VALISE_FREQ_WEEKLY || (by->freq == VALISE_FREQ_YEARLY && by->weeks.any))
    by->weekdays = (guint8)(1 << valise_civil_weekday (day));
  else if (by->freq == VALISE_FREQ_MONTHLY || by->freq == VALISE_FREQ_YEARLY)
    {
      set_only (&by->month_days, date.day);
      if (by->freq == VALISE_FREQ_YEARLY && !by->months.any)
        set_only (&by->months, date.month);
    }
}

static guint
list_numbers (const ValiseNumbers *numbers, guint8 *list, int size)
{
  guint n = 0;

  for (int i = 0; i < size; i++)
    if (valise_numbers_has (numbers, i, -1000))
      list[n++] = (guint8)i;
  return n;
}

/* The number of the week that @day is in, counted in the year that has most of that week. */
static int
find_week (gint64 day, int week_start, int *year)
{
  gint64 middle = day - (valise_civil_weekday (day) - week_start + 7) % 7 + 3;

  *year = valise_civil_date (middle).year;
  return (int)(middle - valise_civil_days (*year, 1, 1)) / 7 + 1;
}

static gboolean
week_matches (const ValiseRule *by, gint64 day)
{
  int year, last_year;
  int week, last_week;

  if (!by->weeks.any)
    return TRUE;
  week = find_week (day, by->week_start, &year);
  last_week = find_week (valise_civil_days (year, 12, 28), by->week_start, &last_year);
  return valise_numbers_has (&by->weeks, week, last_week);
}

static gboolean
weekday_matches (const ValiseRule *by, gint64 day, ValiseDate date, int day_of_year)
{
  int weekday = valise_civil_weekday (day);
  gboolean in_month = by->freq == VALISE_FREQ_MONTHLY || by->months.any;
  gboolean ordinal = by->freq >= VALISE_FREQ_MONTHLY && !by->weeks.any;
  int index = in_month ? date.day : day_of_year;
  int length = in_month ? valise_civil_month_length (date.year, date.month)
                        : valise_civil_year_length (date.year);

  if (by->weekdays == 0 && by->nth_days->len == 0)
    return TRUE;
  if (by->weekdays >> weekday & 1)
    return TRUE;
  for (guint i = 0; i < by->nth_days->len; i++)
    {
      const ValiseNthDay *nth = &g_array_index (by->nth_days, ValiseNthDay, i);

      if (nth->weekday != weekday)
        continue;
      if (!ordinal || nth->nth == (index - 1) / 7 + 1 || nth->nth == -((length - index) / 7 + 1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
day_matches (const ValiseRule *by, gint64 day)
{
  ValiseDate date = valise_civil_date (day);
  int month_length = valise_civil_month_length (date.year, date.month);
  int day_of_year = (int)(day - valise_civil_days (date.year, 1, 1)) + 1;

  return valise_numbers_has (&by->months, date.month, -1000)
         && valise_numbers_has (&by->month_days, date.day, month_length)
         && valise_numbers_has (&by->year_days, day_of_year, valise_civil_year_length (date.year))
         && weekday_matches (by, day, date, day_of_year) && week_matches (by, day);
}

static void
spend (Expansion *x, guint cost)
{
  *x->budget -= MIN (*x->budget, cost);
  if (*x->budget == 0)
    x->done = TRUE;
}

static void
emit (Expansion *x, gint64 time)
{
  if (time < x->start)
    return;
  if (x->counted == 0 && time != x->start)
    x->counted = 1;
  if (time > x->rule->until || time >= x->to
      || (x->rule->count > 0 && ++x->counted > x->rule->count))
    {
      x->done = TRUE;
      return;
    }
  spend (x, time >= x->from ? COST_OF_A_TIME : 1);
  if (time >= x->from)
    g_array_append_val (x->times, time);
}

/* The time that has this place among all of the period. */
static gint64
find_time (const Expansion *x, guint64 index)
{
  guint a_day = x->n_hours * x->n_minutes * x->n_seconds;
  guint in_day = (guint)(index % a_day);

  return x->days[index / a_day] * VALISE_DAY_SECONDS
         + x->hours[in_day / (x->n_minutes * x->n_seconds)] * 3600
         + x->minutes[in_day / x->n_seconds % x->n_minutes] * 60
         + x->seconds[in_day % x->n_seconds];
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

  return first < second ? -1 : first > second;
}

static void
emit_positions (Expansion *x, guint64 total)
{
  gint64 picked[2 * 366];
  guint n = 0;

  for (int place = 1; place <= 366 && (guint64)place <= total; place++)
    {
      if (x->rule->positions.plus[place / 64] >> (place % 64) & 1)
        picked[n++] = find_time (x, (guint64)place - 1);
      if (x->rule->positions.minus[place / 64] >> (place % 64) & 1)
        picked[n++] = find_time (x, total - (guint64)place);
    }
  qsort (picked, n, sizeof picked[0], compare_times);
  for (guint i = 0; i < n && !x->done; i++)
    if (i == 0 || picked[i] != picked[i - 1])
      emit (x, picked[i]);
}

static void
emit_period (Expansion *x)
{
  guint64 total = (guint64)x->n_days * x->n_hours * x->n_minutes * x->n_seconds;

  if (x->rule->positions.any)
    emit_positions (x, total);
  else
    for (guint64 i = 0; i < total && !x->done; i++)
      emit (x, find_time (x, i));
}

/* Takes the matching days from @first on, @length days long. */
static void
walk_days (Expansion *x, gint64 first, int length)
{
  x->n_days = 0;
  spend (x, 1 + (guint)length / 8);
  for (int i = 0; i < length; i++)
    if (day_matches (&x->by, first + i))
      x->days[x->n_days++] = first + i;
  emit_period (x);
}

/* The first step at or before @distance. */
static gint64
align (const Expansion *x, gint64 distance)
{
  return x->rule->count > 0 || distance <= 0 ? 0 : distance - distance % x->rule->interval;
}

static void
walk_months (Expansion *x, gboolean years)
{
  ValiseDate start = valise_civil_date (valise_civil_day_of (x->start));
  ValiseDate from = valise_civil_date (valise_civil_day_of (x->from));
  int unit = years ? 12 : 1;
  gint64 first = years ? start.year : start.year * 12 + start.month - 1;
  gint64 wanted = years ? from.year : from.year * 12 + from.month - 1;

  for (gint64 i = first + align (x, wanted - first); !x->done; i += x->rule->interval)
    {
      int year = (int)(i * unit / 12), month = (int)(i * unit % 12) + 1;
      gint64 day;

      if (year > VALISE_YEAR_MAX)
        return;
      day = valise_civil_days (year, month, 1);
      if (day * VALISE_DAY_SECONDS >= x->to)
        return;
      walk_days (x, day,
                 years ? valise_civil_year_length (year) : valise_civil_month_length (year, month));
    }
}

static void
walk_weeks (Expansion *x, int length)
{
  gint64 start = valise_civil_day_of (x->start);
  gint64 first = length == 7 ? start - (valise_civil_weekday (start) - x->rule->week_start + 7) % 7
                             : start;
  gint64 wanted = (valise_civil_day_of (x->from) - first) / length;

  for (gint64 i = align (x, wanted); !x->done; i += x->rule->interval)
    {
      if ((first + i * length) * VALISE_DAY_SECONDS >= x->to)
        return;
      walk_days (x, first + i * length, length);
    }
}

/* Where the walk can go on, because nothing matches before: the next day, hour or minute. */
static gint64
find_next (const Expansion *x, gint64 time)
{
  gint64 day = valise_civil_day_of (time);
  int second = (int)(time - day * VALISE_DAY_SECONDS);

  if (!day_matches (&x->by, day))
    return (day + 1) * VALISE_DAY_SECONDS;
  if (!valise_numbers_has (&x->by.hours, second / 3600, -1000))
    return time - second % 3600 + 3600;
  if (x->rule->freq < VALISE_FREQ_HOURLY
      && !valise_numbers_has (&x->by.minutes, second / 60 % 60, -1000))
    return time - second % 60 + 60;
  if (x->rule->freq < VALISE_FREQ_MINUTELY
      && !valise_numbers_has (&x->by.seconds, second % 60, -1000))
    return time + 1;
  return time;
}

static void
walk_hours (Expansion *x, int unit)
{
  gint64 first = x->start - ((x->start % unit) + unit) % unit;
  gint64 step = (gint64)unit * x->rule->interval;
  gint64 time = first + align (x, (x->from - first) / unit) * unit;

  while (!x->done && time < x->to)
    {
      gint64 next = find_next (x, time);
      int second = (int)(time - valise_civil_day_of (time) * VALISE_DAY_SECONDS);

      spend (x, 1);
      if (next > time)
        {
          time += (next - time + step - 1) / step * step;
          continue;
        }
      x->days[0] = valise_civil_day_of (time);
      x->hours[0] = (guint8)(second / 3600);
      x->n_days = x->n_hours = 1;
      if (unit < 3600)
        {
          x->minutes[0] = (guint8)(second / 60 % 60);
          x->n_minutes = 1;
        }
      if (unit == 1)
        {
          x->seconds[0] = (guint8)(second % 60);
          x->n_seconds = 1;
        }
      emit_period (x);
      time += step;
    }
}

/**
 * valise_rule_expand:
 * @rule: a rule; its @until on the same clock as @start
 * @start: when it starts, as seconds on the wall clock of its zone
 * @from: the span that is asked for, on the same clock
 * @to: its end, which does not belong to it
 * @budget: (inout): how much work may be done, in steps; what is left afterwards
 * @times: (inout) (element-type gint64): gets the times in the span, in order
 *
 * Expands a rule. @start counts as the first time, be it one by the rule or not.
 *
 * Returns: whether all times are there; %FALSE where the budget did not do
 */
gboolean
valise_rule_expand (
    const ValiseRule *rule, gint64 start, gint64 from, gint64 to, guint *budget, GArray *times)
{
  Expansion x = { .rule = rule, .by = *rule, .start = start, .to = to };

  x.from = MAX (from, start);
  x.budget = budget;
  x.times = times;
  complete_rule (&x);
  x.n_hours = list_numbers (&x.by.hours, x.hours, 24);
  x.n_minutes = list_numbers (&x.by.minutes, x.minutes, 60);
  x.n_seconds = list_numbers (&x.by.seconds, x.seconds, 60);
  if (x.to > rule->until)
    x.to = rule->until + 1;
  if (*budget == 0)
    return FALSE;

  switch (rule->freq)
    {
    case VALISE_FREQ_YEARLY:
    case VALISE_FREQ_MONTHLY:
      walk_months (&x, rule->freq == VALISE_FREQ_YEARLY);
      break;
    case VALISE_FREQ_WEEKLY:
    case VALISE_FREQ_DAILY:
      walk_weeks (&x, rule->freq == VALISE_FREQ_WEEKLY ? 7 : 1);
      break;
    case VALISE_FREQ_HOURLY:
    case VALISE_FREQ_MINUTELY:
    case VALISE_FREQ_SECONDLY:
      walk_hours (&x, rule->freq == VALISE_FREQ_HOURLY     ? 3600
                      : rule->freq == VALISE_FREQ_MINUTELY ? 60
                                                           : 1);
      break;
    }
  return *budget > 0;
}
