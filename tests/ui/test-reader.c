/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the reader shows of each kind of item, and what is done with attachments. */

#include "app-fixture.h"
#include "attachment-file.h"
#include "item-list.h"
#include "item-selection.h"

static gboolean
says (App *app, const char *what)
{
  g_autofree char *texts = app_texts (app_find (app->window, "reader"));

  return strstr (texts, what) != NULL;
}

/* Whether the reader shows what is in a row; goes there. */
static gboolean
reads (App *app, int row, const char *what)
{
  GtkTreeView *view = valise_item_list_get_view (
      VALISE_ITEM_LIST (app_find (app->window, "item_list")));
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);

  gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  return says (app, what);
}

/* Opens a folder and reads a row of it, as soon as it is there: long lists come by and by. */
static void
read_row (App *app, gint64 folder, int row, const char *what)
{
  app_open_folder (app, folder);
  APP_WAIT (reads (app, row, what));
}

static GtkTextBuffer *
buffer_of (App *app)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (app_find (app_find (app->window, "reader"), "text")));
}

/* What can be seen of the text. */
static char *
visible_text (App *app)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer_of (app), &start, &end);
  return gtk_text_buffer_get_text (buffer_of (app), &start, &end, FALSE);
}

static void
test_event (App *app)
{
  read_row (app, app->sample.calendar, 1, "Stand-up");
  /* In the user's zone, UTC in tests, and with what the clock says there. */
  g_assert_true (says (app, "2026-03-02 14:00 – 14:15 (09:00 America/New_York)"));
  g_assert_true (says (app, "every week on Monday"));
  g_assert_true (says (app, "Carla <carla@example.org>, tentative"));
  g_assert_true (says (app, "Optional attendee"));
  app_picture (app->window, "card-event");
}

static void
test_contact (App *app)
{
  read_row (app, app->sample.contacts, 1, "Zoë Adler");
  g_assert_true (says (app, "Captain"));
  g_assert_true (says (app, "Telephone (mobile)"));
  app_picture (app->window, "card-contact");
}

static void
test_task_and_note (App *app)
{
  g_autofree char *text = NULL;

  read_row (app, app->sample.tasks, 1, "Pay the taxes");
  g_assert_true (says (app, "2026-03-15"));
  g_assert_true (says (app, "40 %"));
  read_row (app, app->sample.notes, 0, "Soup");
  text = visible_text (app);
  g_assert_cmpstr (g_strchomp (text), ==, "Onions, leek, and patience.");
}

static void
find_toggle_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    *(GtkWidget **)data = widget;
}

static void
test_quotes_are_folded (App *app)
{
  GtkWidget *button = NULL;
  g_autofree char *folded = NULL, *unfolded = NULL;

  read_row (app, app->sample.inbox, 0, "Lunch on Friday");
  folded = visible_text (app);
  g_assert_nonnull (strstr (folded, "Shall we meet"));
  g_assert_nonnull (strstr (folded, "Ann"));
  g_assert_null (strstr (folded, "I have a table"));
  app_picture (app->window, "quote-folded");
  gtk_container_forall (GTK_CONTAINER (app_find (app_find (app->window, "reader"), "text")),
                        find_toggle_cb, &button);
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "3 quoted lines");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  unfolded = visible_text (app);
  g_assert_nonnull (strstr (unfolded, "I have a table"));
}

static void
test_links (App *app)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer_of (app)),
                                               "link");
  GtkTextIter start, end;
  g_autofree char *link = NULL;

  read_row (app, app->sample.inbox, 0, "Lunch on Friday");
  gtk_text_buffer_get_start_iter (buffer_of (app), &start);
  g_assert_true (gtk_text_iter_forward_to_tag_toggle (&start, tag));
  end = start;
  gtk_text_iter_forward_to_tag_toggle (&end, tag);
  link = gtk_text_iter_get_text (&start, &end);
  g_assert_cmpstr (link, ==, "https://lunch.example.org/menu?day=5");
}

static void
press (App *app, guint key, GdkModifierType state)
{
  GtkWidget *text = app_find (app_find (app->window, "reader"), "text");
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_KEY_PRESS);
  gboolean handled = FALSE;

  gdk_event_set_device (
      event, gdk_seat_get_keyboard (gdk_display_get_default_seat (gtk_widget_get_display (text))));
  event->key.window = g_object_ref (gtk_widget_get_window (text));
  event->key.keyval = key;
  event->key.state = state;
  g_signal_emit_by_name (text, "key-press-event", event, &handled);
}

static char *
selected_text (App *app)
{
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer_of (app), &start, &end))
    return NULL;
  return gtk_text_buffer_get_text (buffer_of (app), &start, &end, FALSE);
}

