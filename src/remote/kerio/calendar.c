/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the API's events and tasks share with VEVENT and VTODO (RFC 5545): texts, priority, privacy,
 * people, the reminder and the rule.
 *
 * The API has no time zones, only moments. Of a series the hour matters on both sides of a change
 * to summer time, so it is told in the user's own zone; what is once is told in UTC. */

#include "remote/kerio/calendar.h"

#include <stdlib.h>

#include "format/civil.h"
#include "net/json.h"
#include "remote/kerio/fields.h"
#include "remote/kerio/people.h"

/* 5 is "normal" (RFC 5545 section 3.8.1.9), and is not said. */
static const ValiseKerioWord priorities[] = {
  { "Normal", NULL },
  { "Low", "9" },
  { "High", "1" },
};

/**
 * valise_kerio_calendar_read:
 * @kind: event or task
 * @object: an Event or a Task of the API
 * @uid: the UID to give it
 *
 * Returns: (transfer full): a calendar with nothing but the UID. The API tells no times of its own
 *   about the item, so that there are none: equal structures give equal bytes
 */
ValiseCalendar *
valise_kerio_calendar_read (ValiseKind kind, JsonObject *object, const char *uid)
{
  ValiseCalendar *calendar = valise_calendar_new (kind, uid, 0);

  valise_component_remove_all (calendar->master, "CREATED");
  return calendar;
}

/**
 * valise_kerio_calendar_zone:
 * @object: an Event or a Task of the API
 * @context: where the user is
 * @calendar: gets the zone's description where it is used
 * @at: Unix seconds of the item
 *
 * Returns: (transfer none) (nullable): the zone to tell its times in; %NULL: UTC
 */
const ValiseZone *
valise_kerio_calendar_zone (JsonObject *object,
                            const ValiseKerioContext *context,
                            ValiseCalendar *calendar,
                            gint64 at)
{
  const char *name = valise_zone_get_name (context->here);
  gboolean all_day = valise_json_bool (object, "isAllDay", FALSE);

  if (all_day || !valise_json_bool (valise_json_object (object, "rule"), "isSet", FALSE)
      || name == NULL || g_str_equal (name, "UTC") || *name == '/')
    return NULL;
  valise_component_add_child (valise_component_child (calendar->file, "VCALENDAR", 0),
                              valise_zone_describe (context->here, at));
  return context->here;
}

void
valise_kerio_calendar_read_texts (JsonObject *object, ValiseComponent *component)
{
  const char *priority = valise_kerio_word_to_format (priorities, G_N_ELEMENTS (priorities),
                                                      valise_json_string (object, "priority"));

  valise_kerio_add_text (component, "SUMMARY", object, "summary");
  valise_kerio_add_text (component, "LOCATION", object, "location");
  valise_kerio_add_text (component, "DESCRIPTION", object, "description");
  if (priority != NULL)
    valise_component_add (component, valise_line_new ("PRIORITY", priority));
  if (valise_json_bool (object, "isPrivate", FALSE))
    valise_component_add (component, valise_line_new ("CLASS", "PRIVATE"));
}

static void
read_reminder (JsonObject *reminder, ValiseComponent *component)
{
  ValiseKerioTime date = valise_kerio_time_read (valise_json_string (reminder, "date"));
  gint64 minutes = valise_json_int (reminder, "minutesBeforeStart", 0);
  ValiseComponent *alarm;
  ValiseLine *trigger;

  if (!valise_json_bool (reminder, "isSet", FALSE))
    return;
  alarm = valise_component_new ("VALARM");
  valise_component_add (alarm, valise_line_new ("ACTION", "DISPLAY"));
  valise_component_add (alarm, valise_line_new ("DESCRIPTION", "Reminder"));
  if (date.is_set && g_strcmp0 (valise_json_string (reminder, "type"), "ReminderAbsolute") == 0)
    {
      g_autofree char *value = valise_civil_format (date.utc, FALSE, TRUE);

      trigger = valise_component_add (alarm, valise_line_new ("TRIGGER", value));
      valise_line_set_param (trigger, "VALUE", "DATE-TIME");
    }
  else
    {
      g_autofree char *value = g_strdup_printf ("%sPT%" G_GINT64_FORMAT "M", minutes > 0 ? "-" : "",
                                                ABS (minutes));

      trigger = valise_component_add (alarm, valise_line_new ("TRIGGER", value));
      /* Without a start it is meant before the task is due. */
      if (valise_component_find (component, "DTSTART") == NULL
          && valise_component_find (component, "DUE") != NULL)
        valise_line_set_param (trigger, "RELATED", "END");
    }
  valise_component_add_child (component, alarm);
}

