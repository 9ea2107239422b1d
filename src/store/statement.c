/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Prepared statements, kept for the life of the connection under their SQL. All SQL of the store is
 * written down in the source, so that the cache has a natural bound. A statement that is in use is
 * marked: who asks for the same SQL meanwhile (a loop within a loop) gets one of its own.
 *
 * Releasing resets: a statement left standing on a row would keep its read transaction open, and
 * with it the write-ahead log from being written back. */

#include "store/statement.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/store-private.h"

struct _ValiseStatement
{
  ValiseStore *store;
  sqlite3_stmt *stmt;
  gboolean cached;
  gboolean borrowed;
  int parameters; /* bound so far */
  int columns;    /* read so far of the current row */
  int trouble;    /* the first result of a bind that was not OK */
};

static ValiseStatement *
prepare (ValiseStore *store, const char *sql, GError **error)
{
  ValiseStatement *statement;
  sqlite3_stmt *stmt = NULL;
  int result = sqlite3_prepare_v3 (store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);

  if (result != SQLITE_OK)
    {
      valise_store_fail (store, result, error);
      return NULL;
    }
  statement = g_new0 (ValiseStatement, 1);
  statement->store = store;
  statement->stmt = stmt;
  return statement;
}

/**
 * valise_statement_get:
 * @store: a store
 * @sql: one statement, a literal: it is the key of the cache
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable): the statement, ready to be bound; given back with
 *   valise_statement_release()
 */
ValiseStatement *
valise_statement_get (ValiseStore *store, const char *sql, GError **error)
{
  ValiseStatement *statement = g_hash_table_lookup (store->statements, sql);

  g_assert (store->thread == g_thread_self ());
  if (statement == NULL)
    {
      statement = prepare (store, sql, error);
      if (statement == NULL)
        return NULL;
      statement->cached = TRUE;
      g_hash_table_insert (store->statements, (gpointer)sqlite3_sql (statement->stmt), statement);
    }
  else if (statement->borrowed)
    {
      statement = prepare (store, sql, error);
      if (statement == NULL)
        return NULL;
    }
  statement->borrowed = TRUE;
  return statement;
}

/**
 * valise_statement_release:
 * @statement: (transfer full) (nullable): a statement
 *
 * Resets the statement and gives it back to the cache.
 */
void
valise_statement_release (ValiseStatement *statement)
{
  if (statement == NULL)
    return;
  if (!statement->cached)
    {
      valise_statement_free (statement);
      return;
    }
  sqlite3_reset (statement->stmt);
  sqlite3_clear_bindings (statement->stmt);
  statement->borrowed = FALSE;
  statement->parameters = 0;
  statement->columns = 0;
  statement->trouble = SQLITE_OK;
}

/**
 * valise_statement_free:
 * @statement: (transfer full): a statement
 *
 * For the cache itself: the end of the statement.
 */
void
valise_statement_free (ValiseStatement *statement)
{
  sqlite3_finalize (statement->stmt);
  g_free (statement);
}

static void
note_bind (ValiseStatement *statement, int result)
{
  if (statement->trouble == SQLITE_OK)
    statement->trouble = result;
}

/**
 * valise_statement_bind_int:
 * @statement: a statement
 * @value: the value of the next parameter
 *
 * What goes wrong with a bind is told by the step that follows.
 */
void
valise_statement_bind_int (ValiseStatement *statement, gint64 value)
{
  note_bind (statement, sqlite3_bind_int64 (statement->stmt, ++statement->parameters, value));
}

/**
 * valise_statement_bind_id:
 * @statement: a statement
 * @id: the id of a row; 0, which stands for none, becomes NULL
 */
void
valise_statement_bind_id (ValiseStatement *statement, gint64 id)
{
  if (id != 0)
    valise_statement_bind_int (statement, id);
  else
    note_bind (statement, sqlite3_bind_null (statement->stmt, ++statement->parameters));
}

/**
 * valise_statement_bind_text:
 * @statement: a statement
 * @text: (nullable): the text, which must live until the statement is released
 */
void
valise_statement_bind_text (ValiseStatement *statement, const char *text)
{
  note_bind (statement,
             sqlite3_bind_text (statement->stmt, ++statement->parameters, text, -1, SQLITE_STATIC));
}

/**
 * valise_statement_bind_bytes:
 * @statement: a statement
 * @bytes: the bytes, which must live until the statement is released
 */
void
valise_statement_bind_bytes (ValiseStatement *statement, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  note_bind (statement, sqlite3_bind_blob64 (statement->stmt, ++statement->parameters,
                                             size > 0 ? data : "", size, SQLITE_STATIC));
}

