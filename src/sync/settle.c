/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conflicts that were solved on another device. Their owner put his version on the server there, or
 * deleted again what came back: there is nothing left to decide, so the conflict ends, with its
 * announcement and its copy.
 *
 * A copy goes only when the server is known to have the very content that it holds, and not in the
 * Trash. What cannot be proved, because only header and text are here for example, waits for its
 * owner. So does a copy that says what both sides had before: it is not there for its text but for
 * what was to be done with it, such as to be sent. */

#include "sync/settle.h"

#include "format/content-equal.h"
#include "model/error.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/resolve-private.h"

static gboolean
is_on_server (const ValiseItem *item)
{
  return item != NULL && !item->local_only && item->remote_id != NULL && item->base.folder != 0
         && item->base.content != 0;
}

static gboolean
is_in_trash (ValiseStore *store, const ValiseItem *item)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (store, item->base.folder, NULL);

  return folder == NULL || folder->role == VALISE_ROLE_TRASH;
}

static gboolean
says (ValiseStore *store, ValiseKind kind, gint64 content_id, ValiseContent *mine)
{
  g_autoptr (ValiseContent) content = content_id != 0
                                          ? valise_contents_get (store, content_id, NULL)
                                          : NULL;

  return content != NULL && content->depth == VALISE_DEPTH_FULL
         && valise_content_equal (kind, content->bytes, mine->bytes);
}

/* Whether the server has in @item what @mine says. */
static gboolean
holds (ValiseStore *store, const ValiseItem *item, ValiseContent *mine)
{
  return is_on_server (item) && says (store, item->kind, item->base.content, mine)
         && !is_in_trash (store, item);
}

/* The server's version may have come under a new id meanwhile; its UID tells. */
static gboolean
server_has_copy (ValiseStore *store,
                 const ValiseConflict *conflict,
                 const ValiseItem *copy,
                 gboolean *has,
                 GError **error)
{
  g_autoptr (ValiseContent) mine = valise_contents_get (store, copy->local.content, error);
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (mine == NULL || !valise_items_find (store, conflict->item_id, &item, error))
    return FALSE;
  *has = FALSE;
  if (mine->depth != VALISE_DEPTH_FULL || says (store, copy->kind, conflict->base_content, mine))
    return TRUE;
  *has = holds (store, item, mine);
  if (*has || copy->summary.uid == NULL)
    return TRUE;
  items = valise_items_by_uid (store, copy->account_id, copy->summary.uid, error);
  for (guint i = 0; items != NULL && !*has && i < items->len; i++)
    *has = ((ValiseItem *)items->pdata[i])->kind == copy->kind
           && holds (store, items->pdata[i], mine);
  return items != NULL;
}

static gboolean
is_solved (ValiseStore *store, const ValiseConflict *conflict, gboolean *solved, GError **error)
{
  g_autoptr (ValiseItem) copy = NULL;

  if (conflict->reason == VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE)
    {
      *solved = conflict->item_id == 0;
      return TRUE;
    }
  *solved = FALSE;
  return valise_items_find (store, conflict->copy_id, &copy, error)
         && (copy == NULL || server_has_copy (store, conflict, copy, solved, error));
}

/* Its owner may decide at this very moment. */
static gboolean
settle_one (ValiseStore *store, gint64 conflict_id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseConflict) conflict = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean solved;

  if (transaction == NULL)
    return FALSE;
  conflict = valise_conflicts_get (store, conflict_id, &failure);
  if (valise_error_is (failure, VALISE_ERROR_NOT_FOUND))
    return TRUE;
  if (conflict == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!is_solved (store, conflict, &solved, error))
    return FALSE;
  return !solved
         || (valise_resolve_end (store, conflict, error)
             && valise_transaction_commit (&transaction, error));
}

/**
 * valise_settle:
 * @store: a store of the calling thread, not in a transaction
 * @account_id: an account
 * @error: an error of the store
 *
 * Ends the account's conflicts that were solved elsewhere, each in a transaction of its own: where
 * this is cut, the next run goes on.
 *
 * Returns: whether all of them were looked at
 */
gboolean
valise_settle (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (store, account_id, error);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[i];

      if (!settle_one (store, conflict->id, error))
        return FALSE;
    }
  return conflicts != NULL;
}
