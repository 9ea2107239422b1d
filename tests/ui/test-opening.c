/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Links and attachments are opened by the user's own programs; that there is none is told. */

#include "app-fixture.h"
#include "composer.h"
#include "item-list.h"

#include <glib/gstdio.h>
#include <string.h>

#define LINK "https://lunch.example.org/menu?day=5"

/* One more message, with somebody to write to in its text. */
static void
fill_more (Sample *sample, ValiseStore *store)
{
  sample_add (sample, store, sample->projects, VALISE_KIND_MAIL, "guests", "",
              "From: Ann Marlow <ann@example.org>\r\nTo: Bob <bob@example.org>\r\n"
              "Subject: Guests\r\nDate: Tue, 3 Mar 2026 12:15:00 +0000\r\n\r\n"
              "Please ask mailto:dora@example.org?subject=Two%20guests.\r\n");
}

/* A program of the test's own, which writes down what it is called with. Returns: where */
static char *
set_program (const char *type)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *script = g_build_filename (g_get_user_data_dir (), "record", NULL);
  g_autofree char *calls = g_build_filename (g_get_user_data_dir (), "calls", NULL);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" >'%s.new'\n"
                                           "mv '%s.new' '%s'\n",
                                           calls, calls, calls);
  g_autofree char *command = g_strdup_printf ("%s %%u", script);
  g_autoptr (GAppInfo) program = NULL;

  g_assert_true (
      g_file_set_contents_full (script, text, -1, G_FILE_SET_CONTENTS_NONE, 0755, &error));
  program = g_app_info_create_from_commandline (command, "Record", G_APP_INFO_CREATE_SUPPORTS_URIS,
                                                &error);
  g_assert_no_error (error);
  g_assert_true (g_app_info_set_as_default_for_type (program, type, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&calls);
}

/* No program of this machine is there for it any more. */
static void
set_no_program (const char *type)
{
  GList *programs;

  g_app_info_reset_type_associations (type);
  programs = g_app_info_get_all_for_type (type);
  for (GList *each = programs; each != NULL; each = each->next)
    g_assert_true (g_app_info_remove_supports_type (each->data, type, NULL));
  g_list_free_full (programs, g_object_unref);
  g_assert_null (g_app_info_get_default_for_type (type, FALSE));
}

static gboolean
says (App *app, const char *text)
{
  g_autofree char *texts = app_texts (app->window);

  return strstr (texts, text) != NULL;
}

static GtkWidget *
text_of (App *app)
{
  return app_find (app_find (app->window, "reader"), "text");
}

static gboolean
reads (App *app, int row, const char *what)
{
  GtkTreeView *view = valise_item_list_get_view (
      VALISE_ITEM_LIST (app_find (app->window, "item_list")));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_of (app)));
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);
  g_autofree char *shown = NULL;

  gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  g_object_get (buffer, "text", &shown, NULL);
  return strstr (shown, what) != NULL;
}

static void
press (App *app, guint key)
{
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_KEY_PRESS);
  GtkWidget *text = text_of (app);
  gboolean handled = FALSE;

  gdk_event_set_device (
      event, gdk_seat_get_keyboard (gdk_display_get_default_seat (gtk_widget_get_display (text))));
  event->key.window = g_object_ref (gtk_widget_get_window (text));
  event->key.keyval = key;
  g_signal_emit_by_name (text, "key-press-event", event, &handled);
}

/* Goes to the link of the first message by keyboard and opens it. */
static void
open_link_of (App *app, gint64 folder, const char *text)
{
  app_open_folder (app, folder);
  APP_WAIT (reads (app, 0, text));
  gtk_widget_grab_focus (text_of (app));
  press (app, GDK_KEY_Tab);
  press (app, GDK_KEY_Return);
}

static void
open_link (App *app)
{
  open_link_of (app, app->sample.inbox, "Shall we meet");
}

static void
find_button_cb (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;
  g_autofree char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (tooltip, "Open invoice.pdf") == 0)
    *found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_button_cb, data);
}

static void
open_attachment (App *app)
{
  GtkWidget *button = NULL;

  app_open_folder (app, app->sample.inbox);
  APP_WAIT (reads (app, 1, "The invoice is attached."));
  find_button_cb (app->window, &button);
  g_assert_nonnull (button);
  gtk_button_clicked (GTK_BUTTON (button));
}

static char *
wait_for_call (const char *calls)
{
  char *call = NULL;

  APP_WAIT (g_file_get_contents (calls, &call, NULL, NULL));
  g_unlink (calls);
  return call;
}

static void
test_link (App *app)
{
  g_autofree char *calls = set_program ("x-scheme-handler/https");
  g_autofree char *call = NULL;

  open_link (app);
  call = wait_for_call (calls);
  g_assert_cmpstr (call, ==, LINK);
}

static void
test_link_without_a_program (App *app)
{
  set_no_program ("x-scheme-handler/https");
  open_link (app);
  APP_WAIT (says (app, "No program is set to open this link."));
  app_picture (app->window, "link-without-a-program");
}

static const char *
entry (GtkWidget *composer, const char *id)
{
  return gtk_entry_get_text (GTK_ENTRY (app_find (composer, id)));
}

/* It is written to by Valise itself. */
static void
test_address (App *app)
{
  GtkWidget *composer;

  open_link_of (app, app->sample.projects, "Please ask");
  composer = GTK_WIDGET (app_dialog (app, VALISE_TYPE_COMPOSER));
  g_assert_cmpstr (entry (composer, "to"), ==, "dora@example.org");
  g_assert_cmpstr (entry (composer, "subject"), ==, "Two guests");
  g_assert_cmpstr (entry (composer, "cc"), ==, "");
  app_picture (composer, "composer-of-a-link");
}

static void
test_attachment (App *app)
{
  g_autofree char *calls = set_program ("application/pdf");
  g_autofree char *call = NULL, *path = NULL, *text = NULL;

  open_attachment (app);
  call = wait_for_call (calls);
  g_assert_true (g_str_has_suffix (call, "/invoice.pdf"));
  path = g_filename_from_uri (call, NULL, NULL);
  g_assert_true (g_file_get_contents (path != NULL ? path : call, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Hello");
}

static void
test_attachment_without_a_program (App *app)
{
  set_no_program ("application/pdf");
  open_attachment (app);
  APP_WAIT (says (app, "The attachment cannot be opened: No program is set to open such a file."));
  app_picture (app->window, "attachment-without-a-program");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_fill_more = fill_more;
  app_test ("/ui/opening/link", test_link);
  app_test ("/ui/opening/address", test_address);
  app_test ("/ui/opening/link-without-a-program", test_link_without_a_program);
  app_test ("/ui/opening/attachment", test_attachment);
  app_test ("/ui/opening/attachment-without-a-program", test_attachment_without_a_program);
  return g_test_run ();
}
