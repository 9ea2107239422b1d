/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The occurrences of an event or a task in a span that is shown. They are never stored: a rule
 * without an end has no end of occurrences.
 *
 * All reckoning is done on the wall clock of the event's own zone, where "every Monday at ten" is
 * what it says on both sides of a change to summer time; only the results are UTC. */

#include "format/recurrence.h"

#include "format/civil.h"
#include "format/recurrence-rule.h"

#include <string.h>

/* Steps for one item and span; about 20 ms of work. */
#define BUDGET (300 * 1000)
/* How far a clock is put forward or back at a time; take() is exact about the span. */
#define CLOCK_CHANGE ((gint64)2 * 60 * 60)

#define MAX_LISTED 20000 /* times in RDATE and EXDATE */

typedef struct
{
  ValiseCalendar *calendar;
  const ValiseZone *here;
  const ValiseZone *zone; /* the clock of the master's start */
  ValiseSpan span;        /* of the master */
  gint64 from, to;        /* UTC */
  guint budget;
  GHashTable *excluded; /* of gint64: starts on the master's clock */
  GHashTable *listed;   /* starts that are there already */
  GArray *occurrences;
} Expansion;

/* @time on the clock that the series is reckoned on. */
static gint64
to_clock (const Expansion *x, const ValiseTime *time)
{
  if (time->zone == NULL || time->zone == x->zone)
    return time->seconds;
  return valise_zone_to_local (x->zone, valise_time_to_utc (time, x->here));
}

static void
add_key (GHashTable *keys, gint64 seconds)
{
  if (g_hash_table_size (keys) < MAX_LISTED)
    g_hash_table_add (keys, g_memdup2 (&seconds, sizeof seconds));
}

/* Appends an occurrence if it is in the span: also one of no length at its very beginning. */
static void
take (Expansion *x,
      const ValiseComponent *component,
      const ValiseSpan *span,
      gint64 original,
      gboolean changed)
{
  ValiseOccurrence occurrence = {
    .start = valise_time_to_utc (&span->start, x->here),
    .end = valise_time_to_utc (&span->end, x->here),
    .all_day = span->start.is_date,
    .floating = span->start.zone == NULL && !span->start.is_date,
    .zone = span->start.zone != NULL ? valise_zone_get_name (span->start.zone) : NULL,
    .original = original,
    .changed = changed,
    .component = component,
  };

  occurrence.end = MAX (occurrence.end, occurrence.start);
  if (occurrence.start >= x->to || occurrence.end < x->from
      || (occurrence.end == x->from && occurrence.end > occurrence.start))
    return;
  g_array_append_val (x->occurrences, occurrence);
}

/* Appends the master's occurrence that starts at @local, unless it is there or not to be. */
static void
take_start (Expansion *x, gint64 local, const ValiseSpan *period)
{
  ValiseSpan span = x->span;
  gint64 length = valise_time_to_utc (&span.end, x->here)
                  - valise_time_to_utc (&span.start, x->here);

  if (g_hash_table_contains (x->excluded, &local) || g_hash_table_contains (x->listed, &local))
    return;
  add_key (x->listed, local);
  span.start.seconds = local;
  if (period != NULL)
    span.end = period->end;
  else if (span.start.is_date || span.start.zone == NULL)
    span.end.seconds = local + (x->span.end.seconds - x->span.start.seconds);
  else
    span.end = valise_calendar_later (x->calendar, &span.start, 0, length);
  take (x, x->calendar->master, &span, valise_time_to_utc (&span.start, x->here), FALSE);
}

/* The times of RDATE or EXDATE; RDATE may have periods. */
static void
take_list (Expansion *x, const ValiseLine *line, gboolean exclude)
{
  g_auto (GStrv) values = g_strsplit (line->value, ",", MAX_LISTED);

  for (guint i = 0; values[i] != NULL; i++)
    {
      char *slash = strchr (values[i], '/');
      gboolean has_end = FALSE;
      ValiseSpan period = { 0 };
      gint64 days, seconds, local;

      if (slash != NULL)
        *slash++ = '\0';
      if (!valise_calendar_read_one (x->calendar, line, values[i], &period.start))
        continue;
      period.end = period.start;
      if (slash != NULL && valise_civil_parse_duration (slash, &days, &seconds))
        {
          period.end = valise_calendar_later (x->calendar, &period.start, days, seconds);
          has_end = days >= 0 && seconds >= 0;
        }
      else if (slash != NULL)
        has_end = valise_calendar_read_one (x->calendar, line, slash, &period.end);
      local = to_clock (x, &period.start);
      if (period.start.is_date && !x->span.start.is_date)
        local += x->span.start.seconds
                 - valise_civil_day_of (x->span.start.seconds) * VALISE_DAY_SECONDS;
      if (exclude)
        add_key (x->excluded, local);
      else
        take_start (x, local, has_end ? &period : NULL);
    }
}

