/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events, tasks and notes as iCalendar (RFC 5545).
 *
 * libical and libical-glib are not used to read them. Both turn a file into objects and write it
 * anew, which reorders parameters, refolds lines and replaces what they do not understand by
 * X-LIC-ERROR; Valise promises that what is not its own survives. So iCalendar is read as the same
 * lines and components as vCard, and this file knows what they mean; see also recurrence-rule.c. */

#include "format/calendar.h"

#include "format/civil.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const component_names[] = {
  [VALISE_KIND_EVENT] = "VEVENT",
  [VALISE_KIND_TASK] = "VTODO",
  [VALISE_KIND_NOTE] = "VJOURNAL",
};

/**
 * valise_calendar_is_item:
 * @component: a component
 * @kind: (out) (optional): its kind
 *
 * Returns: whether @component is an event, a task or a note
 */
gboolean
valise_calendar_is_item (const ValiseComponent *component, ValiseKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (component_names); i++)
    if (g_strcmp0 (component_names[i], component->name) == 0)
      {
        if (kind != NULL)
          *kind = (ValiseKind)i;
        return TRUE;
      }
  return FALSE;
}

/* Takes what belongs to the first item, be it in a VCALENDAR or, as some programs write it, alone.
 */
static void
take_items (ValiseCalendar *calendar, ValiseComponent *parent, char **uid)
{
  for (guint i = 0; i < parent->lines->len; i++)
    {
      ValiseComponent *component = ((ValiseLine *)g_ptr_array_index (parent->lines, i))->component;
      g_autofree char *this_uid = NULL;
      ValiseKind kind;

      if (component == NULL)
        continue;
      if (g_str_equal (component->name, "VCALENDAR"))
        take_items (calendar, component, uid);
      if (!valise_calendar_is_item (component, &kind))
        continue;
      this_uid = valise_component_get_text (component, "UID");
      if (*uid == NULL)
        {
          *uid = g_strdup (this_uid != NULL ? this_uid : "");
          calendar->kind = kind;
        }
      if (kind != calendar->kind || g_strcmp0 (*uid, this_uid != NULL ? this_uid : "") != 0)
        continue;
      if (valise_component_find (component, "RECURRENCE-ID") != NULL)
        g_ptr_array_add (calendar->overrides, component);
      else if (calendar->master == NULL)
        calendar->master = component;
    }
}

static void
zone_unref_nullable (gpointer zone)
{
  if (zone != NULL)
    valise_zone_unref (zone);
}

static ValiseCalendar *
calendar_new (ValiseComponent *file)
{
  ValiseCalendar *calendar = g_new0 (ValiseCalendar, 1);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  calendar->file = file;
  calendar->overrides = g_ptr_array_new ();
  calendar->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, zone_unref_nullable);
  calendar->utc = valise_zone_new_system (utc);
  return calendar;
}

/**
 * valise_calendar_parse:
 * @content: a text/calendar content
 * @error: set where there is neither event nor task nor note in it, or it is too large
 *
 * Reads an item with its changed occurrences. Of a file with several items it is the first.
 *
 * Returns: (transfer full) (nullable): the item
 */
ValiseCalendar *
valise_calendar_parse (GBytes *content, GError **error)
{
  ValiseComponent *file = valise_component_parse (content, error);
  g_autoptr (ValiseCalendar) calendar = NULL;
  g_autofree char *uid = NULL;

  if (file == NULL)
    return NULL;
  calendar = calendar_new (file);
  take_items (calendar, file, &uid);
  if (calendar->master == NULL && calendar->overrides->len > 0)
    calendar->master = g_ptr_array_steal_index (calendar->overrides, 0);
  if (calendar->master == NULL)
    {
      valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                   _ ("There is no event, task or note in this file."));
      return NULL;
    }
  return g_steal_pointer (&calendar);
}

/**
 * valise_calendar_new:
 * @kind: event, task or note
 * @uid: its UID
 * @now: Unix seconds
 *
 * Returns: (transfer full): an item that says nothing yet
 */
ValiseCalendar *
valise_calendar_new (ValiseKind kind, const char *uid, gint64 now)
{
  ValiseCalendar *calendar = calendar_new (valise_component_new (""));
  ValiseComponent *object = valise_component_new ("VCALENDAR");
  g_autofree char *stamp = valise_civil_format (now, FALSE, TRUE);

  valise_component_add (object, valise_line_new ("VERSION", "2.0"));
  valise_component_add (object, valise_line_new ("PRODID", "-//Valise//" VALISE_VERSION "//EN"));
  calendar->kind = kind;
  calendar->master = valise_component_new (component_names[kind]);
  valise_component_add (calendar->master, valise_line_new_text ("UID", uid));
  valise_component_add (calendar->master, valise_line_new ("DTSTAMP", stamp));
  valise_component_add (calendar->master, valise_line_new ("CREATED", stamp));
  valise_component_add_child (object, calendar->master);
  valise_component_add_child (calendar->file, object);
  return calendar;
}

void
valise_calendar_free (ValiseCalendar *calendar)
{
  valise_component_free (calendar->file);
  g_ptr_array_unref (calendar->overrides);
  g_hash_table_unref (calendar->zones);
  valise_zone_unref (calendar->utc);
  g_free (calendar);
}

/* Returns: (transfer full): the bytes; each line that nobody changed as it was read. */
GBytes *
valise_calendar_write (ValiseCalendar *calendar)
{
  valise_component_complete (calendar->file);
  return valise_component_write (calendar->file);
}

