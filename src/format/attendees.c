/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is invited (ATTENDEE and ORGANIZER, RFC 5545 sections 3.8.4.1 and 3.8.4.3), as a list of
 * addresses like that of a message. Whoever is still invited keeps the answer and all else that
 * stands in the line; the invitations are the server's work (RFC 6638). */

#include "format/attendees.h"

#include "format/mail-address.h"

#include <string.h>

#define SCHEME "mailto:"

/* Returns: (nullable): its address; %NULL where it has none that mail goes to */
static const char *
get_email (const ValiseLine *line)
{
  if (g_ascii_strncasecmp (line->value, SCHEME, strlen (SCHEME)) == 0)
    return line->value + strlen (SCHEME);
  return valise_line_get_param (line, "EMAIL");
}

static gboolean
is_organizer (const ValiseComponent *component, const char *email)
{
  const ValiseLine *organizer = valise_component_find (component, "ORGANIZER");
  const char *own = organizer != NULL ? get_email (organizer) : NULL;

  return own != NULL && g_ascii_strcasecmp (own, email) == 0;
}

/* Whether the line is somebody whom a form shows: who invites is not among the invited. */
static gboolean
is_shown (const ValiseComponent *component, const ValiseLine *line)
{
  const char *email = g_str_equal (line->name, "ATTENDEE") ? get_email (line) : NULL;

  return email != NULL && *email != '\0' && !is_organizer (component, email);
}

static void
add_person (GPtrArray *people, const ValiseLine *line)
{
  const char *name = valise_line_get_param (line, "CN");
  const char *email = get_email (line);
  ValiseMailAddress *person = g_new0 (ValiseMailAddress, 1);

  if (name != NULL && *name != '\0' && g_ascii_strcasecmp (name, email) != 0)
    person->name = g_strdup (name);
  person->email = g_strdup (email);
  g_ptr_array_add (people, person);
}

static GPtrArray *
new_people (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)valise_mail_address_free);
}

/**
 * valise_attendees_read:
 * @component: an event or a task
 *
 * Returns: (transfer full): who is invited, without who invites: "Ann <ann@example.org>, ..."
 */
char *
valise_attendees_read (const ValiseComponent *component)
{
  g_autoptr (GPtrArray) people = new_people ();
  char *joined;

  for (guint i = 0; i < component->lines->len; i++)
    if (is_shown (component, component->lines->pdata[i]))
      add_person (people, component->lines->pdata[i]);
  joined = valise_mail_addresses_join (people);
  return joined != NULL ? joined : g_strdup ("");
}

static void
add_attendee (ValiseComponent *component, const ValiseMailAddress *person)
{
  g_autofree char *value = g_strconcat (SCHEME, person->email, NULL);
  ValiseLine *line = valise_component_add (component, valise_line_new ("ATTENDEE", value));

  if (person->name != NULL)
    valise_line_set_param (line, "CN", person->name);
  valise_line_set_param (line, "ROLE", "REQ-PARTICIPANT");
  valise_line_set_param (line, "PARTSTAT", "NEEDS-ACTION");
  valise_line_set_param (line, "RSVP", "TRUE");
}

static gboolean
is_invited (const ValiseComponent *component, const char *email)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (is_shown (component, line) && g_ascii_strcasecmp (get_email (line), email) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * valise_attendees_set:
 * @component: (inout): an event or a task
 * @people: (nullable): who is to be invited, as valise_attendees_read() has them
 * @error: set where somebody has no address, or one that is none
 *
 * Returns: whether they were set
 */
gboolean
valise_attendees_set (ValiseComponent *component, const char *people, GError **error)
{
  g_autoptr (GPtrArray) wanted = valise_mail_addresses_parse (people, error);

  if (wanted == NULL)
    return FALSE;
  for (guint i = 0; i < component->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (is_shown (component, line) && !valise_mail_addresses_have (wanted, get_email (line)))
        {
          valise_component_remove (component, line);
          i--;
        }
    }
  for (guint i = 0; i < wanted->len; i++)
    {
      const ValiseMailAddress *person = g_ptr_array_index (wanted, i);

      if (!is_invited (component, person->email) && !is_organizer (component, person->email))
        add_attendee (component, person);
    }
  return TRUE;
}

/* Returns: (transfer full): who invites, "Ann <ann@example.org>"; "" nobody */
char *
valise_organizer_read (const ValiseComponent *component)
{
  const ValiseLine *line = valise_component_find (component, "ORGANIZER");
  g_autoptr (GPtrArray) people = new_people ();

  if (line == NULL || get_email (line) == NULL)
    return g_strdup (line != NULL ? line->value : "");
  add_person (people, line);
  return valise_mail_addresses_join (people);
}

/**
 * valise_organizer_set:
 * @component: (inout): an event or a task
 * @person: (nullable): who invites, "Ann <ann@example.org>"
 *
 * Names who invites where there is nobody yet: who organizes a meeting cannot be changed (RFC 6638
 * section 3.2.4.2).
 */
void
valise_organizer_set (ValiseComponent *component, const char *person)
{
  g_autoptr (GPtrArray) people = valise_mail_addresses_read (person);
  const ValiseMailAddress *first = people->len > 0 ? people->pdata[0] : NULL;
  g_autofree char *value = NULL;
  ValiseLine *line;

  if (first == NULL || valise_component_find (component, "ORGANIZER") != NULL)
    return;
  value = g_strconcat (SCHEME, first->email, NULL);
  line = valise_component_add (component, valise_line_new ("ORGANIZER", value));
  if (first->name != NULL)
    valise_line_set_param (line, "CN", first->name);
}
