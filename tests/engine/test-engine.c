/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the engine's mode follows the user and the server, and that offline is silent. */

#include "engine-fixture.h"

#include "engine/run-result.h"
#include "model/error.h"

static void
test_comes_into_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseStatus) status = NULL;

  start (fixture);
  g_assert_true (has_icon (fixture, "valise-syncing"));
  wait_until_in_step (fixture);
  g_assert_true (has_icon (fixture, "valise-online"));
  status = valise_engine_get_status (fixture->engine);
  g_assert_true (g_str_has_prefix (status->line, "In step since"));
}

static void
test_offline_is_silent (Fixture *fixture, gconstpointer data)
{
  guint calls;

  start (fixture);
  wait_until_in_step (fixture);
  valise_engine_set_work_offline (fixture->engine, TRUE);
  g_assert_true (has_icon (fixture, "valise-offline"));
  WAIT_UNTIL (fake_server_waiting (fixture->server) == 0);
  calls = fake_server_calls (fixture->server);

  g_assert_cmpint (sync_code (fixture), ==, VALISE_ERROR_OFFLINE);
  fake_server_say_changed (fixture->server);
  valise_engine_changed_outside (fixture->engine);
  let_time_pass (1500);
  g_assert_cmpuint (fake_server_calls (fixture->server), ==, calls);

  /* Closed offline, it opens offline. */
  stop (fixture);
  start (fixture);
  let_time_pass (300);
  g_assert_true (has_icon (fixture, "valise-offline"));
  g_assert_cmpuint (fake_server_calls (fixture->server), ==, calls);

  valise_engine_set_work_offline (fixture->engine, FALSE);
  g_assert_true (has_icon (fixture, "valise-syncing"));
  wait_until_in_step (fixture);
}

static void
test_offline_cuts_a_run (Fixture *fixture, gconstpointer data)
{
  gint64 start_time;
  guint calls;

  fake_server_hold (fixture->server, TRUE);
  start (fixture);
  WAIT_UNTIL (fake_server_held (fixture->server) == 1);

  start_time = g_get_monotonic_time ();
  valise_engine_set_work_offline (fixture->engine, TRUE);
  g_assert_true (has_icon (fixture, "valise-offline"));
  WAIT_UNTIL (fake_server_held (fixture->server) == 0);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, G_USEC_PER_SEC);

  calls = fake_server_calls (fixture->server);
  fake_server_hold (fixture->server, FALSE);
  let_time_pass (300);
  g_assert_cmpuint (fake_server_calls (fixture->server), ==, calls);
}

static void
test_offline_and_back_during_a_run (Fixture *fixture, gconstpointer data)
{
  fake_server_hold (fixture->server, TRUE);
  start (fixture);
  WAIT_UNTIL (fake_server_held (fixture->server) == 1);
  valise_engine_set_work_offline (fixture->engine, TRUE);
  valise_engine_set_work_offline (fixture->engine, FALSE);
  fake_server_hold (fixture->server, FALSE);
  wait_until_in_step (fixture);
}

static void
test_lost_comes_back (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  wait_until_in_step (fixture);
  fake_server_fail (fixture->server, VALISE_ERROR_UNREACHABLE);
  g_assert_cmpint (sync_code (fixture), ==, VALISE_ERROR_UNREACHABLE);
  g_assert_cmpint (mode_of (fixture, 0), ==, VALISE_MODE_OFFLINE_LOST);
  g_assert_true (has_icon (fixture, "valise-offline"));

  fake_server_fail (fixture->server, -1);
  wait_until_in_step (fixture);
  g_assert_true (has_icon (fixture, "valise-online"));
}

static void
test_lost_is_remembered (Fixture *fixture, gconstpointer data)
{
  fake_server_fail (fixture->server, VALISE_ERROR_UNREACHABLE);
  start (fixture);
  WAIT_UNTIL (mode_of (fixture, 0) == VALISE_MODE_OFFLINE_LOST);
  stop (fixture);

  fake_server_fail (fixture->server, -1);
  fake_server_hold (fixture->server, TRUE);
  start (fixture);
  g_assert_true (has_icon (fixture, "valise-offline")); /* it tries, and does not say so yet */
  fake_server_hold (fixture->server, FALSE);
  wait_until_in_step (fixture);
}

static void
test_lost_waits_for_the_user (Fixture *fixture, gconstpointer data)
{
  guint calls;

  start (fixture);
  wait_until_in_step (fixture);
  valise_engine_set_reconnect (fixture->engine, FALSE);
  fake_server_fail (fixture->server, VALISE_ERROR_UNREACHABLE);
  sync_code (fixture);
  fake_server_fail (fixture->server, -1);
  calls = fake_server_calls (fixture->server);
  let_time_pass (2500);
  g_assert_cmpint (mode_of (fixture, 0), ==, VALISE_MODE_OFFLINE_LOST);
  g_assert_cmpuint (fake_server_calls (fixture->server), ==, calls);

  valise_engine_set_work_offline (fixture->engine, FALSE);
  wait_until_in_step (fixture);
}

static void
test_needs_sign_in (Fixture *fixture, gconstpointer data)
{
  guint calls;

  fake_server_fail (fixture->server, VALISE_ERROR_SIGN_IN);
  start (fixture);
  WAIT_UNTIL (mode_of (fixture, 0) == VALISE_MODE_NEEDS_SIGN_IN);
  g_assert_true (has_icon (fixture, "valise-offline-attention"));

  /* Nobody's account gets locked by a program that tries again and again. */
  calls = fake_server_calls (fixture->server);
  let_time_pass (1500);
  g_assert_cmpuint (fake_server_calls (fixture->server), ==, calls);

  fake_server_fail (fixture->server, -1);
  g_assert_cmpint (sync_code (fixture), ==, -1);
  g_assert_true (has_icon (fixture, "valise-online"));
}