/* Returns: (nullable): the file's description of a zone. */
ValiseComponent *
valise_calendar_find_vtimezone (const ValiseComponent *file, const char *tzid)
{
  for (guint i = 0; i < file->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (file->lines, i);
      ValiseComponent *found = NULL;

      if (line->component != NULL && g_str_equal (line->component->name, "VCALENDAR"))
        found = valise_calendar_find_vtimezone (line->component, tzid);
      else if (line->component != NULL && g_str_equal (line->component->name, "VTIMEZONE"))
        {
          const ValiseLine *id = valise_component_find (line->component, "TZID");

          if (id != NULL && g_str_equal (id->value, tzid))
            found = line->component;
        }
      if (found != NULL)
        return found;
    }
  return NULL;
}

static const ValiseZone *
find_zone (ValiseCalendar *calendar, const char *tzid)
{
  gpointer zone;

  if (!g_hash_table_lookup_extended (calendar->zones, tzid, NULL, &zone))
    {
      zone = valise_zone_resolve (tzid, valise_calendar_find_vtimezone (calendar->file, tzid));
      g_hash_table_insert (calendar->zones, g_strdup (tzid), zone);
    }
  return zone;
}

/**
 * valise_calendar_read_one:
 * @calendar: the calendar that @line is in
 * @line: a property with times
 * @value: one of them
 * @time: (out): the time
 *
 * Returns: whether @value is a time
 */
gboolean
valise_calendar_read_one (ValiseCalendar *calendar,
                          const ValiseLine *line,
                          const char *value,
                          ValiseTime *time)
{
  const char *tzid = valise_line_get_param (line, "TZID");
  gboolean utc;

  if (!valise_civil_parse (value, &time->seconds, &time->is_date, &utc))
    return FALSE;
  time->zone = NULL;
  if (utc)
    time->zone = calendar->utc;
  else if (!time->is_date && tzid != NULL)
    time->zone = find_zone (calendar, tzid);
  return TRUE;
}

/* The same with the only time of @line, which may be %NULL. */
gboolean
valise_calendar_read_time (ValiseCalendar *calendar, const ValiseLine *line, ValiseTime *time)
{
  return line != NULL && valise_calendar_read_one (calendar, line, line->value, time);
}

/**
 * valise_time_to_utc:
 * @time: a time
 * @here: the zone in which dates begin and floating times are
 *
 * Returns: Unix seconds
 */
gint64
valise_time_to_utc (const ValiseTime *time, const ValiseZone *here)
{
  return valise_zone_to_utc (time->zone != NULL ? time->zone : here, time->seconds);
}

/**
 * valise_calendar_later:
 * @calendar: the calendar that @time is of
 * @time: a time
 * @days: days to add, as the calendar counts them
 * @seconds: seconds that really pass
 *
 * Returns: the later time; in UTC if need be, where it cannot be mistaken for the hour that comes
 *   twice when the clock is turned back
 */
ValiseTime
valise_calendar_later (ValiseCalendar *calendar,
                       const ValiseTime *time,
                       gint64 days,
                       gint64 seconds)
{
  ValiseTime later = *time;

  later.seconds += days * VALISE_DAY_SECONDS;
  if (seconds == 0 || time->zone == NULL)
    later.seconds += seconds;
  else
    {
      later.seconds = valise_zone_to_utc (time->zone, later.seconds) + seconds;
      later.zone = calendar->utc;
    }
  return later;
}

/* The end by DTEND, DUE or DURATION; by what RFC 5545 section 3.6.1 says where none is there. */
static void
read_end (ValiseCalendar *calendar, const ValiseComponent *component, ValiseSpan *span)
{
  const ValiseLine *duration = valise_component_find (component, "DURATION");
  const ValiseLine *line = valise_component_find (component, "DTEND");
  gint64 days, seconds;

  span->end = span->start;
  if (line == NULL)
    line = valise_component_find (component, "DUE");
  if (valise_calendar_read_time (calendar, line, &span->end))
    {
      /* A date beside a time is a mistake; midnight is meant. */
      if (span->end.is_date != span->start.is_date)
        {
          span->end.is_date = span->start.is_date;
          span->end.zone = span->start.zone;
          if (span->end.is_date)
            span->end.seconds = valise_civil_day_of (span->end.seconds) * VALISE_DAY_SECONDS;
        }
      if (span->end.zone == NULL)
        span->end.zone = span->start.zone;
    }
  else if (duration != NULL && valise_civil_parse_duration (duration->value, &days, &seconds))
    span->end = valise_calendar_later (calendar, &span->start, days, seconds);
  else if (span->start.is_date && calendar->kind == VALISE_KIND_EVENT)
    span->end.seconds += VALISE_DAY_SECONDS;
}

/**
 * valise_calendar_get_span:
 * @calendar: a calendar
 * @component: its master or one of its overrides
 *
 * Finds when an item is. One that ends before it starts ends when it starts; an event of whole days
 * takes one at least. A task that is only due has a span of no length at that time.
 *
 * Returns: the span
 */
ValiseSpan
valise_calendar_get_span (ValiseCalendar *calendar, const ValiseComponent *component)
{
  ValiseSpan span = { 0 };
  const ValiseLine *line = valise_component_find (component, "DTSTART");

  span.is_set = valise_calendar_read_time (calendar, line, &span.start);
  if (!span.is_set)
    {
      line = valise_component_find (component, "DUE");
      span.is_set = valise_calendar_read_time (calendar, line, &span.start);
      span.end = span.start;
      return span;
    }
  read_end (calendar, component, &span);
  if (valise_time_to_utc (&span.end, calendar->utc)
      < valise_time_to_utc (&span.start, calendar->utc))
    span.end = span.start;
  if (span.start.is_date && calendar->kind == VALISE_KIND_EVENT
      && span.end.seconds <= span.start.seconds)
    span.end.seconds = span.start.seconds + VALISE_DAY_SECONDS;
  return span;
}
