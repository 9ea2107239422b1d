/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the fields of a form say of an event, a task or a note, and the times in them. */

#include "format/calendar-form.h"

#include "format/attendees.h"
#include "format/civil.h"
#include "format/reminders.h"
#include "format/repeat.h"
#include "format/typed-time.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* @time as it is typed. The end of whole days is their last one here, and the day after in the
 * content. */
static char *
write_time (const ValiseViewTime *time, gboolean is_end)
{
  gint64 local = time->local - (is_end && time->is_date ? VALISE_DAY_SECONDS : 0);

  if (!time->is_set)
    return g_strdup ("");
  return time->is_date ? valise_typed_write_date (valise_civil_day_of (local))
                       : valise_typed_write_local (local);
}

static char *
copy (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static char *
write_number (int number)
{
  return number >= 0 ? g_strdup_printf ("%d", number) : g_strdup ("");
}

/* The fields that are more than a text. Returns: (nullable): %NULL where @name is none of them */
static char *
read_structured (const ValiseCalendarView *view, ValiseCalendar *calendar, const char *name)
{
  if (g_str_equal (name, "start"))
    return write_time (&view->start, FALSE);
  if (g_str_equal (name, "end"))
    return write_time (&view->end, TRUE);
  if (g_str_equal (name, "due"))
    return write_time (&view->due, FALSE);
  if (g_str_equal (name, "all-day"))
    return g_strdup (view->start.is_date ? "1" : "");
  if (g_str_equal (name, "zone"))
    return copy (view->start.is_date ? NULL : view->start.zone);
  if (g_str_equal (name, "recurrence"))
    return valise_repeat_read (calendar);
  if (g_str_equal (name, "reminders"))
    return valise_reminders_read (calendar->master);
  if (g_str_equal (name, "organizer"))
    return valise_organizer_read (calendar->master);
  if (g_str_equal (name, "attendees"))
    return valise_attendees_read (calendar->master);
  if (g_str_equal (name, "percent"))
    return write_number (view->percent);
  if (g_str_equal (name, "priority"))
    return write_number (view->priority > 0 ? view->priority : -1);
  return NULL;
}

/**
 * valise_calendar_form_read:
 * @view: an event, a task or a note
 * @calendar: the same
 * @name: a field of its form
 *
 * Returns: (transfer full): what the field says
 */
char *
valise_calendar_form_read (const ValiseCalendarView *view,
                           ValiseCalendar *calendar,
                           const char *name)
{
  char *structured = read_structured (view, calendar, name);

  if (structured != NULL)
    return structured;
  if (g_str_equal (name, "title"))
    return copy (view->title);
  if (g_str_equal (name, "location"))
    return copy (view->location);
  if (g_str_equal (name, "status"))
    return copy (view->status);
  if (g_str_equal (name, "transparency"))
    return g_strdup (view->is_free ? "TRANSPARENT" : "");
  if (g_str_equal (name, "categories"))
    return g_strjoinv (", ", view->categories);
  if (g_str_equal (name, "url"))
    return copy (view->url);
  return copy (view->description);
}

/**
 * valise_calendar_form_note:
 * @view: an event, a task or a note
 *
 * Returns: (transfer full) (nullable): what the form does not show, and the user should know of
 */
char *
valise_calendar_form_note (const ValiseCalendarView *view)
{
  if (view->n_changed > 0)
    return g_strdup_printf (ngettext ("You edit the whole series. %u occurrence differs from it "
                                      "and stays as it is.",
                                      "You edit the whole series. %u occurrences differ from it "
                                      "and stay as they are.",
                                      view->n_changed),
                            view->n_changed);
  return view->recurrence != NULL ? g_strdup (_ ("You edit the whole series.")) : NULL;
}

/**
 * valise_calendar_form_time:
 * @typed: what was typed: "2026-03-29" or "2026-03-29 10:00"
 * @is_end: whether a date is the last day, to which the day after belongs in the content
 * @zone: (nullable): the zone that it is in; %NULL where that stays
 *
 * Returns: (transfer full): what calendar-edit.c takes
 */
char *
valise_calendar_form_time (const char *typed, gboolean is_end, const char *zone)
{
  g_autofree char *line = g_strstrip (g_strdup (typed));
  char *space = strchr (line, ' ');
  gboolean is_date, utc;
  gint64 seconds;

  if (space != NULL && g_ascii_isdigit (space[1]))
    *space = 'T';
  if (*line == '\0' || !valise_civil_parse (line, &seconds, &is_date, &utc))
    return g_strdup (typed);
  if (is_date && is_end)
    return valise_typed_write_date (valise_civil_day_of (seconds) + 1);
  if (is_date || utc || zone == NULL)
    return g_strdup (line);
  return g_strconcat (line, " ", zone, NULL);
}

/**
 * valise_calendar_form_check:
 * @content: an event or a task, after its times were changed
 * @error: %VALISE_ERROR_USAGE, in words, where it ends before it starts, or only one of its times
 * has a time of day (RFC 5545 sections 3.8.2.2 and 3.8.2.3)
 *
 * Returns: whether its times follow each other
 */
gboolean
valise_calendar_form_check (GBytes *content, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);
  gboolean is_event;
  ValiseTime start, end;

  if (calendar == NULL)
    return FALSE;
  is_event = calendar->kind == VALISE_KIND_EVENT;
  if (!valise_calendar_read_time (calendar, valise_component_find (calendar->master, "DTSTART"),
                                  &start)
      || !valise_calendar_read_time (
          calendar, valise_component_find (calendar->master, is_event ? "DTEND" : "DUE"), &end))
    return TRUE;
  if (start.is_date != end.is_date)
    return valise_fail (
        error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER, "%s",
        is_event ? _ ("Give the start and the end a time of day, or neither of them.")
                 : _ ("Give the start and the due date a time of day, or neither of them."));
  if (valise_time_to_utc (&start, calendar->utc) <= valise_time_to_utc (&end, calendar->utc))
    return TRUE;
  return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER, "%s",
                      is_event ? _ ("The event ends before it starts.")
                               : _ ("The task is due before it starts."));
}

/**
 * valise_calendar_form_next_hour:
 * @zone: the zone that the user is in
 * @now: Unix seconds
 * @hours: 1 for the next full hour
 *
 * Returns: (transfer full): a full hour from now on, as it is typed
 */
char *
valise_calendar_form_next_hour (const ValiseZone *zone, gint64 now, int hours)
{
  gint64 local = valise_zone_to_local (zone, now);

  return valise_typed_write_local (local - local % 3600 + hours * (gint64)3600);
}
