/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Times, rates and names in words; and how often a throttle calls. */

#include "texts.h"
#include "throttle.h"

static void
assert_text (char *text, const char *wanted)
{
  g_assert_cmpstr (text, ==, wanted);
  g_free (text);
}

static void
test_dates (void)
{
  const gint64 now = 1795356000; /* 2026-11-22 14:00 UTC */

  assert_text (valise_text_short_date (0, now), "");
  assert_text (valise_text_short_date (now - 3600, now), "13:00");
  assert_text (valise_text_short_date (now - 86400, now), "21 Nov");
  assert_text (valise_text_short_date (now - 366 * 86400, now), "11/21/25");
  assert_text (valise_text_short_date (G_MAXINT64, now), "");
  assert_text (valise_text_long_date (now), "Sunday, 22 November 2026, 14:00");
  assert_text (valise_text_long_date (0), "");
}

static void
test_people (void)
{
  assert_text (valise_text_person (NULL), "");
  assert_text (valise_text_person ("Ann Marlow <ann@example.org>"), "Ann Marlow");
  assert_text (valise_text_person ("ann@example.org"), "ann@example.org");
  assert_text (valise_text_person ("<ann@example.org>"), "ann@example.org");
  assert_text (valise_text_person ("<"), "");
}

static void
test_progress (void)
{
  g_autoptr (ValiseAccountStatus) account = valise_account_status_new (1, "Work");

  assert_text (valise_text_progress (account), "");
  account->seconds_left = 61;
  assert_text (valise_text_progress (account), "about 2 minutes left");
  account->rate = 1200000;
  assert_text (valise_text_progress (account), "1.2\302\240MB/s, about 2 minutes left");
  account->seconds_left = 7201;
  assert_text (valise_text_progress (account), "1.2\302\240MB/s, about 3 hours left");
  account->seconds_left = 0;
  assert_text (valise_text_progress (account), "1.2\302\240MB/s, less than a minute left");
  account->seconds_left = -1;
  assert_text (valise_text_progress (account), "1.2\302\240MB/s");
}

static void
count_up (gpointer data)
{
  (*(guint *)data)++;
}

static gboolean
end_loop (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static gboolean
poke (gpointer data)
{
  valise_throttle_poke (data);
  return G_SOURCE_CONTINUE;
}

/* The first at once, then one in an interval, and the last one is not lost. */
static void
test_throttle (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint calls = 0, before;
  g_autoptr (ValiseThrottle) throttle = valise_throttle_new (100, count_up, &calls);
  guint source;

  valise_throttle_poke (throttle);
  g_assert_cmpuint (calls, ==, 0);
  while (calls == 0)
    g_main_context_iteration (NULL, TRUE);

  source = g_timeout_add (5, poke, throttle);
  g_timeout_add (1000, end_loop, loop);
  g_main_loop_run (loop);
  g_source_remove (source);
  g_assert_cmpuint (calls, >=, 2);
  g_assert_cmpuint (calls, <=, 11);

  before = calls;
  valise_throttle_poke (throttle);
  while (calls == before)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/texts/dates", test_dates);
  g_test_add_func ("/ui/texts/people", test_people);
  g_test_add_func ("/ui/texts/progress", test_progress);
  g_test_add_func ("/ui/throttle", test_throttle);
  return g_test_run ();
}
