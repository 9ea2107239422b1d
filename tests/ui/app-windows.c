/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All windows of the program, one after the other, each with something in it: for what has to be
 * so in every one. A window that is added to the program is added to the table; one that is
 * forgotten fails the tests. */

#include "app-windows.h"

#include <string.h>

#include "account-edit.h"
#include "account-removal.h"
#include "item-form.h"
#include "item-list.h"
#include "store/accounts.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"

#define FOLDER(name) G_STRUCT_OFFSET (Sample, name)
#define NOTHING (-1)

static void
edit_account (App *app)
{
  valise_account_edit_present (GTK_WINDOW (app->window), app->engine, app->sample.account);
}

static void
remove_account (App *app)
{
  valise_account_removal_present (GTK_WINDOW (app->window), app->engine, app->sample.account);
}

/* The lower half of the form of a contact that has several values of each kind. */
static void
edit_to_the_end (App *app)
{
  GtkWidget *form, *grid;
  GtkAdjustment *adjustment;

  app_action (app, "win.edit");
  form = GTK_WIDGET (app_dialog (app, VALISE_TYPE_ITEM_FORM));
  grid = app_find (form, "grid");
  APP_WAIT (gtk_widget_get_sensitive (grid));
  app_settle ();
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (grid, GTK_TYPE_SCROLLED_WINDOW)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  app_settle ();
}

static const struct
{
  const char *name;
  gsize folder;               /* that is open, in Sample */
  int row;                    /* that is chosen */
  const char *action;         /* that opens the window; NULL: the main window is meant */
  void (*present) (App *app); /* nullable: opens it where no action does */
} table[] = {
  { "mail", FOLDER (inbox), 0, NULL },
  { "attachments", FOLDER (inbox), 1, NULL },
  { "header-and-text", FOLDER (projects), 0, NULL },
  { "event", FOLDER (calendar), 1, NULL },
  { "contact", FOLDER (contacts), 1, NULL },
  { "task", FOLDER (tasks), 1, NULL },
  { "note", FOLDER (notes), 0, NULL },
  { "empty", FOLDER (alpha), NOTHING, NULL },
  { "about", FOLDER (inbox), NOTHING, "app.about" },
  { "accounts", FOLDER (inbox), NOTHING, "app.accounts" },
  { "add-account", FOLDER (inbox), NOTHING, "app.add-account" },
  { "compose", FOLDER (inbox), NOTHING, "app.compose" },
  { "conflicts", FOLDER (inbox), NOTHING, "app.conflicts" },
  { "edit-account", FOLDER (inbox), NOTHING, NULL, edit_account },
  { "edit-contact", FOLDER (contacts), 1, "win.edit" },
  { "edit-contact-of-many-values", FOLDER (contacts), 2, "win.edit" },
  { "edit-contact-to-the-end", FOLDER (contacts), 2, NULL, edit_to_the_end },
  { "edit-event", FOLDER (calendar), 1, "win.edit" },
  { "edit-series", FOLDER (calendar), 2, "win.edit" },
  { "edit-task", FOLDER (tasks), 1, "win.edit" },
  { "forward", FOLDER (projects), 0, "win.forward" },
  { "move", FOLDER (inbox), 0, "win.move" },
  { "new-contact", FOLDER (inbox), NOTHING, "app.new-contact" },
  { "new-event", FOLDER (inbox), NOTHING, "app.new-event" },
  { "new-note", FOLDER (inbox), NOTHING, "app.new-note" },
  { "new-task", FOLDER (inbox), NOTHING, "app.new-task" },
  { "preferences", FOLDER (inbox), NOTHING, "app.preferences" },
  { "properties", FOLDER (inbox), NOTHING, "win.folder-properties" },
  { "properties-of-calendar", FOLDER (calendar), NOTHING, "win.folder-properties" },
  { "remove-account", FOLDER (inbox), NOTHING, NULL, remove_account },
  { "reply", FOLDER (inbox), 0, "win.reply" },
  { "shortcuts", FOLDER (inbox), NOTHING, "win.show-help-overlay" },
  { "sign-in", FOLDER (inbox), NOTHING, "app.sign-in(int64 1)" },
};

