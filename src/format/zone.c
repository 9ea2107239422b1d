/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What time it is elsewhere.
 *
 * A TZID that names a zone of this system means that zone, whatever description comes with it: many
 * programs send descriptions that are years old or cut down to one rule. Only zones that nobody
 * knows ("Customized Time Zone") are taken from the file's VTIMEZONE. Names of Windows count as
 * known. A zone that is neither is as if there was none: its times float.
 */

#include "format/zone.h"

#include "format/civil.h"
#include "format/recurrence-rule.h"

#include <string.h>

#define MAX_NAME 64
#define LAST_DESCRIBED_YEAR 2100
#define DESCRIBE_BUDGET (200 * 1000)

typedef struct
{
  gint64 at;         /* UTC */
  int before, after; /* seconds east of UTC */
} Transition;

struct _ValiseZone
{
  gatomicrefcount refs;
  char *name;
  GTimeZone *system;   /* nullable */
  GArray *transitions; /* nullable, of Transition, sorted: where @system is not there */
};

static ValiseZone *
zone_new (const char *name)
{
  ValiseZone *zone = g_new0 (ValiseZone, 1);

  g_atomic_ref_count_init (&zone->refs);
  zone->name = g_strdup (name);
  return zone;
}

/**
 * valise_zone_new_system:
 * @zone: (nullable): a zone; %NULL for that of this computer
 *
 * Returns: (transfer full): the zone
 */
ValiseZone *
valise_zone_new_system (GTimeZone *zone)
{
  g_autoptr (GTimeZone) system = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  ValiseZone *self = zone_new (g_time_zone_get_identifier (system));

  self->system = g_steal_pointer (&system);
  return self;
}

ValiseZone *
valise_zone_ref (ValiseZone *zone)
{
  g_atomic_ref_count_inc (&zone->refs);
  return zone;
}

void
valise_zone_unref (ValiseZone *zone)
{
  if (!g_atomic_ref_count_dec (&zone->refs))
    return;
  g_clear_pointer (&zone->system, g_time_zone_unref);
  g_clear_pointer (&zone->transitions, g_array_unref);
  g_free (zone->name);
  g_free (zone);
}

/* Reads "+0100" or "-023045", in seconds. */
static gboolean
parse_offset (const ValiseComponent *component, const char *name, int *offset)
{
  const ValiseLine *line = valise_component_find (component, name);
  const char *digits;
  int hhmmss;

  if (line == NULL || (*line->value != '+' && *line->value != '-'))
    return FALSE;
  digits = line->value + 1;
  if ((strlen (digits) != 4 && strlen (digits) != 6) || strspn (digits, "0123456789") < 4)
    return FALSE;
  hhmmss = (int)g_ascii_strtoll (digits, NULL, 10) * (strlen (digits) == 4 ? 100 : 1);
  *offset = hhmmss / 10000 * 3600 + hhmmss / 100 % 100 * 60 + hhmmss % 100;
  if (*line->value == '-')
    *offset = -*offset;
  return ABS (*offset) < VALISE_DAY_SECONDS;
}

/* The local times at which a STANDARD or DAYLIGHT part begins. */
static void
list_onsets (const ValiseComponent *part, int before, guint *budget, GArray *onsets)
{
  gint64 end = valise_civil_days (LAST_DESCRIBED_YEAR, 1, 1) * VALISE_DAY_SECONDS;
  const ValiseLine *line = valise_component_find (part, "DTSTART");
  gboolean is_date, utc;
  gint64 start;

  if (line == NULL || !valise_civil_parse (line->value, &start, &is_date, &utc))
    return;
  g_array_append_val (onsets, start);
  for (guint i = 0; i < part->lines->len; i++)
    {
      line = g_ptr_array_index (part->lines, i);
      if (g_str_equal (line->name, "RRULE"))
        {
          g_autoptr (ValiseRule) rule = valise_rule_parse (line->value);

          if (rule != NULL && rule->until_is_utc)
            rule->until += before;
          if (rule != NULL)
            valise_rule_expand (rule, start, start, end, budget, onsets);
        }
      else if (g_str_equal (line->name, "RDATE"))
        {
          g_auto (GStrv) times = g_strsplit (line->value, ",", 1000);
          gint64 time;

          for (guint j = 0; times[j] != NULL; j++)
            if (valise_civil_parse (times[j], &time, &is_date, &utc))
              g_array_append_val (onsets, time);
        }
    }
}

