/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Attendees of the API <-> ORGANIZER and ATTENDEE (RFC 5545 sections 3.8.4.1 and 3.8.4.3). The API
 * merges role and type, as an optional room makes no sense. */

#include "remote/kerio/people.h"

#include "net/json.h"
#include "remote/kerio/fields.h"

static const struct
{
  const char *api;
  const char *role;   /* nullable: the usual one */
  const char *cutype; /* nullable: a person */
} roles[] = {
  { "RoleRequiredAttendee", NULL, NULL },
  { "RoleOptionalAttendee", "OPT-PARTICIPANT", NULL },
  { "RoleRoom", "NON-PARTICIPANT", "ROOM" },
  { "RoleEquipment", "NON-PARTICIPANT", "RESOURCE" },
};

static const ValiseKerioWord answers[] = {
  { "PartNotResponded", "NEEDS-ACTION" }, { "PartAccepted", "ACCEPTED" },
  { "PartDeclined", "DECLINED" },         { "PartDelegated", "DELEGATED" },
  { "PartTentative", "TENTATIVE" },
};

static guint
find_role (const char *api)
{
  for (guint i = 1; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].api, api) == 0)
      return i;
  return 0;
}

static ValiseLine *
read_attendee (JsonObject *attendee)
{
  const char *email = valise_json_string (attendee, "emailAddress");
  const char *name = valise_json_string (attendee, "displayName");
  const char *role = valise_json_string (attendee, "role");
  const char *answer = valise_kerio_word_to_format (answers, G_N_ELEMENTS (answers),
                                                    valise_json_string (attendee, "partStatus"));
  gboolean organizer = g_strcmp0 (role, "RoleOrganizer") == 0;
  g_autofree char *value = g_strconcat ("mailto:", email != NULL ? email : "", NULL);
  ValiseLine *line = valise_line_new (organizer ? "ORGANIZER" : "ATTENDEE", value);
  guint i = find_role (role);

  if (name != NULL && *name != '\0')
    valise_line_set_param (line, "CN", name);
  if (!organizer && roles[i].role != NULL)
    valise_line_set_param (line, "ROLE", roles[i].role);
  if (!organizer && roles[i].cutype != NULL)
    valise_line_set_param (line, "CUTYPE", roles[i].cutype);
  if (answer != NULL && answer != answers[0].format)
    valise_line_set_param (line, organizer ? "X-KERIO-PARTSTAT" : "PARTSTAT", answer);
  if (valise_json_bool (attendee, "isNotified", FALSE))
    valise_line_set_param (line, organizer ? "X-KERIO-RSVP" : "RSVP", "TRUE");
  return line;
}

/**
 * valise_kerio_read_attendees:
 * @attendees: (nullable): an AttendeeList of the API
 * @component: the event or task that gets them
 */
void
valise_kerio_read_attendees (JsonArray *attendees, ValiseComponent *component)
{
  for (guint i = 0; i < valise_json_length (attendees); i++)
    valise_component_add (component, read_attendee (valise_json_object_at (attendees, i)));
}

/* The role that @line says; whoever need not come is optional, whatever he is called. */
static const char *
write_role (const ValiseLine *line)
{
  for (guint i = 2; i < G_N_ELEMENTS (roles); i++)
    if (valise_line_has_param (line, "CUTYPE", roles[i].cutype))
      return roles[i].api;
  if (valise_line_has_param (line, "ROLE", "OPT-PARTICIPANT")
      || valise_line_has_param (line, "ROLE", "NON-PARTICIPANT"))
    return roles[1].api;
  return roles[0].api;
}

static JsonObject *
write_attendee (const ValiseLine *line)
{
  gboolean organizer = g_str_equal (line->name, "ORGANIZER");
  const char *answer = valise_line_get_param (line, organizer ? "X-KERIO-PARTSTAT" : "PARTSTAT");
  const char *part_status = valise_kerio_word_to_api (answers, G_N_ELEMENTS (answers), answer);
  gboolean notified = valise_line_has_param (line, organizer ? "X-KERIO-RSVP" : "RSVP", "TRUE");
  g_autofree char *text = valise_line_get_text (line);
  const char *email = g_ascii_strncasecmp (text, "mailto:", 7) == 0 ? text + 7 : text;
  JsonObject *attendee = json_object_new ();

  valise_kerio_set_text (attendee, "displayName", valise_line_get_param (line, "CN"));
  json_object_set_string_member (attendee, "emailAddress", email);
  json_object_set_string_member (attendee, "role", organizer ? "RoleOrganizer" : write_role (line));
  json_object_set_boolean_member (attendee, "isNotified", notified);
  json_object_set_string_member (attendee, "partStatus",
                                 part_status != NULL ? part_status : answers[0].api);
  return attendee;
}

/**
 * valise_kerio_write_attendees:
 * @component: an event or a task
 *
 * Returns: (transfer full): its organizer and attendees as an AttendeeList of the API
 */
JsonArray *
valise_kerio_write_attendees (const ValiseComponent *component)
{
  JsonArray *attendees = json_array_new ();

  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = component->lines->pdata[i];

      if (g_str_equal (line->name, "ORGANIZER") || g_str_equal (line->name, "ATTENDEE"))
        json_array_add_object_element (attendees, write_attendee (line));
    }
  return attendees;
}
