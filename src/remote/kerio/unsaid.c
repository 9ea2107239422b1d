/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people write into the form of an item and the API has no place for. It would be gone the
 * next time that the item is read, so that it is refused, with the way out. */

#include "remote/kerio/unsaid.h"

#include <glib/gi18n-lib.h>

#include "format/calendar.h"
#include "format/vcard.h"
#include "model/error.h"

/* A property that has no member. */
typedef struct
{
  ValiseKind kind;
  const char *property;
  const char *prefix; /* nullable: only values that begin so */
  const char *reason; /* to be translated */
} Unsaid;

static const Unsaid all[] = {
  { VALISE_KIND_EVENT, "URL", NULL,
    N_ ("Kerio Connect has no place for the web address of an event. Write it into the "
        "description.") },
  { VALISE_KIND_TASK, "CATEGORIES", NULL,
    N_ ("Kerio Connect has no place for the categories of a task. Remove them.") },
  { VALISE_KIND_NOTE, "CATEGORIES", NULL,
    N_ ("Kerio Connect has no place for the categories of a note. Remove them.") },
  { VALISE_KIND_CONTACT, "BDAY", "--",
    N_ ("Kerio Connect has no place for a birthday without a year. Add the year, or remove the "
        "birthday.") },
};

static const ValiseLine *
find_value (const ValiseComponent *component, const char *property)
{
  const ValiseLine *line = valise_component_find (component, property);

  return line != NULL && *line->value != '\0' ? line : NULL;
}

/**
 * valise_kerio_check_said:
 * @kind: event, contact, task or note
 * @content: an item of that kind
 * @error: %VALISE_ERROR_INVALID where the API cannot say it
 *
 * Returns: whether the API has a place for all that a form asks for
 */
gboolean
valise_kerio_check_said (ValiseKind kind, GBytes *content, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = NULL;
  g_autoptr (ValiseVcard) vcard = NULL;
  const ValiseComponent *component;

  if (kind == VALISE_KIND_CONTACT)
    vcard = valise_vcard_parse (content, error);
  else
    calendar = valise_calendar_parse (content, error);
  if (vcard == NULL && calendar == NULL)
    return FALSE;
  component = vcard != NULL ? vcard->card : calendar->master;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const ValiseLine *line = all[i].kind == kind ? find_value (component, all[i].property) : NULL;

      if (line != NULL && (all[i].prefix == NULL || g_str_has_prefix (line->value, all[i].prefix)))
        return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                            "%s", _ (all[i].reason));
    }
  return TRUE;
}
