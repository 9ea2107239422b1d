/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a user wants done, as a value: the window hands it to the thread of the edits, and valisectl
 * does it at once. */

#include "engine/edit-request.h"

#include "store/conflicts.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/discard.h"
#include "sync/edits.h"
#include "sync/folder-rules.h"

/**
 * valise_edit_request_new:
 * @verb: what is to be done
 *
 * Returns: (transfer full): a request, otherwise empty
 */
ValiseEditRequest *
valise_edit_request_new (ValiseRequestVerb verb)
{
  ValiseEditRequest *request = g_new0 (ValiseEditRequest, 1);

  request->verb = verb;
  return request;
}

/**
 * valise_edit_request_free:
 * @request: (transfer full) (nullable): a request
 */
void
valise_edit_request_free (ValiseEditRequest *request)
{
  if (request == NULL)
    return;
  valise_content_unref (request->content);
  g_strfreev (request->set);
  g_strfreev (request->clear);
  g_free (request->sync);
  g_free (request->depth);
  g_free (request);
}

/* Whose account it is, read before it is done: a deleted item or a resolved conflict tells no more.
 */
static gboolean
find_account (const ValiseEditRequest *request,
              ValiseStore *store,
              gint64 *account_id,
              GError **error)
{
  if (request->conflict != 0)
    {
      g_autoptr (ValiseConflict) conflict = valise_conflicts_get (store, request->conflict, error);

      *account_id = conflict != NULL ? conflict->account_id : 0;
    }
  else if (request->item != 0)
    {
      g_autoptr (ValiseItem) item = valise_items_get (store, request->item, error);

      *account_id = item != NULL ? item->account_id : 0;
    }
  else
    {
      g_autoptr (ValiseFolder) folder = valise_folders_get (store, request->folder, error);

      *account_id = folder != NULL ? folder->account_id : 0;
    }
  return *account_id != 0;
}

/**
 * valise_edit_request_do:
 * @request: a request; after an addition it has the number of the new item
 * @store: a store of the calling thread
 * @account_id: (out): the account in which something has to be sent now
 * @error: where the error goes
 *
 * Returns: whether it is done, in one transaction
 */
gboolean
valise_edit_request_do (ValiseEditRequest *request,
                        ValiseStore *store,
                        gint64 *account_id,
                        GError **error)
{
  if (!find_account (request, store, account_id, error))
    return FALSE;
  switch (request->verb)
    {
    case VALISE_REQUEST_ADD:
      return valise_edit_add (store, request->folder, request->content, &request->item, error);
    case VALISE_REQUEST_REPLACE:
      return valise_edit_replace (store, request->item, request->content, error);
    case VALISE_REQUEST_FLAGS:
      return valise_edit_flags (store, request->item, (const char *const *)request->set,
                                (const char *const *)request->clear, error);
    case VALISE_REQUEST_MOVE:
      return valise_edit_move (store, request->item, request->folder, error);
    case VALISE_REQUEST_DELETE:
      return valise_edit_delete (store, request->item, request->permanently, error);
    case VALISE_REQUEST_DISCARD:
      return valise_edit_discard (store, request->item, error);
    case VALISE_REQUEST_RESOLVE:
      return valise_resolve (store, request->conflict, request->keep, error);
    case VALISE_REQUEST_SET_FOLDER:
      return valise_folder_rules_set (store, request->folder, request->sync, request->depth,
                                      request->recursive, error);
    }
  g_return_val_if_reached (FALSE);
}
