/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a form asks for and the server has no place for: it is said while it is written, and not
 * found out later. */

#include "form-limits.h"

#include <glib/gi18n.h>

#include "store/accounts.h"
#include "store/folders.h"
#include "store/items.h"

/* Returns: whether the item, or else what is put into the folder, is Kerio Connect's */
static gboolean
is_on_kerio (ValiseStore *store, gint64 item_id, gint64 folder_id)
{
  g_autoptr (ValiseItem) item = item_id != 0 ? valise_items_get (store, item_id, NULL) : NULL;
  g_autoptr (ValiseFolder) folder = valise_folders_get (
      store, item != NULL ? item->local.folder : folder_id, NULL);
  g_autoptr (GPtrArray) services = folder != NULL
                                       ? valise_services_list (store, folder->account_id, NULL)
                                       : NULL;

  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const ValiseService *service = services->pdata[i];

      if (service->id == folder->service_id)
        return g_str_equal (service->protocol, "kerio");
    }
  return FALSE;
}

/**
 * valise_form_limits_describe:
 * @engine: whose items are meant
 * @kind: event, contact, task or note
 * @item_id: what is edited; 0 a new one
 * @folder_id: where a new one will be
 *
 * Returns: (nullable): what the server does not keep of what the form asks for, in words; %NULL
 *   where it keeps everything
 */
const char *
valise_form_limits_describe (ValiseEngine *engine,
                             ValiseKind kind,
                             gint64 item_id,
                             gint64 folder_id)
{
  if (!is_on_kerio (valise_engine_get_store (engine), item_id, folder_id))
    return NULL;
  switch (kind)
    {
    case VALISE_KIND_EVENT:
      return _ (
          "Kerio Connect keeps one reminder of an event, and no web address. What it does not "
          "keep stays on this computer until the event changes there.");
    case VALISE_KIND_TASK:
      return _ ("Kerio Connect keeps one reminder of a task, and no categories. What it does not "
                "keep stays on this computer until the task changes there.");
    case VALISE_KIND_NOTE:
      return _ ("Kerio Connect keeps no categories of a note. They stay on this computer until the "
                "note changes there.");
    case VALISE_KIND_CONTACT:
      return _ ("Kerio Connect keeps a birthday only with its year. Without it, the birthday stays "
                "on this computer until the contact changes there.");
    case VALISE_KIND_MAIL:
      break;
    }
  return NULL;
}
