/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the windows of the accounts say, without a server. */

#include "app-fixture.h"

#include "account-edit.h"
#include "account-list.h"
#include "folder-rows.h"
#include "store/accounts.h"
#include "store/browse.h"
#include "store/conflicts.h"

static GtkWidget *
open_list (App *app)
{
  app_action (app, "app.accounts");
  return GTK_WIDGET (app_dialog (app, VALISE_TYPE_ACCOUNT_LIST));
}

static gboolean
says (GtkWidget *window, const char *what)
{
  g_autofree char *texts = app_texts (window);

  return strstr (texts, what) != NULL;
}

static gboolean
is_disabled (App *app)
{
  g_autoptr (ValiseAccount) account = valise_accounts_get (app->store, app->sample.account, NULL);

  return account->disabled;
}

/* Whether the account and its folders are dimmed in the folder tree, and the account is marked. */
static gboolean
is_dimmed_in_tree (App *app)
{
  GtkTreeView *view = GTK_TREE_VIEW (app_find (app_find (app->window, "folder_tree"), "view"));
  GtkTreeModel *model = gtk_tree_view_get_model (view);
  g_autofree char *mark = NULL;
  GtkTreeIter iter, folder;
  gboolean account_sensitive, folder_sensitive;

  g_assert_true (gtk_tree_model_get_iter_first (model, &iter));
  g_assert_true (gtk_tree_model_iter_children (model, &folder, &iter));
  gtk_tree_model_get (model, &iter, VALISE_FOLDER_COLUMN_STATE, &mark,
                      VALISE_FOLDER_COLUMN_SENSITIVE, &account_sensitive, -1);
  gtk_tree_model_get (model, &folder, VALISE_FOLDER_COLUMN_SENSITIVE, &folder_sensitive, -1);
  g_assert_true ((mark == NULL) == account_sensitive);
  return !account_sensitive && !folder_sensitive;
}

static void
test_disable (App *app)
{
  GtkWidget *list = open_list (app);

  g_assert_false (is_dimmed_in_tree (app));
  g_assert_true (says (list, "Working offline"));
  gtk_switch_set_active (GTK_SWITCH (app_find (list, "enabled")), FALSE);
  APP_WAIT (is_disabled (app));
  APP_WAIT (says (list, "Disabled: it is not synchronised."));
  APP_WAIT (is_dimmed_in_tree (app));
  app_picture (list, "accounts-disabled");
  app_picture (app->window, "folders-disabled");
  gtk_switch_set_active (GTK_SWITCH (app_find (list, "enabled")), TRUE);
  APP_WAIT (!is_disabled (app));
  APP_WAIT (!is_dimmed_in_tree (app));
}

/* Names are changed without the server; the sign-in is not. */
static void
test_edit_offline (App *app)
{
  GtkWidget *list = open_list (app);
  GtkWidget *edit;

  gtk_button_clicked (GTK_BUTTON (app_find (list, "edit")));
  edit = GTK_WIDGET (app_dialog (app, VALISE_TYPE_ACCOUNT_EDIT));
  gtk_entry_set_text (GTK_ENTRY (app_find (edit, "user")), "bob");
  gtk_dialog_response (GTK_DIALOG (edit), GTK_RESPONSE_OK);
  APP_WAIT (says (edit, "You are working offline"));
  app_picture (edit, "account-edit-offline");
  gtk_dialog_response (GTK_DIALOG (edit), GTK_RESPONSE_CANCEL);
  APP_WAIT (app_dialog_is_gone (VALISE_TYPE_ACCOUNT_EDIT));

  gtk_button_clicked (GTK_BUTTON (app_find (list, "edit")));
  edit = GTK_WIDGET (app_dialog (app, VALISE_TYPE_ACCOUNT_EDIT));
  gtk_entry_set_text (GTK_ENTRY (app_find (edit, "label")), "Office");
  gtk_entry_set_text (GTK_ENTRY (app_find (edit, "name")), "Jane Doe");
  gtk_dialog_response (GTK_DIALOG (edit), GTK_RESPONSE_OK);
  APP_WAIT (app_dialog_is_gone (VALISE_TYPE_ACCOUNT_EDIT));
  APP_WAIT (says (list, "Office"));
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error));
  g_assert_no_error (error);
  *(gboolean *)done = TRUE;
}

