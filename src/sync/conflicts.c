/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recording a conflict: the copy of the local version in Conflicts, the announcement in the Inbox
 * and the row that waits for a decision. All of it belongs to the transaction that applies the
 * server's version, so that no crash can lose the local one. */

#include <glib/gi18n-lib.h>

#include "sync/conflicts.h"

#include "format/conflict-message.h"
#include "model/error.h"
#include "model/flags.h"
#include "store/accounts.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

static gboolean
ensure_folder (
    ValiseStore *store, gint64 account_id, ValiseRole role, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseFolder) folder = valise_folders_by_role (store, account_id, role, &failure);

  if (folder != NULL)
    return TRUE;
  if (!valise_error_is (failure, VALISE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  folder = g_new0 (ValiseFolder, 1);
  folder->account_id = account_id;
  folder->name = g_strdup (name);
  folder->kind = VALISE_KIND_MAIL;
  folder->role = role;
  folder->rights = VALISE_RIGHTS_ALL;
  folder->depth = VALISE_DEPTH_FULL;
  return valise_folders_save (store, folder, error);
}

/**
 * valise_conflicts_ensure_folders:
 * @store: a store, in a transaction
 * @account_id: an account
 * @error: an error of the store
 *
 * Makes the folders that exist on this computer only, Outbox and Conflicts, where they are missing.
 *
 * Returns: whether they are there
 */
gboolean
valise_conflicts_ensure_folders (ValiseStore *store, gint64 account_id, GError **error)
{
  return ensure_folder (store, account_id, VALISE_ROLE_OUTBOX, "Outbox", error)
         && ensure_folder (store, account_id, VALISE_ROLE_CONFLICTS, "Conflicts", error);
}

/* Puts an item into a local folder that never reaches the server. */
static gboolean
save_local_only (ValiseStore *store, ValiseItem *item, gint64 folder_id, GError **error)
{
  item->local_only = TRUE;
  item->local.folder = folder_id;
  return valise_items_save (store, item, error);
}

static gboolean
save_copy (ValiseStore *store, const ValiseItem *mine, gint64 *copy_id, GError **error)
{
  g_autoptr (ValiseItem) copy = valise_item_new (mine->account_id, mine->kind);
  g_autoptr (ValiseFolder) conflicts = valise_folders_by_role (store, mine->account_id,
                                                               VALISE_ROLE_CONFLICTS, error);

  if (conflicts == NULL)
    return FALSE;
  valise_summary_copy (&mine->summary, &copy->summary);
  g_free (copy->local.flags);
  copy->local.flags = g_strdup (mine->local.flags);
  copy->local.content = mine->local.content;
  copy->kept = mine->kept;
  if (!save_local_only (store, copy, conflicts->id, error))
    return FALSE;
  *copy_id = copy->id;
  return TRUE;
}

/* The announcement goes where the user looks first: the Inbox, else Conflicts. */
static ValiseFolder *
announcement_folder (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  ValiseFolder *inbox = valise_folders_by_role (store, account_id, VALISE_ROLE_INBOX, &failure);

  if (inbox != NULL)
    return inbox;
  if (!valise_error_is (failure, VALISE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return valise_folders_by_role (store, account_id, VALISE_ROLE_CONFLICTS, error);
}

static gboolean
announce (ValiseStore *store, ValiseConflict *conflict, GError **error)
{
  g_autoptr (ValiseFolder) folder = announcement_folder (store, conflict->account_id, error);
  g_autoptr (ValiseAccount) account = valise_accounts_get (store, conflict->account_id, error);
  g_autoptr (ValiseItem) message = valise_item_new (conflict->account_id, VALISE_KIND_MAIL);
  g_autoptr (ValiseContent) content = NULL;

  if (folder == NULL || account == NULL)
    return FALSE;
  content = valise_conflict_message_build (conflict, account->user, &message->summary);
  if (!valise_contents_put (store, content, &message->local.content, error))
    return FALSE;
  message->kept = VALISE_DEPTH_FULL;
  if (!save_local_only (store, message, folder->id, error))
    return FALSE;
  conflict->announcement_id = message->id;
  return TRUE;
}

/**
 * valise_conflicts_record:
 * @store: a store, in the transaction that applies the server's version
 * @mine: the item as it was here before that
 * @reason: what happened
 * @item_id: the item that holds the server's version now; 0: it is gone
 * @copy: whether there is a local version, which goes to Conflicts
 * @conflict_id: (out): the conflict
 * @error: an error of the store
 *
 * Returns: whether the conflict is recorded, with its copy and its announcement
 */
gboolean
valise_conflicts_record (ValiseStore *store,
                         const ValiseItem *mine,
                         ValiseConflictReason reason,
                         gint64 item_id,
                         gboolean copy,
                         gint64 *conflict_id,
                         GError **error)
{
  gint64 folder_id = mine->base.folder != 0 ? mine->base.folder : mine->local.folder;
  g_autoptr (ValiseFolder) folder = valise_folders_get (store, folder_id, error);
  g_autoptr (ValiseConflict) conflict = g_new0 (ValiseConflict, 1);

  if (folder == NULL)
    return FALSE;
  conflict->account_id = mine->account_id;
  conflict->kind = mine->kind;
  conflict->reason = reason;
  conflict->item_id = item_id;
  conflict->folder_id = folder->id;
  conflict->folder_path = g_strdup (folder->path);
  conflict->title = g_strdup (mine->summary.title);
  if (mine->kind == VALISE_KIND_MAIL || mine->kind == VALISE_KIND_EVENT)
    conflict->who = g_strdup (mine->summary.from);
  conflict->base_content = mine->base.content;
  conflict->local_at = mine->edited_at;
  conflict->remote_at = conflict->at = g_get_real_time () / G_USEC_PER_SEC;
  if (copy && !save_copy (store, mine, &conflict->copy_id, error))
    return FALSE;
  if (!announce (store, conflict, error) || !valise_conflicts_add (store, conflict, error))
    return FALSE;
  *conflict_id = conflict->id;
  return TRUE;
}