static int
compare_transitions (gconstpointer a, gconstpointer b)
{
  const Transition *first = a, *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

/**
 * valise_zone_new_described:
 * @name: its TZID
 * @vtimezone: a VTIMEZONE component (RFC 5545 section 3.6.5)
 *
 * Returns: (transfer full) (nullable): the zone; %NULL where the component does not describe one
 */
ValiseZone *
valise_zone_new_described (const char *name, const ValiseComponent *vtimezone)
{
  g_autoptr (GArray) transitions = g_array_new (FALSE, FALSE, sizeof (Transition));
  guint budget = DESCRIBE_BUDGET;
  ValiseZone *zone;

  for (guint i = 0; i < vtimezone->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (vtimezone->lines, i);
      g_autoptr (GArray) onsets = g_array_new (FALSE, FALSE, sizeof (gint64));
      Transition transition;

      if (line->component == NULL
          || !parse_offset (line->component, "TZOFFSETTO", &transition.after))
        continue;
      if (!parse_offset (line->component, "TZOFFSETFROM", &transition.before))
        transition.before = transition.after;
      list_onsets (line->component, transition.before, &budget, onsets);
      for (guint j = 0; j < onsets->len; j++)
        {
          transition.at = g_array_index (onsets, gint64, j) - transition.before;
          g_array_append_val (transitions, transition);
        }
    }
  if (transitions->len == 0)
    return NULL;
  g_array_sort (transitions, compare_transitions);
  zone = zone_new (name);
  zone->transitions = g_steal_pointer (&transitions);
  return zone;
}

/* A zone of this system. The name comes from strangers and becomes a part of a path. */
static ValiseZone *
find_system (const char *name)
{
  g_autoptr (GTimeZone) system = NULL;
  ValiseZone *zone;

  if (!g_ascii_isalpha (*name) || strlen (name) > MAX_NAME || strstr (name, "..") != NULL
      || (strchr (name, '/') == NULL && !g_str_equal (name, "UTC") && !g_str_equal (name, "GMT")))
    return NULL;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/_+-", *p) == NULL)
      return NULL;
  system = g_time_zone_new_identifier (name);
  if (system == NULL)
    return NULL;
  zone = zone_new (name);
  zone->system = g_steal_pointer (&system);
  return zone;
}

/**
 * valise_zone_resolve:
 * @tzid: a TZID as it stands in a file
 * @vtimezone: (nullable): the file's description of it
 *
 * Returns: (transfer full) (nullable): the zone that is meant; %NULL where nobody can know
 */
ValiseZone *
valise_zone_resolve (const char *tzid, const ValiseComponent *vtimezone)
{
  const char *windows = valise_zone_from_windows (tzid);
  ValiseZone *zone = find_system (windows != NULL ? windows : tzid);

  /* "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin" and the like: try each tail. */
  for (const char *p = strchr (tzid, '/'); zone == NULL && p != NULL; p = strchr (p + 1, '/'))
    zone = find_system (p + 1);
  if (zone == NULL && vtimezone != NULL)
    zone = valise_zone_new_described (tzid, vtimezone);
  return zone;
}

const char *
valise_zone_get_name (const ValiseZone *zone)
{
  return zone->name;
}

/**
 * valise_zone_get_offset:
 * @zone: a zone
 * @utc: a time, Unix seconds
 *
 * Returns: seconds that the zone's clock is ahead of UTC then
 */
int
valise_zone_get_offset (const ValiseZone *zone, gint64 utc)
{
  const Transition *transitions;
  guint low = 0, high;

  if (zone->system != NULL)
    return (int)g_time_zone_get_offset (
        zone->system, g_time_zone_find_interval (zone->system, G_TIME_TYPE_UNIVERSAL, utc));

  transitions = (const Transition *)(void *)zone->transitions->data;
  for (high = zone->transitions->len; low < high;)
    {
      guint middle = (low + high) / 2;

      if (transitions[middle].at <= utc)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? transitions[low - 1].after : transitions[0].before;
}

/**
 * valise_zone_to_utc:
 * @zone: a zone
 * @local: a time on its clock, as seconds since its 1970-01-01 00:00
 *
 * Where the clock was turned back, the first of the two times is meant; where it was turned forward
 * and the time does not exist, the clock of before counts (RFC 5545 section 3.3.5).
 *
 * Returns: Unix seconds
 */
gint64
valise_zone_to_utc (const ValiseZone *zone, gint64 local)
{
  int before = valise_zone_get_offset (zone, local - VALISE_DAY_SECONDS);
  int after = valise_zone_get_offset (zone, local + VALISE_DAY_SECONDS);

  if (before != after && valise_zone_get_offset (zone, local - before) != before
      && valise_zone_get_offset (zone, local - after) == after)
    return local - after;
  return local - before;
}

/* The reverse: seconds on the zone's clock at @utc. */
gint64
valise_zone_to_local (const ValiseZone *zone, gint64 utc)
{
  return utc + valise_zone_get_offset (zone, utc);
}
