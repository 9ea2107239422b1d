/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The properties of a folder: what they say, and what they set. */

#include "app-fixture.h"
#include "folder-properties.h"
#include "store/folders.h"

static GtkWidget *
open_dialog (App *app, gint64 folder)
{
  app_open_folder (app, folder);
  app_action (app, "win.folder-properties");
  return GTK_WIDGET (app_dialog (app, VALISE_TYPE_FOLDER_PROPERTIES));
}

static gboolean
says (GtkWidget *dialog, const char *what)
{
  g_autofree char *texts = app_texts (dialog);

  return g_strstr_len (texts, -1, what) != NULL;
}

static void
toggle (GtkWidget *dialog, const char *id)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (app_find (dialog, id));

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
show_page (GtkWidget *dialog, int page)
{
  gtk_notebook_set_current_page (GTK_NOTEBOOK (app_find (dialog, "notebook")), page);
  app_settle ();
}

static gboolean
can_apply (GtkWidget *dialog)
{
  return gtk_widget_get_sensitive (app_find (dialog, "apply"));
}

static void
apply (GtkWidget *dialog)
{
  g_assert_true (can_apply (dialog));
  gtk_button_clicked (GTK_BUTTON (app_find (dialog, "apply")));
  APP_WAIT (app_dialog_is_gone (VALISE_TYPE_FOLDER_PROPERTIES));
}

static ValiseFolder *
folder_now (App *app, gint64 id)
{
  ValiseFolder *folder = valise_folders_get (app->store, id, NULL);

  g_assert_nonnull (folder);
  return folder;
}

static void
test_facts (App *app)
{
  GtkWidget *dialog = open_dialog (app, app->sample.inbox);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Properties of Inbox");
  APP_WAIT (!says (dialog, "Being counted"));
  g_assert_true (says (dialog, "\nWork\n"));
  g_assert_true (says (dialog, "\n3 whole\n"));
  g_assert_true (says (dialog, "bytes\n") || says (dialog, "kB\n"));
  app_picture (dialog, "properties-general");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

/* Full to header + text: what it frees is told, and nothing is set before Apply. */
static void
test_depth (App *app)
{
  GtkWidget *dialog = open_dialog (app, app->sample.inbox);
  g_autoptr (ValiseFolder) before = NULL, after = NULL;

  show_page (dialog, 1);
  g_assert_false (can_apply (dialog));
  toggle (dialog, "text");
  APP_WAIT (g_str_has_prefix (app_label (dialog, "plan"), "3 messages will be cut"));
  app_picture (dialog, "properties-sync");
  before = folder_now (app, app->sample.inbox);
  g_assert_cmpint (before->depth, ==, VALISE_DEPTH_FULL);
  apply (dialog);
  after = folder_now (app, app->sample.inbox);
  g_assert_cmpint (after->depth, ==, VALISE_DEPTH_TEXT);
  g_assert_true (after->shrink);
}

static void
test_fetch_and_subfolders (App *app)
{
  GtkWidget *dialog = open_dialog (app, app->sample.projects);
  g_autoptr (ValiseFolder) below = NULL;

  show_page (dialog, 1);
  toggle (dialog, "full");
  APP_WAIT (g_str_has_prefix (app_label (dialog, "plan"), "1 item will be fetched: 123.5"));
  g_assert_nonnull (strstr (app_label (dialog, "recursive_help"), "the 1 folder below"));
  toggle (dialog, "recursive");
  apply (dialog);
  below = folder_now (app, app->sample.alpha);
  g_assert_cmpint (below->depth, ==, VALISE_DEPTH_FULL);
}

static void
test_off_and_on (App *app)
{
  GtkWidget *dialog = open_dialog (app, app->sample.alpha);
  g_autoptr (ValiseFolder) off = NULL, on = NULL;

  g_assert_false (gtk_widget_get_sensitive (app_find (dialog, "recursive")));
  toggle (dialog, "enable");
  g_assert_false (gtk_widget_get_sensitive (app_find (dialog, "depths")));
  apply (dialog);
  off = folder_now (app, app->sample.alpha);
  g_assert_false (off->sync);

  dialog = open_dialog (app, app->sample.alpha);
  show_page (dialog, 1);
  toggle (dialog, "enable");
  APP_WAIT (g_str_has_prefix (app_label (dialog, "plan"), "What else the server has"));
  apply (dialog);
  on = folder_now (app, app->sample.alpha);
  g_assert_true (on->sync);
  g_assert_false (on->listed);
}

/* Only mail has a choice of depth. */
static void
test_other_kinds (App *app)
{
  GtkWidget *dialog = open_dialog (app, app->sample.calendar);

  show_page (dialog, 1);
  g_assert_false (gtk_widget_get_visible (app_find (dialog, "depths")));
  g_assert_true (gtk_widget_get_visible (app_find (dialog, "whole")));
  app_picture (dialog, "properties-calendar");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/folder-properties/facts", test_facts);
  app_test ("/ui/folder-properties/depth", test_depth);
  app_test ("/ui/folder-properties/fetch-and-subfolders", test_fetch_and_subfolders);
  app_test ("/ui/folder-properties/off-and-on", test_off_and_on);
  app_test ("/ui/folder-properties/other-kinds", test_other_kinds);
  return g_test_run ();
}
