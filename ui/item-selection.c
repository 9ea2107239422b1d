/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is selected in a list of items, and what is to be. */

#include "item-selection.h"

#include "item-model.h"

static GList *
selected_rows (GtkTreeView *view)
{
  return gtk_tree_selection_get_selected_rows (gtk_tree_view_get_selection (view), NULL);
}

static void
free_rows (GList *rows)
{
  g_list_free_full (rows, (GDestroyNotify)gtk_tree_path_free);
}

/**
 * valise_item_selection_get:
 * @view: a list
 *
 * Returns: (transfer full) (element-type ValiseItem): copies of the selected items
 */
GPtrArray *
valise_item_selection_get (GtkTreeView *view)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
  GtkTreeModel *model = gtk_tree_view_get_model (view);
  GList *rows = selected_rows (view);

  for (GList *link = rows; link != NULL; link = link->next)
    {
      GtkTreeIter iter;

      if (gtk_tree_model_get_iter (model, &iter, link->data))
        g_ptr_array_add (
            items, valise_item_copy (valise_item_model_get (VALISE_ITEM_MODEL (model), &iter)));
    }
  free_rows (rows);
  return items;
}

/**
 * valise_item_selection_get_ids:
 * @view: a list
 *
 * Returns: (transfer full) (element-type gint64): the selected items
 */
GArray *
valise_item_selection_get_ids (GtkTreeView *view)
{
  g_autoptr (GPtrArray) items = valise_item_selection_get (view);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < items->len; i++)
    g_array_append_val (ids, ((const ValiseItem *)items->pdata[i])->id);
  return ids;
}

/**
 * valise_item_selection_move_on:
 * @view: a list
 *
 * Selects the row after the selection, or the one before it: what is selected is about to go.
 */
void
valise_item_selection_move_on (GtkTreeView *view)
{
  GtkTreeModel *model = gtk_tree_view_get_model (view);
  int count = model != NULL ? gtk_tree_model_iter_n_children (model, NULL) : 0;
  GList *rows = selected_rows (view);

  if (rows != NULL)
    {
      int first = gtk_tree_path_get_indices (rows->data)[0];
      int after = gtk_tree_path_get_indices (g_list_last (rows)->data)[0] + 1;

      if (after < count || first > 0)
        {
          g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (
              after < count ? after : first - 1, -1);

          gtk_tree_view_set_cursor (view, path, NULL, FALSE);
        }
    }
  free_rows (rows);
}
