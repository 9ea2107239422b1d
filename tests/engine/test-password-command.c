/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The password command: its first line is the password, and everything that can go wrong with it is
 * one clear sentence without a secret. */

#include "engine/password-command.h"

#include "model/error.h"

static void
assert_prints (const char *command, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = valise_password_command_run (command, 30, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (password, ==, expected);
}

static void
test_first_line (void)
{
  assert_prints ("echo secret", "secret");
  assert_prints ("printf secret", "secret");
  assert_prints ("printf 'se cret\\r\\nuser: alice\\n'", "se cret");
  assert_prints ("printf 'a b\\n' | tr a-z A-Z", "A B");
  assert_prints ("printf 'schl\\303\\274ssel\\n'", "schl\303\274ssel");
}

static void
assert_fails (const char *command, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = valise_password_command_run (command, 30, NULL, &error);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_SECRET);
  g_assert_null (password);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (strstr (error->message, "hunter2"));
}

static void
test_failures (void)
{
  assert_fails ("true", "printed no password");
  assert_fails ("printf '\\nhunter2'", "printed no password");
  assert_fails ("printf 'hunter2\\377\\n'", "printed no password");
  assert_fails ("echo hunter2; exit 3", "exit status 3");
  assert_fails ("echo hunter2; kill -9 $$", "signal 9");
}

static void
test_time_out (void)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autofree char *password = valise_password_command_run ("exec sleep 30", 1, NULL, &error);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_SECRET);
  g_assert_nonnull (strstr (error->message, "too long"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static gpointer
cancel_it (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_it, cancellable);
  g_autofree char *password = valise_password_command_run ("exec sleep 30", 20, cancellable,
                                                           &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password-command/first-line", test_first_line);
  g_test_add_func ("/password-command/failures", test_failures);
  g_test_add_func ("/password-command/time-out", test_time_out);
  g_test_add_func ("/password-command/cancelled", test_cancelled);
  return g_test_run ();
}
