/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences, and what they do. */

#include "app-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "autostart.h"
#include "engine/ids.h"
#include "folder-rows.h"
#include "preferences.h"
#include "settings.h"
#include "store/folders.h"
#include "tray-hint.h"

static GtkWidget *
open_preferences (App *app)
{
  app_action (app, "app.preferences");
  return GTK_WIDGET (app_dialog (app, VALISE_TYPE_PREFERENCES));
}

static void
toggle (GtkWidget *dialog, const char *key)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (app_find (dialog, key));

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
test_start_at_login (App *app)
{
  GtkWidget *dialog = open_preferences (app);
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "autostart",
                                            VALISE_APP_ID ".desktop", NULL);
  g_autofree char *text = NULL;
  gboolean before = valise_autostart_is_on ();

  app_picture (dialog, "preferences");
  toggle (dialog, "autostart");
  g_assert_true (valise_autostart_is_on () != before);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "--hidden"));
  toggle (dialog, "autostart");
  g_assert_true (valise_autostart_is_on () == before);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_reconnect (App *app)
{
  GtkWidget *dialog = open_preferences (app);

  g_assert_true (valise_engine_get_reconnect (app->engine));
  toggle (dialog, VALISE_KEY_RECONNECT);
  g_assert_false (valise_engine_get_reconnect (app->engine));
  toggle (dialog, VALISE_KEY_RECONNECT);
}

static gboolean
window_says (App *app, const char *what)
{
  g_autofree char *texts = app_texts (app->window);

  return strstr (texts, what) != NULL;
}

static gboolean
has_row (App *app, gint64 folder)
{
  GtkTreeView *tree = GTK_TREE_VIEW (app_find (app_find (app->window, "folder_tree"), "view"));
  GtkTreeIter iter;

  return valise_folder_rows_find (GTK_TREE_STORE (gtk_tree_view_get_model (tree)), folder, &iter);
}

static void
test_archive (App *app)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (app->store, app->sample.alpha, NULL);
  GtkWidget *dialog = open_preferences (app);

  folder->role = VALISE_ROLE_ARCHIVE;
  g_assert_true (valise_folders_save (app->store, folder, NULL));
  valise_engine_changed_outside (app->engine);
  APP_WAIT (!has_row (app, app->sample.alpha));
  toggle (dialog, VALISE_KEY_SHOW_ARCHIVE);
  APP_WAIT (has_row (app, app->sample.alpha));
  toggle (dialog, VALISE_KEY_SHOW_ARCHIVE);
  APP_WAIT (!has_row (app, app->sample.alpha));
}

/* More is kept than the limit. The database itself is not touched: it only seems to be that large,
 * by pages that nothing refers to. */
static void
test_size_limit (App *app)
{
  g_autofree char *path = g_build_filename (valise_engine_get_data_dir (app->engine), "valise.db",
                                            NULL);
  GStatBuf before;

  g_assert_cmpint (g_stat (path, &before), ==, 0);
  g_settings_set_uint (valise_settings_get (), VALISE_KEY_SIZE_LIMIT, 1);
  app_settle ();
  g_assert_false (window_says (app, "more than the 1 GB"));
  g_assert_cmpint (truncate (path, (off_t)2000000000), ==, 0);
  g_settings_set_uint (valise_settings_get (), VALISE_KEY_SIZE_LIMIT, 2);
  g_settings_set_uint (valise_settings_get (), VALISE_KEY_SIZE_LIMIT, 1);
  APP_WAIT (window_says (app, "Valise keeps 2.0"));
  app_picture (app->window, "size-limit");
  g_assert_cmpint (truncate (path, before.st_size), ==, 0);
  g_settings_reset (valise_settings_get (), VALISE_KEY_SIZE_LIMIT);
  APP_WAIT (!window_says (app, "Valise keeps"));
}

/* Every check box is a preference that is kept. */
static void
test_keys (App *app)
{
  static const char *const keys[] = { VALISE_KEY_METERED, VALISE_KEY_CLOSE_TO_TRAY,
                                      VALISE_KEY_NOTIFY_CONFLICTS, VALISE_KEY_NOTIFY_SIGN_IN,
                                      VALISE_KEY_NOTIFY_REFUSED };
  GtkWidget *dialog = open_preferences (app);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_true (g_settings_get_boolean (valise_settings_get (), keys[i]));
      toggle (dialog, keys[i]);
      g_assert_false (g_settings_get_boolean (valise_settings_get (), keys[i]));
      g_settings_reset (valise_settings_get (), keys[i]);
    }
}

/* Where there is no tray it is said once, not each time. */
static void
test_tray_hint (App *app)
{
  g_settings_reset (valise_settings_get (), VALISE_KEY_TOLD_ABOUT_TRAY);
  g_assert_true (valise_tray_hint_is_due ());
  g_assert_false (valise_tray_hint_is_due ());
  g_assert_true (g_settings_get_boolean (valise_settings_get (), VALISE_KEY_TOLD_ABOUT_TRAY));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/preferences/start-at-login", test_start_at_login);
  app_test ("/ui/preferences/reconnect", test_reconnect);
  app_test ("/ui/preferences/archive", test_archive);
  app_test ("/ui/preferences/size-limit", test_size_limit);
  app_test ("/ui/preferences/keys", test_keys);
  app_test ("/ui/preferences/tray-hint", test_tray_hint);
  return g_test_run ();
}