/* Both versions of an event, and the one before them, for the window of the conflicts. */
static void
add_conflict (Sample *sample, ValiseStore *store)
{
  static const char theirs[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\n"
                               "BEGIN:VEVENT\r\nUID:board\r\nDTSTAMP:20260101T000000Z\r\n"
                               "LAST-MODIFIED:20260302T101500Z\r\n"
                               "ORGANIZER;CN=Ann Marlow:mailto:ann@example.org\r\n"
                               "SUMMARY:Board meeting\r\nDTSTART:20260310T100000Z\r\n"
                               "DTEND:20260310T110000Z\r\nLOCATION:Room 7\r\nEND:VEVENT\r\n"
                               "END:VCALENDAR\r\n";
  g_autoptr (ValiseFolder) conflicts = valise_folders_by_role (store, sample->account,
                                                               VALISE_ROLE_CONFLICTS, NULL);
  g_autoptr (GString) mine = g_string_new (theirs);
  g_autoptr (GString) before = g_string_new (theirs);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (ValiseTransaction) transaction = NULL;
  ValiseConflict conflict = { .account_id = sample->account,
                              .kind = VALISE_KIND_EVENT,
                              .folder_id = sample->calendar,
                              .folder_path = (char *)"Calendar",
                              .title = (char *)"Board meeting",
                              .local_at = 1772445600,
                              .remote_at = 1772449200,
                              .at = 1772449200 };

  g_string_replace (mine, "Room 7", "Room 9", 0);
  g_string_replace (before, "Room 7", "Room 5", 0);
  g_string_replace (before, "20260302T101500Z", "20260101T000000Z", 0);
  bytes = g_bytes_new (before->str, before->len);
  content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  conflict.item_id = sample_add (sample, store, sample->calendar, VALISE_KIND_EVENT, "board", "",
                                 theirs);
  conflict.copy_id = sample_add (sample, store, conflicts->id, VALISE_KIND_EVENT, "mine", "",
                                 mine->str);
  transaction = valise_store_begin (store, NULL);
  g_assert_true (valise_contents_put (store, content, &conflict.base_content, NULL));
  g_assert_true (valise_conflicts_add (store, &conflict, NULL));
  g_assert_true (valise_transaction_commit (&transaction, NULL));
}

/* A contact with several values of each kind, the last one in its folder. */
static void
add_many_values (Sample *sample, ValiseStore *store)
{
  g_autofree char *photo = sample_photo ();
  g_autofree char *card = g_strconcat (
      "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:zuzana\r\nFN:Zuzana Zimmer\r\nN:Zimmer;Zuzana;;;\r\n"
      "ORG:Zimmer Travel;Sales\r\nTITLE:Guide\r\n"
      "EMAIL;TYPE=work,pref:zuzana@zimmer.example\r\nitem1.EMAIL:zora@boat.example\r\n"
      "item1.X-ABLabel:Boat\r\nTEL;TYPE=cell:+49 170 1234567\r\n"
      "TEL;TYPE=fax,work:+49 89 123456\r\nTEL;TYPE=home,cell:+49 170 7654321\r\n"
      "ADR;TYPE=home:;;Main St 1\\nRear building;Springfield;Bavaria;12345;Germany\r\n"
      "ADR;TYPE=work:Box 12;;Harbour 7;Old Town;;54321;Germany\r\n"
      "URL:https://zimmer.example/\r\nBDAY:--04-12\r\nPHOTO;ENCODING=b;TYPE=JPEG:",
      photo, "\r\nNOTE:Likes tea.\r\nX-SPOUSE:kept\r\nEND:VCARD\r\n", NULL);

  sample_add (sample, store, sample->contacts, VALISE_KIND_CONTACT, "zuzana", "", card);
}

static void
fill_more (Sample *sample, ValiseStore *store)
{
  add_conflict (sample, store);
  add_many_values (sample, store);
}

/* Before app_test(). */
void
app_windows_init (void)
{
  app_fill_more = fill_more;
}

/* Whether the reader shows what is in a row; goes there. */
static gboolean
reads (App *app, int row, const char *shown)
{
  ValiseItemList *list = VALISE_ITEM_LIST (app_find (app->window, "item_list"));
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);

  gtk_tree_view_set_cursor (valise_item_list_get_view (list), path, NULL, FALSE);
  return gtk_widget_get_mapped (app_find (app_find (app->window, "reader"), shown));
}

/* Long lists come by and by. */
static void
choose_row (App *app, gsize folder, int row)
{
  gboolean mail = folder == FOLDER (inbox) || folder == FOLDER (projects);

  app_open_folder (app, G_STRUCT_MEMBER (gint64, &app->sample, folder));
  if (row != NOTHING)
    APP_WAIT (reads (app, row, mail ? "fields" : "card_area"));
}

