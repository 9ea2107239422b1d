/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dragging items out of a list. A press on a row of a selection of several would leave that row
 * alone selected, and only it would be dragged; so the selection stays until the button is let go.
 */

#include "item-drag.h"

/* How far below the tip of the pointer its picture begins, in pixels. */
#define ICON_DISTANCE 16

typedef struct
{
  ValiseDragFunc get_items;
  gpointer data;
  gboolean held; /* the selection stays as it is */
} Drag;

static const GtkTargetEntry targets[] = { { (char *)VALISE_DRAG_TARGET, GTK_TARGET_SAME_APP, 0 } };

static gboolean
may_select_cb (GtkTreeSelection *selection,
               GtkTreeModel *model,
               GtkTreePath *path,
               gboolean selected,
               gpointer data)
{
  return !((const Drag *)data)->held;
}

static gboolean
on_button_press_cb (GtkTreeView *view, GdkEventButton *event, Drag *drag)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (view);
  g_autoptr (GtkTreePath) path = NULL;
  gboolean plain = (event->state & gtk_accelerator_get_default_mod_mask ()) == 0;

  drag->held = plain && event->button == GDK_BUTTON_PRIMARY
               && gtk_tree_selection_count_selected_rows (selection) > 1
               && gtk_tree_view_get_path_at_pos (view, (int)event->x, (int)event->y, &path, NULL,
                                                 NULL, NULL)
               && gtk_tree_selection_path_is_selected (selection, path);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_button_release_cb (GtkTreeView *view, GdkEventButton *event, Drag *drag)
{
  g_autoptr (GtkTreePath) path = NULL;

  if (!drag->held)
    return GDK_EVENT_PROPAGATE;
  drag->held = FALSE;
  /* It was no drag but a click. */
  if (gtk_tree_view_get_path_at_pos (view, (int)event->x, (int)event->y, &path, NULL, NULL, NULL))
    gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  return GDK_EVENT_PROPAGATE;
}

/* What the pointer carries: a small icon, and how many items it stands for. */
static GtkWidget *
create_icon (guint count)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (
      count > 1 ? "edit-copy-symbolic" : "text-x-generic-symbolic", GTK_ICON_SIZE_MENU);

  gtk_style_context_add_class (gtk_widget_get_style_context (box), "drag-icon");
  gtk_container_add (GTK_CONTAINER (box), image);
  if (count > 1)
    {
      g_autofree char *text = g_strdup_printf ("%'u", count);

      gtk_container_add (GTK_CONTAINER (box), gtk_label_new (text));
    }
  gtk_widget_show_all (box);
  return box;
}

/* The picture of the row, which is what GTK takes, would cover the folders that are aimed at. This
 * one hangs beside the pointer. */
static void
on_drag_begin_cb (GtkWidget *view, GdkDragContext *context, Drag *drag)
{
  g_autoptr (GArray) items = drag->get_items (drag->data);

  gtk_drag_set_icon_widget (context, create_icon (items->len), -ICON_DISTANCE, -ICON_DISTANCE);
}

static void
on_drag_end_cb (GtkWidget *view, GdkDragContext *context, Drag *drag)
{
  drag->held = FALSE;
}

static void
on_drag_data_get_cb (GtkWidget *view,
                     GdkDragContext *context,
                     GtkSelectionData *selection,
                     guint info,
                     guint time,
                     Drag *drag)
{
  g_autoptr (GArray) items = drag->get_items (drag->data);

  gtk_selection_data_set (selection, gtk_selection_data_get_target (selection), 8,
                          (const guchar *)items->data, (int)(items->len * sizeof (gint64)));
  g_signal_stop_emission_by_name (view, "drag-data-get");
}

/**
 * valise_item_drag_attach:
 * @view: a list whose model lets its rows be dragged
 * @get_items: tells what is dragged
 * @data: for @get_items, lives longer than @view
 */
void
valise_item_drag_attach (GtkTreeView *view, ValiseDragFunc get_items, gpointer data)
{
  Drag *drag = g_new0 (Drag, 1);

  drag->get_items = get_items;
  drag->data = data;
  g_object_set_data_full (G_OBJECT (view), "valise-drag", drag, g_free);
  gtk_tree_view_enable_model_drag_source (view, GDK_BUTTON1_MASK, targets, G_N_ELEMENTS (targets),
                                          GDK_ACTION_MOVE);
  gtk_tree_selection_set_select_function (gtk_tree_view_get_selection (view), may_select_cb, drag,
                                          NULL);
  g_signal_connect (view, "button-press-event", G_CALLBACK (on_button_press_cb), drag);
  g_signal_connect (view, "button-release-event", G_CALLBACK (on_button_release_cb), drag);
  /* After the view's own, which sets the picture of the row. */
  g_signal_connect_after (view, "drag-begin", G_CALLBACK (on_drag_begin_cb), drag);
  g_signal_connect (view, "drag-end", G_CALLBACK (on_drag_end_cb), drag);
  g_signal_connect (view, "drag-data-get", G_CALLBACK (on_drag_data_get_cb), drag);
}

/**
 * valise_item_drag_read:
 * @selection: what was dropped
 *
 * Returns: (transfer full) (element-type gint64): the items; empty for anything else
 */
GArray *
valise_item_drag_read (GtkSelectionData *selection)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (gint64));
  int length;
  const guchar *data = gtk_selection_data_get_data_with_length (selection, &length);

  if (length > 0)
    g_array_append_vals (items, data, (guint)length / sizeof (gint64));
  return items;
}
