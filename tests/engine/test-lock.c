/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two processes never synchronise one account at once, and a crash leaves no lock behind. */

#include "engine/lock.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/error.h"

typedef struct
{
  char *dir;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("valise-lock-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (gint64 id = 1; id <= 2; id++)
    {
      g_autofree char *path = g_strdup_printf ("%s/account-%" G_GINT64_FORMAT ".lock", fixture->dir,
                                               id);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->dir);
}

static void
assert_locked (const char *dir)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseLock) lock = valise_lock_take (dir, 1, &error);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_LOCKED);
  g_assert_null (lock);
}

static void
test_one_holder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseLock) first = valise_lock_take (fixture->dir, 1, &error);
  g_autoptr (ValiseLock) other = NULL;

  g_assert_no_error (error);
  assert_locked (fixture->dir);

  other = valise_lock_take (fixture->dir, 2, &error);
  g_assert_no_error (error);

  g_clear_pointer (&first, valise_lock_free);
  first = valise_lock_take (fixture->dir, 1, &error);
  g_assert_no_error (error);
}

/* Starts a process that takes the lock, says so, and then hangs until it is killed. */
static pid_t
start_holder (const char *dir)
{
  int pipe_fds[2];
  char byte;
  pid_t pid;

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      ValiseLock *lock = valise_lock_take (dir, 1, NULL);

      if (lock == NULL || write (pipe_fds[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  close (pipe_fds[1]);
  g_assert_cmpint (read (pipe_fds[0], &byte, 1), ==, 1);
  close (pipe_fds[0]);
  return pid;
}

static void
test_a_crash_releases_it (Fixture *fixture, gconstpointer data)
{
  pid_t pid = start_holder (fixture->dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseLock) lock = NULL;
  int status;

  assert_locked (fixture->dir);

  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));

  lock = valise_lock_take (fixture->dir, 1, &error);
  g_assert_no_error (error);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->dir, "missing", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseLock) lock = valise_lock_take (missing, 1, &error);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_STORAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/lock/one-holder", test_one_holder);
  ADD ("/lock/a-crash-releases-it", test_a_crash_releases_it);
  ADD ("/lock/no-folder", test_no_folder);
  return g_test_run ();
}
