/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The API has no time zones: a series is repeated at the hours of the user's own zone. One at the
 * hours of another zone would be off by an hour after a change to summer time, or on another day
 * of the week, and is refused. */

#include "remote/kerio/series-zone.h"

#include <glib/gi18n-lib.h>

#include "format/civil.h"
#include "format/recurrence-rule.h"
#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/fields.h"

#define SPAN (2 * 366 * (gint64)VALISE_DAY_SECONDS) /* in which zones change their hours */
#define BUDGET (300 * 1000)                         /* steps */

/* The times of @rule from @start on, repeated on the clock of @zone. */
static GArray *
expand_in (const ValiseRule *rule, const ValiseZone *zone, gint64 start)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint budget = BUDGET;
  gint64 local = valise_zone_to_local (zone, start);

  valise_rule_expand (rule, local, local, local + SPAN, &budget, times);
  for (guint i = 0; i < times->len; i++)
    {
      gint64 *time = &g_array_index (times, gint64, i);

      *time = valise_zone_to_utc (zone, *time);
    }
  return g_steal_pointer (&times);
}

/* @rule: (inout): gets no end, which is on another clock in each zone */
static gboolean
is_same_in (ValiseRule *rule, const ValiseZone *zone, const ValiseZone *here, gint64 start)
{
  gint64 last = rule->until;
  g_autoptr (GArray) there_times = NULL;
  g_autoptr (GArray) here_times = NULL;

  rule->until = G_MAXINT64;
  there_times = expand_in (rule, zone, start);
  here_times = expand_in (rule, here, start);
  for (guint i = 0; i < MIN (there_times->len, here_times->len); i++)
    {
      gint64 time = g_array_index (there_times, gint64, i);

      if (time > last)
        return TRUE;
      if (time != g_array_index (here_times, gint64, i))
        return FALSE;
    }
  return TRUE;
}

static gboolean
starts_when (JsonObject *now, gint64 start)
{
  ValiseKerioTime time = valise_kerio_time_read (valise_json_string (now, "start"));

  return time.is_set && time.utc == start;
}

/**
 * valise_kerio_series_check_zone:
 * @content: an event or a task
 * @now: (nullable): what the server has of it. A series that starts when it did before stays as it
 *   is there, wherever the user is now
 * @context: where the user is
 * @error: %VALISE_ERROR_INVALID where the API cannot say it
 *
 * Returns: whether it is repeated when the content says so, winter and summer
 */
gboolean
valise_kerio_series_check_zone (GBytes *content,
                                JsonObject *now,
                                const ValiseKerioContext *context,
                                GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);
  const ValiseLine *line;
  g_autoptr (ValiseRule) rule = NULL;
  ValiseSpan span;
  gint64 start;

  if (calendar == NULL)
    return FALSE;
  line = valise_component_find (calendar->master, "RRULE");
  rule = line != NULL ? valise_rule_parse (line->value) : NULL;
  span = valise_calendar_get_span (calendar, calendar->master);
  if (rule == NULL || !span.is_set || span.start.is_date || span.start.zone == NULL)
    return TRUE;
  start = valise_time_to_utc (&span.start, context->here);
  if (starts_when (now, start) || is_same_in (rule, span.start.zone, context->here, start))
    return TRUE;
  return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                      /* Translators: %s is the name of a time zone, such as Europe/Berlin */
                      _ ("Kerio Connect repeats an item at the hours of your own time zone only. "
                         "Choose %s as the time zone of this one."),
                      valise_zone_get_name (context->here));
}