void
valise_kerio_calendar_read_extras (JsonObject *object, ValiseComponent *component)
{
  valise_kerio_read_attendees (valise_json_array (object, "attendees"), component);
  read_reminder (valise_json_object (object, "reminder"), component);
}

/**
 * valise_kerio_calendar_write_time:
 * @calendar: a calendar
 * @component: its master, or a changed occurrence
 * @property: a property with a time
 * @context: where the user is
 *
 * Returns: (transfer full): the time as a UtcDateTime; "" where there is none
 */
char *
valise_kerio_calendar_write_time (ValiseCalendar *calendar,
                                  const ValiseComponent *component,
                                  const char *property,
                                  const ValiseKerioContext *context)
{
  ValiseTime time;

  if (!valise_calendar_read_time (calendar, valise_component_find (component, property), &time))
    return g_strdup ("");
  if (time.is_date)
    return valise_kerio_date_write (time.seconds);
  return valise_kerio_time_write (valise_time_to_utc (&time, context->here), context->here);
}

static const char *
write_priority (const ValiseComponent *component)
{
  g_autofree char *text = valise_component_get_text (component, "PRIORITY");
  int priority = text != NULL ? atoi (text) : 0;

  return priority == 0 || priority == 5 ? "Normal" : priority < 5 ? "High" : "Low";
}

void
valise_kerio_calendar_write_texts (const ValiseComponent *component, JsonObject *object)
{
  g_autofree char *privacy = valise_component_get_text (component, "CLASS");

  valise_kerio_set_property (object, "summary", component, "SUMMARY");
  valise_kerio_set_property (object, "location", component, "LOCATION");
  valise_kerio_set_property (object, "description", component, "DESCRIPTION");
  json_object_set_string_member (object, "priority", write_priority (component));
  json_object_set_boolean_member (object, "isPrivate",
                                  privacy != NULL && g_ascii_strcasecmp (privacy, "PUBLIC") != 0);
}

/* The seconds from the start to when a relative alarm goes off. */
static gint64
alarm_seconds (ValiseCalendar *calendar,
               const ValiseComponent *component,
               const ValiseLine *trigger)
{
  ValiseSpan span = valise_calendar_get_span (calendar, component);
  gint64 days = 0, seconds = 0;

  if (!valise_civil_parse_duration (trigger->value, &days, &seconds))
    return 0;
  if (valise_line_has_param (trigger, "RELATED", "END") && span.is_set)
    seconds += span.end.seconds - span.start.seconds;
  return days * VALISE_DAY_SECONDS + seconds;
}

/* There is one reminder in the API: the first alarm is it. */
static JsonObject *
write_reminder (ValiseCalendar *calendar,
                const ValiseComponent *component,
                const ValiseKerioContext *context)
{
  const ValiseComponent *alarm = valise_component_child (component, "VALARM", 0);
  const ValiseLine *trigger = alarm != NULL ? valise_component_find (alarm, "TRIGGER") : NULL;
  gboolean absolute = trigger != NULL && g_ascii_isdigit (*trigger->value);
  JsonObject *reminder = json_object_new ();
  g_autofree char *date = absolute ? valise_kerio_calendar_write_time (calendar, alarm, "TRIGGER",
                                                                       context)
                                   : g_strdup ("");
  gint64 seconds = trigger != NULL && !absolute ? alarm_seconds (calendar, component, trigger) : 0;

  json_object_set_boolean_member (reminder, "isSet", trigger != NULL);
  json_object_set_string_member (reminder, "type",
                                 absolute ? "ReminderAbsolute" : "ReminderRelative");
  json_object_set_int_member (reminder, "minutesBeforeStart", -seconds / 60);
  json_object_set_string_member (reminder, "date", date);
  return reminder;
}

/**
 * valise_kerio_calendar_write_extras:
 * @calendar: a calendar
 * @component: its master, or a changed occurrence
 * @context: where the user is
 * @object: the Event, Task or Occurrence that gets people and reminder, and the rule of a master
 * @error: %VALISE_ERROR_INVALID where the API cannot say it
 *
 * Returns: whether all could be said
 */
gboolean
valise_kerio_calendar_write_extras (ValiseCalendar *calendar,
                                    const ValiseComponent *component,
                                    const ValiseKerioContext *context,
                                    JsonObject *object,
                                    GError **error)
{
  JsonObject *rule;

  json_object_set_array_member (object, "attendees", valise_kerio_write_attendees (component));
  json_object_set_object_member (object, "reminder", write_reminder (calendar, component, context));
  if (component != calendar->master)
    return TRUE;
  rule = valise_kerio_write_rule (calendar, context, error);
  if (rule == NULL)
    return FALSE;
  json_object_set_object_member (object, "rule", rule);
  return TRUE;
}
