/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window and its dialogs in another language, and from right to left: what is seen is
 * translated, and fits. $VALISE_LANGUAGE says which; without a translation of ours it is only a
 * direction.
 */

#include "app-fixture.h"

#include <glib/gi18n.h>

#include "engine/language.h"
#include "folder-properties.h"
#include "preferences.h"

/* A small notebook's screen, without a panel. */
#define WIDTH_MAX 1024
#define HEIGHT_MAX 720

static gboolean
is_translated (void)
{
  return !g_str_equal (_ ("Preferences"), "Preferences");
}

/* GTK knows the direction from its own translations, which need not be installed. */
static gboolean
set_direction (void)
{
  gboolean is_rtl = g_str_equal (g_getenv ("VALISE_LANGUAGE"), "ar");

  gtk_widget_set_default_direction (is_rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  return is_rtl;
}

static void
keep_picture (GtkWidget *window, const char *what)
{
  g_autofree char *name = g_strdup_printf ("language-%s-%s", g_getenv ("VALISE_LANGUAGE"), what);

  app_picture (window, name);
}

static void
assert_fits (GtkWidget *window)
{
  GtkRequisition least;

  gtk_widget_get_preferred_size (window, &least, NULL);
  g_assert_cmpint (least.width, <=, WIDTH_MAX);
  g_assert_cmpint (least.height, <=, HEIGHT_MAX);
}

static int
left_of (App *app, const char *id)
{
  int x = 0;

  g_assert_true (
      gtk_widget_translate_coordinates (app_find (app->window, id), app->window, 0, 0, &x, NULL));
  return x;
}

static void
test_window (App *app)
{
  gboolean is_rtl = set_direction ();
  g_autofree char *texts = NULL;

  app_open_folder (app, app->sample.inbox);
  assert_fits (app->window);
  keep_picture (app->window, "window");
  texts = app_texts (app->window);
  g_assert_cmpint (strstr (texts, "Work Offline") == NULL, ==, is_translated ());
  /* The folders are where reading begins. */
  g_assert_cmpint (left_of (app, "folder_tree") > left_of (app, "item_list"), ==, is_rtl);
}

static void
test_dialogs (App *app)
{
  GtkWidget *dialog;

  set_direction ();
  app_open_folder (app, app->sample.inbox);
  app_action (app, "win.folder-properties");
  dialog = GTK_WIDGET (app_dialog (app, VALISE_TYPE_FOLDER_PROPERTIES));
  assert_fits (dialog);
  keep_picture (dialog, "folder");
  gtk_widget_destroy (dialog);
  app_action (app, "app.preferences");
  dialog = GTK_WIDGET (app_dialog (app, VALISE_TYPE_PREFERENCES));
  assert_fits (dialog);
  keep_picture (dialog, "preferences");
}

int
main (int argc, char **argv)
{
  g_setenv ("LANGUAGE", g_getenv ("VALISE_LANGUAGE"), TRUE);
  valise_language_init ();
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/language/window", test_window);
  app_test ("/ui/language/dialogs", test_dialogs);
  return g_test_run ();
}
