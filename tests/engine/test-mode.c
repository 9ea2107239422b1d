/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every cell of the mode table, written once more in the form in which people read it, and the
 * promises that the table as a whole keeps. */

#include "engine/mode.h"

#include "model/error.h"

typedef struct
{
  ValiseModeEvent event;
  const char *expected[VALISE_N_MODES]; /* what each mode answers: "mode" or "mode action" */
} Row;

/* clang-format off */
static const Row table[] = {
  /* from:                     online               syncing              offline-chosen    offline-lost          needs-sign-in */
  { VALISE_EVENT_WORK_OFFLINE, {"offline-chosen cancel", "offline-chosen cancel", "offline-chosen", "offline-chosen cancel", "offline-chosen cancel"} },
  { VALISE_EVENT_WORK_ONLINE,  {"online",            "syncing",           "syncing run",    "syncing run",        "syncing run"} },
  { VALISE_EVENT_ASKED,        {"syncing run",       "syncing run",       "offline-chosen", "syncing run",        "syncing run"} },
  { VALISE_EVENT_WANTED,       {"syncing run",       "syncing run",       "offline-chosen", "offline-lost",       "needs-sign-in"} },
  { VALISE_EVENT_TIMER,        {"syncing run",       "syncing",           "offline-chosen", "offline-lost run",   "needs-sign-in"} },
  { VALISE_EVENT_REACHED,      {"online",            "syncing",           "offline-chosen", "syncing",            "needs-sign-in"} },
  { VALISE_EVENT_DONE,         {"online listen",     "online listen",     "offline-chosen", "online listen",      "online listen"} },
  { VALISE_EVENT_LOST,         {"offline-lost retry", "offline-lost retry", "offline-chosen", "offline-lost retry", "offline-lost retry"} },
  { VALISE_EVENT_REFUSED,      {"needs-sign-in",     "needs-sign-in",     "offline-chosen", "needs-sign-in",      "needs-sign-in"} },
  { VALISE_EVENT_FAILED,       {"online retry",      "online retry",      "offline-chosen", "offline-lost retry", "needs-sign-in"} },
  { VALISE_EVENT_STOPPED,      {"online listen",     "online listen",     "offline-chosen", "offline-lost retry", "needs-sign-in"} },
  { VALISE_EVENT_NET_DOWN,     {"syncing run",       "syncing",           "offline-chosen", "offline-lost",       "needs-sign-in"} },
  { VALISE_EVENT_NET_UP,       {"online",            "syncing",           "offline-chosen", "offline-lost run",   "needs-sign-in"} },
  { VALISE_EVENT_PASSWORD,     {"syncing run",       "syncing run",       "offline-chosen", "syncing run",        "syncing run"} },
};
/* clang-format on */

static const char *const action_names[] = { "", " run", " cancel", " listen", " retry" };

static void
test_every_cell (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (table), ==, VALISE_N_MODE_EVENTS);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_assert_cmpint (table[i].event, ==, i);
      for (ValiseMode mode = 0; mode < VALISE_N_MODES; mode++)
        {
          ValiseModeAction action;
          ValiseMode next = valise_mode_step (mode, table[i].event, &action);
          g_autofree char *answer = g_strconcat (valise_mode_to_string (next), action_names[action],
                                                 NULL);

          g_test_message ("%s -- %s --> %s", valise_mode_to_string (mode),
                          valise_mode_event_to_string (table[i].event), answer);
          g_assert_cmpstr (answer, ==, table[i].expected[mode]);
        }
    }
}

/* Chosen offline ends only by the user, and nothing that sends a packet is started in it. */
static void
test_chosen_offline_is_silent (void)
{
  for (ValiseModeEvent event = 0; event < VALISE_N_MODE_EVENTS; event++)
    {
      ValiseModeAction action;
      ValiseMode next = valise_mode_step (VALISE_MODE_OFFLINE_CHOSEN, event, &action);

      if (event == VALISE_EVENT_WORK_ONLINE)
        continue;
      g_assert_cmpint (next, ==, VALISE_MODE_OFFLINE_CHOSEN);
      g_assert_cmpint (action, ==, VALISE_ACTION_NONE);
    }
}

