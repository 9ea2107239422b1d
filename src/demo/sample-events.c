/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The calendar of the sample account, around today: meetings that recur, with exceptions; days
 * without a time; invitations; times of other zones; and what else a calendar fills with. */

#include "demo/sample-private.h"

#include "demo/occurrences.h"
#include "demo/times.h"
#include "net/json.h"

#define NEVER "ByRecurrenceNever"

static JsonObject *
rule (const char *frequency, int interval, JsonArray *by_day, JsonArray *by_position)
{
  return valise_demo_make ("isSet:b", TRUE, "frequency:s", frequency, "endBy:o",
                           valise_demo_make ("type:s", NEVER, "date:s", "", NULL), "preciseBy:o",
                           valise_demo_make ("byDay:a", by_day, "byMonthDay:a", json_array_new (),
                                             "byMonth:a", json_array_new (), "byPosition:a",
                                             by_position, "byInterval:n", interval, NULL),
                           NULL);
}

static JsonArray *
numbers (gint64 first, gint64 last)
{
  JsonArray *array = json_array_new ();

  for (gint64 number = first; number <= last; number++)
    json_array_add_int_element (array, number);
  return array;
}

static JsonArray *
week_days (ValiseDemoSample *self, guint first, guint last)
{
  JsonArray *array = json_array_new ();

  for (guint day = first; day <= last; day++)
    json_array_add_int_element (array, valise_demo_day_number (self->switches, day));
  return array;
}

static JsonObject *
attendee (const ValiseDemoPerson *person, const char *role, const char *status)
{
  g_autofree char *name = valise_demo_person_name (person);

  return valise_demo_make ("displayName:s", name, "emailAddress:s", person->address, "role:s", role,
                           "isNotified:b", TRUE, "partStatus:s", status, NULL);
}

static JsonObject *
organizer (ValiseDemoSample *self)
{
  g_autofree char *address = valise_demo_mailbox_address (self->mailbox);

  return valise_demo_make ("displayName:s", self->mailbox->full_name, "emailAddress:s", address,
                           "role:s", "RoleOrganizer", "isNotified:b", FALSE, "partStatus:s",
                           "PartAccepted", NULL);
}

static JsonObject *
relative_reminder (int minutes)
{
  return valise_demo_make ("isSet:b", TRUE, "type:s", "ReminderRelative", "minutesBeforeStart:n",
                           minutes, "date:s", "", NULL);
}

static JsonObject *
timed (ValiseDemoSample *self, const char *summary, int days, int hour, int minutes)
{
  g_autofree char *start = valise_demo_sample_time (self, days, hour, 0);
  g_autofree char *end = valise_demo_sample_time (self, days, hour, minutes);

  return valise_demo_make ("summary:s", summary, "start:s", start, "end:s", end, "isAllDay:b",
                           FALSE, NULL);
}

/* The end is inclusive: a single day ends on the day it starts. */
static JsonObject *
all_day (ValiseDemoSample *self, const char *summary, int first, int last)
{
  g_autofree char *start = valise_demo_sample_date (self, first);
  g_autofree char *end = valise_demo_sample_date (self, last);

  return valise_demo_make ("summary:s", summary, "start:s", start, "end:s", end, "isAllDay:b", TRUE,
                           "freeBusy:s", "Free", NULL);
}

/* The day, from today, of the last such day of the week before today. */
static int
last_day (ValiseDemoSample *self, int iso_day)
{
  int back = (g_date_time_get_day_of_week (self->today) - iso_day + 7) % 7;

  return back == 0 ? -7 : -back;
}

/* Each week for months; next week's is later and elsewhere, the one after does not take place. */
static void
add_site_meeting (ValiseDemoSample *self)
{
  int tuesday = last_day (self, 2) - 56;
  JsonObject *event = timed (self, "Site meeting", tuesday, 8, 60);
  g_autofree char *moved = valise_demo_sample_time (self, tuesday + 70, 8, 0);
  g_autofree char *moved_start = valise_demo_sample_time (self, tuesday + 70, 10, 0);
  g_autofree char *moved_end = valise_demo_sample_time (self, tuesday + 70, 11, 30);
  g_autofree char *removed = valise_demo_sample_time (self, tuesday + 77, 8, 0);
  ValiseDemoItem *item;

  json_object_set_string_member (event, "location", "Site office, quay 4");
  json_object_set_string_member (event, "description", "Agenda: weather, ground, money.");
  json_object_set_string_member (event, "label", "Business");
  json_object_set_array_member (event, "categories", valise_demo_make_strings ("Harbour", NULL));
  json_object_set_object_member (event, "rule",
                                 rule ("Weekly", 1, week_days (self, 2, 2), json_array_new ()));
  json_object_set_object_member (event, "reminder", relative_reminder (15));
  json_object_set_array_member (
      event, "attendees",
      valise_demo_make_list (
          organizer (self),
          attendee (&valise_demo_people[0], "RoleRequiredAttendee", "PartAccepted"),
          attendee (&valise_demo_people[1], "RoleRequiredAttendee", "PartTentative"),
          attendee (&valise_demo_people[3], "RoleOptionalAttendee", "PartNotResponded"), NULL));
  item = valise_demo_sample_file (self, "Calendar", event);
  g_hash_table_replace (item->exceptions, g_strdup (moved),
                        valise_demo_make ("start:s", moved_start, "end:s", moved_end, "location:s",
                                          "Town hall", "summary:s", "Site meeting with the city",
                                          NULL));
  g_hash_table_replace (item->exceptions, g_strdup (removed), NULL);
}

