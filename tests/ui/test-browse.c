/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The item list: what its rows say for each kind, searching, filtering, sorting, and what is done
 * to the selected items. */

#include "app-fixture.h"
#include "folder-rows.h"
#include "item-list.h"
#include "item-selection.h"
#include "model/flags.h"
#include "store/folders.h"
#include "store/items.h"
#include "task-state.h"

static ValiseItemList *
list_of (App *app)
{
  return VALISE_ITEM_LIST (app_find (app->window, "item_list"));
}

static GtkTreeView *
view_of (App *app)
{
  return valise_item_list_get_view (list_of (app));
}

/* The titles of the rows, each with a space after it. */
static char *
rows (App *app)
{
  GtkTreeModel *model = gtk_tree_view_get_model (view_of (app));
  GString *text = g_string_new (NULL);
  GtkTreeIter iter;

  for (gboolean valid = model != NULL && gtk_tree_model_get_iter_first (model, &iter); valid;
       valid = gtk_tree_model_iter_next (model, &iter))
    g_string_append_printf (
        text, "%s|", valise_item_model_get (VALISE_ITEM_MODEL (model), &iter)->summary.title);
  return g_string_free (text, FALSE);
}

static gboolean
has_rows (App *app, const char *expected)
{
  g_autofree char *text = rows (app);

  return g_str_equal (text, expected);
}

static void
select_rows (App *app, int first, int last)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (view_of (app));
  g_autoptr (GtkTreePath) from = gtk_tree_path_new_from_indices (first, -1);
  g_autoptr (GtkTreePath) to = gtk_tree_path_new_from_indices (last, -1);

  gtk_tree_view_set_cursor (view_of (app), from, NULL, FALSE);
  gtk_tree_selection_select_range (selection, from, to);
  app_settle ();
}

static char *
row_text (App *app, int row, ValiseItemColumn column)
{
  GtkTreeModel *model = gtk_tree_view_get_model (view_of (app));
  GtkTreeIter iter;
  char *text = NULL;

  g_assert_true (gtk_tree_model_iter_nth_child (model, &iter, NULL, row));
  gtk_tree_model_get (model, &iter, column, &text, -1);
  return text;
}

static gint64
folder_of (App *app, const char *remote_id)
{
  g_autoptr (GPtrArray) items = valise_items_by_remote_id (app->store, app->sample.service,
                                                           remote_id, NULL);
  const ValiseItem *item = items->len > 0 ? items->pdata[0] : NULL;

  return item == NULL ? -1 : item->deleted ? 0 : item->local.folder;
}

static void
test_kinds (App *app)
{
  const struct
  {
    gint64 folder;
    const char *name, *rows;
  } cases[] = {
    { app->sample.inbox, "mail", "Lunch on Friday|Invoice 4711|Weekly news|" },
    { app->sample.calendar, "events", "Holiday|Stand-up|" },
    { app->sample.contacts, "contacts", "Amy Berg|Zoë Adler|" },
    { app->sample.tasks, "tasks", "Buy tickets|Pay the taxes|" },
    { app->sample.notes, "notes", "Soup|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *picture = g_strdup_printf ("list-%s", cases[i].name);

      app_open_folder (app, cases[i].folder);
      APP_WAIT (has_rows (app, cases[i].rows));
      select_rows (app, 0, 0);
      APP_WAIT (gtk_widget_get_mapped (app_find (app->window, i == 0 ? "fields" : "card_area")));
      app_picture (app->window, picture);
    }
}

static gboolean
is_enabled (App *app, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (app->window), action);
}

