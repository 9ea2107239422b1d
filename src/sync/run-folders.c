/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The folder tree: the server's is brought here, the user's settings stay. A folder that the server
 * has no more first loses its remote id only; it is removed after the pull, or after the listing
 * where the server could not tell changes, because its items may turn up elsewhere. */

#include "sync/apply.h"

#include "model/flags.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/conflicts.h"
#include "sync/folder-rules.h"

static void
take_folders (ValiseRun *run, GPtrArray *folders)
{
  g_hash_table_remove_all (run->folders);
  g_ptr_array_set_free_func (folders, NULL);
  for (guint i = 0; i < folders->len; i++)
    {
      ValiseFolder *folder = folders->pdata[i];

      g_hash_table_insert (run->folders, &folder->id, folder);
    }
}

/**
 * valise_run_load_folders:
 * @run: a run
 * @error: an error of the store
 *
 * Reads the account's folders once, so that applying an item needs no query for its folder. What
 * the user sets meanwhile takes effect on the next run.
 *
 * Returns: whether they are read
 */
gboolean
valise_run_load_folders (ValiseRun *run, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (run->store, run->account->id, error);

  if (folders == NULL)
    return FALSE;
  take_folders (run, folders);
  return TRUE;
}

/**
 * valise_run_folder:
 * @run: a run
 * @id: a folder, or 0
 *
 * Returns: (transfer none) (nullable): the folder
 */
const ValiseFolder *
valise_run_folder (ValiseRun *run, gint64 id)
{
  return g_hash_table_lookup (run->folders, &id);
}

/**
 * valise_run_folder_by_remote_id:
 * @run: a run
 * @service_id: a service
 * @remote_id: the server's id of a folder
 *
 * Returns: (transfer none) (nullable): the folder, %NULL where it is not kept here
 */
const ValiseFolder *
valise_run_folder_by_remote_id (ValiseRun *run, gint64 service_id, const char *remote_id)
{
  GHashTableIter iter;
  const ValiseFolder *folder;

  g_hash_table_iter_init (&iter, run->folders);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&folder))
    if (folder->service_id == service_id && g_strcmp0 (folder->remote_id, remote_id) == 0)
      return folder;
  return NULL;
}

static gboolean
same_folder (const ValiseFolder *folder, const ValiseRemoteFolder *remote, gint64 parent_id)
{
  return folder->parent_id == parent_id && folder->role == remote->role
         && folder->rights == remote->rights && g_str_equal (folder->name, remote->name);
}

static gboolean
save_folder (ValiseRun *run,
             gint64 service_id,
             const ValiseRemoteFolder *remote,
             GHashTable *known,
             GHashTable *ids,
             GError **error)
{
  gint64 *parent = remote->parent_id != NULL ? g_hash_table_lookup (ids, remote->parent_id) : NULL;
  gint64 parent_id = parent != NULL ? *parent : 0;
  ValiseFolder *folder = g_hash_table_lookup (known, remote->id);
  g_autoptr (ValiseFolder) created = NULL;

  if (folder == NULL)
    {
      folder = created = g_new0 (ValiseFolder, 1);
      folder->account_id = run->account->id;
      folder->service_id = service_id;
      folder->remote_id = g_strdup (remote->id);
      folder->kind = remote->kind;
      folder->role = remote->role;
      valise_folder_rules_default (folder, remote->foreign);
    }
  if (created != NULL || !same_folder (folder, remote, parent_id))
    {
      folder->parent_id = parent_id;
      folder->role = remote->role;
      folder->rights = remote->rights;
      g_free (folder->name);
      folder->name = g_strdup (remote->name);
      if (!valise_folders_save (run->store, folder, error))
        return FALSE;
    }
  g_hash_table_insert (ids, g_strdup (remote->id), g_memdup2 (&folder->id, sizeof folder->id));
  return TRUE;
}

/* Takes the remote id from the folders that were not told, so that they are removed after the pull.
 */
static gboolean
mark_vanished (ValiseRun *run, GHashTable *known, GHashTable *ids, GError **error)
{
  GHashTableIter iter;
  ValiseFolder *folder;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&folder))
    {
      if (g_hash_table_contains (ids, folder->remote_id))
        continue;
      g_clear_pointer (&folder->remote_id, g_free);
      if (!valise_folders_save (run->store, folder, error))
        return FALSE;
    }
  return TRUE;
}

static GHashTable *
known_folders (ValiseRun *run, gint64 service_id, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (run->store, run->account->id, error);
  g_autoptr (GHashTable) known = NULL;

  if (folders == NULL)
    return NULL;
  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                 (GDestroyNotify)valise_folder_free);
  g_ptr_array_set_free_func (folders, NULL);
  for (guint i = 0; i < folders->len; i++)
    {
      ValiseFolder *folder = folders->pdata[i];

      if (folder->service_id == service_id && folder->remote_id != NULL)
        g_hash_table_insert (known, g_strdup (folder->remote_id), folder);
      else
        valise_folder_free (folder);
    }
  return g_steal_pointer (&known);
}

