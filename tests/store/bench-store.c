/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the store costs: a first synchronisation of many messages at both depths, opening a folder,
 * searching, and removing the account. Prints a table; run it with "meson test --benchmark". */

#include "fixture.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define PAGE 500
#define BATCH 100

static const char *const words[] = { "meeting",  "budget",  "Zürich",   "invoice", "please", "find",
                                     "attached", "report",  "tomorrow", "server",  "the",    "and",
                                     "of",       "project", "holiday",  "review" };

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
report (const char *what, double *started)
{
  struct rusage usage;
  double now = cpu_seconds ();

  getrusage (RUSAGE_SELF, &usage);
  g_print ("%-48s %7.3f s CPU   peak memory %ld MB\n", what, now - *started,
           usage.ru_maxrss / 1024);
  *started = cpu_seconds ();
}

static char *
make_text (GRand *rand, gsize length)
{
  GString *text = g_string_sized_new (length + 32);

  while (text->len < length)
    {
      /* One word in four is rare: names, numbers, what real text is full of. */
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append_printf (text, "w%x ", g_rand_int_range (rand, 0, 200000));
      else
        g_string_append_printf (text, "%s%s",
                                words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))],
                                g_rand_int_range (rand, 0, 10) == 0 ? ".\r\n" : " ");
    }
  return g_string_free (text, FALSE);
}

static void
commit (ValiseTransaction **transaction)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_transaction_commit (transaction, &error));
  g_assert_no_error (error);
}

static void
add_summaries (Fixture *fixture, GRand *rand, guint count)
{
  g_autoptr (ValiseTransaction) transaction = NULL;

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *remote_id = g_strdup_printf ("M%08x%u", g_rand_int (rand), i);
      g_autoptr (ValiseItem) item = fixture_new_item (fixture, remote_id, 1700000000 + i);

      if (i % PAGE == 0)
        transaction = valise_store_begin (fixture->store, NULL);
      g_free (item->summary.title);
      item->summary.title = make_text (rand, 40);
      item->summary.from = g_strdup ("Jane Doe <jane.doe@example.org>");
      item->summary.people = g_strdup ("Jane Doe jane.doe@example.org John Roe john@example.net");
      item->summary.uid = g_strdup_printf ("%s@example.org", remote_id);
      item->summary.preview = make_text (rand, 200);
      item->summary.size = 30000;
      fixture_save (fixture, item);
      if (i % PAGE == PAGE - 1 || i == count - 1)
        commit (&transaction);
    }
}

static void
add_contents (Fixture *fixture, GPtrArray *texts, ValiseDepth depth, gsize size)
{
  g_autoptr (ValiseTransaction) transaction = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;

  while (TRUE)
    {
      g_clear_pointer (&page, g_ptr_array_unref);
      page = valise_items_wanted (fixture->store, fixture->folder, depth, BATCH, NULL, &error);
      g_assert_no_error (error);
      if (page->len == 0)
        break;
      transaction = valise_store_begin (fixture->store, &error);
      for (guint i = 0; i < page->len; i++)
        {
          ValiseItem *item = page->pdata[i];
          const char *text = texts->pdata[item->id - 1];
          g_autofree char *padding = g_strnfill (size, 'x');
          g_autofree char *bytes = g_strconcat ("Subject: x\r\n\r\n", text, padding, NULL);

          item->local.content = item->base.content = fixture_put (fixture, depth, bytes, text);
          fixture_save (fixture, item);
        }
      commit (&transaction);
    }
}

static void
read_pages (Fixture *fixture)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GPtrArray) page = valise_browse_page (fixture->store, fixture->folder, NULL, 50,
                                                       NULL);

      g_assert_cmpuint (page->len, ==, 50);
    }
}

static void
search (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) found = valise_browse_search (fixture->store, 0, text, 50, NULL);

  g_assert_cmpuint (found->len, >, 0);
}

static void
print_size (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "valise.db", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_print ("%-48s %7.1f MB\n", "database", (double)info.st_size / 1e6);
}

static void
run (guint count, ValiseDepth depth, gsize size)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  double started;

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (texts, make_text (rand, 2000));
  fixture_set_up (&fixture, NULL);
  g_print ("%u messages, depth %s\n", count, valise_depth_to_string (depth));
  started = cpu_seconds ();
  add_summaries (&fixture, rand, count);
  report ("summaries", &started);
  add_contents (&fixture, texts, depth, size);
  report ("contents", &started);
  read_pages (&fixture);
  report ("100 times the first page", &started);
  search (&fixture, "proj zurich");
  report ("search for common words", &started);
  search (&fixture, "w1 meet");
  report ("search for rare words", &started);
  print_size (&fixture);
  g_assert_true (valise_accounts_remove (fixture.store, fixture.account, NULL));
  report ("remove the account", &started);
  fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  guint count = argc > 1 ? (guint)atoi (argv[1]) : 4000;

  run (count, VALISE_DEPTH_TEXT, 0);
  run (count, VALISE_DEPTH_FULL, 28000);
  return 0;
}
