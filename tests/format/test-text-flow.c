/* SPDX-License-Identifier: GPL-3.0-or-later */

/* format=flowed, both ways. */

#include "format/text-flow.h"

#include <string.h>

#define WORDS                                                                                      \
  "The quick brown fox jumps over the lazy dog, and then it does so again, because nobody "        \
  "has told it to stop, and nobody will."

/* What is flowed is short enough, and comes back as it was. */
static void
check_round_trip (const char *text)
{
  g_autofree char *flowed = valise_text_flow (text);
  g_autofree char *back = valise_text_unflow (flowed, FALSE);
  g_auto (GStrv) lines = g_strsplit (flowed, "\n", -1);

  g_assert_cmpstr (back, ==, text);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strchr (lines[i], ' ') != NULL)
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 78);
}

static void
test_round_trip (void)
{
  check_round_trip ("");
  check_round_trip ("Hello\n");
  check_round_trip (WORDS "\n\nShort.\n" WORDS "\n");
  check_round_trip ("> " WORDS "\n> > " WORDS "\n> \nMine\n");
  check_round_trip ("  indented\nFrom here on\n  " WORDS "\n");
  check_round_trip ("Text\n-- \nA. Person\n");
  check_round_trip ("Grüße aus Köln über die Straße nach Würzburg und zurück nach Zürich "
                    "Äpfel und Öl und Übermut und noch mehr\n");
  check_round_trip ("two  spaces  in  a  row  are  kept  together  where  the  line  is  broken,  "
                    "are  they  not?\n");
}

static void
test_lines (void)
{
  g_autofree char *flowed = valise_text_flow (WORDS "\n> quoted\n>> twice\n>\nFrom me\n end \n");

  g_assert_cmpstr (flowed, ==,
                   "The quick brown fox jumps over the lazy dog, and then it does so again, \n"
                   "because nobody has told it to stop, and nobody will.\n"
                   "> quoted\n>> twice\n>\n From me\n  end\n");
}

/* A word that is too long is not broken: it is likely an address of the web. */
static void
test_long_word (void)
{
  g_autofree char *word = g_strnfill (200, 'x');
  g_autofree char *text = g_strdup_printf ("a %s b\n", word);
  g_autofree char *flowed = valise_text_flow (text);
  g_autofree char *expected = g_strdup_printf ("a \n%s \nb\n", word);

  g_assert_cmpstr (flowed, ==, expected);
}

static void
test_quote (void)
{
  g_autofree char *quoted = valise_text_quote ("One\n\n> before\n\n-- \nSignature\n");
  g_autofree char *nothing = valise_text_quote ("-- \nSignature\n");

  g_assert_cmpstr (quoted, ==, "> One\n>\n> > before\n");
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-flow/round-trip", test_round_trip);
  g_test_add_func ("/text-flow/lines", test_lines);
  g_test_add_func ("/text-flow/long-word", test_long_word);
  g_test_add_func ("/text-flow/quote", test_quote);
  return g_test_run ();
}