static void
add_series (ValiseDemoSample *self)
{
  JsonObject *standup = timed (self, "Morning round", last_day (self, 1) - 28, 6, 15);
  JsonObject *review = timed (self, "Budget review", last_day (self, 4) - 84, 13, 90);
  JsonObject *swim = timed (self, "Swimming", last_day (self, 6) - 35, 9, 60);

  json_object_set_object_member (standup, "rule",
                                 rule ("Weekly", 1, week_days (self, 1, 5), json_array_new ()));
  json_object_set_string_member (standup, "location", "Canteen");
  valise_demo_sample_file (self, "Calendar", standup);

  json_object_set_object_member (review, "rule",
                                 rule ("Monthly", 1, week_days (self, 4, 4), numbers (2, 2)));
  json_object_set_string_member (review, "label", "NeedsPreparation");
  json_object_set_string_member (review, "priority", "High");
  valise_demo_sample_file (self, "Calendar", review);

  json_object_set_object_member (swim, "rule",
                                 rule ("Weekly", 2, week_days (self, 6, 6), json_array_new ()));
  json_object_set_boolean_member (swim, "isPrivate", TRUE);
  valise_demo_sample_file (self, "Private", swim);
}

static void
add_whole_days (ValiseDemoSample *self)
{
  JsonObject *holiday = all_day (self, "Holiday: mountains", 18, 27);
  JsonObject *fair = all_day (self, "Harbour day", 9, 9);
  JsonObject *birthday = all_day (self, "Grandpa's birthday", -200, -200);

  json_object_set_string_member (holiday, "label", "Vacation");
  json_object_set_string_member (holiday, "freeBusy", "OutOfOffice");
  valise_demo_sample_file (self, "Private", holiday);
  json_object_set_string_member (fair, "location", "North basin");
  json_object_set_string_member (fair, "label", "MustAttend");
  valise_demo_sample_file (self, "Calendar", fair);
  json_object_set_string_member (birthday, "label", "BirthDay");
  json_object_set_object_member (birthday, "rule",
                                 rule ("Yearly", 1, json_array_new (), json_array_new ()));
  valise_demo_sample_file (self, "Private", birthday);
}

/* Somebody else invites, from another zone. */
static void
add_invitations (ValiseDemoSample *self)
{
  g_autofree char *day = valise_demo_sample_date (self, 2);
  g_autofree char *start = g_strconcat (day, "T170000+0900", NULL);
  g_autofree char *end = g_strconcat (day, "T180000+0900", NULL);
  JsonObject *call = timed (self, "Kobe: crane drawings", 2, 8, 60);
  JsonObject *visit = timed (self, "Visit of the city council", 5, 12, 120);

  json_object_set_string_member (call, "start", start);
  json_object_set_string_member (call, "end", end);
  json_object_set_string_member (call, "access", "EAccessInvitee");
  json_object_set_string_member (call, "label", "PhoneCall");
  json_object_set_array_member (
      call, "attendees",
      valise_demo_make_list (
          attendee (&valise_demo_people[7], "RoleOrganizer", "PartAccepted"),
          attendee (&valise_demo_people[2], "RoleRequiredAttendee", "PartDeclined"), NULL));
  valise_demo_sample_file (self, "Calendar", call);

  json_object_set_string_member (visit, "freeBusy", "Tentative");
  json_object_set_int_member (visit, "travelMinutes", 20);
  json_object_set_string_member (visit, "label", "TravelRequired");
  json_object_set_object_member (visit, "reminder", relative_reminder (120));
  valise_demo_sample_file (self, "Calendar", visit);
}

static void
add_any (ValiseDemoSample *self)
{
  JsonObject *event = timed (self, valise_demo_sample_pick (self, valise_demo_meetings),
                             (int)valise_demo_sample_below (self, 120) - 60,
                             6 + (int)valise_demo_sample_below (self, 10),
                             30 * (1 + (int)valise_demo_sample_below (self, 4)));

  json_object_set_string_member (event, "location",
                                 valise_demo_sample_pick (self, valise_demo_places));
  if (valise_demo_sample_chance (self, 40))
    json_object_set_string_member (event, "description",
                                   valise_demo_sample_pick (self, valise_demo_sentences));
  if (valise_demo_sample_chance (self, 30))
    json_object_set_object_member (event, "reminder", relative_reminder (15));
  valise_demo_sample_file (self, "Calendar", event);
}

/**
 * valise_demo_sample_events:
 * @self: the sample account in the making
 * @count: how many there are to be, at least a dozen
 */
void
valise_demo_sample_events (ValiseDemoSample *self, guint count)
{
  guint fixed = g_hash_table_size (self->mailbox->items);

  add_site_meeting (self);
  add_series (self);
  add_whole_days (self);
  add_invitations (self);
  for (fixed = g_hash_table_size (self->mailbox->items) - fixed; fixed < count; fixed++)
    add_any (self);
}
