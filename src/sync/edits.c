/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the user does, on the local view. Nothing here talks to a server or waits for one: the
 * difference to base is what the next run sends. */

#include <glib/gi18n-lib.h>

#include "sync/edits.h"

#include "format/content-summary.h"
#include "format/content-uid.h"
#include "model/error.h"
#include "model/flags.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/resolve-private.h"

static gboolean
check_rights (const ValiseFolder *folder, ValiseRights rights, GError **error)
{
  if ((folder->rights & rights) == rights)
    return TRUE;
  return valise_fail (error, VALISE_ERROR_FORBIDDEN, VALISE_SCOPE_FOLDER, VALISE_REMEDY_NEVER,
                      _ ("You have no right to do this in “%s”."), folder->path);
}

/* Whether the user may put something into the folder. */
static gboolean
check_target (const ValiseFolder *folder, GError **error)
{
  if (folder->role == VALISE_ROLE_CONFLICTS)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_NEVER,
                        _ ("“%s” is kept by Valise; nothing can be put there by hand."),
                        folder->path);
  return check_rights (folder, VALISE_RIGHTS_ADD, error);
}

/* Every edit ends here: it is newer than anything that was sent, and a refusal is worth a new try.
 */
static gboolean
save_edited (ValiseStore *store, ValiseItem *item, GError **error)
{
  item->edit_seq++;
  if (item->error != NULL)
    {
      g_clear_pointer (&item->error, g_free);
      item->sent_seq = item->sent_content = 0;
    }
  return valise_items_save (store, item, error);
}

/* Only mail has flags. */
static const char *
initial_flags (const ValiseFolder *folder)
{
  gboolean draft = folder->role == VALISE_ROLE_DRAFTS || folder->role == VALISE_ROLE_OUTBOX;

  if (folder->kind != VALISE_KIND_MAIL)
    return "";
  return draft ? VALISE_FLAG_DRAFT " " VALISE_FLAG_SEEN : VALISE_FLAG_SEEN;
}

/* Puts @content under @item, with the UID that makes a repeated send find it: the one that it had,
 * else the one in @content, else a new one. */
static gboolean
put_content (ValiseStore *store, ValiseItem *item, ValiseContent *content, GError **error)
{
  g_autofree char *uid = NULL;
  g_autoptr (GBytes) bytes = valise_content_ensure_uid (item->kind, content->bytes,
                                                        item->summary.uid, &uid, error);
  g_autoptr (ValiseContent) whole = NULL;

  if (bytes == NULL || !valise_content_summarize (item->kind, bytes, &item->summary, error))
    return FALSE;
  whole = valise_content_new_whole (item->kind, bytes);
  item->kept = VALISE_DEPTH_FULL;
  return valise_contents_put (store, whole, &item->local.content, error);
}

/* Two messages may be the same; of anything else a server keeps a UID once. */
static gboolean
check_not_there (ValiseStore *store, const ValiseItem *item, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;

  if (item->kind == VALISE_KIND_MAIL)
    return TRUE;
  items = valise_items_by_uid (store, item->account_id, item->summary.uid, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const ValiseItem *other = items->pdata[i];

      if (other->local.folder == item->local.folder && !other->deleted)
        return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                            _ ("“%s” is in this folder already, as item %d. Replace that."),
                            other->summary.title, (int)other->id);
    }
  return items != NULL;
}

/**
 * valise_edit_add:
 * @store: a store
 * @folder_id: where it goes; the Outbox sends it
 * @content: the new item, whole
 * @item_id: (out): its number
 * @error: %VALISE_ERROR_FORBIDDEN, %VALISE_ERROR_INVALID, %VALISE_ERROR_USAGE or one of the store
 *
 * Returns: whether it is stored
 */
gboolean
valise_edit_add (
    ValiseStore *store, gint64 folder_id, ValiseContent *content, gint64 *item_id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseFolder) folder = NULL;
  g_autoptr (ValiseItem) item = NULL;

  if (transaction == NULL)
    return FALSE;
  folder = valise_folders_get (store, folder_id, error);
  if (folder == NULL || !check_target (folder, error))
    return FALSE;
  item = valise_item_new (folder->account_id, folder->kind);
  item->service_id = folder->service_id;
  item->local.folder = folder_id;
  g_free (item->local.flags);
  item->local.flags = g_strdup (initial_flags (folder));
  if (!put_content (store, item, content, error) || !check_not_there (store, item, error)
      || !save_edited (store, item, error) || !valise_transaction_commit (&transaction, error))
    return FALSE;
  *item_id = item->id;
  return TRUE;
}

