/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree of the accounts and their folders, with what is unread in them. Folders that are not
 * synchronised are dimmed. Names come from the server and are shown as they are, never as markup.
 */

#include "folder-tree.h"

#include "context-menu.h"
#include "folder-rows.h"
#include "item-drag.h"
#include "settings.h"
#include "throttle.h"

/* While a run counts folders up, they are read again no more often than this. */
#define UPDATE_INTERVAL_MS 400

struct _ValiseFolderTree
{
  GtkBin parent_instance;

  ValiseEngine *engine;
  ValiseThrottle *update;
  GtkTreeStore *rows;
  gint64 wanted;   /* the folder to open, maybe before it has a row; 0: the first one */
  gint64 selected; /* told last; 0 none */

  GtkTreeView *view;
  GtkTreeSelection *selection;
  GtkTreeViewColumn *column;
  GtkCellRenderer *icon_cell;
  GtkCellRenderer *name_cell;
  GtkCellRenderer *count_cell;
  GtkCellRenderer *state_cell;
};

enum
{
  FOLDER_SELECTED,
  ITEMS_DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseFolderTree, valise_folder_tree, GTK_TYPE_BIN)

static void
on_selection_changed_cb (GtkTreeSelection *selection, ValiseFolderTree *self)
{
  GtkTreeModel *model;
  GtkTreeIter iter;
  gint64 folder = 0;

  if (gtk_tree_selection_get_selected (selection, &model, &iter))
    gtk_tree_model_get (model, &iter, VALISE_FOLDER_COLUMN_ID, &folder, -1);
  if (folder == self->selected)
    return;
  self->selected = folder;
  if (folder != 0)
    self->wanted = folder;
  g_signal_emit (self, signals[FOLDER_SELECTED], 0, folder);
}

/* Selects the wanted folder as soon as there is a row for it. */
static void
open_wanted (ValiseFolderTree *self)
{
  g_autoptr (GtkTreePath) path = NULL;
  gint64 folder = self->wanted;
  GtkTreeIter iter;

  if (self->selected != 0 && self->selected == folder)
    return;
  if (folder == 0 || !valise_folder_rows_find (self->rows, folder, &iter))
    {
      /* A folder that went away leaves its reader in the Inbox. */
      folder = valise_folder_rows_first (valise_engine_get_store (self->engine));
      if (folder == 0 || !valise_folder_rows_find (self->rows, folder, &iter))
        return;
    }
  path = gtk_tree_model_get_path (GTK_TREE_MODEL (self->rows), &iter);
  gtk_tree_view_expand_to_path (self->view, path);
  gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
}

/* Accounts are open when they appear; what the user closes stays closed. */
static void
on_row_inserted_cb (GtkTreeModel *model,
                    GtkTreePath *path,
                    GtkTreeIter *iter,
                    ValiseFolderTree *self)
{
  g_autoptr (GtkTreePath) parent = gtk_tree_path_copy (path);

  if (gtk_tree_path_get_depth (path) != 2 || gtk_tree_path_get_indices (path)[1] != 0)
    return;
  gtk_tree_path_up (parent);
  gtk_tree_view_expand_row (self->view, parent, FALSE);
}

static void
update (gpointer data)
{
  ValiseFolderTree *self = data;
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);

  valise_folder_rows_update (
      self->rows, valise_engine_get_store (self->engine), status,
      g_settings_get_boolean (valise_settings_get (), VALISE_KEY_SHOW_ARCHIVE));
  open_wanted (self);
}

static void
on_folders_changed_cb (ValiseFolderTree *self)
{
  valise_throttle_poke (self->update);
}

/* Items that are dropped on a folder */

/* The folder below the pointer, 0 for none; and its row. */
static gint64
folder_at (ValiseFolderTree *self, int x, int y, GtkTreePath **path)
{
  gint64 folder = 0;
  GtkTreeIter iter;

  if (gtk_tree_view_get_dest_row_at_pos (self->view, x, y, path, NULL)
      && gtk_tree_model_get_iter (GTK_TREE_MODEL (self->rows), &iter, *path))
    gtk_tree_model_get (GTK_TREE_MODEL (self->rows), &iter, VALISE_FOLDER_COLUMN_ID, &folder, -1);
  return folder;
}

static gboolean
on_drag_motion_cb (
    GtkWidget *view, GdkDragContext *context, int x, int y, guint time, ValiseFolderTree *self)
{
  g_autoptr (GtkTreePath) path = NULL;
  gint64 folder = folder_at (self, x, y, &path);

  gtk_tree_view_set_drag_dest_row (self->view, folder != 0 ? path : NULL,
                                   GTK_TREE_VIEW_DROP_INTO_OR_AFTER);
  gdk_drag_status (context, folder != 0 ? GDK_ACTION_MOVE : 0, time);
  return TRUE;
}

static gboolean
on_drag_drop_cb (
    GtkWidget *view, GdkDragContext *context, int x, int y, guint time, ValiseFolderTree *self)
{
  gtk_drag_get_data (view, context, gdk_atom_intern_static_string (VALISE_DRAG_TARGET), time);
  return TRUE;
}

