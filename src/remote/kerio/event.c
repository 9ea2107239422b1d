/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An event of the API <-> VEVENT. The last day of an event of whole days belongs to it in the API,
 * and does not in iCalendar. The label is a category like the others, but the first that is one of
 * its ten words. What else VEVENT has no name for is kept in properties of X-KERIO. */

#include "remote/kerio/calendar.h"

#include <stdlib.h>

#include "format/civil.h"
#include "net/json.h"
#include "remote/kerio/exceptions.h"
#include "remote/kerio/fields.h"

static const ValiseKerioWord labels[] = {
  { "Important", "Important" },
  { "Business", "Business" },
  { "Personal", "Personal" },
  { "Vacation", "Vacation" },
  { "MustAttend", "Must Attend" },
  { "TravelRequired", "Travel Required" },
  { "NeedsPreparation", "Needs Preparation" },
  { "BirthDay", "Birthday" },
  { "Anniversary", "Anniversary" },
  { "PhoneCall", "Phone Call" },
};

/* What Outlook and Exchange call what TRANSP cannot say. */
static const ValiseKerioWord busy_words[] = {
  { "Tentative", "TENTATIVE" },
  { "OutOfOffice", "OOF" },
  { "NotAvailable", "WORKINGELSEWHERE" },
};

/* The label comes first. */
static void
read_categories (JsonObject *event, ValiseComponent *component)
{
  const char *label = valise_kerio_word_to_format (labels, G_N_ELEMENTS (labels),
                                                   valise_json_string (event, "label"));

  valise_kerio_add_categories (component, event, label);
}

static void
read_busy (JsonObject *event, ValiseComponent *component)
{
  const char *free_busy = valise_json_string (event, "freeBusy");
  const char *word = valise_kerio_word_to_format (busy_words, G_N_ELEMENTS (busy_words), free_busy);

  if (g_strcmp0 (free_busy, "Free") == 0)
    valise_component_add (component, valise_line_new ("TRANSP", "TRANSPARENT"));
  else if (word != NULL)
    valise_component_add (component, valise_line_new ("X-MICROSOFT-CDO-BUSYSTATUS", word));
}

static void
read_times (JsonObject *event, const ValiseZone *zone, ValiseComponent *component)
{
  ValiseKerioTime start = valise_kerio_time_read (valise_json_string (event, "start"));
  ValiseKerioTime end = valise_kerio_time_read (valise_json_string (event, "end"));

  if (valise_json_bool (event, "isAllDay", FALSE))
    {
      start.is_date = end.is_date = TRUE;
      if (!end.is_set || end.local < start.local)
        end = start;
      end.local += VALISE_DAY_SECONDS;
    }
  else if (end.utc <= start.utc) /* no length */
    end.is_set = FALSE;
  valise_kerio_add_time (component, "DTSTART", &start, zone);
  valise_kerio_add_time (component, "DTEND", &end, zone);
}

/**
 * valise_kerio_event_read_component:
 * @event: an Event or an Occurrence of the API
 * @zone: (nullable): the zone to tell its times in; %NULL: UTC
 * @context: where the user is
 * @component: a VEVENT that gets all but the rule
 */
void
valise_kerio_event_read_component (JsonObject *event,
                                   const ValiseZone *zone,
                                   const ValiseKerioContext *context,
                                   ValiseComponent *component)
{
  gint64 travel = valise_json_int (event, "travelMinutes", 0);
  const char *access = valise_json_string (event, "access");

  valise_kerio_calendar_read_texts (event, component);
  read_times (event, zone, component);
  read_categories (event, component);
  read_busy (event, component);
  if (valise_json_bool (event, "isCancelled", FALSE))
    valise_component_add (component, valise_line_new ("STATUS", "CANCELLED"));
  if (travel > 0)
    {
      g_autofree char *value = g_strdup_printf ("PT%" G_GINT64_FORMAT "M", travel);

      valise_line_set_param (
          valise_component_add (component, valise_line_new ("X-APPLE-TRAVEL-DURATION", value)),
          "VALUE", "DURATION");
    }
  if (access != NULL && !g_str_equal (access, "EAccessCreator"))
    valise_component_add (component, valise_line_new_text ("X-KERIO-ACCESS", access));
  valise_kerio_calendar_read_extras (event, component);
}

/**
 * valise_kerio_event_read:
 * @event: an Event of the API
 * @occurrences: (nullable): of a series: all its occurrences around now, the changed ones with all
 *   members; see exceptions.c
 * @uid: the UID to give it
 * @context: where the user is
 *
 * Returns: (transfer full): the same as an iCalendar object
 */
