/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Errors carry their scope, remedy and waiting time wherever they go. */

#include "model/error.h"

static void
assert_busy (const GError *error)
{
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_BUSY);
  g_assert_true (valise_error_is (error, VALISE_ERROR_BUSY));
  g_assert_false (valise_error_is (error, VALISE_ERROR_QUOTA));
  g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_SERVICE);
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_RETRY_LATER);
}

static void
test_new (void)
{
  g_autoptr (GError) error = valise_error_new (VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE,
                                               VALISE_REMEDY_RETRY_LATER, "Wait %d s.", 7);

  assert_busy (error);
  g_assert_cmpstr (error->message, ==, "Wait 7 s.");
  g_assert_cmpint (valise_error_retry_after (error), ==, 0);
}

static void
test_copy (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) moved = NULL;

  g_assert_false (valise_fail (&error, VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE,
                               VALISE_REMEDY_RETRY_LATER, "Later."));
  valise_error_set_retry_after (error, 30);
  copy = g_error_copy (error);
  g_propagate_prefixed_error (&moved, g_steal_pointer (&error), "Sent: ");

  assert_busy (copy);
  assert_busy (moved);
  g_assert_cmpstr (moved->message, ==, "Sent: Later.");
  g_assert_cmpint (valise_error_retry_after (copy), ==, 30);
  g_assert_cmpint (valise_error_retry_after (moved), ==, 30);
}

/* A caller that does not want to know passes NULL. */
static void
test_ignored (void)
{
  g_assert_false (valise_fail (NULL, VALISE_ERROR_FAILED, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                               "Nobody hears this."));
}

/* An error that nobody translated is taken for the worst that passes by itself. */
static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Hm.");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stop.");

  g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_ACCOUNT);
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_RETRY_LATER);
  g_assert_cmpint (valise_error_retry_after (error), ==, 0);
  g_assert_false (valise_error_is_cancelled (error));
  g_assert_true (valise_error_is_cancelled (cancelled));
  g_assert_false (valise_error_is (error, VALISE_ERROR_FAILED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/error/new", test_new);
  g_test_add_func ("/model/error/copy", test_copy);
  g_test_add_func ("/model/error/ignored", test_ignored);
  g_test_add_func ("/model/error/foreign", test_foreign);
  return g_test_run ();
}
