/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving an event or a task in time.
 *
 * The exceptions of a series are tied to the times that its rule makes: EXDATE and RECURRENCE-ID
 * name them. So when the start moves, these move by the same distance, RDATE and UNTIL with them,
 * or the exceptions would be lost. */

#include "format/calendar-edit.h"

#include "format/civil.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A move of a whole series. */
typedef struct
{
  ValiseCalendar *calendar;
  ValiseTime from, to; /* its start before and after */
  const char *tzid;    /* nullable: as @to's zone is written */
} Move;

/* Puts a VTIMEZONE before what names it, unless it is there. */
static void
add_vtimezone (ValiseCalendar *calendar, const ValiseZone *zone, gint64 at)
{
  ValiseComponent *object = valise_component_child (calendar->file, "VCALENDAR", 0);
  ValiseLine *begin;
  guint i = 0;

  if (object == NULL
      || valise_calendar_find_vtimezone (calendar->file, valise_zone_get_name (zone)) != NULL)
    return;
  while (i < object->lines->len
         && ((ValiseLine *)g_ptr_array_index (object->lines, i))->component == NULL)
    i++;
  begin = valise_line_new ("BEGIN", "VTIMEZONE");
  begin->component = valise_zone_describe (zone, at);
  g_ptr_array_insert (object->lines, (int)i, begin);
}

/* The zone that a value names after a blank. */
static gboolean
use_zone (ValiseCalendar *calendar, const char *name, ValiseTime *time, char **tzid, GError **error)
{
  ValiseZone *zone = g_hash_table_lookup (calendar->zones, name);

  if (zone == NULL)
    {
      zone = valise_zone_resolve (name, NULL);
      if (zone == NULL)
        return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                            _ ("There is no time zone “%s”."), name);
      g_hash_table_insert (calendar->zones, g_strdup (name), zone);
    }
  time->zone = zone;
  *tzid = g_strdup (valise_zone_get_name (zone));
  add_vtimezone (calendar, zone, valise_time_to_utc (time, zone));
  return TRUE;
}

/* Reads "2026-03-29T10:00 Europe/Berlin". Without a zone, the clock of @old is meant. */
static gboolean
parse_value (ValiseCalendar *calendar,
             const ValiseLine *old,
             const char *value,
             ValiseTime *time,
             char **tzid,
             GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, " ", 2);
  const char *old_tzid = old != NULL ? valise_line_get_param (old, "TZID") : NULL;
  ValiseTime old_time = { 0 };
  gboolean utc;

  *tzid = NULL;
  time->zone = NULL;
  if (words[0] == NULL || !valise_civil_parse (words[0], &time->seconds, &time->is_date, &utc))
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("“%s” is not a date or a time. Write it like 2026-03-29T10:00."), value);
  if (time->is_date)
    return TRUE;
  if (utc || g_strcmp0 (words[1], "UTC") == 0)
    time->zone = calendar->utc;
  else if (words[1] != NULL)
    return use_zone (calendar, words[1], time, tzid, error);
  else if (valise_calendar_read_time (calendar, old, &old_time) && !old_time.is_date)
    {
      time->zone = old_time.zone;
      *tzid = g_strdup (old_tzid);
    }
  return TRUE;
}

static void
write_time (const ValiseCalendar *calendar,
            ValiseLine *line,
            const ValiseTime *time,
            const char *tzid)
{
  gboolean utc = time->zone == calendar->utc;
  g_autofree char *value = valise_civil_format (time->seconds, time->is_date, utc);

  valise_line_set_param (line, "VALUE", time->is_date ? "DATE" : NULL);
  valise_line_set_param (line, "TZID", time->is_date || utc ? NULL : tzid);
  valise_line_set_value (line, value);
}

/* Where @time of the series goes to: the same distance, on the clock of the series. */
static ValiseTime
move_time (const Move *move, const ValiseTime *time)
{
  gint64 distance = move->to.seconds - move->from.seconds;
  ValiseTime moved = move->to;

  moved.seconds = time->seconds;
  if (time->zone != NULL && move->from.zone != NULL && time->zone != move->from.zone)
    moved.seconds = valise_zone_to_local (move->from.zone,
                                          valise_zone_to_utc (time->zone, time->seconds));
  /* "On this day" is meant where a date stands for a time. */
  if (time->is_date && !move->from.is_date)
    moved.seconds += move->from.seconds
                     - valise_civil_day_of (move->from.seconds) * VALISE_DAY_SECONDS;
  moved.seconds += distance;
  if (moved.is_date)
    moved.seconds = valise_civil_day_of (moved.seconds) * VALISE_DAY_SECONDS;
  return moved;
}