GBytes *
valise_kerio_event_read (JsonObject *event,
                         JsonArray *occurrences,
                         const char *uid,
                         const ValiseKerioContext *context)
{
  const ValiseKerioTime start = valise_kerio_time_read (valise_json_string (event, "start"));
  gboolean all_day = valise_json_bool (event, "isAllDay", FALSE);
  g_autoptr (ValiseCalendar) calendar = valise_kerio_calendar_read (VALISE_KIND_EVENT, event, uid);
  const ValiseZone *zone = valise_kerio_calendar_zone (event, context, calendar, start.utc);

  valise_kerio_event_read_component (event, zone, context, calendar->master);
  valise_kerio_read_rule (valise_json_object (event, "rule"), context, all_day, calendar->master);
  if (occurrences != NULL)
    valise_kerio_exceptions_read (calendar, occurrences, zone, context);
  return valise_calendar_write (calendar);
}

/* Splits CATEGORIES into the label and the rest. */
static void
write_categories (const ValiseComponent *component, JsonObject *event)
{
  g_autoptr (GPtrArray) words = valise_kerio_categories (component);
  JsonArray *categories = json_array_new ();
  const char *label = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      const char *api = valise_kerio_word_to_api (labels, G_N_ELEMENTS (labels), words->pdata[i]);

      if (label == NULL && api != NULL)
        label = api;
      else
        json_array_add_string_element (categories, words->pdata[i]);
    }
  json_object_set_string_member (event, "label", label != NULL ? label : "None");
  json_object_set_array_member (event, "categories", categories);
}

static const char *
write_busy (const ValiseComponent *component)
{
  g_autofree char *transparency = valise_component_get_text (component, "TRANSP");
  g_autofree char *word = valise_component_get_text (component, "X-MICROSOFT-CDO-BUSYSTATUS");
  g_autofree char *status = valise_component_get_text (component, "STATUS");
  const char *api = valise_kerio_word_to_api (busy_words, G_N_ELEMENTS (busy_words), word);

  if (transparency != NULL && g_ascii_strcasecmp (transparency, "TRANSPARENT") == 0)
    return "Free";
  if (api != NULL)
    return api;
  return status != NULL && g_ascii_strcasecmp (status, "TENTATIVE") == 0 ? "Tentative" : "Busy";
}

static gint64
write_travel (const ValiseComponent *component)
{
  g_autofree char *value = valise_component_get_text (component, "X-APPLE-TRAVEL-DURATION");
  gint64 days = 0, seconds = 0;

  if (value == NULL || !valise_civil_parse_duration (value, &days, &seconds))
    return 0;
  return (days * VALISE_DAY_SECONDS + seconds) / 60;
}

static void
write_times (ValiseCalendar *calendar,
             const ValiseComponent *component,
             const ValiseKerioContext *context,
             JsonObject *event)
{
  ValiseSpan span = valise_calendar_get_span (calendar, component);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (span.start.is_date)
    {
      start = valise_kerio_date_write (span.start.seconds);
      end = valise_kerio_date_write (
          MAX (span.end.seconds - VALISE_DAY_SECONDS, span.start.seconds));
    }
  else
    {
      start = valise_kerio_time_write (valise_time_to_utc (&span.start, context->here),
                                       context->here);
      end = valise_kerio_time_write (valise_time_to_utc (&span.end, context->here), context->here);
    }
  json_object_set_boolean_member (event, "isAllDay", span.start.is_date);
  json_object_set_string_member (event, "start", span.is_set ? start : "");
  json_object_set_string_member (event, "end", span.is_set ? end : "");
}

/**
 * valise_kerio_event_write_component:
 * @calendar: an event
 * @component: its master, or a changed occurrence
 * @context: where the user is
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the same as an Event of the API, or an Occurrence
 */
JsonObject *
valise_kerio_event_write_component (ValiseCalendar *calendar,
                                    const ValiseComponent *component,
                                    const ValiseKerioContext *context,
                                    GError **error)
{
  g_autoptr (JsonObject) event = json_object_new ();

  valise_kerio_calendar_write_texts (component, event);
  write_times (calendar, component, context, event);
  write_categories (component, event);
  json_object_set_string_member (event, "freeBusy", write_busy (component));
  json_object_set_int_member (event, "travelMinutes", write_travel (component));
  if (!valise_kerio_calendar_write_extras (calendar, component, context, event, error))
    return NULL;
  return g_steal_pointer (&event);
}

/**
 * valise_kerio_event_write:
 * @content: an iCalendar object
 * @context: where the user is
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the series, or the only event, as an Event of the API,
 *   without id and folder; for changed occurrences see exceptions.c
 */
JsonObject *
valise_kerio_event_write (GBytes *content, const ValiseKerioContext *context, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);

  return calendar != NULL
             ? valise_kerio_event_write_component (calendar, calendar->master, context, error)
             : NULL;
}
