/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/filing.h"

/* Folders are letters; "AB>BC" reads: known in A and B, now in B and C. */
typedef struct
{
  const char *known, *now;
  const char *result; /* one letter for each known item ("-" removed), then "+" and the new ones */
} Case;

static const Case cases[] = {
  { "", "", "" },         { "", "A", "+A" },    { "", "AB", "+AB" },  { "A", "A", "A" },
  { "A", "", "-" },       { "A", "B", "B" },    { "A", "AB", "A+B" }, { "A", "BC", "B+C" },
  { "AB", "A", "A-" },    { "AB", "B", "-B" },  { "AB", "C", "C-" },  { "AB", "BC", "CB" },
  { "AB", "BA", "AB" },   { "AB", "CD", "CD" }, { "AB", "", "--" },   { "ABC", "D", "D--" },
  { "A", "CAB", "A+CB" },
};

static GArray *
read_folders (const char *letters)
{
  GArray *folders = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (; *letters != '\0'; letters++)
    {
      gint64 folder = *letters;

      g_array_append_val (folders, folder);
    }
  return folders;
}

static char *
describe (GArray *filings)
{
  GString *out = g_string_new (NULL);
  gboolean plus = FALSE;

  for (guint i = 0; i < filings->len; i++)
    {
      ValiseFiling filing = g_array_index (filings, ValiseFiling, i);

      if (filing.known == G_MAXUINT && !plus)
        g_string_append_c (out, '+');
      plus = filing.known == G_MAXUINT;
      g_string_append_c (out, filing.folder != 0 ? (char)filing.folder : '-');
    }
  return g_string_free (out, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) known = read_folders (cases[i].known);
      g_autoptr (GArray) now = read_folders (cases[i].now);
      g_autoptr (GArray) filings = valise_filing_match (
          (const gint64 *)(gpointer)known->data, known->len, (const gint64 *)(gpointer)now->data,
          now->len);
      g_autofree char *got = describe (filings);

      g_test_message ("%s>%s: %s", cases[i].known, cases[i].now, got);
      g_assert_cmpstr (got, ==, cases[i].result);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filing/cases", test_cases);
  return g_test_run ();
}
