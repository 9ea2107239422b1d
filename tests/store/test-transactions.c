/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All or nothing: after a rollback, a full disk and a killed process, and as seen by others. */

#include "fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/error.h"
#include "store/store-private.h"

static gint64
count_items (ValiseStore *store, gint64 folder_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseFolder) folder = valise_folders_get (store, folder_id, &error);

  g_assert_no_error (error);
  return folder->total;
}

static void
test_rollback (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, NULL);
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);

  g_assert_cmpint (count_items (fixture->store, fixture->folder), ==, 1);
  g_clear_pointer (&transaction, valise_transaction_free);
  g_assert_cmpint (count_items (fixture->store, fixture->folder), ==, 0);
  g_assert_null (valise_items_get (fixture->store, item->id, NULL));
}

/* A bad item fails alone: what else is in the transaction can be committed. */
static void
test_one_bad_item (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);
  g_autoptr (ValiseItem) good = fixture_add_item (fixture, "good", 1);
  g_autoptr (ValiseItem) bad = fixture_new_item (fixture, "good", 1);

  g_assert_false (valise_items_save (fixture->store, bad, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (valise_transaction_commit (&transaction, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_items (fixture->store, fixture->folder), ==, 1);
}

/* What failed half-way takes the whole transaction with it, even if nobody looked at the error. */
static void
test_doomed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);
  g_autoptr (ValiseTransaction) part = valise_transaction_join (fixture->store, &error);
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);

  g_clear_pointer (&part, valise_transaction_free);
  g_assert_false (valise_transaction_commit (&transaction, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_STORAGE);
  g_assert_null (transaction);
  g_assert_null (valise_items_get (fixture->store, item->id, NULL));
}

/* Lets the database grow by @pages more; 0 lifts the limit. */
static void
limit_growth (ValiseStore *store, int pages)
{
  g_autofree char *sql = NULL;
  sqlite3_stmt *count = NULL;
  int limit = 1073741823;

  sqlite3_prepare_v2 (store->db, "PRAGMA page_count", -1, &count, NULL);
  g_assert_cmpint (sqlite3_step (count), ==, SQLITE_ROW);
  if (pages > 0)
    limit = sqlite3_column_int (count, 0) + pages;
  sqlite3_finalize (count);
  sql = g_strdup_printf ("PRAGMA max_page_count = %d", limit);
  g_assert_true (valise_store_exec (store, sql, NULL));
}

/* Stores items until that fails; the error of the failure. */
static GError *
fill_disk (Fixture *fixture)
{
  g_autofree char *text = g_strnfill (50000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);

  for (guint i = 0; error == NULL && i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autofree char *bytes = g_strconcat (name, text, NULL);
      g_autoptr (GBytes) data = g_bytes_new (bytes, strlen (bytes));
      g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, data, bytes);
      g_autoptr (ValiseItem) item = fixture_new_item (fixture, name, 1);

      if (valise_contents_put (fixture->store, content, &item->local.content, &error))
        valise_items_save (fixture->store, item, &error);
    }
  g_assert_nonnull (error);
  g_assert_false (valise_transaction_commit (&transaction, NULL));
  return g_steal_pointer (&error);
}

/* Wherever the disk is full, nothing is half-done, and with space left all is well again. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  for (int pages = 1; pages < 60; pages += 3)
    {
      g_autoptr (GError) error = NULL;

      limit_growth (fixture->store, pages);
      error = fill_disk (fixture);
      g_assert_error (error, VALISE_ERROR, VALISE_ERROR_STORAGE);
      g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
      g_assert_nonnull (strstr (error->message, "disk is full"));
      g_assert_cmpint (count_items (fixture->store, fixture->folder), ==, 0);
    }
  limit_growth (fixture->store, 0);
  fixture_assert_sound (fixture->store);
  valise_item_free (fixture_add_item (fixture, "m", 1));
  g_assert_cmpint (count_items (fixture->store, fixture->folder), ==, 1);
}

/* A disk that fills up at the commit itself, when the search index is written. */
static void
test_full_disk_at_commit (Fixture *fixture, gconstpointer data)
{
  guint refused = 0;

  for (int pages = 1; pages < 12; pages++)
    {
      g_autofree char *name = g_strdup_printf ("m%d", pages);
      g_autoptr (GError) error = NULL;
      g_autoptr (ValiseTransaction) transaction = NULL;
      g_autoptr (ValiseItem) item = NULL;
      gint64 before = count_items (fixture->store, fixture->folder);
      gint64 stored = 1;

      limit_growth (fixture->store, 0);
      transaction = valise_store_begin (fixture->store, &error);
      item = fixture_new_item (fixture, name, 1);
      item->summary.people = g_strnfill (20000, 'a' + pages);
      fixture_save (fixture, item);
      limit_growth (fixture->store, pages);
      if (!valise_transaction_commit (&transaction, &error))
        {
          g_assert_error (error, VALISE_ERROR, VALISE_ERROR_STORAGE);
          stored = 0;
          refused++;
        }
      g_assert_cmpint (count_items (fixture->store, fixture->folder), ==, before + stored);
    }
  limit_growth (fixture->store, 0);
  g_assert_cmpuint (refused, >, 0);
}