/* Nothing is offered that the server would refuse. */
static void
test_read_only (App *app)
{
  const char *const actions[] = { "edit", "delete", "delete-permanently", "move" };
  g_autoptr (ValiseFolder) folder = valise_folders_get (app->store, app->sample.calendar, NULL);

  app_open_folder (app, app->sample.calendar);
  select_rows (app, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_assert_true (is_enabled (app, actions[i]));
  folder->rights = VALISE_RIGHTS_READ;
  g_assert_true (valise_folders_save (app->store, folder, NULL));
  app_open_folder (app, app->sample.tasks);
  app_open_folder (app, app->sample.calendar);
  select_rows (app, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_assert_false (is_enabled (app, actions[i]));
}

static void
test_rows_tell_enough (App *app)
{
  g_autofree char *text = NULL, *partial = NULL;

  app_open_folder (app, app->sample.inbox);
  text = row_text (app, 0, VALISE_ITEM_COLUMN_TEXT);
  g_assert_true (g_str_has_prefix (text, "<b>Ann Marlow</b>\n<b>Lunch on Friday</b>"));
  g_assert_nonnull (strstr (text, "Shall we meet"));
  app_open_folder (app, app->sample.projects);
  partial = row_text (app, 0, VALISE_ITEM_COLUMN_PARTIAL);
  g_assert_cmpstr (partial, ==, "folder-download-symbolic");
}

/* Of the Inbox everything is here, of Projects only header and text. */
static void
test_marks_of_folders (App *app)
{
  GtkTreeView *tree = GTK_TREE_VIEW (app_find (app_find (app->window, "folder_tree"), "view"));
  GtkTreeModel *model = gtk_tree_view_get_model (tree);
  g_autofree char *inbox = NULL, *projects = NULL;
  GtkTreeIter iter;

  g_assert_true (valise_folder_rows_find (GTK_TREE_STORE (model), app->sample.inbox, &iter));
  gtk_tree_model_get (model, &iter, VALISE_FOLDER_COLUMN_STATE, &inbox, -1);
  g_assert_null (inbox);
  g_assert_true (valise_folder_rows_find (GTK_TREE_STORE (model), app->sample.projects, &iter));
  gtk_tree_model_get (model, &iter, VALISE_FOLDER_COLUMN_STATE, &projects, -1);
  g_assert_cmpstr (projects, ==, "text-x-generic-symbolic");
}

static GtkTreeStore *
folder_rows (App *app)
{
  return GTK_TREE_STORE (gtk_tree_view_get_model (
      GTK_TREE_VIEW (app_find (app_find (app->window, "folder_tree"), "view"))));
}

static gboolean
is_dimmed (App *app, gint64 folder)
{
  GtkTreeIter iter;
  gboolean sensitive;

  g_assert_true (valise_folder_rows_find (folder_rows (app), folder, &iter));
  gtk_tree_model_get (GTK_TREE_MODEL (folder_rows (app)), &iter, VALISE_FOLDER_COLUMN_SENSITIVE,
                      &sensitive, -1);
  return !sensitive;
}

static void
test_switched_off_is_dimmed (App *app)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (app->store, app->sample.projects, NULL);

  g_assert_false (is_dimmed (app, app->sample.projects));
  folder->sync = FALSE;
  g_assert_true (valise_folders_save (app->store, folder, NULL));
  valise_engine_changed_outside (app->engine);
  APP_WAIT (is_dimmed (app, app->sample.projects));
  app_picture (app->window, "dimmed");
}

static void
test_being_fetched_is_marked (App *app)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_account_status_free);
  ValiseAccountStatus *account = valise_account_status_new (app->sample.account, "Work");
  g_autoptr (ValiseStatus) status = NULL;
  g_autofree char *mark = NULL;
  GtkTreeIter iter;

  account->mode = VALISE_MODE_SYNCING;
  account->folder = g_strdup ("Projects");
  g_ptr_array_add (accounts, account);
  status = valise_status_new (FALSE, accounts, 0);
  valise_folder_rows_update (folder_rows (app), app->store, status, FALSE);
  g_assert_true (valise_folder_rows_find (folder_rows (app), app->sample.projects, &iter));
  gtk_tree_model_get (GTK_TREE_MODEL (folder_rows (app)), &iter, VALISE_FOLDER_COLUMN_STATE, &mark,
                      -1);
  g_assert_cmpstr (mark, ==, "emblem-synchronizing-symbolic");
}

/* Conflicts and Outbox are there as long as something is in them. */
static void
test_own_folders_appear (App *app)
{
  static const ValiseRole roles[] = { VALISE_ROLE_CONFLICTS, VALISE_ROLE_OUTBOX };
  GtkTreeIter iter;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (ValiseFolder) folder = valise_folders_by_role (app->store, app->sample.account,
                                                                roles[i], NULL);
      g_autofree char *name = g_strdup_printf ("own-%u", i);
      gint64 item;

      g_assert_false (valise_folder_rows_find (folder_rows (app), folder->id, &iter));
      item = sample_add (&app->sample, app->store, folder->id, VALISE_KIND_MAIL, name, "",
                         "Subject: Waiting\r\n\r\nWords.\r\n");
      valise_engine_changed_outside (app->engine);
      APP_WAIT (valise_folder_rows_find (folder_rows (app), folder->id, &iter));
      g_assert_true (valise_items_remove (app->store, item, NULL));
      valise_engine_changed_outside (app->engine);
      APP_WAIT (!valise_folder_rows_find (folder_rows (app), folder->id, &iter));
    }
}

static void
search (App *app, const char *words)
{
  gtk_entry_set_text (GTK_ENTRY (app_find (app->window, "search")), words);
}