static void
add_conflict (App *app, gint64 item)
{
  ValiseConflict conflict = { .account_id = app->sample.account,
                              .copy_id = item,
                              .folder_path = (char *)"Inbox",
                              .title = (char *)"Draft",
                              .at = 1 };

  g_assert_true (valise_conflicts_add (app->store, &conflict, NULL));
}

static gint64
first_item (App *app)
{
  g_autoptr (GPtrArray) page = valise_browse_page (app->store, app->sample.inbox, NULL, 1, NULL);

  return ((const ValiseItem *)page->pdata[0])->id;
}

static void
test_remove (App *app)
{
  const char *const flags[] = { "$flagged", NULL };
  GtkWidget *list = open_list (app);
  GtkWidget *dialog;
  gint64 item = first_item (app);
  gboolean done = FALSE;

  valise_engine_edit_flags_async (app->engine, item, flags, NULL, on_edited, &done);
  APP_WAIT (done);
  add_conflict (app, item);
  gtk_button_clicked (GTK_BUTTON (app_find (list, "remove")));
  dialog = GTK_WIDGET (app_dialog (app, GTK_TYPE_MESSAGE_DIALOG));
  g_assert_true (says (dialog, "The server keeps its copy."));
  g_assert_true (says (dialog, "1 change that was not sent"));
  g_assert_true (says (dialog, "1 conflict that is not decided"));
  g_assert_false (says (dialog, "Outbox"));
  app_picture (dialog, "account-remove-losses");

  /* What came meanwhile is told before anything is removed. */
  add_conflict (app, item);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_assert_true (says (dialog, "2 conflicts that are not decided"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  APP_WAIT (app_dialog_is_gone (GTK_TYPE_MESSAGE_DIALOG));
  APP_WAIT (says (list, "There is no account yet."));
  APP_WAIT (says (app->window, "Welcome to Valise"));
}

static void
on_account_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (valise_engine_account_finish (VALISE_ENGINE (source), result, NULL));
}

/* Errors are said in place; where no server can be known of, it is asked for. */
static void
test_assistant_offline (App *app)
{
  GtkWindow *dialog;
  GtkWidget *root;

  app_action (app, "app.add-account");
  dialog = app_dialog (app, GTK_TYPE_DIALOG);
  root = GTK_WIDGET (dialog);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Add Account");
  gtk_entry_set_text (GTK_ENTRY (app_find (root, "address")), "jane");
  g_assert_false (gtk_widget_get_sensitive (app_find (root, "next")));
  gtk_entry_set_text (GTK_ENTRY (app_find (root, "password")), "secret");
  gtk_button_clicked (GTK_BUTTON (app_find (root, "next")));
  g_assert_true (says (root, "Give your whole e-mail address"));
  g_assert_true (gtk_widget_get_mapped (app_find (root, "server")));
  app_picture (root, "assistant-whole-address");
  gtk_entry_set_text (GTK_ENTRY (app_find (root, "server")), "http://localhost:1");
  g_assert_false (gtk_widget_get_sensitive (app_find (root, "next")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (app_find (root, "plain")), TRUE);
  gtk_button_clicked (GTK_BUTTON (app_find (root, "next")));
  APP_WAIT (says (root, "You are working offline"));

  /* Nobody answers. */
  valise_engine_set_account_disabled_async (app->engine, app->sample.account, TRUE, NULL,
                                            on_account_done, NULL);
  APP_WAIT (is_disabled (app));
  valise_engine_set_work_offline (app->engine, FALSE);
  gtk_button_clicked (GTK_BUTTON (app_find (root, "next")));
  APP_WAIT (says (root, "cannot be reached"));
  app_picture (root, "assistant-unreachable");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/accounts/disable", test_disable);
  app_test ("/ui/accounts/edit-offline", test_edit_offline);
  app_test ("/ui/accounts/remove", test_remove);
  app_test ("/ui/accounts/assistant-offline", test_assistant_offline);
  return g_test_run ();
}
