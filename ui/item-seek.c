/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Going to an item of the open folder, however far down it is: pages are read until it comes. */

#include "item-seek.h"

typedef struct
{
  GtkTreeView *view; /* outlives the model */
  gint64 item;
} Seek;

/* Returns: whether it is there */
static gboolean
go (GtkTreeView *view, ValiseItemModel *model, gint64 item_id)
{
  g_autoptr (GtkTreePath) path = NULL;
  GtkTreeIter iter;

  if (!valise_item_model_find (model, item_id, &iter))
    return FALSE;
  path = gtk_tree_model_get_path (GTK_TREE_MODEL (model), &iter);
  gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  gtk_tree_view_scroll_to_cell (view, path, NULL, FALSE, 0, 0);
  return TRUE;
}

static void
on_loaded_cb (ValiseItemModel *model, Seek *seek)
{
  if (!go (seek->view, model, seek->item))
    valise_item_model_load_more (model);
  else
    g_signal_handlers_disconnect_by_func (model, on_loaded_cb, seek);
}

static void
seek_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * valise_item_seek:
 * @list: a list whose folder has just been opened
 * @item_id: an item in it
 *
 * Chooses the item as soon as it is listed.
 */
void
valise_item_seek (ValiseItemList *list, gint64 item_id)
{
  ValiseItemModel *model = valise_item_list_get_model (list);
  GtkTreeView *view = valise_item_list_get_view (list);
  Seek *seek;

  if (model == NULL || go (view, model, item_id))
    return;
  seek = g_new0 (Seek, 1);
  seek->view = view;
  seek->item = item_id;
  g_signal_connect_data (model, "loaded", G_CALLBACK (on_loaded_cb), seek, seek_free, 0);
  valise_item_model_load_more (model);
}