/* Everything on this computer, of every kind, as it is typed; then the folder again. */
static void
test_search (App *app)
{
  g_autofree char *detail = NULL;

  app_open_folder (app, app->sample.inbox);
  search (app, "tick");
  APP_WAIT (has_rows (app, "Buy tickets|"));
  detail = row_text (app, 0, VALISE_ITEM_COLUMN_DETAIL);
  g_assert_nonnull (strstr (detail, "Tasks"));
  search (app, "zoe");
  APP_WAIT (has_rows (app, "Zoë Adler|"));
  app_picture (app->window, "search");
  search (app, "nosuchword");
  APP_WAIT (has_rows (app, "")
            && g_str_has_prefix (app_label (app->window, "empty"), "Nothing on this computer"));
  g_signal_emit_by_name (app_find (app->window, "search"), "stop-search");
  APP_WAIT (has_rows (app, "Lunch on Friday|Invoice 4711|Weekly news|"));
}

static void
test_filter_and_sort (App *app)
{
  app_open_folder (app, app->sample.inbox);
  app_action (app, "win.filter-flagged");
  APP_WAIT (has_rows (app, "Invoice 4711|"));
  app_action (app, "win.filter-unread");
  APP_WAIT (has_rows (app, "")
            && g_str_has_prefix (app_label (app->window, "empty"), "Nothing here passes"));
  app_action (app, "win.filter-flagged");
  APP_WAIT (has_rows (app, "Lunch on Friday|"));
  app_action (app, "win.filter-unread");
  app_action (app, "win.sort::sender");
  APP_WAIT (has_rows (app, "Weekly news|Invoice 4711|Lunch on Friday|"));
  app_action (app, "win.sort-ascending");
  APP_WAIT (has_rows (app, "Lunch on Friday|Invoice 4711|Weekly news|"));
}

static gboolean
is_sorted_by (App *app, const char *order, gboolean ascending)
{
  g_autoptr (GVariant) sort = g_action_group_get_action_state (G_ACTION_GROUP (app->window),
                                                               "sort");
  g_autoptr (GVariant) up = g_action_group_get_action_state (G_ACTION_GROUP (app->window),
                                                             "sort-ascending");

  return g_str_equal (g_variant_get_string (sort, NULL), order)
         && g_variant_get_boolean (up) == ascending;
}

/* The menu tells how the list is sorted, also when that is not what was chosen for another one. */
static void
test_order_is_told (App *app)
{
  app_open_folder (app, app->sample.inbox);
  g_assert_true (is_sorted_by (app, "date", FALSE));
  app_action (app, "win.sort::sender");
  app_action (app, "win.sort-ascending");
  g_assert_true (is_sorted_by (app, "sender", TRUE));
  app_open_folder (app, app->sample.contacts);
  g_assert_true (is_sorted_by (app, "title", TRUE));
  app_open_folder (app, app->sample.inbox);
  g_assert_true (is_sorted_by (app, "date", FALSE));
}

/* @wanted: (nullable): an icon; %NULL none */
static gboolean
is_marked (App *app, int row, const char *wanted)
{
  g_autofree char *mark = row_text (app, row, VALISE_ITEM_COLUMN_MARK);

  return g_strcmp0 (mark, wanted) == 0;
}

static void
test_flags (App *app)
{
  app_open_folder (app, app->sample.inbox);
  select_rows (app, 0, 2);
  app_action (app, "win.flag");
  app_action (app, "win.mark-unread");
  APP_WAIT (valise_folders_get (app->store, app->sample.inbox, NULL)->unread == 3);
  /* It is shown at once; what was read in that moment may bring it back until it is stored. */
  for (int i = 0; i < 3; i++)
    APP_WAIT (is_marked (app, i, "starred-symbolic"));
  app_action (app, "win.flag");
  APP_WAIT (is_marked (app, 0, NULL));
}

/* As the store has it. */
static gboolean
is_flagged (App *app, gint64 item_id)
{
  g_autoptr (ValiseItem) item = valise_items_get (app->store, item_id, NULL);

  return valise_flags_has (item->local.flags, VALISE_FLAG_FLAGGED);
}

static void
on_loaded_cb (gboolean *loaded)
{
  *loaded = TRUE;
}

/* A run that is storing something makes the edit wait; the list is read in between. */
static void
test_flag_while_a_run_stores (App *app)
{
  ValiseItemList *list = VALISE_ITEM_LIST (app_find (app->window, "item_list"));
  g_autoptr (ValiseStore) run = valise_store_open (valise_engine_get_data_dir (app->engine), NULL);
  g_autoptr (ValiseTransaction) transaction = NULL;
  g_autoptr (GArray) ids = NULL;
  gboolean loaded = FALSE;

  app_open_folder (app, app->sample.inbox);
  select_rows (app, 0, 0);
  g_assert_true (is_marked (app, 0, NULL));
  ids = valise_item_selection_get_ids (view_of (app));
  transaction = valise_store_begin (run, NULL);
  g_assert_nonnull (transaction);
  app_action (app, "win.flag");
  g_signal_connect_swapped (valise_item_list_get_model (list), "loaded", G_CALLBACK (on_loaded_cb),
                            &loaded);
  valise_item_list_refresh (list);
  APP_WAIT (loaded);
  g_assert_true (is_marked (app, 0, "starred-symbolic"));
  g_assert_true (valise_transaction_commit (&transaction, NULL));
  APP_WAIT (is_flagged (app, g_array_index (ids, gint64, 0)));
  app_settle ();
  g_assert_true (is_marked (app, 0, "starred-symbolic"));
}