static void
on_menu_item_cb (GtkWidget *item, gpointer data)
{
  const char *label = GTK_IS_MENU_ITEM (item) ? gtk_menu_item_get_label (GTK_MENU_ITEM (item))
                                              : NULL;

  if (g_strcmp0 (label, "Copy _Link") == 0)
    gtk_menu_item_activate (GTK_MENU_ITEM (item));
}

static void
test_links_by_keyboard (App *app)
{
  GtkWidget *text = app_find (app_find (app->window, "reader"), "text");
  g_autoptr (GtkWidget) menu = g_object_ref_sink (gtk_menu_new ());
  g_autofree char *link = NULL, *none = NULL, *back = NULL, *copied = NULL;

  read_row (app, app->sample.inbox, 0, "Lunch on Friday");
  gtk_widget_grab_focus (text);
  /* No link before the first one: Shift+Tab leaves the text, as ever. */
  press (app, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (app->window)) != text);
  gtk_widget_grab_focus (text);
  press (app, GDK_KEY_Tab, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (app->window)) == text);
  link = selected_text (app);
  g_assert_cmpstr (link, ==, "https://lunch.example.org/menu?day=5");
  app_picture (app->window, "link-by-keyboard");
  g_signal_emit_by_name (text, "populate-popup", menu);
  gtk_container_foreach (GTK_CONTAINER (menu), on_menu_item_cb, NULL);
  copied = gtk_clipboard_wait_for_text (gtk_widget_get_clipboard (text, GDK_SELECTION_CLIPBOARD));
  g_assert_cmpstr (copied, ==, link);
  /* Nor after the last one; then the first is the next again. */
  press (app, GDK_KEY_Tab, 0);
  none = selected_text (app);
  g_assert_null (none);
  press (app, GDK_KEY_Tab, 0);
  back = selected_text (app);
  g_assert_cmpstr (back, ==, link);
}

static void
test_html (App *app)
{
  g_autofree char *text = NULL;

  read_row (app, app->sample.inbox, 2, "Weekly news");
  text = visible_text (app);
  g_assert_nonnull (strstr (text, "Read the story <https://news.example.org/1>."));
  g_assert_null (strstr (text, "alert"));
}

static void
test_attachments (App *app)
{
  read_row (app, app->sample.inbox, 1, "invoice.pdf (5");
  g_assert_true (says (app, "notes.txt"));
  g_assert_false (says (app, "../notes.txt"));
  g_assert_true (says (app, "Save All…"));
  app_picture (app->window, "attachments");
}

static void
test_partial_offline (App *app)
{
  read_row (app, app->sample.projects, 0, "Only header and text are here.");
  g_assert_false (gtk_widget_get_sensitive (app_find (app->window, "get")));
}

static void
test_names (void)
{
  const struct
  {
    const char *name, *expected;
  } cases[] = {
    { "invoice.pdf", "invoice.pdf" },  { "../../.bashrc", "bashrc" },
    { "C:\\x\\evil.exe", "evil.exe" }, { "/", "attachment 4" },
    { NULL, "attachment 4" },          { "a\nb", "a_b" },
    { "...", "attachment 4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = valise_attachment_file_name (cases[i].name, 3);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (valise_attachment_file_save_finish (result, NULL));
  *(gboolean *)data = TRUE;
}

static void
test_save (void)
{
  static const char source[] = "Content-Type: multipart/mixed; boundary=b\r\nMIME-Version: 1.0\r\n"
                               "\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n"
                               "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--b--\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (source, strlen (source));
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = valise_attachment_file_temporary ("a.txt", &error);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) other = NULL;
  g_autofree char *name = NULL, *text = NULL;
  gboolean saved = FALSE;

  valise_attachment_file_save_async (content, 0, file, TRUE, on_saved, &saved);
  APP_WAIT (saved);
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, &error));
  g_assert_cmpstr (text, ==, "Hello");
  other = valise_attachment_file_free_name (folder, "a.txt");
  name = g_file_get_basename (other);
  g_assert_cmpstr (name, ==, "a (2).txt");
  g_assert_true (g_file_delete (file, NULL, &error));
  g_assert_true (g_file_delete (folder, NULL, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/reader/event", test_event);
  app_test ("/ui/reader/contact", test_contact);
  app_test ("/ui/reader/task-and-note", test_task_and_note);
  app_test ("/ui/reader/quotes-are-folded", test_quotes_are_folded);
  app_test ("/ui/reader/links", test_links);
  app_test ("/ui/reader/links-by-keyboard", test_links_by_keyboard);
  app_test ("/ui/reader/html", test_html);
  app_test ("/ui/reader/attachments", test_attachments);
  app_test ("/ui/reader/partial-offline", test_partial_offline);
  g_test_add_func ("/ui/reader/names", test_names);
  g_test_add_func ("/ui/reader/save", test_save);
  return g_test_run ();
}
