/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conflicts that wait for their owner. They outlive the items that they tell of. */

#include "store/conflicts.h"

#include <glib/gi18n-lib.h>

#include "store/statement.h"

/* Who it is from is what the item says as long as there is one: it is not kept twice. Of the other
 * kinds the sender is something else, such as a contact's address. */
#define CONFLICT_WHO                                                                               \
  "(SELECT sender FROM item WHERE item.id = coalesce (item_id, copy_id)"                           \
  " AND item.kind IN (0, 1))"

#define CONFLICT_SELECT                                                                            \
  "SELECT id, account_id, kind, reason, item_id, copy_id, announcement_id, folder_id,"             \
  " folder_path, title, local_at, remote_at, at, base_content, " CONFLICT_WHO " FROM conflict "

static gpointer
read_conflict (ValiseStatement *statement)
{
  ValiseConflict *conflict = g_new0 (ValiseConflict, 1);

  conflict->id = valise_statement_read_int (statement);
  conflict->account_id = valise_statement_read_int (statement);
  conflict->kind = (ValiseKind)valise_statement_read_int (statement);
  conflict->reason = (ValiseConflictReason)valise_statement_read_int (statement);
  conflict->item_id = valise_statement_read_int (statement);
  conflict->copy_id = valise_statement_read_int (statement);
  conflict->announcement_id = valise_statement_read_int (statement);
  conflict->folder_id = valise_statement_read_int (statement);
  conflict->folder_path = valise_statement_read_text (statement);
  conflict->title = valise_statement_read_text (statement);
  conflict->local_at = valise_statement_read_int (statement);
  conflict->remote_at = valise_statement_read_int (statement);
  conflict->at = valise_statement_read_int (statement);
  conflict->base_content = valise_statement_read_int (statement);
  conflict->who = valise_statement_read_text (statement);
  return conflict;
}

/**
 * valise_conflicts_add:
 * @store: a store
 * @conflict: a conflict; its id is set. Its @who is that of its item
 * @error: (out) (optional): where the error goes
 *
 * Belongs in the transaction that stores the server's version and the copy of the local one.
 *
 * Returns: whether it is stored
 */
gboolean
valise_conflicts_add (ValiseStore *store, ValiseConflict *conflict, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "INSERT INTO conflict (account_id, kind, reason, item_id, copy_id, announcement_id,"
      " folder_id, folder_path, title, local_at, remote_at, at, base_content)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, conflict->account_id);
  valise_statement_bind_int (statement, conflict->kind);
  valise_statement_bind_int (statement, conflict->reason);
  valise_statement_bind_id (statement, conflict->item_id);
  valise_statement_bind_id (statement, conflict->copy_id);
  valise_statement_bind_id (statement, conflict->announcement_id);
  valise_statement_bind_id (statement, conflict->folder_id);
  valise_statement_bind_text (statement, conflict->folder_path);
  valise_statement_bind_text (statement, conflict->title);
  valise_statement_bind_int (statement, conflict->local_at);
  valise_statement_bind_int (statement, conflict->remote_at);
  valise_statement_bind_int (statement, conflict->at);
  valise_statement_bind_id (statement, conflict->base_content);
  return valise_statement_single (statement, &conflict->id, error);
}

/**
 * valise_conflicts_list:
 * @store: a store
 * @account_id: an account; 0 for all
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseConflict): its conflicts, oldest first
 */
GPtrArray *
valise_conflicts_list (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, CONFLICT_SELECT "WHERE ?1 IN (0, account_id) ORDER BY at, id", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  return valise_statement_collect (statement, read_conflict, (GDestroyNotify)valise_conflict_free,
                                   error);
}

/**
 * valise_conflicts_get:
 * @store: a store
 * @id: a conflict
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the conflict
 */
ValiseConflict *
valise_conflicts_get (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, CONFLICT_SELECT "WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, id);
  return valise_statement_collect_one (statement, read_conflict, _ ("There is no such conflict."),
                                       error);
}

/**
 * valise_conflicts_remove:
 * @store: a store
 * @id: a conflict; nothing happens where there is none
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether it is gone
 */
gboolean
valise_conflicts_remove (ValiseStore *store, gint64 id, GError **error)
{
  return valise_statement_run_with_id (store, "DELETE FROM conflict WHERE id = ?1", id, error);
}

/**
 * valise_conflicts_count:
 * @store: a store
 * @account_id: an account; 0 for all
 * @count: (out): how many conflicts wait
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether they could be counted
 */
gboolean
valise_conflicts_count (ValiseStore *store, gint64 account_id, gint64 *count, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT count (*) FROM conflict WHERE ?1 IN (0, account_id)", error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, account_id);
  return valise_statement_single (statement, count, error);
}
