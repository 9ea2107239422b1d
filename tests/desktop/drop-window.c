/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window of another program that files can be dropped onto, as onto a file manager: it writes
 * down the address of each, a line each. */

#include <gtk/gtk.h>

static void
on_drag_data_received_cb (GtkWidget *window,
                          GdkDragContext *context,
                          int x,
                          int y,
                          GtkSelectionData *selection,
                          guint info,
                          guint time)
{
  g_auto (GStrv) uris = gtk_selection_data_get_uris (selection);

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    g_print ("%s\n", uris[i]);
}

int
main (int argc, char **argv)
{
  GtkWidget *window;

  gtk_init (&argc, &argv);
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_title (GTK_WINDOW (window), "Drop here");
  gtk_window_set_keep_above (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 200, 150);
  gtk_container_add (GTK_CONTAINER (window), gtk_label_new ("Drop here"));
  gtk_drag_dest_set (window, GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (window);
  g_signal_connect (window, "drag-data-received", G_CALLBACK (on_drag_data_received_cb), NULL);
  g_signal_connect (window, "destroy", G_CALLBACK (gtk_main_quit), NULL);
  gtk_widget_show_all (window);
  gtk_main ();
  return 0;
}
