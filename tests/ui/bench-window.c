/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the window is on a folder of 100,000 messages, and how much memory it takes. */

#include "app-fixture.h"
#include "item-list.h"
#include "store/items.h"

#define MESSAGES 100000

static double
milliseconds_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static void
fill (Sample *sample, ValiseStore *store)
{
  for (guint i = 0; i < MESSAGES;)
    {
      g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, NULL);

      for (guint last = i + 1000; i < last; i++)
        {
          g_autoptr (ValiseItem) item = valise_item_new (sample->account, VALISE_KIND_MAIL);

          item->service_id = sample->service;
          item->remote_id = g_strdup_printf ("bench%u", i);
          item->base.folder = item->local.folder = sample->inbox;
          g_free (item->summary.title);
          item->summary.title = g_strdup_printf ("Report %u of the %s", i, i % 7 ? "day" : "week");
          item->summary.from = g_strdup_printf ("Person %u <p%u@example.org>", i % 500, i % 500);
          item->summary.preview = g_strdup ("All figures are as they were expected to be.");
          item->summary.date = 1500000000 + i * 60;
          item->summary.size = 5000 + i % 90000;
          g_assert_true (valise_items_save (store, item, NULL));
        }
      g_assert_true (valise_transaction_commit (&transaction, NULL));
    }
}

static int
rows (App *app)
{
  GtkTreeModel *model = gtk_tree_view_get_model (
      valise_item_list_get_view (VALISE_ITEM_LIST (app_find (app->window, "item_list"))));

  return model != NULL ? gtk_tree_model_iter_n_children (model, NULL) : 0;
}

/* The longest time that the loop was away, while somebody types a search. */
static gint64 last_beat, longest_stall;

static gboolean
on_beat (gpointer data)
{
  gint64 now = g_get_monotonic_time ();

  longest_stall = MAX (longest_stall, now - last_beat);
  last_beat = now;
  return G_SOURCE_CONTINUE;
}

static void
measure_search (App *app, const char *words)
{
  gint64 start = g_get_monotonic_time ();

  valise_item_list_search (VALISE_ITEM_LIST (app_find (app->window, "item_list")), words);
  APP_WAIT (rows (app) > 0);
  g_print ("# search for \"%s\": %.1f ms\n", words, milliseconds_since (start));
  valise_item_list_search (VALISE_ITEM_LIST (app_find (app->window, "item_list")), NULL);
  app_settle ();
}

static glong
resident_kilobytes (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  return line != NULL ? (glong)g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) : 0;
}

static void
measure (App *app)
{
  gint64 start;
  guint beat;

  app_open_folder (app, app->sample.calendar);
  last_beat = g_get_monotonic_time ();
  beat = g_timeout_add_full (G_PRIORITY_HIGH, 1, on_beat, NULL, NULL);
  start = g_get_monotonic_time ();
  app_open_folder (app, app->sample.inbox);
  g_print ("# open the folder, drawn: %.1f ms\n", milliseconds_since (start));
  measure_search (app, "report 4711");
  measure_search (app, "person 17");
  measure_search (app, "report");
  g_source_remove (beat);
  g_print ("# longest stall of the main loop: %.1f ms\n", (double)longest_stall / 1000);
  g_print ("# memory with the window: %ld MB\n", resident_kilobytes () / 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_fill_more = fill;
  app_test ("/ui/bench/window", measure);
  return g_test_run ();
}
