/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of the items in a folder: newest first, unread ones bold. The rows are read as far as
 * somebody scrolls (item-model.c); all rows have one height, so that the view measures one row and
 * not 100,000. */

#include "item-list.h"

#include <glib/gi18n.h>

#include "item-model.h"
#include "model/flags.h"
#include "store/folders.h"
#include "throttle.h"

/* While a run brings items, the list is read again no more often than this. */
#define REFRESH_INTERVAL_MS 300

/* So many rows before the end, the next page is read. */
#define ROWS_AHEAD 60

struct _ValiseItemList
{
  GtkBin parent_instance;

  ValiseEngine *engine;
  ValiseItemModel *model; /* (nullable): of the open folder */
  ValiseThrottle *refresh;
  gint64 selected; /* told last; 0 none */

  GtkStack *stack;
  GtkTreeView *view;
  GtkTreeSelection *selection;
  GtkTreeViewColumn *from_column, *title_column, *date_column;
  GtkCellRenderer *mark_cell, *from_cell, *title_cell, *attachment_cell, *date_cell;
  GtkLabel *empty;
};

enum
{
  ITEM_SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseItemList, valise_item_list, GTK_TYPE_BIN)

/* 0: none is selected. */
static gint64
selected_item (ValiseItemList *self)
{
  GtkTreeIter iter;

  if (self->model == NULL || !gtk_tree_selection_get_selected (self->selection, NULL, &iter))
    return 0;
  return valise_item_model_get (self->model, &iter)->id;
}

static void
tell_selection (ValiseItemList *self)
{
  gint64 item = selected_item (self);

  if (item == self->selected)
    return;
  self->selected = item;
  g_signal_emit (self, signals[ITEM_SELECTED], 0, item);
}

static void
on_selection_changed_cb (GtkTreeSelection *selection, ValiseItemList *self)
{
  tell_selection (self);
}

/* Says why there is nothing to see. */
static void
show_whether_empty (ValiseItemList *self)
{
  g_autoptr (ValiseFolder) folder = NULL;
  const char *why = _ ("No folder is open.");

  if (self->model != NULL
      && gtk_tree_model_iter_n_children (GTK_TREE_MODEL (self->model), NULL) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "items");
      return;
    }
  if (self->model != NULL)
    folder = valise_folders_get (valise_engine_get_store (self->engine),
                                 valise_item_model_get_folder (self->model), NULL);
  if (folder != NULL && !folder->sync && !valise_role_is_local (folder->role))
    why = _ ("This folder is not synchronised.");
  else if (folder != NULL && !folder->listed && folder->service_id != 0)
    why = _ ("This folder has not been fetched yet.");
  else if (folder != NULL)
    why = _ ("This folder is empty.");
  gtk_label_set_text (self->empty, why);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
load_ahead (ValiseItemList *self)
{
  g_autoptr (GtkTreePath) last = NULL;
  int count;

  if (self->model == NULL || !gtk_tree_view_get_visible_range (self->view, NULL, &last))
    return;
  count = gtk_tree_model_iter_n_children (GTK_TREE_MODEL (self->model), NULL);
  if (gtk_tree_path_get_indices (last)[0] + ROWS_AHEAD >= count)
    valise_item_model_load_more (self->model);
}

static void
on_scrolled_cb (ValiseItemList *self)
{
  load_ahead (self);
}

static void
refresh (gpointer data)
{
  ValiseItemList *self = data;

  if (self->model != NULL)
    valise_item_model_refresh (self->model);
  show_whether_empty (self);
}

static void
on_items_changed_cb (ValiseEngine *engine, gint64 folder, ValiseItemList *self)
{
  if (self->model != NULL && (folder == 0 || folder == valise_item_model_get_folder (self->model)))
    valise_throttle_poke (self->refresh);
}

static void
valise_item_list_dispose (GObject *object)
{
  ValiseItemList *self = VALISE_ITEM_LIST (object);

  g_clear_pointer (&self->refresh, valise_throttle_free);
  g_clear_object (&self->model);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_item_list_parent_class)->dispose (object);
}

static void
valise_item_list_class_init (ValiseItemListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_item_list_dispose;

  signals[ITEM_SELECTED] = g_signal_new ("item-selected", VALISE_TYPE_ITEM_LIST, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/item-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, attachment_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, date_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, date_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, empty);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, from_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, from_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, mark_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, selection);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, stack);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, title_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, title_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, view);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
}

