/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store: everything that Valise keeps, in one SQLite database. This is the only folder that
 * knows SQLite; one file holds one table family:
 *
 *   store.c transaction.c statement.c sqlite-error.c migrate.c   connection
 *   accounts.c folders.c folder-paths.c items.c items-queries.c contents.c content-bytes.c
 *   conflicts.c                                                  tables
 *   browse.c listing.c found.c                                   what lists show and search finds
 *   check.c                                                      check and repair
 *   schema/NNN.sql                                               tables, triggers, indexes
 *
 * What can be derived is kept right by the database itself: a generated column says whether an item
 * is pending, triggers count a folder's items, note what the search index has to take in and remove
 * contents that nothing refers to. So a crash cannot part them, and no writer can forget them.
 * Lists and work queues are read through indexes that have the very order that is asked for: what a
 * page costs does not depend on the size of the folder.
 *
 * Durability: every commit is synced to the disk (synchronous=FULL), an edit of the user as well as
 * a page of a run, because the mark that a push was started must not be forgotten while the push
 * itself was not. A run commits in batches, so that this costs some milliseconds per hundred items.
 *
 * One connection belongs to one thread. Readers and the one writer do not wait for each other
 * (WAL); writers wait for each other some seconds. */

#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "model/error.h"
#include "store/statement.h"
#include "store/store-private.h"

#define DATABASE "valise.db"
#define BUSY_TIMEOUT_MS 10000

/* Opening may create and migrate, which two threads of one process must not do at once: closing a
 * file drops the process' locks on it (POSIX), also those of the other thread. */
static GMutex opening;

/* A new database file that only its owner can read, from the first byte on. SQLite gives its side
 * files the same mode. */
static gboolean
create_file (const char *dir, const char *path, GError **error)
{
  int fd;

  if (g_mkdir_with_parents (dir, 0700) != 0)
    return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The folder %s cannot be made (%s). Make it yourself, writable for you, "
                           "and try again."),
                        dir, g_strerror (errno));
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    return g_close (fd, error);
  if (errno == EEXIST)
    return TRUE;
  return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                      _ ("%s cannot be made (%s). Check that its folder is yours and that there is "
                         "space left."),
                      path, g_strerror (errno));
}

/* Layout first: it can be chosen only while the file is empty. What SQLite notes to be able to undo
 * a single statement stays in memory, for files would cost a third more time: so no statement may
 * change a whole table at once (see valise_items_remove_in_slices()). */
static gboolean
configure (ValiseStore *store, GError **error)
{
  return valise_store_exec (store,
                            "PRAGMA page_size = 8192;"
                            "PRAGMA auto_vacuum = INCREMENTAL;"
                            "PRAGMA journal_mode = WAL;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA foreign_keys = ON;"
                            "PRAGMA secure_delete = FAST;"
                            "PRAGMA temp_store = MEMORY;"
                            "PRAGMA cache_size = -12288;"
                            "PRAGMA journal_size_limit = 8388608;",
                            error);
}

/* A newer database stays as it is to the last byte: not even its log is written back. */
static gboolean
check_version (ValiseStore *store, GError **error)
{
  if (valise_store_refuse_newer (store, error))
    return TRUE;
  sqlite3_db_config (store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return FALSE;
}

static gboolean
set_up (ValiseStore *store, const char *dir, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&opening);
  int result;

  if (!create_file (dir, store->path, error))
    return FALSE;
  result = sqlite3_open_v2 (store->path, &store->db, SQLITE_OPEN_READWRITE, NULL);
  if (result != SQLITE_OK)
    return valise_store_fail (store, result, error);
  sqlite3_extended_result_codes (store->db, 1);
  sqlite3_busy_timeout (store->db, BUSY_TIMEOUT_MS);
  result = valise_listing_add_functions (store->db);
  if (result != SQLITE_OK)
    return valise_store_fail (store, result, error);
  return check_version (store, error) && configure (store, error)
         && valise_store_migrate (store, error);
}

