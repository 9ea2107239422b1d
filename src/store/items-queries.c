/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Items by what sync looks for. Each query has an index of its own order; where SQLite would choose
 * another one, the query names it. */

#include "store/items.h"

#include <string.h>

#include "store/items-private.h"

/**
 * valise_items_bind_after:
 * @statement: a statement whose next two parameters are a date and an id
 * @after: (nullable): the last item of the page before
 */
void
valise_items_bind_after (ValiseStatement *statement, const ValiseItem *after)
{
  valise_statement_bind_int (statement, after != NULL ? after->summary.date : G_MAXINT64);
  valise_statement_bind_int (statement, after != NULL ? after->id : G_MAXINT64);
}

/**
 * valise_items_by_remote_id:
 * @store: a store
 * @service_id: a service
 * @remote_id: the server's id of an item
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): that item, once for each folder
 *   that it is filed in
 */
GPtrArray *
valise_items_by_remote_id (ValiseStore *store,
                           gint64 service_id,
                           const char *remote_id,
                           GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, VALISE_ITEM_SELECT "WHERE service_id = ?1 AND remote_id = ?2", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, service_id);
  valise_statement_bind_text (statement, remote_id);
  return valise_items_collect (statement, error);
}

/**
 * valise_items_by_uid:
 * @store: a store
 * @account_id: an account
 * @uid: a Message-ID without <>, or a UID
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): the account's items with it
 */
GPtrArray *
valise_items_by_uid (ValiseStore *store, gint64 account_id, const char *uid, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, VALISE_ITEM_SELECT "WHERE account_id = ?1 AND uid = ?2", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  valise_statement_bind_text (statement, uid);
  return valise_items_collect (statement, error);
}

/**
 * valise_items_remote_ids:
 * @store: a store
 * @folder_id: a folder
 * @error: (out) (optional): where the error goes
 *
 * What the server had in a folder when we last agreed: to be compared with a listing.
 *
 * Returns: (transfer full) (nullable): the server's ids, each with the address of a #gint64, the
 *   item's id
 */
