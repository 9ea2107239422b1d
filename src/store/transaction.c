/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Write transactions. They take the write lock at once (BEGIN IMMEDIATE), so that what is read
 * inside is still true when it is written; readers are not held up by that (WAL).
 *
 * A function of the store that writes joins the caller's transaction, or makes one for itself.
 * Where it fails half-way, the caller's transaction is doomed: it can be rolled back, but not
 * committed. A function that fails before it has written anything, because of the item that it was
 * given, dooms nothing. */

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/statement.h"
#include "store/store-private.h"

struct _ValiseTransaction
{
  ValiseStore *store;
  gboolean joined;       /* a part of a transaction that somebody else commits */
  gint64 changes_before; /* rows changed by this connection until the part began */
};

static gboolean
run (ValiseStore *store, const char *sql, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, sql, error);

  return statement != NULL && valise_statement_run (statement, error);
}

/**
 * valise_store_begin:
 * @store: a store
 * @error: (out) (optional): where the error goes
 *
 * Begins a write transaction; waits for another writer some seconds. It must not span a network
 * call. What went wrong with a single item (its scope says so) leaves the transaction as it was;
 * after any other error the only way on is to roll back.
 *
 * Returns: (transfer full) (nullable): the transaction
 */
ValiseTransaction *
valise_store_begin (ValiseStore *store, GError **error)
{
  ValiseTransaction *transaction;

  g_return_val_if_fail (!store->in_transaction, NULL);
  if (!run (store, "BEGIN IMMEDIATE", error))
    return NULL;
  store->in_transaction = TRUE;
  store->doomed = FALSE;
  store->first_content = 0;
  transaction = g_new0 (ValiseTransaction, 1);
  transaction->store = store;
  return transaction;
}

/**
 * valise_transaction_join:
 * @store: a store
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable): a part of the open transaction, or one of its own
 */
ValiseTransaction *
valise_transaction_join (ValiseStore *store, GError **error)
{
  ValiseTransaction *transaction;

  if (!store->in_transaction)
    return valise_store_begin (store, error);
  transaction = g_new0 (ValiseTransaction, 1);
  transaction->store = store;
  transaction->joined = TRUE;
  transaction->changes_before = sqlite3_total_changes64 (store->db);
  return transaction;
}

/* Contents that were put in this transaction and that no item came to refer to. */
static gboolean
drop_unused_contents (ValiseStore *store, GError **error)
{
  g_autoptr (ValiseStatement) statement = NULL;

  if (store->first_content == 0)
    return TRUE;
  statement = valise_statement_get (
      store, "DELETE FROM content WHERE id IN (SELECT id FROM unused_content WHERE id >= ?1)",
      error);
  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, store->first_content);
  return valise_statement_run (statement, error);
}

/**
 * valise_store_update_search:
 * @store: a store, in a transaction
 * @error: (out) (optional): where the error goes
 *
 * Works off what triggers have noted in search_todo. The commit does so; who changes very many
 * items in one transaction does it now and then. Most changes are none of what people search for.
 *
 * Returns: whether the search index is in step with the items
 */
gboolean
valise_store_update_search (ValiseStore *store, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT EXISTS (SELECT 1 FROM search_todo)", error);
  gint64 todo;

  if (statement == NULL || !valise_statement_single (statement, &todo, error))
    return FALSE;
  if (!todo)
    return TRUE;
  return run (store,
              "INSERT INTO search (search, rowid, title, people, text)"
              " SELECT 'delete', id, title, people, text FROM search_todo WHERE entry",
              error)
         && run (store,
                 "INSERT INTO search (rowid, title, people, text)"
                 " SELECT s.id, s.title, s.people, s.text"
                 " FROM search_todo AS todo CROSS JOIN search_source AS s ON s.id = todo.id",
                 error)
         && run (store, "DELETE FROM search_todo", error);
}

static gboolean
commit (ValiseStore *store, GError **error)
{
  if (store->doomed || sqlite3_get_autocommit (store->db))
    return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT,
                        VALISE_REMEDY_RETRY_LATER,
                        _ ("Nothing was stored, because a part of the change failed."));
  return drop_unused_contents (store, error) && valise_store_update_search (store, error)
         && run (store, "COMMIT", error);
}

/**
 * valise_transaction_commit:
 * @transaction: (inout): the transaction; %NULL afterwards in any case
 * @error: (out) (optional): where the error goes
 *
 * When it returns, the change is on the disk: it survives a crash and a power cut. When it fails,
 * everything was rolled back.
 *
 * Returns: whether it is committed
 */
gboolean
valise_transaction_commit (ValiseTransaction **transaction, GError **error)
{
  g_autoptr (ValiseTransaction) ending = g_steal_pointer (transaction);
  ValiseStore *store = ending->store;

  if (!ending->joined && !commit (store, error))
    return FALSE;
  store->in_transaction = ending->joined;
  ending->store = NULL;
  return TRUE;
}

/**
 * valise_transaction_free:
 * @transaction: (transfer full) (nullable): a transaction
 *
 * Rolls it back.
 */
void
valise_transaction_free (ValiseTransaction *transaction)
{
  ValiseStore *store;

  if (transaction == NULL)
    return;
  store = transaction->store;
  if (store != NULL && transaction->joined)
    store->doomed |= sqlite3_total_changes64 (store->db) != transaction->changes_before;
  else if (store != NULL)
    {
      /* SQLite may have rolled back by itself, and a rollback does not fail otherwise. */
      if (!sqlite3_get_autocommit (store->db))
        sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
      store->in_transaction = FALSE;
    }
  g_free (transaction);
}
