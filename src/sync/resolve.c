/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The owner's decision on a conflict. Restoring the local version is an edit like any other: it
 * goes out on the next run, guarded, so it is safe when the server's item has changed again or is
 * gone. */

#include <glib/gi18n-lib.h>

#include "sync/resolve-private.h"

#include "format/content-uid.h"
#include "model/error.h"
#include "model/item.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

static gboolean
remove_item (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseItem) item = NULL;

  if (!valise_items_find (store, id, &item, error))
    return FALSE;
  return item == NULL || valise_items_remove (store, id, error);
}

static gboolean
save_edited (ValiseStore *store, ValiseItem *item, GError **error)
{
  item->edit_seq++;
  return valise_items_save (store, item, error);
}

/* The local version replaces the server's one, and leaves the Trash that another device put it in.
 */
static gboolean
put_back (ValiseStore *store,
          const ValiseConflict *conflict,
          ValiseItem *item,
          const ValiseItem *copy,
          GError **error)
{
  if (conflict->reason == VALISE_CONFLICT_EDITED_HERE_GONE_THERE && conflict->folder_id != 0)
    item->local.folder = conflict->folder_id;
  item->local.content = copy->local.content;
  item->kept = copy->kept;
  item->deleted = FALSE;
  valise_summary_copy (&copy->summary, &item->summary);
  return save_edited (store, item, error) && valise_items_remove (store, copy->id, error);
}

/* The copy becomes an item of the server's folder, which the next run creates there. */
static gboolean
create_from (ValiseStore *store, ValiseItem *copy, gint64 folder_id, GError **error)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (store, folder_id, error);

  if (folder == NULL)
    return FALSE;
  copy->local_only = FALSE;
  copy->service_id = folder->service_id;
  copy->local.folder = folder->id;
  return save_edited (store, copy, error);
}

/* Where a version goes back to: its folder; when that is gone, the Inbox for a message, and for
 * anything else the first folder of its kind. */
static gboolean
find_folder (ValiseStore *store, const ValiseConflict *conflict, gint64 *folder_id, GError **error)
{
  g_autoptr (GPtrArray) folders = NULL;
  const ValiseFolder *best = NULL;

  *folder_id = conflict->folder_id;
  if (*folder_id != 0)
    return TRUE;
  folders = valise_folders_list (store, conflict->account_id, error);
  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->kind == conflict->kind && folder->remote_id != NULL
          && (folder->rights & VALISE_RIGHTS_ADD) != 0
          && (best == NULL || folder->role == VALISE_ROLE_INBOX))
        best = folder;
    }
  if (best == NULL)
    return valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("There is no folder left that your version could go to."));
  *folder_id = best->id;
  return TRUE;
}

/* Whether @item is what became of the server's version: it has the UID, which servers take once in
 * a folder, or turned up in another folder after the conflict was found. One that was in another
 * folder before is a copy that somebody made, and is left alone. */
static gboolean
is_successor (const ValiseConflict *conflict, const ValiseItem *copy, const ValiseItem *item)
{
  return !item->local_only && item->kind == copy->kind
         && (item->local.folder == conflict->folder_id || item->id > copy->id);
}

/* The server's version: the item that the conflict was found with, or the one that has its UID by
 * now. A message is never taken for another one. */
static gboolean
find_winner (ValiseStore *store,
             const ValiseConflict *conflict,
             const ValiseItem *copy,
             ValiseItem **winner,
             GError **error)
{
  g_autoptr (GPtrArray) items = NULL;

  if (!valise_items_find (store, conflict->item_id, winner, error))
    return FALSE;
  if (*winner != NULL || copy == NULL || copy->kind == VALISE_KIND_MAIL
      || copy->summary.uid == NULL)
    return TRUE;
  items = valise_items_by_uid (store, copy->account_id, copy->summary.uid, error);
  for (guint i = 0; items != NULL && *winner == NULL && i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (is_successor (conflict, copy, item))
        *winner = valise_item_copy (item);
    }
  return items != NULL;
}

/* The local version was a deletion, so deleting the item again is what restores it. */
static gboolean
delete_again (ValiseStore *store, ValiseItem *item, GError **error)
{
  item->deleted = TRUE;
  return save_edited (store, item, error);
}