/**
 * valise_run_folders:
 * @run: a run
 * @endpoint: a service
 * @error: an error of the remote or of the store
 *
 * Brings the folder tree of a service here in one transaction.
 *
 * Returns: whether it is here
 */
gboolean
valise_run_folders (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (GPtrArray) remote = valise_remote_folders (endpoint->remote, run->cancellable, error);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (ValiseTransaction) transaction = NULL;

  if (remote == NULL)
    return FALSE;
  transaction = valise_store_begin (run->store, error);
  if (transaction == NULL)
    return FALSE;
  known = known_folders (run, endpoint->service->id, error);
  if (known == NULL || !valise_conflicts_ensure_folders (run->store, run->account->id, error))
    return FALSE;
  for (guint i = 0; i < remote->len; i++)
    if (!save_folder (run, endpoint->service->id, remote->pdata[i], known, ids, error))
      return FALSE;
  return mark_vanished (run, known, ids, error) && valise_transaction_commit (&transaction, error)
         && valise_run_load_folders (run, error);
}

/* The server removed a folder that the item is in, here or there. What only this computer has goes
 * to Conflicts; what the user had moved into the folder goes back to where it was. */
static gboolean
leave_vanished (ValiseRun *run, const ValiseFolder *folder, ValiseItem *item, GError **error)
{
  if (item->local_only)
    {
      g_autoptr (ValiseFolder) conflicts = valise_folders_by_role (run->store, run->account->id,
                                                                   VALISE_ROLE_CONFLICTS, error);

      if (conflicts == NULL)
        return FALSE;
      item->local.folder = conflicts->id;
      return valise_items_save (run->store, item, error);
    }
  if (item->base.folder != 0 && item->base.folder != folder->id)
    {
      item->local.folder = item->base.folder;
      return valise_items_save (run->store, item, error);
    }
  if (valise_item_is_edited (item) && !item->deleted
      && !valise_apply_conflict (run, item, VALISE_CONFLICT_EDITED_HERE_GONE_THERE, 0, TRUE, error))
    return FALSE;
  return valise_items_remove (run->store, item->id, error);
}

static gboolean
remove_vanished (ValiseRun *run, const ValiseFolder *folder, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);
  g_autoptr (GPtrArray) items = NULL;

  if (transaction == NULL)
    return FALSE;
  items = valise_items_in_folder (run->store, folder->id, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!leave_vanished (run, folder, items->pdata[i], error))
      return FALSE;
  return valise_folders_remove (run->store, folder->id, error)
         && valise_transaction_commit (&transaction, error);
}

/**
 * valise_run_remove_vanished:
 * @run: a run
 * @endpoint: a service whose changes are pulled
 * @error: an error of the store
 *
 * Removes the folders that the server has no more, deepest first.
 *
 * Returns: whether they are gone
 */
gboolean
valise_run_remove_vanished (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (run->store, run->account->id, error);
  gboolean removed = FALSE;

  if (folders == NULL)
    return FALSE;
  for (guint i = folders->len; i-- > 0;)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->service_id != endpoint->service->id || folder->remote_id != NULL)
        continue;
      if (!remove_vanished (run, folder, error))
        return FALSE;
      removed = TRUE;
    }
  if (removed)
    return valise_run_load_folders (run, error);
  take_folders (run, folders);
  return TRUE;
}

static int
priority (const ValiseRun *run, const ValiseFolder *folder)
{
  if (folder->id == run->options->open_folder)
    return 0;
  switch (folder->role)
    {
    case VALISE_ROLE_INBOX:
      return 1;
    case VALISE_ROLE_TRASH:
    case VALISE_ROLE_JUNK:
      return 3;
    case VALISE_ROLE_NONE:
    case VALISE_ROLE_DRAFTS:
    case VALISE_ROLE_SENT:
    case VALISE_ROLE_ARCHIVE:
    case VALISE_ROLE_OUTBOX:
    case VALISE_ROLE_CONFLICTS:
      return 2;
    }
  return 2;
}

static int
compare_priority (gconstpointer a, gconstpointer b, gpointer run)
{
  const ValiseFolder *first = *(const ValiseFolder *const *)a;
  const ValiseFolder *second = *(const ValiseFolder *const *)b;
  int difference = priority (run, first) - priority (run, second);

  return difference != 0 ? difference : g_strcmp0 (first->path, second->path);
}

/**
 * valise_run_folders_by_priority:
 * @run: a run
 * @service_id: a service
 * @error: an error of the store
 *
 * Returns: (transfer full) (nullable) (element-type ValiseFolder): the service's folders: the open
 *   one, the Inbox, the rest, and last what people throw away
 */
GPtrArray *
valise_run_folders_by_priority (ValiseRun *run, gint64 service_id, GError **error)
{
  GPtrArray *folders = valise_folders_list (run->store, run->account->id, error);

  if (folders == NULL)
    return NULL;
  for (guint i = folders->len; i-- > 0;)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->service_id != service_id || folder->remote_id == NULL)
        g_ptr_array_remove_index (folders, i);
    }
  g_ptr_array_sort_with_data (folders, compare_priority, run);
  return folders;
}