/* Not the icon that stands in for the tray. */
static gboolean
is_of_program (GtkWidget *window)
{
  return gtk_window_get_application (GTK_WINDOW (window)) != NULL
         || gtk_window_get_transient_for (GTK_WINDOW (window)) != NULL;
}

static GtkWidget *
other_window (App *app)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (each->data != app->window && gtk_widget_get_mapped (each->data)
        && is_of_program (each->data))
      return each->data;
  return NULL;
}

static void
find_notebook_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_NOTEBOOK (widget) && gtk_widget_get_mapped (widget))
    *(GtkWidget **)data = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_notebook_cb, data);
}

/* Each page of a window that has some. */
static void
visit (App *app, GtkWidget *window, const char *name, AppWindowFunc func, gpointer data)
{
  GtkWidget *notebook = NULL;
  int pages;

  app_settle ();
  find_notebook_cb (window, &notebook);
  pages = notebook != NULL ? gtk_notebook_get_n_pages (GTK_NOTEBOOK (notebook)) : 1;
  for (int i = 0; i < pages; i++)
    {
      g_autofree char *page = i > 0 ? g_strdup_printf ("%s-%d", name, i + 1) : g_strdup (name);

      if (notebook != NULL)
        gtk_notebook_set_current_page (GTK_NOTEBOOK (notebook), i);
      app_settle ();
      func (app, window, page, data);
    }
}

/* A window of the program that the table forgot. @seen: the names of the types that were there. */
static void
assert_complete (GHashTable *seen)
{
  static const char dir[] = "/org/valise/Valise/";
  g_auto (GStrv) files = g_resources_enumerate_children (dir, 0, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("template class=\"(\\w+)\" parent=\"Gtk\\w*"
                                          "(?:Window|Dialog|Assistant)\"",
                                          0, 0, NULL);

  g_assert_nonnull (files);
  for (int i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (dir, files[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *type = NULL;

      if (bytes == NULL
          || !g_regex_match_full (regex, g_bytes_get_data (bytes, NULL),
                                  (gssize)g_bytes_get_size (bytes), 0, 0, &match, NULL))
        continue;
      type = g_match_info_fetch (match, 1);
      if (!g_hash_table_contains (seen, type))
        g_error ("%s is missing in the table of app-windows.c.", type);
    }
}

static void
visit_welcome (App *app, AppWindowFunc func, gpointer data)
{
  g_assert_true (valise_accounts_remove (app->store, app->sample.account, NULL));
  valise_engine_changed_outside (app->engine);
  APP_WAIT (gtk_widget_get_mapped (app_find (app->window, "account_assistant")));
  visit (app, app->window, "welcome", func, data);
}

/* What has been opened in this turn of the main loop, drawn or not. Returns: (nullable) */
static GtkWidget *
newest_window (GList *before)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (g_list_find (before, each->data) == NULL && is_of_program (each->data))
      return each->data;
  return NULL;
}

/* Opens each window and closes it in the same turn of the main loop: what it still reads comes when
 * its widgets are gone. */
void
app_windows_close_at_once (App *app)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GList) before = NULL;
      GtkWidget *window;

      if (table[i].action == NULL)
        continue;
      choose_row (app, table[i].folder, table[i].row);
      before = gtk_window_list_toplevels ();
      app_action (app, table[i].action);
      window = newest_window (before);
      /* That of the keys is there from the beginning. */
      if (window == NULL && g_str_equal (table[i].name, "shortcuts"))
        continue;
      g_assert_nonnull (window);
      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
      gtk_widget_destroy (window);
      APP_WAIT (window == NULL);
    }
}

/* Calls @func for each window, and each of its pages. */
void
app_windows_foreach (App *app, AppWindowFunc func, gpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (seen, (gpointer)G_OBJECT_TYPE_NAME (app->window));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      GtkWidget *window = app->window;

      choose_row (app, table[i].folder, table[i].row);
      if (table[i].action != NULL || table[i].present != NULL)
        {
          if (table[i].present != NULL)
            table[i].present (app);
          else
            app_action (app, table[i].action);
          APP_WAIT (other_window (app) != NULL);
          window = other_window (app);
          g_hash_table_add (seen, (gpointer)G_OBJECT_TYPE_NAME (window));
        }
      visit (app, window, table[i].name, func, data);
      if (window == app->window)
        continue;
      gtk_window_close (GTK_WINDOW (window));
      APP_WAIT (other_window (app) == NULL);
    }
  visit_welcome (app, func, data);
  assert_complete (seen);
}