static void
bind_text (GtkTreeViewColumn *column, GtkCellRenderer *cell, ValiseItemColumn text)
{
  gtk_tree_view_column_set_attributes (column, cell, "text", text, "weight",
                                       VALISE_ITEM_COLUMN_WEIGHT, NULL);
}

static void
bind_cells (ValiseItemList *self)
{
  bind_text (self->from_column, self->from_cell, VALISE_ITEM_COLUMN_FROM);
  bind_text (self->title_column, self->title_cell, VALISE_ITEM_COLUMN_TITLE);
  bind_text (self->date_column, self->date_cell, VALISE_ITEM_COLUMN_DATE);
  gtk_tree_view_column_set_attributes (self->from_column, self->mark_cell, "icon-name",
                                       VALISE_ITEM_COLUMN_MARK, NULL);
  gtk_tree_view_column_set_attributes (self->title_column, self->attachment_cell, "icon-name",
                                       VALISE_ITEM_COLUMN_ATTACHMENT, NULL);
}

static void
valise_item_list_init (ValiseItemList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_cells (self);
  self->refresh = valise_throttle_new (REFRESH_INTERVAL_MS, refresh, self);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)),
                           "value-changed", G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * valise_item_list_set_engine:
 * @self: a list
 * @engine: where the items come from
 */
void
valise_item_list_set_engine (ValiseItemList *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "items-changed", G_CALLBACK (on_items_changed_cb), self, 0);
  show_whether_empty (self);
}

/**
 * valise_item_list_show_folder:
 * @self: a list
 * @folder_id: the folder to show; 0 for none
 */
void
valise_item_list_show_folder (ValiseItemList *self, gint64 folder_id)
{
  /* The view would tell of each row that the old model takes with it. */
  gtk_tree_view_set_model (self->view, NULL);
  g_clear_object (&self->model);
  if (folder_id != 0)
    {
      self->model = valise_item_model_new (valise_engine_get_store (self->engine), folder_id);
      g_signal_connect_object (self->model, "row-inserted", G_CALLBACK (show_whether_empty), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->model, "row-deleted", G_CALLBACK (show_whether_empty), self,
                               G_CONNECT_SWAPPED);
      gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->model));
    }
  tell_selection (self);
  show_whether_empty (self);
}

/**
 * valise_item_list_refresh:
 * @self: a list
 *
 * Shows, soon, what is stored.
 */
void
valise_item_list_refresh (ValiseItemList *self)
{
  valise_throttle_poke (self->refresh);
}

/**
 * valise_item_list_mark_seen:
 * @self: a list
 * @item_id: an item that is being read
 *
 * Marks it as seen, here and on the server, unless it is.
 */
void
valise_item_list_mark_seen (ValiseItemList *self, gint64 item_id)
{
  static const char *const seen[] = { VALISE_FLAG_SEEN, NULL };
  GtkTreeIter iter;

  if (self->model == NULL || !valise_item_model_find (self->model, item_id, &iter))
    return;
  if (valise_flags_has (valise_item_model_get (self->model, &iter)->local.flags, VALISE_FLAG_SEEN))
    return;
  valise_item_model_show_seen (self->model, item_id);
  valise_engine_edit_flags_async (self->engine, item_id, seen, NULL, NULL, NULL);
}

static void
select_neighbour (ValiseItemList *self)
{
  g_autoptr (GtkTreePath) path = NULL;
  GtkTreeModel *model;
  GtkTreeIter iter;

  gtk_tree_selection_get_selected (self->selection, &model, &iter);
  path = gtk_tree_model_get_path (model, &iter);
  if (gtk_tree_model_iter_next (model, &iter))
    gtk_tree_path_next (path);
  else
    gtk_tree_path_prev (path);
  gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
}

/**
 * valise_item_list_delete_selected:
 * @self: a list
 *
 * Deletes the selected item; the one after it is selected then, or the one before.
 *
 * Returns: whether there was one
 */
gboolean
valise_item_list_delete_selected (ValiseItemList *self)
{
  gint64 item = selected_item (self);

  if (item == 0)
    return FALSE;
  select_neighbour (self);
  valise_item_model_show_removed (self->model, item);
  tell_selection (self);
  valise_engine_edit_delete_async (self->engine, item, FALSE, NULL, NULL);
  return TRUE;
}
