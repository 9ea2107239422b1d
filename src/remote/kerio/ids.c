/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the API calls the kinds, and ids that say of which kind they are: the server's own have to
 * be taken as they are, and each kind has methods of its own. */

#include "remote/kerio/ids.h"

#include <string.h>

#define LETTERS "mectn" /* in the order of ValiseKind */
#define HEADING_LETTER 'h'

static const ValiseKerioKind kinds[] = {
  [VALISE_KIND_MAIL] = { "Mails", "mails", "folderIds", "FMail", "itMail" },
  [VALISE_KIND_EVENT] = { "Events", "events", "ids", "FCalendar", "itCalendar" },
  [VALISE_KIND_CONTACT] = { "Contacts", "contacts", "folderIds", "FContact", "itContact" },
  [VALISE_KIND_TASK] = { "Tasks", "tasks", "folderIds", "FTask", "itTask" },
  [VALISE_KIND_NOTE] = { "Notes", "notes", "folderIds", "FNote", "itNote" },
};

/**
 * valise_kerio_kind:
 * @kind: a kind
 *
 * Returns: (transfer none): what the API calls it
 */
const ValiseKerioKind *
valise_kerio_kind (ValiseKind kind)
{
  return &kinds[kind];
}

/**
 * valise_kerio_kind_of_change:
 * @item_type: (nullable): what a change is about
 * @kind: (out): the kind of it
 *
 * Returns: whether it is one that is synchronised
 */
gboolean
valise_kerio_kind_of_change (const char *item_type, ValiseKind *kind)
{
  for (guint i = 0; item_type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].item_type, item_type))
      {
        *kind = (ValiseKind)i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer full): a method's name, such as "Mails.get" */
char *
valise_kerio_method (ValiseKind kind, const char *verb)
{
  return g_strconcat (kinds[kind].interface, ".", verb, NULL);
}

/**
 * valise_kerio_id_new:
 * @kind: the kind of an item, or of a folder's items
 * @id: the server's id
 *
 * Returns: (transfer full): its id outside of the driver
 */
char *
valise_kerio_id_new (ValiseKind kind, const char *id)
{
  return g_strdup_printf ("%c:%s", LETTERS[kind], id);
}

/* Returns: (transfer full): the id of a folder that only this driver knows. */
char *
valise_kerio_id_heading (const char *id)
{
  return g_strdup_printf ("%c:%s", HEADING_LETTER, id);
}

/**
 * valise_kerio_id_read:
 * @id: (nullable): an id of this driver
 * @kind: (out) (optional): its kind
 *
 * Returns: (transfer none) (nullable): the server's id; %NULL for a heading
 */
const char *
valise_kerio_id_read (const char *id, ValiseKind *kind)
{
  const char *letter = id != NULL && *id != '\0' ? strchr (LETTERS, *id) : NULL;

  if (letter == NULL || id[1] != ':')
    return NULL;
  if (kind != NULL)
    *kind = (ValiseKind)(letter - LETTERS);
  return id + 2;
}
