/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs the program in the process of the test: its real widgets, its engine with its threads and
 * its store, on a sample mailbox and offline, so that nothing but the test does anything. */

#include "app-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/paths.h"
#include "engine/status-read.h"
#include "folder-tree.h"

#define PATIENCE_SECONDS 20

void (*app_fill_more) (Sample *sample, ValiseStore *store);
void (*app_prepare) (void);

typedef struct
{
  App app;
  AppFunc func;
} Run;

/* Waiting */

static gboolean
on_patience_over (gpointer what)
{
  g_error ("It did not happen within %d s: %s", PATIENCE_SECONDS, (const char *)what);
  return G_SOURCE_REMOVE;
}

static guint poll_source;

static gboolean
on_poll (gpointer data)
{
  return G_SOURCE_CONTINUE; /* wakes the loop for what other threads do */
}

guint
app_wait_begin (const char *what)
{
  if (poll_source == 0)
    poll_source = g_timeout_add (5, on_poll, NULL);
  return g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_over, (gpointer)what);
}

void
app_wait_end (guint patience)
{
  g_source_remove (patience);
  g_clear_handle_id (&poll_source, g_source_remove);
}

static gboolean
on_settled (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until there is nothing left to do but to wait, drawing included. */
void
app_settle (void)
{
  gboolean settled = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, on_settled, &settled, NULL);
  while (!settled)
    g_main_context_iteration (NULL, TRUE);
}

/* Widgets */

typedef struct
{
  const char *id;
  GtkWidget *found;
  GString *texts;
} Walk;

static void
walk_cb (GtkWidget *widget, gpointer data)
{
  Walk *walk = data;

  if (walk->found != NULL)
    return;
  if (walk->id != NULL
      && g_strcmp0 (gtk_buildable_get_name (GTK_BUILDABLE (widget)), walk->id) == 0)
    walk->found = widget;
  else
    {
      if (walk->texts != NULL && GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
        g_string_append_printf (walk->texts, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
      if (GTK_IS_CONTAINER (widget))
        gtk_container_forall (GTK_CONTAINER (widget), walk_cb, walk);
    }
}

/* The widget that has @id in its .ui file. */
GtkWidget *
app_find (GtkWidget *root, const char *id)
{
  Walk walk = { .id = id };

  walk_cb (root, &walk);
  if (walk.found == NULL)
    g_error ("There is no widget %s.", id);
  return walk.found;
}

/* What all visible labels say, a line each. */
char *
app_texts (GtkWidget *root)
{
  Walk walk = { .texts = g_string_new (NULL) };

  walk_cb (root, &walk);
  return g_string_free (walk.texts, FALSE);
}

const char *
app_label (GtkWidget *root, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (app_find (root, id)));
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type)
        && gtk_widget_get_mapped (GTK_WIDGET (link->data)))
      return link->data;
  return NULL;
}

/* Waits for a window of this type. */
GtkWindow *
app_dialog (App *app, GType type)
{
  APP_WAIT (find_window (type) != NULL);
  app_settle ();
  return find_window (type);
}

gboolean
app_dialog_is_gone (GType type)
{
  return find_window (type) == NULL;
}

/* "win.…" or "app.…", with its target as in a .ui file. */
void
app_action (App *app, const char *detailed)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;
  GActionGroup *group;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  group = g_str_has_prefix (name, "win.") ? G_ACTION_GROUP (app->window)
                                          : G_ACTION_GROUP (app->program);
  g_assert_true (g_action_group_get_action_enabled (group, name + 4));
  g_action_group_activate_action (group, name + 4, target);
}

void
app_open_folder (App *app, gint64 folder)
{
  valise_folder_tree_open (VALISE_FOLDER_TREE (app_find (app->window, "folder_tree")), folder);
  app_settle ();
}

/* Sizes are given and things are drawn with the next frame only. */
static void
wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_settled),
                                             &painted);

  gtk_widget_queue_draw (window);
  APP_WAIT (painted);
  g_signal_handler_disconnect (clock, handler);
}

/* Keeps what is in a window for people to look at. */
void
app_picture (GtkWidget *window, const char *name)
{
  const char *dir = g_getenv ("VALISE_ARTEFACTS");
  int scale = gtk_widget_get_scale_factor (window);
  int width, height;
  g_autofree char *file = g_strdup_printf (
      "ui-%s%s.png", name,
      g_getenv ("VALISE_PICTURE_SUFFIX") != NULL ? g_getenv ("VALISE_PICTURE_SUFFIX") : "");
  g_autofree char *path = NULL;
  cairo_surface_t *surface;
  cairo_t *cairo;

  if (dir == NULL)
    return;
  app_settle ();
  g_mkdir_with_parents (dir, 0755);
  path = g_build_filename (dir, file, NULL);
  wait_for_frame (window);
  width = gtk_widget_get_allocated_width (window);
  height = gtk_widget_get_allocated_height (window);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo = cairo_create (surface);
  gtk_widget_draw (window, cairo);
  cairo_destroy (cairo);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

/* Running */

static void
remove_store (const char *dir)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);

  for (const char *name = g_dir_read_name (open); name != NULL; name = g_dir_read_name (open))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
}

static void
make_store (Sample *sample)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = valise_paths_data_dir (&error);
  ValiseStore *store = NULL;

  g_assert_no_error (error);
  remove_store (dir);
  store = valise_store_open (dir, &error);
  g_assert_no_error (error);
  sample_fill (sample, store);
  if (app_fill_more != NULL)
    app_fill_more (sample, store);
  g_assert_true (valise_status_write_work_offline (store, TRUE, NULL));
  valise_store_close (store);
}

static void
on_activated (GApplication *program, gpointer data)
{
  Run *run = data;
  App *app = &run->app;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  app->window = GTK_WIDGET (valise_application_show_window (app->program));
  app->engine = valise_application_get_engine (app->program);
  app->store = valise_engine_get_store (app->engine);
  APP_WAIT (gtk_widget_get_mapped (app->window));
  app_settle ();
  run->func (app);
  g_application_quit (program);
}

static void
run_program (gconstpointer data)
{
  Run run = { .func = (AppFunc)data };
  char *argv[] = { (char *)"valise", NULL };

  if (app_prepare != NULL)
    app_prepare ();
  make_store (&run.app.sample);
  run.app.program = valise_application_new ();
  g_application_set_flags (G_APPLICATION (run.app.program),
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_signal_connect_after (run.app.program, "activate", G_CALLBACK (on_activated), &run);
  g_assert_cmpint (g_application_run (G_APPLICATION (run.app.program), 1, argv), ==, 0);
  g_object_unref (run.app.program);
}

/* In a process of its own: GTK has settings and styles that no program takes back. */
static void
run_test (gconstpointer data)
{
  pid_t child = fork ();
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      run_program (data);
      _exit (EXIT_SUCCESS);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

/* Runs @func in the program, with its window open. */
void
app_test (const char *path, AppFunc func)
{
  g_test_add_data_func (path, (gconstpointer)func, run_test);
}
