/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl beside a running engine, as beside the tray application: two processes, one database,
 * and the session bus between them. The engine's server is in this process, so what valisectl gets
 * done there, it got done by asking. */

#include "engine-fixture.h"

#include "engine/status-read.h"
#include "model/error.h"

static void
test_sync (Fixture *fixture, gconstpointer data)
{
  g_autofree char *out = NULL;
  guint calls;

  start (fixture);
  wait_until_in_step (fixture);
  calls = fake_server_calls (fixture->server);
  g_assert_cmpint (run_valisectl (fixture, "sync", &out), ==, 0);
  g_assert_nonnull (strstr (out, "Work"));
  g_assert_cmpuint (fake_server_calls (fixture->server), >, calls);

  fake_server_fail (fixture->server, VALISE_ERROR_UNREACHABLE);
  g_assert_cmpint (run_valisectl (fixture, "sync", NULL), ==, 3);
  fake_server_fail (fixture->server, VALISE_ERROR_SIGN_IN);
  g_assert_cmpint (run_valisectl (fixture, "sync --account Work", NULL), ==, 4);
  g_assert_cmpint (run_valisectl (fixture, "sync --account Nobody", NULL), ==, 1);
}

static void
test_mode (Fixture *fixture, gconstpointer data)
{
  g_autofree char *out = NULL;

  start (fixture);
  wait_until_in_step (fixture);
  g_assert_cmpint (run_valisectl (fixture, "mode offline", NULL), ==, 0);
  WAIT_UNTIL (has_icon (fixture, "valise-offline"));
  g_assert_cmpint (run_valisectl (fixture, "sync", NULL), ==, 3);
  g_assert_cmpint (run_valisectl (fixture, "mode online", NULL), ==, 0);
  wait_until_in_step (fixture);
  fake_server_hold (fixture->server, TRUE);
  fake_server_say_changed (fixture->server);
  WAIT_UNTIL (fake_server_held (fixture->server) == 1);
  g_assert_cmpint (run_valisectl (fixture, "mode", &out), ==, 0);
  g_assert_cmpstr (out, ==, "syncing\n");
}

/* An edit by another process is sent without anybody asking. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf (
      "add Inbox - <%s", g_test_get_filename (G_TEST_DIST, "letter.eml", NULL));
  guint pending;

  start (fixture);
  wait_until_in_step (fixture);
  g_assert_cmpint (run_valisectl (fixture, command, NULL), ==, 0);
  do
    {
      g_autoptr (ValiseStatus) status = NULL;

      g_main_context_iteration (NULL, TRUE);
      status = valise_engine_get_status (fixture->engine);
      pending = status->pending;
    }
  while (pending > 0);
}

static void
test_account_removed (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  wait_until_in_step (fixture);
  g_assert_cmpint (run_valisectl (fixture, "account remove Work", NULL), ==, 0);
  WAIT_UNTIL (fake_server_waiting (fixture->server) == 0);
  WAIT_UNTIL (has_icon (fixture, "valise-online"));
}

/* What valisectl does while the tray application starts, before that can be told. */
static void
test_changed_before_the_bus (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseStore) store = NULL;

  start (fixture);
  store = valise_store_open (fixture->dir, NULL);
  g_assert_true (valise_status_write_work_offline (store, TRUE, NULL));
  WAIT_UNTIL (has_icon (fixture, "valise-offline"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("ctl/sync", test_sync);
  ADD ("ctl/mode", test_mode);
  ADD ("ctl/edit", test_edit);
  ADD ("ctl/account-removed", test_account_removed);
  ADD ("ctl/changed-before-the-bus", test_changed_before_the_bus);
  return g_test_run ();
}
