/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Occurrences of the API <-> EXDATE and changed occurrences of a series (RFC 5545 sections 3.8.5.1
 * and 3.8.4.4).
 *
 * The API lists the occurrences of a series and says which of them are changed, but not where they
 * had been. So the rule is expanded here over the same span: what it has and the server has not is
 * missing there; a changed occurrence took the place of the missing one that is nearest; what is
 * missing then was removed. Where server and rule have little in common, the rule was understood in
 * another way there, and nothing is concluded. */

#include "remote/kerio/exceptions.h"

#include "format/civil.h"
#include "format/recurrence.h"
#include "net/json.h"
#include "remote/kerio/calendar.h"
#include "remote/kerio/fields.h"

/* An occurrence that the rule has, and what the server has at its place. */
typedef struct
{
  gint64 start;           /* Unix seconds; of a date, midnight where the user is */
  JsonObject *occurrence; /* nullable: removed there. Borrowed */
} Place;

/* Unix seconds of a start; of a date, midnight where the user is. */
static gint64
start_of (JsonObject *occurrence, const ValiseKerioContext *context)
{
  ValiseKerioTime start = valise_kerio_time_read (valise_json_string (occurrence, "start"));

  if (start.is_date || valise_json_bool (occurrence, "isAllDay", FALSE))
    return valise_zone_to_utc (context->here,
                               valise_civil_day_of (start.local) * VALISE_DAY_SECONDS);
  return start.utc;
}

/* The places of the rule in the span of what the server told. */
static GArray *
find_places (ValiseCalendar *calendar, const ValiseKerioContext *context)
{
  GArray *places = g_array_new (FALSE, TRUE, sizeof (Place));
  g_autoptr (GArray) expanded = valise_recurrence_expand (calendar, context->from, context->to,
                                                          context->here, NULL);

  for (guint i = 0; i < expanded->len; i++)
    {
      const ValiseOccurrence *one = &g_array_index (expanded, ValiseOccurrence, i);
      Place place = { .start = one->original };

      if (one->original >= context->from && one->original < context->to)
        g_array_append_val (places, place);
    }
  return places;
}

static Place *
place_at (GArray *places, gint64 start)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, Place, i).start == start)
      return &g_array_index (places, Place, i);
  return NULL;
}

static Place *
nearest_free (GArray *places, gint64 start)
{
  Place *best = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      Place *place = &g_array_index (places, Place, i);

      if (place->occurrence == NULL
          && (best == NULL || ABS (place->start - start) < ABS (best->start - start)))
        best = place;
    }
  return best;
}

/* Fills the places, unchanged occurrences first. Returns: whether server and rule agree. */
static gboolean
fill_places (GArray *places, JsonArray *occurrences, const ValiseKerioContext *context)
{
  guint n_plain = 0, n_placed = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < valise_json_length (occurrences); i++)
      {
        JsonObject *occurrence = valise_json_object_at (occurrences, i);
        gboolean changed = valise_json_bool (occurrence, "isException", FALSE);
        gint64 start = start_of (occurrence, context);
        Place *place = changed ? nearest_free (places, start) : place_at (places, start);

        if (changed != (pass == 1))
          continue;
        n_plain += !changed;
        n_placed += !changed && place != NULL;
        if (place != NULL)
          place->occurrence = occurrence;
      }
  return n_placed * 2 >= n_plain;
}

static ValiseKerioTime
time_of_place (const Place *place, gboolean is_date, const ValiseKerioContext *context)
{
  return (ValiseKerioTime){ .is_set = TRUE,
                            .is_date = is_date,
                            .local = valise_zone_to_local (context->here, place->start),
                            .utc = place->start };
}

static void
add_override (ValiseCalendar *calendar,
              const Place *place,
              const ValiseKerioTime *original,
              const ValiseZone *zone,
              const ValiseKerioContext *context)
{
  ValiseComponent *override = valise_component_new ("VEVENT");
  const ValiseLine *uid = valise_component_find (calendar->master, "UID");
  const ValiseLine *stamp = valise_component_find (calendar->master, "DTSTAMP");

  valise_component_add (override, valise_line_copy (uid));
  valise_component_add (override, valise_line_copy (stamp));
  valise_kerio_add_time (override, "RECURRENCE-ID", original, zone);
  valise_kerio_event_read_component (place->occurrence, zone, context, override);
  valise_component_add_child (valise_component_child (calendar->file, "VCALENDAR", 0), override);
}

/**
 * valise_kerio_exceptions_read:
 * @calendar: a series, as it was read from its Event
 * @occurrences: its Occurrences in some span, the changed ones with all members
 * @zone: (nullable): the zone that the series' times are told in
 * @context: where the user is
 *
 * Adds what is not as the rule says.
 */
