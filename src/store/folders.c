/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders. Their counters are kept by triggers, so that listing costs as much as there are folders
 * and not as there are items; only pending items are counted when asked for, from an index that
 * holds nothing else. */

#include "store/folders.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/items-private.h"
#include "store/statement.h"
#include "store/store-private.h"

/* A deleted item waits in the folder that it is deleted from. */
#define FOLDER_SELECT                                                                              \
  "SELECT id, account_id, service_id, remote_id, parent_id, name, path, kind, role, rights, sync," \
  " depth, shrink, listed, listed_at, total, unread, kept_none, kept_text, kept_full, waiting"     \
  " FROM folder LEFT JOIN"                                                                         \
  " (SELECT coalesce (folder, base_folder) AS folder_id, count (*) AS waiting"                     \
  "  FROM item INDEXED BY item_pending WHERE pending GROUP BY 1) ON folder_id = folder.id "

static gpointer
read_folder (ValiseStatement *statement)
{
  ValiseFolder *folder = g_new0 (ValiseFolder, 1);

  folder->id = valise_statement_read_int (statement);
  folder->account_id = valise_statement_read_int (statement);
  folder->service_id = valise_statement_read_int (statement);
  folder->remote_id = valise_statement_read_text (statement);
  folder->parent_id = valise_statement_read_int (statement);
  folder->name = valise_statement_read_text (statement);
  folder->path = valise_statement_read_text (statement);
  folder->kind = (ValiseKind)valise_statement_read_int (statement);
  folder->role = (ValiseRole)valise_statement_read_int (statement);
  folder->rights = (ValiseRights)valise_statement_read_int (statement);
  folder->sync = valise_statement_read_int (statement) != 0;
  folder->depth = (ValiseDepth)valise_statement_read_int (statement);
  folder->shrink = valise_statement_read_int (statement) != 0;
  folder->listed = valise_statement_read_int (statement) != 0;
  folder->listed_at = valise_statement_read_int (statement);
  folder->total = valise_statement_read_int (statement);
  folder->unread = valise_statement_read_int (statement);
  folder->kept_none = valise_statement_read_int (statement);
  folder->kept_text = valise_statement_read_int (statement);
  folder->kept_full = valise_statement_read_int (statement);
  folder->pending = valise_statement_read_int (statement);
  return folder;
}

/**
 * valise_folders_list:
 * @store: a store
 * @account_id: an account
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseFolder): its folders by path, so parents
 *   come before their children
 */
GPtrArray *
valise_folders_list (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, FOLDER_SELECT "WHERE account_id = ?1 ORDER BY path", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  return valise_statement_collect (statement, read_folder, (GDestroyNotify)valise_folder_free,
                                   error);
}

/**
 * valise_folders_get:
 * @store: a store
 * @id: a folder
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the folder
 */
ValiseFolder *
valise_folders_get (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, FOLDER_SELECT "WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, id);
  return valise_statement_collect_one (statement, read_folder, _ ("There is no such folder."),
                                       error);
}

/**
 * valise_folders_by_path:
 * @store: a store
 * @account_id: an account
 * @path: a path as valise_folders_list() tells it
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the folder
 */
ValiseFolder *
valise_folders_by_path (ValiseStore *store, gint64 account_id, const char *path, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, FOLDER_SELECT "WHERE account_id = ?1 AND path = ?2", error);
  g_autofree char *missing = g_strdup_printf (_ ("There is no folder “%s”."), path);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  valise_statement_bind_text (statement, path);
  return valise_statement_collect_one (statement, read_folder, missing, error);
}

/**
 * valise_folders_by_remote_id:
 * @store: a store
 * @service_id: a service
 * @remote_id: the server's id of a folder
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the folder
 */
ValiseFolder *
valise_folders_by_remote_id (ValiseStore *store,
                             gint64 service_id,
                             const char *remote_id,
                             GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, FOLDER_SELECT "WHERE service_id = ?1 AND remote_id = ?2", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, service_id);
  valise_statement_bind_text (statement, remote_id);
  return valise_statement_collect_one (statement, read_folder, _ ("There is no such folder."),
                                       error);
}

/**
 * valise_folders_by_role:
 * @store: a store
 * @account_id: an account
 * @role: a role
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the folder with that role; the first one known, should there
 *   be several
 */
ValiseFolder *
valise_folders_by_role (ValiseStore *store, gint64 account_id, ValiseRole role, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, FOLDER_SELECT "WHERE account_id = ?1 AND role = ?2 ORDER BY id LIMIT 1", error);
  g_autofree char *missing = g_strdup_printf (/* Translators: inbox, drafts, sent, trash, junk,
                                                 archive, conflicts or outbox */
                                              _ ("The account has no folder with the role “%s”."),
                                              valise_role_to_string (role));

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  valise_statement_bind_int (statement, role);
  return valise_statement_collect_one (statement, read_folder, missing, error);
}

/* The parameters that inserting and updating have in common, from the third on. */
static void
bind_folder (ValiseStatement *statement, const ValiseFolder *folder)
{
  valise_statement_bind_id (statement, folder->service_id);
  valise_statement_bind_text (statement, folder->remote_id);
  valise_statement_bind_id (statement, folder->parent_id);
  valise_statement_bind_text (statement, folder->name);
  valise_statement_bind_int (statement, folder->kind);
  valise_statement_bind_int (statement, folder->role);
  valise_statement_bind_int (statement, folder->rights);
  valise_statement_bind_int (statement, folder->sync);
  valise_statement_bind_int (statement, folder->depth);
  valise_statement_bind_int (statement, folder->shrink);
  valise_statement_bind_int (statement, folder->listed);
  valise_statement_bind_int (statement, folder->listed_at);
}