static void
test_server_says_changed (Fixture *fixture, gconstpointer data)
{
  guint calls;

  start (fixture);
  wait_until_in_step (fixture);
  calls = fake_server_calls (fixture->server);
  fake_server_say_changed (fixture->server);
  WAIT_UNTIL (fake_server_calls (fixture->server) > calls + 1);
  wait_until_in_step (fixture);
}

static void
test_asked_during_a_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) results = NULL;

  fake_server_hold (fixture->server, TRUE);
  start (fixture);
  WAIT_UNTIL (fake_server_held (fixture->server) == 1);
  valise_engine_sync_async (fixture->engine, 0, FALSE, NULL, on_synced, &results);
  let_time_pass (100);
  g_assert_null (results);
  fake_server_hold (fixture->server, FALSE);
  WAIT_UNTIL (results != NULL);
  g_assert_cmpint (((const ValiseRunResult *)results->pdata[0])->code, ==, -1);
}

static void
on_account_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_engine_account_finish (VALISE_ENGINE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static void
set_disabled (Fixture *fixture, gint64 account, gboolean disabled)
{
  gboolean done = FALSE;

  valise_engine_set_account_disabled_async (fixture->engine, account, disabled, NULL,
                                            on_account_done, &done);
  WAIT_UNTIL (done);
}

/* Not one packet is sent for it, whatever happens; and it does not count for the icon. */
static void
test_disabled_is_silent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) results = NULL;
  guint calls;

  add_account (fixture, "Home");
  start (fixture);
  WAIT_UNTIL (fake_server_waiting (fixture->server) == 1
              && fake_server_waiting (fixture->other_server) == 1);
  set_disabled (fixture, 1, TRUE);
  g_assert_cmpuint (fake_server_waiting (fixture->server), ==, 0);
  calls = fake_server_calls (fixture->server);
  WAIT_UNTIL (has_icon (fixture, "valise-online"));
  fake_server_fail (fixture->other_server, VALISE_ERROR_UNREACHABLE);
  valise_engine_sync_async (fixture->engine, 0, FALSE, NULL, on_synced, &results);
  WAIT_UNTIL (results != NULL);
  g_assert_cmpuint (results->len, ==, 1); /* of the other one */
  g_assert_true (has_icon (fixture, "valise-offline"));
  fake_server_fail (fixture->other_server, -1);

  /* Offline and online again, changes from outside, and the next start. */
  valise_engine_set_work_offline (fixture->engine, TRUE);
  valise_engine_set_work_offline (fixture->engine, FALSE);
  valise_engine_changed_outside (fixture->engine);
  fake_server_say_changed (fixture->server);
  WAIT_UNTIL (fake_server_waiting (fixture->other_server) == 1);
  stop (fixture);
  start (fixture);
  WAIT_UNTIL (fake_server_waiting (fixture->other_server) == 1);
  g_assert_cmpuint (fake_server_calls (fixture->server), ==, calls);

  set_disabled (fixture, 1, FALSE);
  WAIT_UNTIL (fake_server_waiting (fixture->server) == 1);
  g_assert_cmpuint (fake_server_calls (fixture->server), >, calls);
}

static void
test_disabling_cuts_a_run (Fixture *fixture, gconstpointer data)
{
  fake_server_hold (fixture->server, TRUE);
  start (fixture);
  WAIT_UNTIL (fake_server_held (fixture->server) == 1);
  set_disabled (fixture, 1, TRUE);
  g_assert_cmpuint (fake_server_held (fixture->server), ==, 0);
  g_assert_true (has_icon (fixture, "valise-online"));
}

static void
test_one_of_two_is_lost (Fixture *fixture, gconstpointer data)
{
  add_account (fixture, "Home");
  fake_server_fail (fixture->other_server, VALISE_ERROR_UNREACHABLE);
  start (fixture);
  WAIT_UNTIL (has_icon (fixture, "valise-online-attention"));
  fake_server_fail (fixture->other_server, -1);
  WAIT_UNTIL (has_icon (fixture, "valise-online"));
}

static void
test_stops_within_a_second (Fixture *fixture, gconstpointer data)
{
  gint64 start_time;

  fake_server_hold (fixture->server, TRUE);
  start (fixture);
  WAIT_UNTIL (fake_server_held (fixture->server) == 1);
  start_time = g_get_monotonic_time ();
  stop (fixture);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("comes-into-step", test_comes_into_step);
  ADD ("offline-is-silent", test_offline_is_silent);
  ADD ("disabled-is-silent", test_disabled_is_silent);
  ADD ("disabling-cuts-a-run", test_disabling_cuts_a_run);
  ADD ("offline-cuts-a-run", test_offline_cuts_a_run);
  ADD ("offline-and-back-during-a-run", test_offline_and_back_during_a_run);
  ADD ("lost-comes-back", test_lost_comes_back);
  ADD ("lost-is-remembered", test_lost_is_remembered);
  ADD ("lost-waits-for-the-user", test_lost_waits_for_the_user);
  ADD ("needs-sign-in", test_needs_sign_in);
  ADD ("server-says-changed", test_server_says_changed);
  ADD ("asked-during-a-run", test_asked_during_a_run);
  ADD ("one-of-two-is-lost", test_one_of_two_is_lost);
  ADD ("stops-within-a-second", test_stops_within_a_second);
  return g_test_run ();
}