/**
 * valise_store_open:
 * @dir: the folder of the data, made (0700) where it does not exist
 * @error: (out) (optional): where the error goes: %VALISE_ERROR_STORAGE when this computer does not
 *   let us, %VALISE_ERROR_CORRUPT, %VALISE_ERROR_NEWER
 *
 * Opens a connection for the calling thread, and creates or migrates the database where needed.
 *
 * Returns: (transfer full) (nullable): the store
 */
ValiseStore *
valise_store_open (const char *dir, GError **error)
{
  g_autoptr (ValiseStore) store = g_new0 (ValiseStore, 1);

  store->path = g_build_filename (dir, DATABASE, NULL);
  store->thread = g_thread_self ();
  store->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify)valise_statement_free);
  return set_up (store, dir, error) ? g_steal_pointer (&store) : NULL;
}

/**
 * valise_store_close:
 * @store: (transfer full) (nullable): a store without an open transaction
 */
void
valise_store_close (ValiseStore *store)
{
  if (store == NULL)
    return;
  g_warn_if_fail (!store->in_transaction);
  g_hash_table_unref (store->statements);
  sqlite3_close (store->db);
  g_free (store->path);
  g_free (store);
}

/**
 * valise_store_data_version:
 * @store: a store
 *
 * Returns: a number that grows with every change of the database, through whatever connection and
 *   of whatever process; only good to be compared with an earlier one of the same @store
 */
gint64
valise_store_data_version (ValiseStore *store)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, "PRAGMA data_version", NULL);
  gint64 others = 0;

  if (statement != NULL && !valise_statement_single (statement, &others, NULL))
    others = 0;
  return others + sqlite3_total_changes64 (store->db);
}

static gboolean
count_free_pages (ValiseStore *store, gint64 *pages, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, "PRAGMA freelist_count",
                                                                error);

  return statement != NULL && valise_statement_single (statement, pages, error);
}

/**
 * valise_store_reclaim:
 * @store: a store without an open transaction
 * @pages: how many pages to give back at most, so that other writers do not wait for long
 * @more: (out): whether there is more to give back
 * @error: (out) (optional): where the error goes
 *
 * Gives the space of removed contents back to the file system.
 *
 * Returns: whether that went through
 */
gboolean
valise_store_reclaim (ValiseStore *store, guint pages, gboolean *more, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA incremental_vacuum (%u)", MAX (pages, 1));
  gint64 left;

  *more = FALSE;
  if (!valise_store_exec (store, sql, error) || !count_free_pages (store, &left, error))
    return FALSE;
  *more = left > 0;
  return TRUE;
}

static gpointer
read_setting (ValiseStatement *statement)
{
  return valise_statement_read_text (statement);
}

/**
 * valise_store_get_setting:
 * @store: a store
 * @key: the name of the setting
 * @error: (out) (optional): where the error goes; not set where the setting was never set
 *
 * Returns: (transfer full) (nullable): the value; %NULL where it was never set, or on failure
 */
char *
valise_store_get_setting (ValiseStore *store, const char *key, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT value FROM setting WHERE key = ?1", error);
  g_autoptr (GPtrArray) values = NULL;

  if (statement == NULL)
    return NULL;
  valise_statement_bind_text (statement, key);
  values = valise_statement_collect (statement, read_setting, g_free, error);
  return values != NULL && values->len > 0 ? g_strdup (values->pdata[0]) : NULL;
}

/**
 * valise_store_set_setting:
 * @store: a store
 * @key: the name of the setting
 * @value: (nullable): its value; %NULL forgets it
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether it is stored
 */
gboolean
valise_store_set_setting (ValiseStore *store, const char *key, const char *value, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      value != NULL ? "INSERT INTO setting (key, value) VALUES (?1, ?2)"
                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                    : "DELETE FROM setting WHERE key = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_text (statement, key);
  if (value != NULL)
    valise_statement_bind_text (statement, value);
  return valise_statement_run (statement, error);
}