static gboolean
keep_mine (ValiseStore *store, const ValiseConflict *conflict, GError **error)
{
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseItem) copy = NULL;
  gint64 folder_id;

  if (!valise_items_find (store, conflict->copy_id, &copy, error)
      || !find_winner (store, conflict, copy, &item, error))
    return FALSE;
  if (conflict->reason == VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE)
    return item == NULL || delete_again (store, item, error);
  if (copy == NULL)
    return valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("Your version is not in Conflicts any more; it was removed there."));
  if (item != NULL)
    return put_back (store, conflict, item, copy, error);
  return find_folder (store, conflict, &folder_id, error)
         && create_from (store, copy, folder_id, error);
}

/* Beside the server's version the copy is an item of its own, and two of one UID cannot be. */
static gboolean
renew_uid (ValiseStore *store, ValiseItem *copy, GError **error)
{
  g_autoptr (ValiseContent) content = valise_contents_get (store, copy->local.content, error);
  g_autoptr (ValiseContent) renewed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *uid = NULL;

  if (content == NULL)
    return FALSE;
  bytes = valise_content_renew_uid (copy->kind, content->bytes, &uid, error);
  if (bytes == NULL)
    return FALSE;
  renewed = valise_content_new (content->depth, bytes, content->text);
  g_free (copy->summary.uid);
  copy->summary.uid = g_steal_pointer (&uid);
  return valise_contents_put (store, renewed, &copy->local.content, error);
}

static gboolean
keep_both (ValiseStore *store, const ValiseConflict *conflict, GError **error)
{
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseItem) copy = NULL;
  gint64 folder_id;

  if (!valise_items_find (store, conflict->copy_id, &copy, error)
      || !find_winner (store, conflict, copy, &item, error))
    return FALSE;
  if (copy == NULL)
    return TRUE;
  if (item != NULL && !renew_uid (store, copy, error))
    return FALSE;
  return find_folder (store, conflict, &folder_id, error)
         && create_from (store, copy, folder_id, error);
}

static gboolean
finish (ValiseStore *store, const ValiseConflict *conflict, GError **error)
{
  return remove_item (store, conflict->announcement_id, error)
         && valise_conflicts_remove (store, conflict->id, error);
}

/**
 * valise_resolve_end:
 * @store: a store, in a transaction
 * @conflict: a conflict whose local version is not needed any more
 * @error: an error of the store
 *
 * Ends it as "Keep the server's version" does: with its copy and its announcement.
 *
 * Returns: whether it is gone
 */
gboolean
valise_resolve_end (ValiseStore *store, const ValiseConflict *conflict, GError **error)
{
  return remove_item (store, conflict->copy_id, error) && finish (store, conflict, error);
}

/**
 * valise_resolve_into:
 * @store: a store, in a transaction
 * @conflict: a conflict whose copy the user moves out of Conflicts
 * @folder_id: where to
 * @error: an error of the store
 *
 * Returns: whether the local version is there, instead of the server's one when it was in that
 * folder
 */
gboolean
valise_resolve_into (ValiseStore *store, ValiseConflict *conflict, gint64 folder_id, GError **error)
{
  gboolean back = folder_id == conflict->folder_id;

  conflict->folder_id = folder_id;
  return (back ? keep_mine (store, conflict, error) : keep_both (store, conflict, error))
         && finish (store, conflict, error);
}

/**
 * valise_resolve:
 * @store: a store
 * @conflict_id: a conflict
 * @keep: which version
 * @error: %VALISE_ERROR_NOT_FOUND or an error of the store
 *
 * One transaction. The announcement goes with the conflict; what is to be changed on the server is
 * sent by the next run.
 *
 * Returns: whether it is decided
 */
gboolean
valise_resolve (ValiseStore *store, gint64 conflict_id, ValiseKeep keep, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseConflict) conflict = NULL;
  gboolean done = FALSE;

  if (transaction == NULL)
    return FALSE;
  conflict = valise_conflicts_get (store, conflict_id, error);
  if (conflict == NULL)
    return FALSE;
  switch (keep)
    {
    case VALISE_KEEP_SERVER:
      done = remove_item (store, conflict->copy_id, error);
      break;
    case VALISE_KEEP_MINE:
      done = keep_mine (store, conflict, error);
      break;
    case VALISE_KEEP_BOTH:
      done = keep_both (store, conflict, error);
      break;
    }
  return done && finish (store, conflict, error) && valise_transaction_commit (&transaction, error);
}
