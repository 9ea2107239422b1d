/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window as it is, in this process, so that it can be timed from within: for bench_window.py.
 *
 *   window-probe browse FOLDER OTHER   opens the folders in turn and searches
 *   window-probe sync FOLDER           lets the first run go through, with that folder open
 *
 * Prints what was measured, a name and a number a line; times in milliseconds. */

#include "app-fixture.h"
#include "folder-tree.h"
#include "heartbeat.h"
#include "item-list.h"

typedef struct
{
  ValiseApplication *program;
  ValiseEngine *engine;
  GtkWidget *window;
  ValiseItemList *list;
  const char *what;
  gint64 folder, other;
} Probe;

static void
tell (const char *name, gint64 since)
{
  g_print ("%s %.1f\n", name, (double)(g_get_monotonic_time () - since) / 1000);
}

static void
tell_heartbeat (const char *what)
{
  Heartbeat heart = heartbeat_stop ();

  g_print ("%s-stall %.1f\n", what, (double)heart.longest / 1000);
  g_print ("%s-stall-ours %.1f\n", what, (double)heart.ours / 1000);
  g_print ("%s-over %u\n", what, heart.over);
}

static gboolean
has_rows (Probe *self)
{
  GtkTreeModel *model = gtk_tree_view_get_model (valise_item_list_get_view (self->list));

  return model != NULL && gtk_tree_model_iter_n_children (model, NULL) > 0;
}

static void
on_painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

/* Until the rows are on the screen. */
static void
wait_for_rows (Probe *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  gboolean painted = FALSE;
  gulong handler;

  while (!has_rows (self))
    g_main_context_iteration (NULL, TRUE);
  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_painted_cb), &painted);
  gtk_widget_queue_draw (GTK_WIDGET (self->list));
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static void
open_folder (Probe *self, gint64 folder)
{
  valise_folder_tree_open (VALISE_FOLDER_TREE (app_find (self->window, "folder_tree")), folder);
}

/* The entry itself waits for the next key a little, which is not a part of this. */
static void
search (Probe *self, const char *name, const char *words)
{
  gint64 start = g_get_monotonic_time ();

  valise_item_list_search (self->list, words);
  wait_for_rows (self);
  tell (name, start);
  app_settle ();
  valise_item_list_search (self->list, NULL);
  app_settle ();
}

static void
browse (Probe *self)
{
  gint64 start;

  open_folder (self, self->other);
  app_settle ();
  heartbeat_start ();
  start = g_get_monotonic_time ();
  open_folder (self, self->folder);
  wait_for_rows (self);
  tell ("open", start);
  app_settle ();
  search (self, "search-one", "report 4711");
  search (self, "search-some", "person 17");
  search (self, "search-all", "report");
  search (self, "search-letter", "d");
  tell_heartbeat ("browse");
}

static gboolean
is_in_step (Probe *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);

  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (!account->disabled && account->error != NULL)
        g_error ("The run failed: %s", account->error);
      if (!account->disabled && (account->last_run_at == 0 || account->mode != VALISE_MODE_ONLINE))
        return FALSE;
    }
  return TRUE;
}

static void
first_sync (Probe *self)
{
  gint64 start = g_get_monotonic_time ();

  open_folder (self, self->folder);
  heartbeat_start ();
  while (!is_in_step (self))
    g_main_context_iteration (NULL, TRUE);
  tell_heartbeat ("sync");
  tell ("sync", start);
}

static void
on_activated_cb (GApplication *program, Probe *self)
{
  self->window = GTK_WIDGET (valise_application_show_window (self->program));
  self->engine = valise_application_get_engine (self->program);
  self->list = VALISE_ITEM_LIST (app_find (self->window, "item_list"));
  while (!gtk_widget_get_mapped (self->window))
    g_main_context_iteration (NULL, TRUE);
  app_settle ();
  if (g_str_equal (self->what, "browse"))
    browse (self);
  else
    first_sync (self);
  g_application_quit (program);
}

int
main (int argc, char **argv)
{
  Probe self = { .what = argc > 1 ? argv[1] : "" };
  char *arguments[] = { (char *)"valise", NULL };
  int status;

  self.folder = argc > 2 ? g_ascii_strtoll (argv[2], NULL, 10) : 0;
  self.other = argc > 3 ? g_ascii_strtoll (argv[3], NULL, 10) : 0;
  self.program = valise_application_new ();
  g_application_set_flags (G_APPLICATION (self.program), G_APPLICATION_NON_UNIQUE);
  g_signal_connect_after (self.program, "activate", G_CALLBACK (on_activated_cb), &self);
  status = g_application_run (G_APPLICATION (self.program), 1, arguments);
  g_object_unref (self.program);
  return status;
}
