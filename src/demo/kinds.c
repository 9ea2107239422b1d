/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The five kinds of items as the API calls them. */

#include "demo/kinds.h"

#include <string.h>

static const ValiseDemoKind kinds[VALISE_DEMO_N_KINDS] = {
  [VALISE_KIND_MAIL] = { "Mails", "mails", "FMail", "itMail", "mail", valise_demo_mail_fields },
  [VALISE_KIND_EVENT] = { "Events", "events", "FCalendar", "itCalendar", "event",
                          valise_demo_event_fields },
  [VALISE_KIND_CONTACT] = { "Contacts", "contacts", "FContact", "itContact", "contact",
                            valise_demo_contact_fields },
  [VALISE_KIND_TASK] = { "Tasks", "tasks", "FTask", "itTask", "task", valise_demo_task_fields },
  [VALISE_KIND_NOTE] = { "Notes", "notes", "FNote", "itNote", "note", valise_demo_note_fields },
};

/**
 * valise_demo_kind:
 * @kind: a kind
 *
 * Returns: (transfer none): what the API calls it
 */
const ValiseDemoKind *
valise_demo_kind (ValiseKind kind)
{
  return &kinds[kind];
}

/**
 * valise_demo_kind_of_interface:
 * @method: such as "Mails.get"
 * @kind: (out): the kind that it is about
 *
 * Returns: whether it is about one
 */
gboolean
valise_demo_kind_of_interface (const char *method, ValiseKind *kind)
{
  for (guint i = 0; i < VALISE_DEMO_N_KINDS; i++)
    if (g_str_has_prefix (method, kinds[i].interface) && method[strlen (kinds[i].interface)] == '.')
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * valise_demo_kind_of_folder:
 * @folder_type: such as "FMail"
 * @kind: (out): the kind of its items
 *
 * Returns: whether such a folder has items
 */
gboolean
valise_demo_kind_of_folder (const char *folder_type, ValiseKind *kind)
{
  for (guint i = 0; i < VALISE_DEMO_N_KINDS; i++)
    if (g_str_equal (folder_type, kinds[i].folder_type))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
