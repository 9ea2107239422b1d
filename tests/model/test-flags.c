/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Flags: one canonical string for each set, and a merge that never loses a change. */

#include "model/flags.h"

static void
test_normalize (void)
{
  static const struct
  {
    const char *in, *out;
  } rows[] = {
    { NULL, "" },
    { "", "" },
    { "   ", "" },
    { "$seen", "$seen" },
    { "$Seen $FLAGGED", "$flagged $seen" },
    { " $seen  $flagged\t$seen\r\n", "$flagged $seen" },
    { "work $seen Family", "$seen family work" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *once = valise_flags_normalize (rows[i].in);
      g_autofree char *twice = valise_flags_normalize (once);

      g_assert_cmpstr (once, ==, rows[i].out);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_has (void)
{
  g_assert_true (valise_flags_has ("$flagged $seen", "$flagged"));
  g_assert_true (valise_flags_has ("$flagged $seen", "$seen"));
  g_assert_true (valise_flags_has ("$seen", "$seen"));
  g_assert_false (valise_flags_has ("", "$seen"));
  g_assert_false (valise_flags_has ("$seenlater unseen", "$seen"));
  g_assert_true (valise_flags_has ("a$seen $seen", "$seen"));
  g_assert_false (valise_flags_has ("junk notjunk2", "notjunk"));
}

static void
test_with (void)
{
  g_autofree char *added = valise_flags_with ("$seen", "$flagged", TRUE);
  g_autofree char *again = valise_flags_with (added, "$flagged", TRUE);
  g_autofree char *removed = valise_flags_with (again, "$seen", FALSE);
  g_autofree char *empty = valise_flags_with (removed, "$flagged", FALSE);
  g_autofree char *nothing = valise_flags_with (empty, "$flagged", FALSE);

  g_assert_cmpstr (added, ==, "$flagged $seen");
  g_assert_cmpstr (again, ==, "$flagged $seen");
  g_assert_cmpstr (removed, ==, "$flagged");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (nothing, ==, "");
}

/* All eight cases of one flag, and then two flags that take no notice of each other. */
static void
test_merge (void)
{
  static const struct
  {
    const char *base, *local, *remote, *merged;
  } rows[] = {
    { "", "", "", "" },
    { "", "", "f", "f" },
    { "", "f", "", "f" },
    { "", "f", "f", "f" },
    { "f", "", "", "" },
    { "f", "", "f", "" },
    { "f", "f", "", "" },
    { "f", "f", "f", "f" },
    { "$seen", "$flagged $seen", "", "$flagged" },
    { "", "$seen", "work", "$seen work" },
    { "$flagged $seen", "$flagged", "$seen", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *merged = valise_flags_merge (rows[i].base, rows[i].local, rows[i].remote);

      g_assert_cmpstr (merged, ==, rows[i].merged);
    }
}

static void
test_split (void)
{
  g_auto (GStrv) none = valise_flags_split ("");
  g_auto (GStrv) two = valise_flags_split ("$flagged $seen");

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (two), ==, 2);
  g_assert_cmpstr (two[0], ==, "$flagged");
  g_assert_cmpstr (two[1], ==, "$seen");
}

static void
test_words (void)
{
  static const struct
  {
    const char *word, *flag, *back;
  } rows[] = {
    { "seen", "$seen", "seen" },  { "Seen", "$seen", "seen" }, { "FLAGGED", "$flagged", "flagged" },
    { "$seen", "$seen", "seen" }, { "work", "work", "work" },  { "$label1", "$label1", "$label1" },
  };
  static const char *const refused[] = {
    "", "two words", "a(b", "caf\xc3\xa9", "a\\b", "a\"b", "\t"
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *flag = valise_flag_from_word (rows[i].word);

      g_assert_cmpstr (flag, ==, rows[i].flag);
      g_assert_cmpstr (valise_flag_to_word (flag), ==, rows[i].back);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (valise_flag_from_word (refused[i]));
}

static void
test_word_length (void)
{
  g_autofree char *longest = g_strnfill (254, 'x');
  g_autofree char *too_long = g_strnfill (256, 'x');
  g_autofree char *flag = valise_flag_from_word (longest);

  g_assert_cmpstr (flag, ==, longest);
  g_assert_null (valise_flag_from_word (too_long));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/flags/normalize", test_normalize);
  g_test_add_func ("/model/flags/has", test_has);
  g_test_add_func ("/model/flags/with", test_with);
  g_test_add_func ("/model/flags/merge", test_merge);
  g_test_add_func ("/model/flags/split", test_split);
  g_test_add_func ("/model/flags/words", test_words);
  g_test_add_func ("/model/flags/word-length", test_word_length);
  return g_test_run ();
}
