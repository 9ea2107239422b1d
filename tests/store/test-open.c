/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening the store where it is new, newer, damaged or out of reach: one clear sentence each, and
 * never a byte of somebody's data lost. */

#include "fixture.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/error.h"
#include "store/store-private.h"

static char *
database_of (const char *dir)
{
  return g_build_filename (dir, "valise.db", NULL);
}

static void
assert_fails (const char *dir, ValiseError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (dir, &error);

  g_assert_null (store);
  g_assert_error (error, VALISE_ERROR, (int)code);
  g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_ACCOUNT);
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
  g_assert_nonnull (strstr (error->message, dir));
}

/* The folders above are made, too, and nobody else can read what is inside. */
static void
test_new (void)
{
  g_autofree char *top = fixture_new_dir ();
  g_autofree char *middle = g_build_filename (top, "share", NULL);
  g_autofree char *dir = g_build_filename (middle, "valise", NULL);
  g_autofree char *file = database_of (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (dir, &error);
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpint (g_stat (dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  fixture_assert_sound (store);
  g_clear_pointer (&store, valise_store_close);
  fixture_remove_dir (dir);
  fixture_remove_dir (middle);
  fixture_remove_dir (top);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = database_of (fixture->dir);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_length, after_length;

  g_assert_true (valise_store_exec (fixture->store, "PRAGMA user_version = 999", &error));
  g_clear_pointer (&fixture->store, valise_store_close);
  g_assert_true (g_file_get_contents (file, &before, &before_length, NULL));
  assert_fails (fixture->dir, VALISE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (file, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

/* Puts rubbish into the closed database between @start and @end, or its own end. */
static void
damage (const char *dir, gsize start, gsize end)
{
  g_autofree char *file = database_of (dir);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (file, &bytes, &size, &error));
  g_assert_cmpuint (start, <, size);
  memset (bytes + start, 0xa5, MIN (end, size) - start);
  g_assert_true (g_file_set_contents (file, bytes, (gssize)size, &error));
  g_assert_no_error (error);
}

static void
test_damaged_head (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, valise_store_close);
  damage (fixture->dir, 0, 100);
  assert_fails (fixture->dir, VALISE_ERROR_CORRUPT);
  assert_fails (fixture->dir, VALISE_ERROR_CORRUPT);
}

static void
test_damaged_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autoptr (ValiseItem) item = fixture_add_item (fixture, name, i);
    }
  g_clear_pointer (&fixture->store, valise_store_close);
  damage (fixture->dir, 20 * 8192, G_MAXSIZE);
  fixture->store = valise_store_open (fixture->dir, &error);
  if (fixture->store != NULL)
    page = valise_browse_page (fixture->store, fixture->folder, NULL, 300, &error);
  g_assert_null (page);
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "not sent yet"));
}

static void
test_not_a_folder (void)
{
  g_autofree char *top = fixture_new_dir ();
  g_autofree char *file = g_build_filename (top, "file", NULL);
  g_autofree char *below = g_build_filename (file, "valise", NULL);

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  assert_fails (file, VALISE_ERROR_STORAGE);
  assert_fails (below, VALISE_ERROR_STORAGE);
  fixture_remove_dir (top);
}

/* Runs @function as a user whose rights count: they mean nothing to root. */
static void
run_as_somebody (void (*function) (const char *dir), const char *dir)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      if (geteuid () == 0 && setresuid (65534, 65534, 65534) != 0)
        _exit (1);
      function (dir);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
assert_no_access (const char *dir)
{
  assert_fails (dir, VALISE_ERROR_STORAGE);
}

static void
test_read_only_folder (void)
{
  g_autofree char *dir = fixture_new_dir ();

  g_assert_cmpint (g_chmod (dir, 0555), ==, 0);
  run_as_somebody (assert_no_access, dir);
  g_assert_cmpint (g_chmod (dir, 0700), ==, 0);
  fixture_remove_dir (dir);
}

static void
test_read_only_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = database_of (fixture->dir);

  g_clear_pointer (&fixture->store, valise_store_close);
  g_assert_cmpint (g_chmod (file, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  run_as_somebody (assert_no_access, fixture->dir);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
}

static void
tear_down_without_check (Fixture *fixture, gconstpointer data)
{
  valise_store_close (fixture->store);
  fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

#define broken_test(path, function)                                                                \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, tear_down_without_check)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/open/new", test_new);
  broken_test ("/store/open/newer", test_newer);
  broken_test ("/store/open/damaged-head", test_damaged_head);
  broken_test ("/store/open/damaged-pages", test_damaged_pages);
  g_test_add_func ("/store/open/not-a-folder", test_not_a_folder);
  g_test_add_func ("/store/open/read-only-folder", test_read_only_folder);
  broken_test ("/store/open/read-only-file", test_read_only_file);
  return g_test_run ();
}