/* The disk has room, but not for this user, or not for a file of this size: SQLite takes it for a
 * broken disk, which would have the user look in the wrong place. */
static void
test_no_room_for_the_user (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, small;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, NULL);
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, "m", 1);

  item->summary.people = g_strnfill (200000, 'a');
  fixture_save (fixture, item);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (valise_transaction_commit (&transaction, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_STORAGE);
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
  g_assert_nonnull (strstr (error->message, "disk is full"));
  g_assert_cmpint (count_items (fixture->store, fixture->folder), ==, 0);
  fixture_assert_sound (fixture->store);
}

static void
test_no_rights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, "m", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_store_exec (fixture->store, "PRAGMA query_only = 1", NULL));
  g_assert_false (valise_items_save (fixture->store, item, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "writable"));
  g_assert_true (valise_store_exec (fixture->store, "PRAGMA query_only = 0", NULL));
  fixture_save (fixture, item);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseStore) other = valise_store_open (fixture->dir, NULL);
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (other, NULL);
  g_autoptr (GError) error = NULL;

  sqlite3_busy_timeout (fixture->store->db, 10);
  g_assert_null (valise_store_begin (fixture->store, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_STORAGE);
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_RETRY_LATER);
  g_clear_pointer (&transaction, valise_transaction_free);
  valise_item_free (fixture_add_item (fixture, "m", 1));
}

/* A reader sees the state before a transaction or the one after it, and is never kept waiting. */
static void
test_two_connections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseStore) reader = valise_store_open (fixture->dir, NULL);
  gint64 version = valise_store_data_version (reader);
  gint64 own = valise_store_data_version (fixture->store);
  g_autoptr (ValiseTransaction) transaction = NULL;

  transaction = valise_store_begin (fixture->store, NULL);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);

      valise_item_free (fixture_add_item (fixture, name, 1));
      g_assert_cmpint (count_items (reader, fixture->folder), ==, 0);
    }
  g_assert_cmpint (valise_store_data_version (reader), ==, version);
  g_assert_true (valise_transaction_commit (&transaction, NULL));
  g_assert_cmpint (count_items (reader, fixture->folder), ==, 10);
  g_assert_cmpint (valise_store_data_version (reader), >, version);
  g_assert_cmpint (valise_store_data_version (fixture->store), >, own);
}

/* Writes for ever, in transactions of ten items, and tells of each one that is committed. */
static void
write_until_killed (Fixture *fixture, int told)
{
  fixture->store = valise_store_open (fixture->dir, NULL);
  for (guint i = 0;; i++)
    {
      ValiseTransaction *transaction = valise_store_begin (fixture->store, NULL);

      for (guint j = 0; j < 10; j++)
        {
          g_autofree char *name = g_strdup_printf ("%d-%u-%u", (int)fixture->folder, i, j);
          ValiseItem *item = fixture_new_item (fixture, name, 1);

          item->local.content = item->base.content = fixture_put (fixture, VALISE_DEPTH_FULL, name,
                                                                  name);
          fixture_save (fixture, item);
        }
      if (!valise_transaction_commit (&transaction, NULL) || write (told, "x", 1) != 1)
        _exit (1);
    }
}

/* Runs a writer and kills it after some transactions, wherever it is then.
 * Returns: how many it has told of */
static gint64
run_writer (Fixture *fixture, gint64 transactions)
{
  gint64 told = 0;
  char byte;
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    write_until_killed (fixture, ends[1]);
  close (ends[1]);
  while (told < transactions && read (ends[0], &byte, 1) == 1)
    told++;
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while (read (ends[0], &byte, 1) == 1)
    told++;
  close (ends[0]);
  return told;
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  for (guint round = 1; round <= 5; round++)
    {
      g_autofree char *name = g_strdup_printf ("Round %u", round);
      gint64 told, total;

      fixture->folder = fixture_add_folder (fixture, name, 0);
      g_clear_pointer (&fixture->store, valise_store_close);
      told = run_writer (fixture, 3 * round);
      g_assert_cmpint (told, >=, 3 * round);
      fixture->store = valise_store_open (fixture->dir, NULL);
      fixture_assert_sound (fixture->store);
      total = count_items (fixture->store, fixture->folder);
      g_assert_cmpint (total % 10, ==, 0);
      g_assert_cmpint (total, >=, told * 10);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/transactions/rollback", test_rollback);
  fixture_test ("/store/transactions/one-bad-item", test_one_bad_item);
  fixture_test ("/store/transactions/doomed", test_doomed);
  fixture_test ("/store/transactions/full-disk", test_full_disk);
  fixture_test ("/store/transactions/full-disk-at-commit", test_full_disk_at_commit);
  fixture_test ("/store/transactions/no-room-for-the-user", test_no_room_for_the_user);
  fixture_test ("/store/transactions/no-rights", test_no_rights);
  fixture_test ("/store/transactions/busy", test_busy);
  fixture_test ("/store/transactions/two-connections", test_two_connections);
  fixture_test ("/store/transactions/killed", test_killed);
  return g_test_run ();
}