/**
 * valise_edit_replace:
 * @store: a store
 * @item_id: an item that is here whole
 * @content: its new content, whole
 * @error: %VALISE_ERROR_NOT_WHOLE where only header and text are here, or as valise_edit_add()
 *
 * Returns: whether it is stored
 */
gboolean
valise_edit_replace (ValiseStore *store, gint64 item_id, ValiseContent *content, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseFolder) folder = NULL;

  if (transaction == NULL)
    return FALSE;
  item = valise_items_get (store, item_id, error);
  folder = item != NULL ? valise_folders_get (store, item->local.folder, error) : NULL;
  if (folder == NULL)
    return FALSE;
  if (item->local_only)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("This item is kept by Valise and cannot be edited."));
  if (item->kept != VALISE_DEPTH_FULL)
    return valise_fail (error, VALISE_ERROR_NOT_WHOLE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("Only header and text of this item are here. Go online to get the whole "
                           "item, then edit it."));
  return check_rights (folder, VALISE_RIGHTS_ADD | VALISE_RIGHTS_REMOVE, error)
         && put_content (store, item, content, error) && save_edited (store, item, error)
         && valise_transaction_commit (&transaction, error);
}

static gboolean
change_flags (ValiseStore *store,
              ValiseItem *item,
              const char *const *set,
              const char *const *clear,
              GError **error)
{
  g_autofree char *before = g_strdup (item->local.flags);

  for (guint on = 0; on < 2; on++)
    for (const char *const *flag = on ? set : clear; flag != NULL && *flag != NULL; flag++)
      {
        char *flags = valise_flags_with (item->local.flags, *flag, on == 1);

        g_free (item->local.flags);
        item->local.flags = flags;
      }
  return g_str_equal (before, item->local.flags) || save_edited (store, item, error);
}

/* The item, and the same message in other folders of the server: they share its flags. */
static GPtrArray *
with_siblings (ValiseStore *store, ValiseItem *item, GError **error)
{
  GPtrArray *items;

  if (item->remote_id != NULL)
    return valise_items_by_remote_id (store, item->service_id, item->remote_id, error);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
  g_ptr_array_add (items, valise_item_copy (item));
  return items;
}

/**
 * valise_edit_flags:
 * @store: a store
 * @item_id: an item
 * @set: (nullable) (array zero-terminated=1): flags to set
 * @clear: (nullable) (array zero-terminated=1): flags to clear
 * @error: %VALISE_ERROR_FORBIDDEN, %VALISE_ERROR_USAGE for what is no message, or one of the store
 *
 * Returns: whether it is stored
 */
gboolean
valise_edit_flags (ValiseStore *store,
                   gint64 item_id,
                   const char *const *set,
                   const char *const *clear,
                   GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseFolder) folder = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (transaction == NULL)
    return FALSE;
  item = valise_items_get (store, item_id, error);
  folder = item != NULL ? valise_folders_get (store, item->local.folder, error) : NULL;
  if (folder == NULL || (!item->local_only && !check_rights (folder, VALISE_RIGHTS_FLAG, error)))
    return FALSE;
  if (item->kind != VALISE_KIND_MAIL)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("Only messages have flags."));
  items = with_siblings (store, item, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!change_flags (store, items->pdata[i], set, clear, error))
      return FALSE;
  return valise_transaction_commit (&transaction, error);
}

/* Moving a copy out of Conflicts by hand is the decision for it. */
static gboolean
move_copy (ValiseStore *store, ValiseItem *item, const ValiseFolder *target, GError **error)
{
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (store, item->account_id, error);

  if (conflicts == NULL)
    return FALSE;
  for (guint i = 0; i < conflicts->len; i++)
    {
      ValiseConflict *conflict = conflicts->pdata[i];

      if (conflict->copy_id == item->id)
        return valise_resolve_into (store, conflict, target->id, error);
    }
  item->local.folder = target->id;
  return save_edited (store, item, error);
}

/* An item that never was on the server and is not on its way there just goes. */
static gboolean
delete_for_good (ValiseStore *store, ValiseItem *item, GError **error)
{
  if (item->local_only || (item->remote_id == NULL && item->sent_seq == 0))
    return valise_items_remove (store, item->id, error);
  item->deleted = TRUE;
  return save_edited (store, item, error);
}