/* The starts by one rule, on the master's clock. */
static GArray *
expand_rule (Expansion *x, const ValiseLine *line)
{
  g_autoptr (ValiseRule) rule = valise_rule_parse (line->value);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 length = valise_time_to_utc (&x->span.end, x->here)
                  - valise_time_to_utc (&x->span.start, x->here);
  gint64 from = valise_zone_to_local (x->zone, x->from) - length - CLOCK_CHANGE;
  gint64 to = valise_zone_to_local (x->zone, x->to) + CLOCK_CHANGE;

  if (rule == NULL)
    return times;
  if (rule->until_is_date)
    rule->until += VALISE_DAY_SECONDS - 1;
  else if (rule->until_is_utc && x->span.start.is_date)
    rule->until = (valise_civil_day_of (rule->until) + 1) * VALISE_DAY_SECONDS - 1;
  else if (rule->until_is_utc)
    rule->until = valise_zone_to_local (x->zone, rule->until);
  valise_rule_expand (rule, x->span.start.seconds, from, to, &x->budget, times);
  return times;
}

/* The changed occurrences: each takes the place of the one that its RECURRENCE-ID names. */
static void
take_overrides (Expansion *x)
{
  for (guint i = 0; i < x->calendar->overrides->len; i++)
    {
      const ValiseComponent *component = g_ptr_array_index (x->calendar->overrides, i);
      const ValiseLine *id = valise_component_find (component, "RECURRENCE-ID");
      ValiseSpan span = valise_calendar_get_span (x->calendar, component);
      ValiseTime original;

      if (!valise_calendar_read_time (x->calendar, id, &original))
        continue;
      if (x->span.is_set)
        {
          gint64 local = to_clock (x, &original);

          if (original.is_date && !x->span.start.is_date)
            local += x->span.start.seconds
                     - valise_civil_day_of (x->span.start.seconds) * VALISE_DAY_SECONDS;
          else if (!original.is_date && x->span.start.is_date)
            local = valise_civil_day_of (local) * VALISE_DAY_SECONDS;
          add_key (x->excluded, local);
        }
      if (span.is_set)
        take (x, component, &span, valise_time_to_utc (&original, x->here), TRUE);
    }
}

static void
take_lines (Expansion *x, const char *name)
{
  const ValiseComponent *master = x->calendar->master;

  for (guint i = 0; i < master->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (master->lines, i);
      gboolean exclude = *name == 'E';

      if (!g_str_equal (line->name, name))
        continue;
      if (g_str_has_suffix (name, "RULE"))
        {
          g_autoptr (GArray) times = expand_rule (x, line);

          for (guint j = 0; j < times->len; j++)
            {
              gint64 time = g_array_index (times, gint64, j);

              if (exclude)
                add_key (x->excluded, time);
              else
                take_start (x, time, NULL);
            }
        }
      else
        take_list (x, line, exclude);
    }
}

static int
compare_occurrences (gconstpointer a, gconstpointer b)
{
  const ValiseOccurrence *first = a, *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return first->end < second->end ? -1 : first->end > second->end;
}

/**
 * valise_recurrence_expand:
 * @calendar: an event or a task
 * @from: start of the span to show, Unix seconds
 * @to: its end, which does not belong to it; at most some years later
 * @here: the zone that the user is in
 * @complete: (out) (optional): %FALSE where a rule makes more than anybody can be shown, so that
 *   occurrences may be missing
 *
 * Finds the occurrences that overlap a span. What does not recur has one occurrence or none.
 *
 * Returns: (transfer full) (element-type ValiseOccurrence): the occurrences by their start
 */
GArray *
valise_recurrence_expand (
    ValiseCalendar *calendar, gint64 from, gint64 to, const ValiseZone *here, gboolean *complete)
{
  Expansion x = { .calendar = calendar, .here = here, .from = from, .to = to, .budget = BUDGET };
  const ValiseLine *id = valise_component_find (calendar->master, "RECURRENCE-ID");
  g_autoptr (GHashTable) excluded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                           NULL);
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  x.excluded = excluded;
  x.listed = listed;
  x.occurrences = g_array_new (FALSE, FALSE, sizeof (ValiseOccurrence));
  x.span = valise_calendar_get_span (calendar, calendar->master);
  x.zone = x.span.start.zone != NULL ? x.span.start.zone : here;
  take_overrides (&x);
  if (x.span.is_set)
    {
      take_lines (&x, "EXDATE");
      take_lines (&x, "EXRULE");
      if (id == NULL)
        take_lines (&x, "RDATE");
      take_start (&x, x.span.start.seconds, NULL);
      if (id == NULL)
        take_lines (&x, "RRULE");
    }
  g_array_sort (x.occurrences, compare_occurrences);
  if (complete != NULL)
    *complete = x.budget > 0;
  return x.occurrences;
}
