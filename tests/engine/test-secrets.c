/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords against a real Secret Service (tests/engine/with-keyring.sh starts it). */

#include "engine/secrets.h"

#include "model/error.h"

static const ValiseAccount alice = {
  .id = 1, .name = (char *)"Work", .user = (char *)"alice", .server = (char *)"mail.example"
};
static const ValiseAccount bob = {
  .id = 2, .name = (char *)"Home", .user = (char *)"bob", .server = (char *)"mail.example"
};

static void
assert_password (const ValiseAccount *account, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = valise_secrets_get (account, NULL, &error);

  g_assert_cmpstr (password, ==, expected);
  if (expected != NULL)
    g_assert_no_error (error);
  else
    g_assert_error (error, VALISE_ERROR, VALISE_ERROR_SECRET);
}

static void
test_keeps_one_an_account (void)
{
  g_autoptr (GError) error = NULL;

  assert_password (&alice, NULL);
  g_assert_true (valise_secrets_set (&alice, "first", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (valise_secrets_set (&bob, "of bob", NULL, &error));
  assert_password (&alice, "first");

  g_assert_true (valise_secrets_set (&alice, "second \303\244", NULL, &error));
  assert_password (&alice, "second \303\244");
  assert_password (&bob, "of bob");
}

static void
test_remove (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_secrets_remove (&alice, NULL, &error));
  g_assert_no_error (error);
  assert_password (&alice, NULL);
  assert_password (&bob, "of bob");
  g_assert_true (valise_secrets_remove (&alice, NULL, &error));
  g_assert_true (valise_secrets_remove (&bob, NULL, &error));
}

static void
test_command_needs_no_service (void)
{
  ValiseAccount account = alice;

  account.password_command = (char *)"echo from the command";
  assert_password (&account, "from the command");
  g_assert_true (valise_secrets_remove (&account, NULL, NULL));
}

static void
test_no_service (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;

  /* In a process of its own: libsecret remembers the service that it found. */
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  password = valise_secrets_get (&alice, NULL, &error);
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_SECRET);
  g_assert_nonnull (strstr (error->message, "--password-command"));
  g_clear_error (&error);
  g_assert_false (valise_secrets_set (&alice, "hunter2", NULL, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_SECRET);
  g_assert_null (strstr (error->message, "hunter2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/keeps-one-an-account", test_keeps_one_an_account);
  g_test_add_func ("/secrets/remove", test_remove);
  g_test_add_func ("/secrets/command-needs-no-service", test_command_needs_no_service);
  g_test_add_func ("/secrets/no-service", test_no_service);
  return g_test_run ();
}