/* What a deletion decides too: a copy in Conflicts is not wanted, and what came back from the
 * server after it was deleted here is to go all the same. */
static gboolean
end_conflicts_of (ValiseStore *store, const ValiseItem *item, GPtrArray *conflicts, GError **error)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[i];

      if (conflict->copy_id != item->id
          && (conflict->item_id != item->id
              || conflict->reason != VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE))
        continue;
      if (!valise_resolve_end (store, conflict, error))
        return FALSE;
    }
  return TRUE;
}

/* No request moves an item from one service to another: it is created there and deleted here. */
static gboolean
move_to_service (ValiseStore *store, ValiseItem *item, const ValiseFolder *target, GError **error)
{
  g_autoptr (ValiseItem) moved = valise_item_new (item->account_id, item->kind);

  if (item->kept != VALISE_DEPTH_FULL)
    return valise_fail (error, VALISE_ERROR_NOT_WHOLE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("Only a part of this item is here. Go online to get the whole item, "
                           "then move it."));
  moved->service_id = target->service_id;
  moved->local.folder = target->id;
  moved->local.content = item->local.content;
  moved->kept = item->kept;
  valise_summary_copy (&item->summary, &moved->summary);
  return check_not_there (store, moved, error) && save_edited (store, moved, error)
         && delete_for_good (store, item, error);
}

static gboolean
move_item (ValiseStore *store, ValiseItem *item, const ValiseFolder *target, GError **error)
{
  g_autoptr (ValiseFolder) source = valise_folders_get (store, item->local.folder, error);

  if (source == NULL)
    return FALSE;
  if (source->id == target->id)
    return TRUE;
  if (target->account_id != item->account_id || target->kind != source->kind)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("This item cannot be moved to “%s”: it is a folder for other things."),
                        target->path);
  if (item->local_only)
    return move_copy (store, item, target, error);
  if (!check_rights (source, VALISE_RIGHTS_REMOVE, error))
    return FALSE;
  if (item->service_id != 0 && target->service_id != 0 && item->service_id != target->service_id)
    return move_to_service (store, item, target, error);
  item->local.folder = target->id;
  return save_edited (store, item, error);
}

/**
 * valise_edit_move:
 * @store: a store
 * @item_id: an item
 * @folder_id: where it goes; the Outbox sends it
 * @error: %VALISE_ERROR_FORBIDDEN, %VALISE_ERROR_USAGE or one of the store
 *
 * Returns: whether it is stored
 */
gboolean
valise_edit_move (ValiseStore *store, gint64 item_id, gint64 folder_id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseFolder) target = NULL;

  if (transaction == NULL)
    return FALSE;
  item = valise_items_get (store, item_id, error);
  target = item != NULL ? valise_folders_get (store, folder_id, error) : NULL;
  return target != NULL && check_target (target, error) && move_item (store, item, target, error)
         && valise_transaction_commit (&transaction, error);
}

/**
 * valise_edit_delete:
 * @store: a store
 * @item_id: an item
 * @permanently: whether it is not to go to the Trash
 * @error: %VALISE_ERROR_FORBIDDEN or one of the store
 *
 * Moves the item to the account's Trash; from there, from an account or for a kind without one, or
 * with @permanently, it is deleted for good.
 *
 * Returns: whether it is stored
 */
gboolean
valise_edit_delete (ValiseStore *store, gint64 item_id, gboolean permanently, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseFolder) folder = NULL;
  g_autoptr (ValiseFolder) trash = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  gboolean for_good;

  if (transaction == NULL)
    return FALSE;
  item = valise_items_get (store, item_id, error);
  folder = item != NULL ? valise_folders_get (store, item->local.folder, error) : NULL;
  if (folder == NULL || (!item->local_only && !check_rights (folder, VALISE_RIGHTS_REMOVE, error)))
    return FALSE;
  conflicts = valise_conflicts_list (store, item->account_id, error);
  if (conflicts == NULL)
    return FALSE;
  trash = valise_folders_by_role (store, item->account_id, VALISE_ROLE_TRASH, NULL);
  for_good = permanently || item->local_only || trash == NULL || trash->kind != item->kind
             || trash->id == folder->id;
  if (for_good ? !delete_for_good (store, item, error) : !move_item (store, item, trash, error))
    return FALSE;
  return end_conflicts_of (store, item, conflicts, error)
         && valise_transaction_commit (&transaction, error);
}
