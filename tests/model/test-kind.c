/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the interface: each value has one, and no two share it. */

#include "model/kind.h"

/* Takes one more word, which must not have been there before. */
static void
assert_new_word (GHashTable *words, const char *word)
{
  g_assert_nonnull (word);
  g_assert_cmpstr (word, !=, "");
  g_assert_true (g_hash_table_add (words, (char *)word));
}

static void
test_words_differ (void)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) roles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) depths = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint kind = VALISE_KIND_MAIL; kind <= VALISE_KIND_NOTE; kind++)
    assert_new_word (kinds, valise_kind_to_string (kind));
  for (guint role = VALISE_ROLE_NONE; role <= VALISE_ROLE_CONFLICTS; role++)
    assert_new_word (roles, valise_role_to_string (role));
  for (guint depth = VALISE_DEPTH_NONE; depth <= VALISE_DEPTH_FULL; depth++)
    assert_new_word (depths, valise_depth_to_string (depth));
}

/* The numbers are in databases on people's disks. */
static void
test_numbers_stay (void)
{
  g_assert_cmpint (VALISE_KIND_MAIL, ==, 0);
  g_assert_cmpint (VALISE_KIND_NOTE, ==, 4);
  g_assert_cmpint (VALISE_ROLE_NONE, ==, 0);
  g_assert_cmpint (VALISE_ROLE_INBOX, ==, 1);
  g_assert_cmpint (VALISE_ROLE_CONFLICTS, ==, 8);
  g_assert_cmpint (VALISE_DEPTH_FULL, ==, 2);
}

static void
test_depth_from_string (void)
{
  ValiseDepth depth = VALISE_DEPTH_NONE;

  g_assert_true (valise_depth_from_string ("text", &depth));
  g_assert_cmpint (depth, ==, VALISE_DEPTH_TEXT);
  g_assert_true (valise_depth_from_string ("full", &depth));
  g_assert_cmpint (depth, ==, VALISE_DEPTH_FULL);

  /* A folder is switched off by --sync, not by a depth. */
  g_assert_false (valise_depth_from_string ("none", &depth));
  g_assert_false (valise_depth_from_string ("", &depth));
  g_assert_false (valise_depth_from_string ("Full", &depth));
  g_assert_cmpint (depth, ==, VALISE_DEPTH_FULL);
}

static void
test_local_roles (void)
{
  for (guint role = VALISE_ROLE_NONE; role < VALISE_ROLE_OUTBOX; role++)
    g_assert_false (valise_role_is_local (role));
  g_assert_true (valise_role_is_local (VALISE_ROLE_OUTBOX));
  g_assert_true (valise_role_is_local (VALISE_ROLE_CONFLICTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/kind/words-differ", test_words_differ);
  g_test_add_func ("/model/kind/numbers-stay", test_numbers_stay);
  g_test_add_func ("/model/kind/depth-from-string", test_depth_from_string);
  g_test_add_func ("/model/kind/local-roles", test_local_roles);
  return g_test_run ();
}
