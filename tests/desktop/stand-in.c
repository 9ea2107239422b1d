/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tray program that does nothing, to try the test desktop with: each line that it reads is the
 * name of the icon to show. Its menu has one item of each sort that the tests look at. */

#include <gio/gunixinputstream.h>
#include <gtk/gtk.h>
#include <libayatana-appindicator/app-indicator.h>
#include <unistd.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppIndicator, g_object_unref)

static void
append (GtkWidget *menu, GtkWidget *item)
{
  gtk_menu_shell_append (GTK_MENU_SHELL (menu), item);
}

static void
show_window (GtkWindow *window)
{
  gtk_window_present (window);
}

static GtkWidget *
create_menu (GtkWidget *window)
{
  GtkWidget *menu = gtk_menu_new ();
  GtkWidget *status = gtk_menu_item_new_with_label ("Nothing to do");
  GtkWidget *open = gtk_menu_item_new_with_mnemonic ("_Open");
  GtkWidget *more = gtk_menu_item_new_with_label ("More");
  GtkWidget *below = gtk_menu_new ();
  GtkWidget *quit = gtk_menu_item_new_with_mnemonic ("_Quit");

  gtk_widget_set_sensitive (status, FALSE);
  g_signal_connect_swapped (open, "activate", G_CALLBACK (show_window), window);
  g_signal_connect (quit, "activate", G_CALLBACK (gtk_main_quit), NULL);
  append (below, gtk_check_menu_item_new_with_label ("Deep"));
  gtk_menu_item_set_submenu (GTK_MENU_ITEM (more), below);

  append (menu, status);
  append (menu, open);
  append (menu, gtk_separator_menu_item_new ());
  append (menu, gtk_check_menu_item_new_with_mnemonic ("Work O_ffline"));
  append (menu, more);
  append (menu, quit);
  gtk_widget_show_all (menu);
  return menu;
}

static void
read_icon_name (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDataInputStream *input = G_DATA_INPUT_STREAM (source);
  AppIndicator *indicator = user_data;
  g_autofree char *name = g_data_input_stream_read_line_finish (input, result, NULL, NULL);

  if (name == NULL)
    return;
  app_indicator_set_icon_full (indicator, name, name);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, read_icon_name, indicator);
}

int
main (int argc, char **argv)
{
  gtk_init (&argc, &argv);
  if (argc != 2)
    {
      g_printerr ("Usage: stand-in ICONS\n");
      return 2;
    }

  g_autoptr (GInputStream) lines = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (lines);
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  g_autoptr (AppIndicator) indicator = app_indicator_new_with_path (
      "stand-in", "valise-online", APP_INDICATOR_CATEGORY_APPLICATION_STATUS, argv[1]);

  gtk_window_set_title (GTK_WINDOW (window), "Stand-in");
  gtk_container_add (GTK_CONTAINER (window), gtk_entry_new ());
  gtk_widget_show_all (gtk_bin_get_child (GTK_BIN (window)));
  g_signal_connect (window, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);

  app_indicator_set_title (indicator, "Stand-in");
  app_indicator_set_menu (indicator, GTK_MENU (create_menu (window)));
  app_indicator_set_status (indicator, APP_INDICATOR_STATUS_ACTIVE);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, read_icon_name, indicator);
  gtk_main ();
  return 0;
}