/* RECURRENCE-ID, EXDATE or RDATE. Periods keep their own times: they have an end of their own. */
static void
move_line (const Move *move, ValiseLine *line)
{
  g_auto (GStrv) values = g_strsplit (line->value, ",", -1);
  g_autoptr (GString) joined = g_string_new (NULL);
  ValiseTime moved = move->to;

  if (valise_line_has_param (line, "VALUE", "PERIOD") || strchr (line->value, '/') != NULL)
    return;
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *value = NULL;
      ValiseTime time;

      if (!valise_calendar_read_one (move->calendar, line, values[i], &time))
        continue;
      moved = move_time (move, &time);
      value = valise_civil_format (moved.seconds, moved.is_date, moved.zone == move->calendar->utc);
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? "," : "", value);
    }
  if (joined->len == 0)
    return;
  write_time (move->calendar, line, &moved, move->tzid);
  valise_line_set_value (line, joined->str);
}

/* UNTIL, as a date for a series of dates and in UTC for any other (RFC 5545 section 3.3.10). */
static void
move_until (const Move *move, ValiseLine *line)
{
  g_auto (GStrv) parts = g_strsplit (line->value, ";", -1);
  g_autofree char *joined = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *value = NULL;
      ValiseTime until = { .zone = move->from.zone };
      gboolean utc;

      if (g_ascii_strncasecmp (parts[i], "UNTIL=", 6) != 0
          || !valise_civil_parse (parts[i] + 6, &until.seconds, &until.is_date, &utc))
        continue;
      if (utc)
        until.zone = move->calendar->utc;
      until = move_time (move, &until);
      if (until.zone != NULL && !until.is_date)
        value = valise_civil_format (valise_zone_to_utc (until.zone, until.seconds), FALSE, TRUE);
      else
        value = valise_civil_format (until.seconds, until.is_date, FALSE);
      g_free (parts[i]);
      parts[i] = g_strconcat ("UNTIL=", value, NULL);
    }
  joined = g_strjoinv (";", parts);
  if (!g_str_equal (joined, line->value))
    valise_line_set_value (line, joined);
}

static void
move_series (const Move *move)
{
  ValiseComponent *master = move->calendar->master;

  for (guint i = 0; i < master->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (master->lines, i);

      if (g_str_equal (line->name, "EXDATE") || g_str_equal (line->name, "RDATE"))
        move_line (move, line);
      else if (g_str_equal (line->name, "RRULE"))
        move_until (move, line);
    }
  for (guint i = 0; i < move->calendar->overrides->len; i++)
    {
      ValiseLine *id = valise_component_find (g_ptr_array_index (move->calendar->overrides, i),
                                              "RECURRENCE-ID");

      move_line (move, id);
    }
}

/* DTEND or DUE, as far behind the new start as it was behind the old one. */
static void
move_end (const Move *move, const ValiseSpan *span)
{
  ValiseComponent *master = move->calendar->master;
  ValiseLine *line = valise_component_find (master, "DTEND");
  gint64 length = span->end.seconds - span->start.seconds;
  ValiseTime end = move->to;

  if (line == NULL)
    line = valise_component_find (master, "DUE");
  if (line == NULL)
    return;
  if (span->end.zone != span->start.zone)
    length = valise_time_to_utc (&span->end, move->calendar->utc)
             - valise_time_to_utc (&span->start, move->calendar->utc);
  if (move->to.is_date && !move->from.is_date)
    length = MAX (1, (length + VALISE_DAY_SECONDS - 1) / VALISE_DAY_SECONDS) * VALISE_DAY_SECONDS;
  end.seconds += length;
  write_time (move->calendar, line, &end, move->tzid);
}

/**
 * valise_calendar_edit_time:
 * @calendar: (inout): an item
 * @name: "DTSTART", "DTEND" or "DUE"
 * @value: (nullable): "2026-03-29", "2026-03-29T10:00", with "Z" or " Europe/Berlin" behind it if
 * the zone changes; %NULL takes the time away
 * @keep_length: whether the end moves along with the start
 * @error: set where @value is not a time or names no zone
 *
 * Returns: whether the time was set
 */
gboolean
valise_calendar_edit_time (ValiseCalendar *calendar,
                           const char *name,
                           const char *value,
                           gboolean keep_length,
                           GError **error)
{
  ValiseComponent *master = calendar->master;
  ValiseLine *line = valise_component_find (master, name);
  ValiseLine *start = valise_component_find (master, "DTSTART");
  ValiseSpan span = valise_calendar_get_span (calendar, master);
  g_autofree char *tzid = NULL;
  ValiseTime old, time;
  gboolean had_start = valise_calendar_read_time (calendar, start, &old);
  gboolean is_start = g_str_equal (name, "DTSTART");

  if (value == NULL)
    {
      valise_component_set_value (master, name, NULL);
      return TRUE;
    }
  if (!parse_value (calendar, line != NULL ? line : start, value, &time, &tzid, error))
    return FALSE;
  if (is_start && had_start)
    {
      Move move = { .calendar = calendar, .from = old, .to = time, .tzid = tzid };

      if (old.seconds == time.seconds && old.is_date == time.is_date && old.zone == time.zone)
        return TRUE;
      if (keep_length)
        move_end (&move, &span);
      move_series (&move);
    }
  if (line == NULL)
    line = valise_component_add (master, valise_line_new (name, ""));
  write_time (calendar, line, &time, tzid);
  if (!is_start)
    valise_component_remove_all (master, "DURATION");
  return TRUE;
}