void
valise_kerio_exceptions_read (ValiseCalendar *calendar,
                              JsonArray *occurrences,
                              const ValiseZone *zone,
                              const ValiseKerioContext *context)
{
  ValiseSpan span = valise_calendar_get_span (calendar, calendar->master);
  g_autoptr (GArray) places = find_places (calendar, context);

  if (!fill_places (places, occurrences, context))
    return;
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      ValiseKerioTime original = time_of_place (place, span.start.is_date, context);

      if (place->occurrence == NULL)
        valise_kerio_add_time (calendar->master, "EXDATE", &original, zone);
      else if (valise_json_bool (place->occurrence, "isException", FALSE))
        add_override (calendar, place, &original, zone, context);
    }
}

/**
 * valise_kerio_exceptions_needed:
 * @content: an iCalendar object
 *
 * Returns: whether it has something that the rule of its series does not say
 */
gboolean
valise_kerio_exceptions_needed (GBytes *content)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, NULL);

  return calendar != NULL
         && (calendar->overrides->len > 0
             || valise_component_find (calendar->master, "EXDATE") != NULL);
}

/* The changed occurrence of the content whose place is @start. */
static const ValiseComponent *
find_override (ValiseCalendar *calendar, gint64 start, const ValiseKerioContext *context)
{
  for (guint i = 0; i < calendar->overrides->len; i++)
    {
      const ValiseComponent *override = calendar->overrides->pdata[i];
      ValiseTime original;

      if (valise_calendar_read_time (calendar, valise_component_find (override, "RECURRENCE-ID"),
                                     &original)
          && valise_time_to_utc (&original, context->here) == start)
        return override;
    }
  return NULL;
}

static gboolean
is_excluded (ValiseCalendar *calendar, gint64 start, const ValiseKerioContext *context)
{
  for (guint i = 0; i < calendar->master->lines->len; i++)
    {
      const ValiseLine *line = calendar->master->lines->pdata[i];
      g_auto (GStrv) values = g_str_equal (line->name, "EXDATE") ? g_strsplit (line->value, ",", -1)
                                                                 : NULL;
      ValiseTime time;

      for (guint j = 0; values != NULL && values[j] != NULL; j++)
        if (valise_calendar_read_one (calendar, line, values[j], &time)
            && valise_time_to_utc (&time, context->here) == start)
          return TRUE;
    }
  return FALSE;
}

/* The series without what its rule does not say. */
static ValiseCalendar *
without_exceptions (GBytes *content)
{
  ValiseCalendar *calendar = valise_calendar_parse (content, NULL);

  valise_component_remove_all (calendar->master, "EXDATE");
  g_ptr_array_set_size (calendar->overrides, 0);
  return calendar;
}

static gboolean
add_place (ValiseKerioExceptions *exceptions,
           ValiseCalendar *calendar,
           const Place *place,
           const ValiseKerioContext *context,
           GError **error)
{
  const ValiseComponent *override = find_override (calendar, place->start, context);
  const char *id = valise_json_string (place->occurrence, "id");
  JsonObject *occurrence;

  if (id == NULL)
    return TRUE;
  if (override == NULL)
    {
      if (is_excluded (calendar, place->start, context))
        g_ptr_array_add (exceptions->remove, g_strdup (id));
      return TRUE;
    }
  occurrence = valise_kerio_event_write_component (calendar, override, context, error);
  if (occurrence == NULL)
    return FALSE;
  json_object_set_string_member (occurrence, "id", id);
  json_object_set_string_member (occurrence, "modification", "modifyThis");
  g_ptr_array_add (exceptions->set, occurrence);
  return TRUE;
}

/**
 * valise_kerio_exceptions_write:
 * @content: a series as an iCalendar object
 * @occurrences: the server's Occurrences of it
 * @context: where the user is
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): what is still to be done to the occurrences
 */
ValiseKerioExceptions *
valise_kerio_exceptions_write (GBytes *content,
                               JsonArray *occurrences,
                               const ValiseKerioContext *context,
                               GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);
  g_autoptr (ValiseKerioExceptions) exceptions = g_new0 (ValiseKerioExceptions, 1);
  g_autoptr (ValiseCalendar) series = NULL;
  g_autoptr (GArray) places = NULL;

  exceptions->remove = g_ptr_array_new_with_free_func (g_free);
  exceptions->set = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  if (calendar == NULL)
    return NULL;
  series = without_exceptions (content);
  places = find_places (series, context);
  if (!fill_places (places, occurrences, context))
    return g_steal_pointer (&exceptions);
  for (guint i = 0; i < places->len; i++)
    if (!add_place (exceptions, calendar, &g_array_index (places, Place, i), context, error))
      return NULL;
  return g_steal_pointer (&exceptions);
}

void
valise_kerio_exceptions_free (ValiseKerioExceptions *exceptions)
{
  g_ptr_array_unref (exceptions->remove);
  g_ptr_array_unref (exceptions->set);
  g_free (exceptions);
}
