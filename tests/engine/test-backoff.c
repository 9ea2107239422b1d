/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long we wait before we look for a lost server again. */

#include "engine/backoff.h"

#define ALMOST_ONE 0.999999

static void
test_doubles_up_to_a_limit (void)
{
  g_assert_cmpuint (valise_backoff_seconds (1, 0, ALMOST_ONE), ==, 2);
  g_assert_cmpuint (valise_backoff_seconds (2, 0, ALMOST_ONE), ==, 4);
  g_assert_cmpuint (valise_backoff_seconds (3, 0, ALMOST_ONE), ==, 8);
  g_assert_cmpuint (valise_backoff_seconds (8, 0, ALMOST_ONE), ==, 256);
  g_assert_cmpuint (valise_backoff_seconds (9, 0, ALMOST_ONE), ==, 300);
  g_assert_cmpuint (valise_backoff_seconds (G_MAXUINT, 0, ALMOST_ONE), ==, 300);
}

static void
test_leaves_half_to_chance (void)
{
  for (guint attempt = 1; attempt < 40; attempt++)
    {
      guint least = valise_backoff_seconds (attempt, 0, 0.0);
      guint most = valise_backoff_seconds (attempt, 0, ALMOST_ONE);

      g_assert_cmpuint (least, >=, 1);
      g_assert_cmpuint (least * 2, ==, most);
    }
}

static void
test_never_undercuts_the_server (void)
{
  g_assert_cmpuint (valise_backoff_seconds (1, 77, 0.5), ==, 77);
  g_assert_cmpuint (valise_backoff_seconds (9, 1, 0.0), ==, 150);
  g_assert_cmpuint (valise_backoff_seconds (1, G_MAXINT64, 0.0), ==, 24 * 60 * 60);
  g_assert_cmpuint (valise_backoff_seconds (1, -5, 0.0), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/doubles-up-to-a-limit", test_doubles_up_to_a_limit);
  g_test_add_func ("/backoff/leaves-half-to-chance", test_leaves_half_to_chance);
  g_test_add_func ("/backoff/never-undercuts-the-server", test_never_undercuts_the_server);
  return g_test_run ();
}
