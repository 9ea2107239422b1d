/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A time zone of this system as a VTIMEZONE, which an item has to have for each TZID that it names
 * (RFC 5545 section 3.2.19). It describes the zone as it is in the item's year and from then on. */

#include "format/zone.h"

#include "format/civil.h"

/* Where no rule can be found. */
#define YEARS_ONE_BY_ONE 10

/* The first moment in [from, to) at which the offset is not that of @from; @to if it never changes.
 */
static gint64
find_change (const ValiseZone *zone, gint64 from, gint64 to)
{
  int offset = valise_zone_get_offset (zone, from);
  gint64 step = 7 * VALISE_DAY_SECONDS;
  gint64 low = from, high;

  for (high = from + step; high < to && valise_zone_get_offset (zone, high) == offset; high += step)
    low = high;
  if (high >= to && valise_zone_get_offset (zone, to - 1) == offset)
    return to;
  high = MIN (high, to - 1);
  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (valise_zone_get_offset (zone, middle) == offset)
        low = middle;
      else
        high = middle;
    }
  return high;
}

static char *
format_offset (int seconds)
{
  int size = ABS (seconds);

  if (size % 60 != 0)
    return g_strdup_printf ("%c%02d%02d%02d", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60,
                            size % 60);
  return g_strdup_printf ("%c%02d%02d", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
}

/* "Every year on the last Sunday of March", if that is true of the years to come. */
static char *
find_rule (const ValiseZone *zone, gint64 change, int before, int after)
{
  static const char *const days[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };
  gint64 local = change + before;
  gint64 day = valise_civil_day_of (local);
  ValiseDate date = valise_civil_date (day);
  int weekday = valise_civil_weekday (day);
  int nth = date.day + 7 > valise_civil_month_length (date.year, date.month)
                ? -1
                : (date.day - 1) / 7 + 1;

  for (int year = date.year + 1; year < date.year + 6; year++)
    {
      gint64 first = valise_civil_days (year, date.month, 1);
      gint64 match = first + (weekday - valise_civil_weekday (first) + 7) % 7
                     + (MAX (nth, 1) - 1) * 7;
      gint64 utc;

      if (nth == -1)
        while (match + 7 < first + valise_civil_month_length (year, date.month))
          match += 7;
      utc = match * VALISE_DAY_SECONDS + (local - day * VALISE_DAY_SECONDS) - before;
      if (valise_zone_get_offset (zone, utc - 1) != before
          || valise_zone_get_offset (zone, utc) != after)
        return NULL;
    }
  return g_strdup_printf ("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", date.month, nth, days[weekday]);
}

static void
add_part (ValiseComponent *vtimezone, gint64 change, int before, int after, const char *rule)
{
  ValiseComponent *part = valise_component_new (after > before ? "DAYLIGHT" : "STANDARD");
  g_autofree char *start = valise_civil_format (change + before, FALSE, FALSE);
  g_autofree char *from = format_offset (before);
  g_autofree char *to = format_offset (after);

  valise_component_add (part, valise_line_new ("DTSTART", start));
  valise_component_add (part, valise_line_new ("TZOFFSETFROM", from));
  valise_component_add (part, valise_line_new ("TZOFFSETTO", to));
  if (rule != NULL)
    valise_component_add (part, valise_line_new ("RRULE", rule));
  valise_component_add_child (vtimezone, part);
}

/* Adds the changes in [from, to), with rules or one by one. Returns: whether all have their rule.
 */
static gboolean
add_changes (
    ValiseComponent *vtimezone, const ValiseZone *zone, gint64 from, gint64 to, gboolean rules)
{
  for (gint64 change = find_change (zone, from, to); change < to;
       change = find_change (zone, change, to))
    {
      int before = valise_zone_get_offset (zone, change - 1);
      int after = valise_zone_get_offset (zone, change);
      g_autofree char *rule = rules ? find_rule (zone, change, before, after) : NULL;

      if (rules && rule == NULL)
        return FALSE;
      add_part (vtimezone, change, before, after, rule);
    }
  return TRUE;
}

static ValiseComponent *
new_vtimezone (const ValiseZone *zone)
{
  ValiseComponent *vtimezone = valise_component_new ("VTIMEZONE");

  valise_component_add (vtimezone, valise_line_new ("TZID", valise_zone_get_name (zone)));
  return vtimezone;
}

/**
 * valise_zone_describe:
 * @zone: a zone
 * @at: Unix seconds of the item that needs it
 *
 * Returns: (transfer full): a VTIMEZONE
 */
ValiseComponent *
valise_zone_describe (const ValiseZone *zone, gint64 at)
{
  g_autoptr (ValiseComponent) vtimezone = new_vtimezone (zone);
  int year = valise_civil_date (valise_civil_day_of (at)).year;
  gint64 from = valise_civil_days (year, 1, 1) * VALISE_DAY_SECONDS;
  gint64 to = valise_civil_days (year + 1, 1, 1) * VALISE_DAY_SECONDS;
  int offset = valise_zone_get_offset (zone, from);

  if (!add_changes (vtimezone, zone, from, to, TRUE))
    {
      valise_component_free (vtimezone);
      vtimezone = new_vtimezone (zone);
      to = valise_civil_days (year + YEARS_ONE_BY_ONE, 1, 1) * VALISE_DAY_SECONDS;
      add_changes (vtimezone, zone, from, to, FALSE);
    }
  if (valise_component_child (vtimezone, NULL, 0) == NULL)
    add_part (vtimezone, from, offset, offset, NULL);
  return g_steal_pointer (&vtimezone);
}
