/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Both changed, now equal" for events, tasks and notes.
 *
 * Not a difference:
 *   - DTSTAMP, LAST-MODIFIED, CREATED, SEQUENCE, PRODID, VERSION, CALSCALE, METHOD: every program
 *     that writes an item sets them
 *   - VTIMEZONE: servers replace descriptions by their own; a zone is known by its TZID
 *   - a value that is the default (CLASS:PUBLIC, PARTSTAT=NEEDS-ACTION, ...), and an empty one
 *   - SCHEDULE-STATUS, which the server writes when it has sent an invitation (RFC 6638)
 *   - the marks that servers and programs leave for themselves: X-RADICALE-..., X-LIC-ERROR,
 *     X-EVOLUTION-CALDAV-..., X-MOZ-GENERATION
 *   - lists in one property or in several (CATEGORIES, EXDATE, RDATE), and the order of a rule's
 * parts All other X- properties count: X-APPLE-STRUCTURED-LOCATION is a place, and X-MOZ-LASTACK an
 * alarm that was seen. */

#include "format/calendar-equal.h"

#include "format/calendar.h"
#include "format/canonical.h"

#include <string.h>

static gboolean
is_ignored (const ValiseLine *line)
{
  static const char *const names[] = { "DTSTAMP",     "LAST-MODIFIED",    "CREATED", "SEQUENCE",
                                       "PRODID",      "VERSION",          "METHOD",  "CALSCALE",
                                       "X-LIC-ERROR", "X-MOZ-GENERATION", NULL };
  static const char *const defaults[][2] = {
    { "CLASS", "PUBLIC" },
    { "TRANSP", "OPAQUE" },
    { "PRIORITY", "0" },
  };

  if (g_strv_contains (names, line->name) || g_str_has_prefix (line->name, "X-RADICALE-")
      || g_str_has_prefix (line->name, "X-EVOLUTION-CALDAV-"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (g_str_equal (line->name, defaults[i][0])
        && g_ascii_strcasecmp (line->value, defaults[i][1]) == 0)
      return TRUE;
  return FALSE;
}

/* Parameters that say what is so without them too. VALUE can be seen from the value. */
static gboolean
is_dull_param (const char *name, const char *value)
{
  static const char *const names[] = { "VALUE",      "CHARSET",  "SCHEDULE-STATUS",
                                       "X-FILENAME", "ENCODING", NULL };
  static const char *const defaults[][2] = {
    { "CUTYPE", "INDIVIDUAL" }, { "ROLE", "REQ-PARTICIPANT" },  { "PARTSTAT", "NEEDS-ACTION" },
    { "RSVP", "FALSE" },        { "SCHEDULE-AGENT", "SERVER" }, { "RELATED", "START" },
  };

  if (g_strv_contains (names, name) || g_str_has_prefix (name, "X-RADICALE-"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (g_str_equal (name, defaults[i][0]) && g_ascii_strcasecmp (value, defaults[i][1]) == 0)
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_params (const ValiseLine *line)
{
  static const char *const words[] = { "CUTYPE",  "ROLE",  "PARTSTAT", "RSVP", "RELATED",
                                       "RELTYPE", "RANGE", "FBTYPE",   NULL };
  GPtrArray *params = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; line->params != NULL && i < line->params->len; i++)
    {
      const ValiseLineParam *param = g_ptr_array_index (line->params, i);

      for (guint j = 0; j < param->values->len; j++)
        {
          const char *value = g_ptr_array_index (param->values, j);
          g_autofree char *upper = g_strv_contains (words, param->name) ? g_ascii_strup (value, -1)
                                                                        : NULL;

          if (!is_dull_param (param->name, value))
            valise_canonical_add_param (params, param->name, upper != NULL ? upper : value);
        }
    }
  return params;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A rule whatever the order of its parts. */
static char *
sort_rule (const char *value)
{
  g_autofree char *upper = g_ascii_strup (value, -1);
  g_auto (GStrv) parts = g_strsplit (upper, ";", -1);

  qsort (parts, g_strv_length (parts), sizeof parts[0], compare_strings);
  return g_strjoinv (";", parts);
}

static void
add_line (const ValiseLine *line, gconstpointer user_data, GPtrArray *list)
{
  static const char *const lists[] = { "CATEGORIES", "RESOURCES", "EXDATE", "RDATE", NULL };
  static const char *const words[] = { "STATUS", "CLASS", "TRANSP", "ACTION", NULL };
  g_autoptr (GPtrArray) params = NULL;

  if (is_ignored (line))
    return;
  params = list_params (line);
  if (g_strv_contains (lists, line->name))
    {
      g_auto (GStrv) values = valise_line_split (line->value, ',');

      for (guint i = 0; values[i] != NULL; i++)
        if (*g_strstrip (values[i]) != '\0')
          valise_canonical_add (list, line, params, valise_line_escape (values[i]));
    }
  else if (g_str_has_suffix (line->name, "RULE"))
    valise_canonical_add (list, line, params, sort_rule (line->value));
  else if (g_str_equal (line->name, "ATTENDEE") || g_str_equal (line->name, "ORGANIZER"))
    valise_canonical_add (list, line, params, g_ascii_strdown (line->value, -1));
  else if (g_strv_contains (words, line->name))
    valise_canonical_add (list, line, params, g_ascii_strup (line->value, -1));
  else
    valise_canonical_add (list, line, params, valise_canonical_text (line->value));
}

static void
remove_zones (ValiseComponent *component)
{
  for (guint i = component->lines->len; i-- > 0;)
    {
      ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (line->component == NULL)
        continue;
      if (g_str_equal (line->component->name, "VTIMEZONE"))
        g_ptr_array_remove_index (component->lines, i);
      else
        remove_zones (line->component);
    }
}

/**
 * valise_calendar_equal:
 * @a: a text/calendar content
 * @b: another one
 *
 * Returns: whether both say the same, but for what programs rewrite by themselves; %FALSE where
 *   one of them is no item
 */
gboolean
valise_calendar_equal (GBytes *a, GBytes *b)
{
  g_autoptr (ValiseCalendar) first = valise_calendar_parse (a, NULL);
  g_autoptr (ValiseCalendar) second = valise_calendar_parse (b, NULL);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  if (first == NULL || second == NULL)
    return FALSE;
  remove_zones (first->file);
  remove_zones (second->file);
  one = valise_canonical_of (first->file, add_line, NULL);
  two = valise_canonical_of (second->file, add_line, NULL);
  return g_str_equal (one, two);
}