static void
test_delete_and_undo (App *app)
{
  app_open_folder (app, app->sample.inbox);
  select_rows (app, 0, 1);
  app_action (app, "win.delete");
  g_assert_true (has_rows (app, "Weekly news|"));
  g_assert_cmpstr (app_label (app->window, "text"), ==, "2 items moved to the trash.");
  APP_WAIT (folder_of (app, "lunch") == app->sample.trash);
  app_picture (app->window, "undo");
  app_action (app, "win.undo");
  APP_WAIT (folder_of (app, "lunch") == app->sample.inbox
            && folder_of (app, "invoice") == app->sample.inbox);
  APP_WAIT (has_rows (app, "Lunch on Friday|Invoice 4711|Weekly news|"));
}

/* What has no way back is not done before the offer has ended. */
static void
test_delete_for_good (App *app)
{
  app_open_folder (app, app->sample.calendar);
  select_rows (app, 0, 0);
  app_action (app, "win.delete");
  g_assert_true (has_rows (app, "Stand-up|"));
  app_open_folder (app, app->sample.inbox);
  app_open_folder (app, app->sample.calendar);
  g_assert_true (has_rows (app, "Stand-up|"));
  g_assert_cmpint (folder_of (app, "holiday"), ==, app->sample.calendar);
  app_action (app, "win.undo");
  APP_WAIT (has_rows (app, "Holiday|Stand-up|"));
  select_rows (app, 0, 0);
  app_action (app, "win.delete");
  valise_undo_bar_settle (valise_item_list_get_undo_bar (list_of (app)), FALSE);
  APP_WAIT (folder_of (app, "holiday") == 0);
}

static void
test_drop (App *app)
{
  g_autoptr (GArray) items = NULL;

  app_open_folder (app, app->sample.inbox);
  select_rows (app, 2, 2);
  items = valise_item_selection_get_ids (view_of (app));
  g_signal_emit_by_name (app_find (app->window, "folder_tree"), "items-dropped", items,
                         app->sample.projects);
  APP_WAIT (folder_of (app, "news") == app->sample.projects);
  g_assert_true (has_rows (app, "Lunch on Friday|Invoice 4711|"));
}

static void
test_check_box (App *app)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *done = NULL, *due = NULL;
  gint64 task;

  app_open_folder (app, app->sample.tasks);
  done = row_text (app, 0, VALISE_ITEM_COLUMN_DETAIL);
  due = row_text (app, 1, VALISE_ITEM_COLUMN_DETAIL);
  g_assert_cmpstr (done, ==, "");
  g_assert_true (g_str_has_prefix (due, "due Sun 15 Mar"));
  select_rows (app, 1, 1);
  items = valise_item_selection_get (view_of (app));
  task = ((const ValiseItem *)items->pdata[0])->id;
  g_signal_emit_by_name (list_of (app), "done-toggled", task);
  while (TRUE)
    {
      g_autoptr (ValiseItem) item = valise_items_get (app->store, task, NULL);

      if (valise_task_state_read (app->store, item->local.content) & VALISE_TASK_DONE)
        break;
      g_main_context_iteration (NULL, FALSE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/browse/read-only", test_read_only);
  app_test ("/ui/browse/kinds", test_kinds);
  app_test ("/ui/browse/rows-tell-enough", test_rows_tell_enough);
  app_test ("/ui/browse/marks-of-folders", test_marks_of_folders);
  app_test ("/ui/browse/switched-off-is-dimmed", test_switched_off_is_dimmed);
  app_test ("/ui/browse/being-fetched-is-marked", test_being_fetched_is_marked);
  app_test ("/ui/browse/own-folders-appear", test_own_folders_appear);
  app_test ("/ui/browse/search", test_search);
  app_test ("/ui/browse/filter-and-sort", test_filter_and_sort);
  app_test ("/ui/browse/order-is-told", test_order_is_told);
  app_test ("/ui/browse/flags", test_flags);
  app_test ("/ui/browse/flag-while-a-run-stores", test_flag_while_a_run_stores);
  app_test ("/ui/browse/delete-and-undo", test_delete_and_undo);
  app_test ("/ui/browse/delete-for-good", test_delete_for_good);
  app_test ("/ui/browse/drop", test_drop);
  app_test ("/ui/browse/check-box", test_check_box);
  return g_test_run ();
}