/* Whoever is in a mode that waits has been told to wait for something, so that nothing gets stuck.
 */
static void
test_nothing_gets_stuck (void)
{
  for (ValiseMode mode = 0; mode < VALISE_N_MODES; mode++)
    for (ValiseModeEvent event = 0; event < VALISE_N_MODE_EVENTS; event++)
      {
        ValiseModeAction action;
        ValiseMode next = valise_mode_step (mode, event, &action);

        if (next != mode && next == VALISE_MODE_OFFLINE_LOST)
          g_assert_cmpint (action, ==, VALISE_ACTION_RETRY);
        if (next != mode && next == VALISE_MODE_ONLINE)
          g_assert_true (action == VALISE_ACTION_LISTEN || action == VALISE_ACTION_RETRY);
        if (next != mode && next == VALISE_MODE_SYNCING && event != VALISE_EVENT_REACHED)
          g_assert_cmpint (action, ==, VALISE_ACTION_RUN);
      }
}

static void
assert_event_of (int code, ValiseModeEvent expected)
{
  g_autoptr (GError) error = valise_error_new ((ValiseError)code, VALISE_SCOPE_ACCOUNT,
                                               VALISE_REMEDY_RETRY_LATER, "It failed.");

  g_assert_cmpint (valise_mode_event_of_run (error), ==, expected);
}

static void
test_event_of_run (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "");

  g_assert_cmpint (valise_mode_event_of_run (NULL), ==, VALISE_EVENT_DONE);
  g_assert_cmpint (valise_mode_event_of_run (cancelled), ==, VALISE_EVENT_STOPPED);
  g_assert_cmpint (valise_mode_event_of_run (foreign), ==, VALISE_EVENT_FAILED);
  assert_event_of (VALISE_ERROR_UNREACHABLE, VALISE_EVENT_LOST);
  assert_event_of (VALISE_ERROR_CERTIFICATE, VALISE_EVENT_LOST);
  assert_event_of (VALISE_ERROR_BUSY, VALISE_EVENT_LOST);
  assert_event_of (VALISE_ERROR_SIGN_IN, VALISE_EVENT_REFUSED);
  assert_event_of (VALISE_ERROR_SECRET, VALISE_EVENT_REFUSED);
  assert_event_of (VALISE_ERROR_STORAGE, VALISE_EVENT_FAILED);
  assert_event_of (VALISE_ERROR_LOCKED, VALISE_EVENT_FAILED);
}

static void
test_opens_as_it_was_closed (void)
{
  g_assert_cmpint (valise_mode_initial (FALSE, -1), ==, VALISE_MODE_ONLINE);
  g_assert_cmpint (valise_mode_initial (TRUE, -1), ==, VALISE_MODE_OFFLINE_CHOSEN);
  g_assert_cmpint (valise_mode_initial (TRUE, VALISE_ERROR_UNREACHABLE), ==,
                   VALISE_MODE_OFFLINE_CHOSEN);
  g_assert_cmpint (valise_mode_initial (FALSE, VALISE_ERROR_UNREACHABLE), ==,
                   VALISE_MODE_OFFLINE_LOST);
  g_assert_cmpint (valise_mode_initial (FALSE, VALISE_ERROR_SIGN_IN), ==,
                   VALISE_MODE_NEEDS_SIGN_IN);
  g_assert_cmpint (valise_mode_initial (FALSE, VALISE_ERROR_STORAGE), ==, VALISE_MODE_ONLINE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mode/every-cell", test_every_cell);
  g_test_add_func ("/mode/chosen-offline-is-silent", test_chosen_offline_is_silent);
  g_test_add_func ("/mode/nothing-gets-stuck", test_nothing_gets_stuck);
  g_test_add_func ("/mode/event-of-run", test_event_of_run);
  g_test_add_func ("/mode/opens-as-it-was-closed", test_opens_as_it_was_closed);
  return g_test_run ();
}