/**
 * valise_statement_bind_zeros:
 * @statement: a statement
 * @size: how many zero bytes to put there, to be written over later
 */
void
valise_statement_bind_zeros (ValiseStatement *statement, gsize size)
{
  note_bind (statement, sqlite3_bind_zeroblob64 (statement->stmt, ++statement->parameters, size));
}

/**
 * valise_statement_next:
 * @statement: a statement
 * @row: (out): whether it stands on a row now; %FALSE at the end
 * @error: (out) (optional): where the error goes
 *
 * A change is done for good, as far as the statement goes, only when the end was reached: a row
 * that RETURNING gives may come before the automatic commit has failed.
 *
 * Returns: whether the step went through
 */
gboolean
valise_statement_next (ValiseStatement *statement, gboolean *row, GError **error)
{
  ValiseStore *store = statement->store;
  int result;

  *row = FALSE;
  statement->columns = 0;
  if (statement->trouble != SQLITE_OK)
    return valise_store_fail (store, statement->trouble, error);
  /* After a full disk SQLite may have rolled back by itself; nothing may slip out of the
   * transaction that it was meant for. */
  if (store->in_transaction && sqlite3_get_autocommit (store->db))
    return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT,
                        VALISE_REMEDY_RETRY_LATER,
                        _ ("The change was not stored, because a step before it failed."));
  result = sqlite3_step (statement->stmt);
  *row = result == SQLITE_ROW;
  return result == SQLITE_ROW || result == SQLITE_DONE || valise_store_fail (store, result, error);
}

/**
 * valise_statement_run:
 * @statement: a statement
 * @error: (out) (optional): where the error goes
 *
 * Goes on to the end; rows are passed over.
 *
 * Returns: whether the end was reached
 */
gboolean
valise_statement_run (ValiseStatement *statement, GError **error)
{
  gboolean row;

  do
    if (!valise_statement_next (statement, &row, error))
      return FALSE;
  while (row);
  return TRUE;
}

/**
 * valise_statement_run_with_id:
 * @store: a store
 * @sql: a statement whose only parameter is an id
 * @id: the id
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether it went through
 */
gboolean
valise_statement_run_with_id (ValiseStore *store, const char *sql, gint64 id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, sql, error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  return valise_statement_run (statement, error);
}

/**
 * valise_statement_single:
 * @statement: a statement
 * @value: (out): the first column of the first row; 0 where there is no row
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether the end was reached
 */
gboolean
valise_statement_single (ValiseStatement *statement, gint64 *value, GError **error)
{
  gboolean row;

  *value = 0;
  if (!valise_statement_next (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *value = valise_statement_read_int (statement);
  return valise_statement_run (statement, error);
}

/**
 * valise_statement_collect:
 * @statement: a statement
 * @read: makes a record from a row
 * @destroy: frees a record
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer container) (nullable): all rows; %NULL on failure
 */
GPtrArray *
valise_statement_collect (ValiseStatement *statement,
                          ValiseRowFunc read,
                          GDestroyNotify destroy,
                          GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (destroy);
  gboolean row;

  while (TRUE)
    {
      if (!valise_statement_next (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, read (statement));
    }
}

/**
 * valise_statement_require:
 * @statement: a statement
 * @missing: the sentence for the user where there is no row
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND without a row
 *
 * Returns: whether it stands on a row now
 */
gboolean
valise_statement_require (ValiseStatement *statement, const char *missing, GError **error)
{
  gboolean row;

  if (!valise_statement_next (statement, &row, error))
    return FALSE;
  return row
         || valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                         "%s", missing);
}

/**
 * valise_statement_collect_one:
 * @statement: a statement
 * @read: makes a record from a row
 * @missing: the sentence for the user where there is no row
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND without a row
 *
 * Returns: (transfer full) (nullable): the record of the first row
 */
gpointer
valise_statement_collect_one (ValiseStatement *statement,
                              ValiseRowFunc read,
                              const char *missing,
                              GError **error)
{
  return valise_statement_require (statement, missing, error) ? read (statement) : NULL;
}

/**
 * valise_statement_read_int:
 * @statement: a statement that stands on a row
 *
 * Returns: the next column; 0 for NULL
 */
gint64
valise_statement_read_int (ValiseStatement *statement)
{
  return sqlite3_column_int64 (statement->stmt, statement->columns++);
}

/**
 * valise_statement_read_text:
 * @statement: a statement that stands on a row
 *
 * Returns: (transfer full) (nullable): the next column; %NULL for NULL
 */
char *
valise_statement_read_text (ValiseStatement *statement)
{
  return g_strdup ((const char *)sqlite3_column_text (statement->stmt, statement->columns++));
}