GHashTable *
valise_items_remote_ids (ValiseStore *store, gint64 folder_id, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT remote_id, id FROM item WHERE base_folder = ?1 AND remote_id IS NOT NULL",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, folder_id);
  while (TRUE)
    {
      g_autofree char *remote_id = NULL;
      gint64 id;

      if (!valise_statement_next (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      remote_id = valise_statement_read_text (statement);
      id = valise_statement_read_int (statement);
      g_hash_table_insert (ids, g_steal_pointer (&remote_id), g_memdup2 (&id, sizeof id));
    }
}

/**
 * valise_items_in_folder:
 * @store: a store
 * @folder_id: a folder
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): the items that are in it here or
 *   were in it on the server, those only on this computer and deleted ones included
 */
GPtrArray *
valise_items_in_folder (ValiseStore *store, gint64 folder_id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, VALISE_ITEM_SELECT "WHERE folder = ?1 OR base_folder = ?1 ORDER BY id", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, folder_id);
  return valise_items_collect (statement, error);
}

/**
 * valise_items_pending:
 * @store: a store
 * @account_id: an account
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ids of the items with unsent
 *   changes, in the order of their last edits
 */
GArray *
valise_items_pending (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT id FROM item WHERE account_id = ?1 AND pending ORDER BY edited_at, id", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  while (TRUE)
    {
      gint64 id;

      if (!valise_statement_next (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      id = valise_statement_read_int (statement);
      g_array_append_val (ids, id);
    }
}

/* Counts come in pairs. */
static gboolean
read_pair (ValiseStatement *statement, gint64 *first, gint64 *second, GError **error)
{
  gboolean row;

  if (!valise_statement_next (statement, &row, error))
    return FALSE;
  *first = valise_statement_read_int (statement);
  *second = valise_statement_read_int (statement);
  return TRUE;
}

/**
 * valise_items_retry_refused:
 * @store: a store
 * @account_id: an account
 * @error: (out) (optional): where the error goes
 *
 * Makes what the server refused wait to be sent again, as if it had not been tried: a refusal says
 * that nothing was done. A deletion that was refused does not wait: its item is back, and keeps its
 * mark until the user has seen it.
 *
 * Returns: whether that is stored
 */
gboolean
valise_items_retry_refused (ValiseStore *store, gint64 account_id, GError **error)
{
  return valise_statement_run_with_id (
      store,
      "UPDATE item SET error = NULL, sent_seq = 0, sent_content = NULL"
      " WHERE pending AND account_id = ?1 AND error IS NOT NULL AND sent_seq = edit_seq",
      account_id, error);
}

/**
 * valise_items_count_pending:
 * @store: a store
 * @account_id: an account; 0 for all
 * @pending: (out): how many items have unsent changes
 * @refused: (out): of how many items the server refused the last change
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether they could be counted
 */
gboolean
valise_items_count_pending (
    ValiseStore *store, gint64 account_id, gint64 *pending, gint64 *refused, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT (SELECT count (*) FROM item INDEXED BY item_pending"
      "        WHERE pending AND ?1 IN (0, account_id)),"
      "       (SELECT count (*) FROM item INDEXED BY item_error"
      "        WHERE error IS NOT NULL AND NOT local_only AND ?1 IN (0, account_id))",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, account_id);
  return read_pair (statement, pending, refused, error);
}

/**
 * valise_items_find_refused:
 * @store: a store
 * @account_id: an account; 0 for all
 * @item_id: (out): the item whose refused change is the oldest; 0 none
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether it could be looked for
 */
gboolean
valise_items_find_refused (ValiseStore *store, gint64 account_id, gint64 *item_id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT coalesce ((SELECT id FROM item INDEXED BY item_error WHERE error IS NOT NULL"
      " AND NOT deleted AND NOT local_only AND ?1 IN (0, account_id) ORDER BY edited_at, id LIMIT "
      "1), 0)",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, account_id);
  return valise_statement_single (statement, item_id, error);
}

/**
 * valise_items_count_mass_deletions:
 * @store: a store
 * @account_id: an account
 * @above: this many in one folder are none
 * @share: the part of a folder that is none either: 10 for a tenth
 * @count: (out): how many items of the server are to be deleted from folders in which they are more
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether they could be counted
 */
gboolean
valise_items_count_mass_deletions (ValiseStore *store,
                                   gint64 account_id,
                                   gint64 above,
                                   gint64 share,
                                   gint64 *count,
                                   GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT coalesce (sum (n), 0) FROM"
      " (SELECT base_folder AS place, count (*) AS n FROM item INDEXED BY item_pending"
      "  WHERE pending AND account_id = ?1 AND deleted GROUP BY base_folder)"
      " JOIN folder ON folder.id = place WHERE n > max (?2, (n + total) / ?3)",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, account_id);
  valise_statement_bind_int (statement, above);
  valise_statement_bind_int (statement, share);
  return valise_statement_single (statement, count, error);
}

/**
 * valise_items_wanted:
 * @store: a store
 * @folder_id: a folder
 * @depth: how deeply the folder's contents are to be kept; signed and encrypted mail is wanted in
 *   full at any depth
 * @limit: how many to return at most
 * @after: (nullable): the last item of the page before
 * @error: (out) (optional): where the error goes
 *
 * Only items that the server has are wanted, and none that the user deleted.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): a page of them, newest first
 */
GPtrArray *
valise_items_wanted (ValiseStore *store,
                     gint64 folder_id,
                     ValiseDepth depth,
                     guint limit,
                     const ValiseItem *after,
                     GError **error)
{
  const char *sql = depth == VALISE_DEPTH_FULL ? VALISE_ITEM_SELECT
                        "INDEXED BY item_lacks_full"
                        " WHERE folder = ?1 AND lacks_full AND (date, id) < (?2, ?3)"
                        " ORDER BY date DESC, id DESC LIMIT ?4"
                                               : VALISE_ITEM_SELECT
                        "INDEXED BY item_lacks_text"
                        " WHERE folder = ?1 AND lacks_text AND (date, id) < (?2, ?3)"
                        " ORDER BY date DESC, id DESC LIMIT ?4";
  g_autoptr (ValiseStatement) statement = NULL;

  if (depth == VALISE_DEPTH_NONE)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
  statement = valise_statement_get (store, sql, error);
  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, folder_id);
  valise_items_bind_after (statement, after);
  valise_statement_bind_int (statement, limit);
  return valise_items_collect (statement, error);
}

/**
 * valise_items_count_wanted:
 * @store: a store
 * @folder_id: a folder
 * @depth: as with valise_items_wanted()
 * @count: (out): how many items are wanted
 * @bytes: (out): how large they are on the server, as far as known
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether they could be counted
 */
gboolean
valise_items_count_wanted (ValiseStore *store,
                           gint64 folder_id,
                           ValiseDepth depth,
                           gint64 *count,
                           gint64 *bytes,
                           GError **error)
{
  const char *sql = depth == VALISE_DEPTH_FULL
                        ? "SELECT count (*), sum (size) FROM item INDEXED BY item_lacks_full"
                          " WHERE folder = ?1 AND lacks_full"
                        : "SELECT count (*), sum (size) FROM item INDEXED BY item_lacks_text"
                          " WHERE folder = ?1 AND lacks_text";
  g_autoptr (ValiseStatement) statement = NULL;

  *count = *bytes = 0;
  if (depth == VALISE_DEPTH_NONE)
    return TRUE;
  statement = valise_statement_get (store, sql, error);
  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, folder_id);
  return read_pair (statement, count, bytes, error);
}

/**
 * valise_items_has_too_deep:
 * @store: a store
 * @folder_id: a folder
 * @has: (out): whether there are messages that are kept in full although text would do
 * @error: (out) (optional): where the error goes
 *
 * Also counts those that cannot be cut yet, because they have unsent changes.
 *
 * Returns: whether it could be looked for
 */
gboolean
valise_items_has_too_deep (ValiseStore *store, gint64 folder_id, gboolean *has, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT EXISTS (SELECT 1 FROM item INDEXED BY item_folder"
      " WHERE folder = ?1 AND " VALISE_ITEM_IS_TOO_DEEP ")",
      error);
  gint64 found;

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, folder_id);
  if (!valise_statement_single (statement, &found, error))
    return FALSE;
  *has = found != 0;
  return TRUE;
}

/**
 * valise_items_shrinkable:
 * @store: a store
 * @folder_id: a folder
 * @limit: how many to return at most
 * @after_id: the last item of the page before; 0 for the first page
 * @error: (out) (optional): where the error goes
 *
 * Messages that are kept in full although text would do: see VALISE_ITEM_IS_SHRINKABLE.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): a page of them, by id
 */
GPtrArray *
valise_items_shrinkable (
    ValiseStore *store, gint64 folder_id, guint limit, gint64 after_id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      VALISE_ITEM_SELECT "INDEXED BY item_folder"
                         " WHERE folder = ?1 AND id > ?2 AND " VALISE_ITEM_IS_SHRINKABLE
                         " ORDER BY id LIMIT ?3",
      error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, folder_id);
  valise_statement_bind_int (statement, after_id);
  valise_statement_bind_int (statement, limit);
  return valise_items_collect (statement, error);
}