static void
on_drag_data_received_cb (GtkWidget *view,
                          GdkDragContext *context,
                          int x,
                          int y,
                          GtkSelectionData *selection,
                          guint info,
                          guint time,
                          ValiseFolderTree *self)
{
  g_autoptr (GtkTreePath) path = NULL;
  g_autoptr (GArray) items = valise_item_drag_read (selection);
  gint64 folder = folder_at (self, x, y, &path);

  gtk_drag_finish (context, folder != 0 && items->len > 0, FALSE, time);
  if (folder != 0 && items->len > 0)
    g_signal_emit (self, signals[ITEMS_DROPPED], 0, items, folder);
}

static void
take_drops (ValiseFolderTree *self)
{
  static const GtkTargetEntry targets[] = { { (char *)VALISE_DRAG_TARGET, GTK_TARGET_SAME_APP,
                                              0 } };

  gtk_drag_dest_set (GTK_WIDGET (self->view), 0, targets, G_N_ELEMENTS (targets), GDK_ACTION_MOVE);
  g_signal_connect_object (self->view, "drag-motion", G_CALLBACK (on_drag_motion_cb), self, 0);
  g_signal_connect_object (self->view, "drag-drop", G_CALLBACK (on_drag_drop_cb), self, 0);
  g_signal_connect_object (self->view, "drag-data-received", G_CALLBACK (on_drag_data_received_cb),
                           self, 0);
}

static void
valise_folder_tree_grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (GTK_WIDGET (VALISE_FOLDER_TREE (widget)->view));
}

static void
valise_folder_tree_dispose (GObject *object)
{
  ValiseFolderTree *self = VALISE_FOLDER_TREE (object);

  g_clear_pointer (&self->update, valise_throttle_free);
  g_clear_object (&self->rows);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_folder_tree_parent_class)->dispose (object);
}

static void
valise_folder_tree_class_init (ValiseFolderTreeClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_folder_tree_dispose;
  widget_class->grab_focus = valise_folder_tree_grab_focus;

  signals[FOLDER_SELECTED] = g_signal_new ("folder-selected", VALISE_TYPE_FOLDER_TREE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           G_TYPE_INT64);

  signals[ITEMS_DROPPED] = g_signal_new ("items-dropped", VALISE_TYPE_FOLDER_TREE,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_ARRAY, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/folder-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderTree, column);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderTree, count_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderTree, icon_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderTree, name_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderTree, selection);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderTree, state_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderTree, view);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
}

static void
bind_cells (ValiseFolderTree *self)
{
  gtk_tree_view_column_set_attributes (self->column, self->icon_cell, "icon-name",
                                       VALISE_FOLDER_COLUMN_ICON, "sensitive",
                                       VALISE_FOLDER_COLUMN_SENSITIVE, NULL);
  gtk_tree_view_column_set_attributes (
      self->column, self->name_cell, "text", VALISE_FOLDER_COLUMN_NAME, "weight",
      VALISE_FOLDER_COLUMN_WEIGHT, "sensitive", VALISE_FOLDER_COLUMN_SENSITIVE, NULL);
  gtk_tree_view_column_set_attributes (
      self->column, self->count_cell, "text", VALISE_FOLDER_COLUMN_COUNT, "weight",
      VALISE_FOLDER_COLUMN_WEIGHT, "sensitive", VALISE_FOLDER_COLUMN_SENSITIVE, NULL);
  gtk_tree_view_column_set_attributes (self->column, self->state_cell, "icon-name",
                                       VALISE_FOLDER_COLUMN_STATE, NULL);
}

static void
valise_folder_tree_init (ValiseFolderTree *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_cells (self);
  self->update = valise_throttle_new (UPDATE_INTERVAL_MS, update, self);
  self->rows = valise_folder_rows_new ();
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->rows));
  gtk_tree_view_set_search_column (self->view, VALISE_FOLDER_COLUMN_NAME);
  valise_context_menu_attach (self->view, "folder");
  take_drops (self);
  /* After the view has taken the row in. */
  g_signal_connect_object (self->rows, "row-inserted", G_CALLBACK (on_row_inserted_cb), self,
                           G_CONNECT_AFTER);
}

/**
 * valise_folder_tree_set_engine:
 * @self: a tree
 * @engine: where the folders come from
 */
void
valise_folder_tree_set_engine (ValiseFolderTree *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "folders-changed", G_CALLBACK (on_folders_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "accounts-changed", G_CALLBACK (on_folders_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_folders_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (valise_settings_get (), "changed::" VALISE_KEY_SHOW_ARCHIVE,
                           G_CALLBACK (on_folders_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * valise_folder_tree_open:
 * @self: a tree with its engine
 * @folder_id: the folder to open; 0, or one that is not there: the first Inbox
 */
void
valise_folder_tree_open (ValiseFolderTree *self, gint64 folder_id)
{
  self->wanted = folder_id;
  update (self);
}