static gboolean
insert_folder (ValiseStore *store, ValiseFolder *folder, GError **error)
{
  g_autofree char *path = valise_folder_paths_for_new (store, folder->account_id, folder->parent_id,
                                                       folder->name, error);
  g_autoptr (ValiseStatement) statement = NULL;

  if (path == NULL)
    return FALSE;
  statement = valise_statement_get (
      store,
      "INSERT INTO folder (account_id, path, service_id, remote_id, parent_id, name, kind, role,"
      " rights, sync, depth, shrink, listed, listed_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) RETURNING id",
      error);
  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, folder->account_id);
  valise_statement_bind_text (statement, path);
  bind_folder (statement, folder);
  if (!valise_statement_single (statement, &folder->id, error))
    return FALSE;
  g_free (folder->path);
  folder->path = g_steal_pointer (&path);
  return TRUE;
}

static gboolean
write_folder (ValiseStore *store, const ValiseFolder *folder, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "UPDATE folder SET service_id = ?3, remote_id = ?4, parent_id = ?5, name = ?6, kind = ?7,"
      " role = ?8, rights = ?9, sync = ?10, depth = ?11, shrink = ?12, listed = ?13,"
      " listed_at = ?14 WHERE id = ?1 AND account_id = ?2",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, folder->id);
  valise_statement_bind_int (statement, folder->account_id);
  bind_folder (statement, folder);
  return valise_statement_run (statement, error);
}

/* A folder below itself would be nowhere. */
static gboolean
check_ancestors (ValiseStore *store, const ValiseFolder *folder, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "WITH RECURSIVE ancestor (id) AS ("
      " SELECT ?1 UNION SELECT parent_id FROM folder JOIN ancestor USING (id))"
      " SELECT count (*) FROM ancestor WHERE id = ?2",
      error);
  gint64 loops;

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_id (statement, folder->parent_id);
  valise_statement_bind_int (statement, folder->id);
  if (!valise_statement_single (statement, &loops, error))
    return FALSE;
  return loops == 0
         || valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_NEVER,
                         _ ("The folder “%s” cannot be put below itself."), folder->name);
}

static gboolean
update_folder (ValiseStore *store, ValiseFolder *folder, GError **error)
{
  g_autoptr (ValiseFolder) before = valise_folders_get (store, folder->id, error);
  g_autoptr (ValiseFolder) after = NULL;

  if (before == NULL || !check_ancestors (store, folder, error)
      || !write_folder (store, folder, error))
    return FALSE;
  if (before->parent_id == folder->parent_id && g_str_equal (before->name, folder->name))
    return TRUE;
  if (!valise_folder_paths_update (store, folder->account_id, error))
    return FALSE;
  after = valise_folders_get (store, folder->id, error);
  if (after == NULL)
    return FALSE;
  g_free (folder->path);
  folder->path = g_steal_pointer (&after->path);
  return TRUE;
}

/**
 * valise_folders_save:
 * @store: a store
 * @folder: a folder; with id 0 it is added and its id is set
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND when it was removed
 *   meanwhile, %VALISE_ERROR_USAGE when it would be below itself
 *
 * Stores everything but the counters, which are the store's own, and sets @folder's path (see
 * folder-paths.c). A new name or place changes the paths of the folders below it, too.
 *
 * Returns: whether it is stored
 */
gboolean
valise_folders_save (ValiseStore *store, ValiseFolder *folder, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_transaction_join (store, error);

  if (transaction == NULL)
    return FALSE;
  if (folder->id == 0 ? !insert_folder (store, folder, error)
                      : !update_folder (store, folder, error))
    return FALSE;
  return valise_transaction_commit (&transaction, error);
}

static const char remove_items[]
    = "DELETE FROM item WHERE id IN (SELECT id FROM item WHERE folder = ?1" VALISE_ITEMS_SLICE;
static const char forget_deleted_items[]
    = "DELETE FROM item WHERE id IN (SELECT id FROM item"
      " WHERE base_folder = ?1 AND (deleted OR folder IS NULL)" VALISE_ITEMS_SLICE;

/**
 * valise_folders_remove:
 * @store: a store
 * @id: a folder; nothing happens where there is none
 * @error: (out) (optional): where the error goes
 *
 * Removes a folder and the items in it. Folders below it move to the top level. The caller has seen
 * to pending items first; of those that were moved away from here, only the base is lost: they are
 * then new in the folder where they are.
 *
 * Returns: whether it is gone
 */
gboolean
valise_folders_remove (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_transaction_join (store, error);
  g_autoptr (ValiseStatement) statement = NULL;
  gint64 account_id;

  if (transaction == NULL)
    return FALSE;
  statement = valise_statement_get (store, "SELECT account_id FROM folder WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  return valise_statement_single (statement, &account_id, error)
         && valise_items_remove_in_slices (store, remove_items, id, error)
         && valise_items_remove_in_slices (store, forget_deleted_items, id, error)
         && valise_statement_run_with_id (store, "DELETE FROM folder WHERE id = ?1", id, error)
         && valise_folder_paths_update (store, account_id, error)
         && valise_transaction_commit (&transaction, error);
}
