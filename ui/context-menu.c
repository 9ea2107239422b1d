/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Context menus of lists and trees, opened by the pointer or by the keyboard. A row that the menu
 * is opened on is selected first, unless it is part of the selection: so that the actions of the
 * menu, which are those of the window, always act on what is selected. */

#include "context-menu.h"

/* The selected row that is on the screen, for a menu without a pointer. */
static void
find_selected (GtkTreeView *view, GdkRectangle *area)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (view);
  GList *rows = gtk_tree_selection_get_selected_rows (selection, NULL);

  *area = (GdkRectangle){ 0, 0, 1, 1 };
  if (rows != NULL)
    gtk_tree_view_get_cell_area (view, rows->data, gtk_tree_view_get_column (view, 0), area);
  gtk_tree_view_convert_bin_window_to_widget_coords (view, area->x, area->y, &area->x, &area->y);
  g_list_free_full (rows, (GDestroyNotify)gtk_tree_path_free);
}

static GtkMenu *
create_menu (GtkTreeView *view)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/org/valise/Valise/context-menus.ui");
  const char *id = g_object_get_data (G_OBJECT (view), "valise-context-menu");
  GtkWidget *menu = gtk_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, id)));

  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (view), NULL);
  /* Gone with the choice: the model is small and the menu is rarely opened. */
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  return GTK_MENU (menu);
}

static gboolean
select_row_at (GtkTreeView *view, const GdkEventButton *event)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (view);
  g_autoptr (GtkTreePath) path = NULL;

  if (!gtk_tree_view_get_path_at_pos (view, (int)event->x, (int)event->y, &path, NULL, NULL, NULL))
    return FALSE;
  if (!gtk_tree_selection_path_is_selected (selection, path))
    gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  return TRUE;
}

static gboolean
on_button_press_cb (GtkTreeView *view, GdkEventButton *event, gpointer data)
{
  if (!gdk_event_triggers_context_menu ((GdkEvent *)event)
      || event->window != gtk_tree_view_get_bin_window (view))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (view));
  if (select_row_at (view, event))
    gtk_menu_popup_at_pointer (create_menu (view), (GdkEvent *)event);
  return GDK_EVENT_STOP;
}

static gboolean
on_popup_menu_cb (GtkTreeView *view, gpointer data)
{
  GdkRectangle area;

  if (gtk_tree_selection_count_selected_rows (gtk_tree_view_get_selection (view)) == 0)
    return FALSE;
  find_selected (view, &area);
  gtk_menu_popup_at_rect (create_menu (view), gtk_widget_get_window (GTK_WIDGET (view)), &area,
                          GDK_GRAVITY_SOUTH_WEST, GDK_GRAVITY_NORTH_WEST, NULL);
  return TRUE;
}

/**
 * valise_context_menu_attach:
 * @view: a list or tree
 * @id: which of the menus in context-menus.ui it gets
 */
void
valise_context_menu_attach (GtkTreeView *view, const char *id)
{
  g_object_set_data_full (G_OBJECT (view), "valise-context-menu", g_strdup (id), g_free);
  g_signal_connect (view, "button-press-event", G_CALLBACK (on_button_press_cb), NULL);
  g_signal_connect (view, "popup-menu", G_CALLBACK (on_popup_menu_cb), NULL);
}
