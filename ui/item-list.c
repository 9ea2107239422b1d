/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of the items in a folder, or of what a search over everything finds. The rows are read
 * as far as somebody scrolls (item-model.c); all rows have one height, so that the view measures
 * one row and not 100,000. What is done to the items that are selected is in list-actions.c. */

#include "item-list.h"

#include <glib/gi18n.h>

#include "context-menu.h"
#include "item-drag.h"
#include "item-model.h"
#include "item-selection.h"
#include "store/folders.h"
#include "texts.h"
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
  ValiseListing listing;
  gint64 selected; /* told last; 0 none */

  GtkStack *stack;
  GtkTreeView *view;
  GtkTreeSelection *selection;
  GtkTreeViewColumn *column;
  GtkCellRenderer *done_cell, *mark_cell, *text_cell;
  GtkCellRenderer *attachment_cell, *partial_cell, *detail_cell;
  GtkLabel *empty;
  GtkLabel *heading;
  ValiseUndoBar *undo_bar;
};

enum
{
  ITEM_SELECTED,
  ITEM_ACTIVATED,
  DONE_TOGGLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseItemList, valise_item_list, GTK_TYPE_BIN)

/* Selection */

static GArray *
selected_ids (gpointer data)
{
  return valise_item_selection_get_ids (VALISE_ITEM_LIST (data)->view);
}

static void
tell_selection (ValiseItemList *self)
{
  g_autoptr (GPtrArray) items = valise_item_selection_get (self->view);
  gint64 item = items->len == 1 ? ((const ValiseItem *)items->pdata[0])->id : 0;

  if (item == self->selected && item != 0)
    return;
  self->selected = item;
  g_signal_emit (self, signals[ITEM_SELECTED], 0, item);
}

static void
on_selection_changed_cb (GtkTreeSelection *selection, ValiseItemList *self)
{
  tell_selection (self);
}

/* A key that has nowhere to move the cursor to, such as Home in the first row, selects its row. */
static gboolean
on_cursor_moved_cb (GtkTreeView *view, GtkMovementStep step, int count, ValiseItemList *self)
{
  g_autoptr (GtkTreePath) path = NULL;
  GdkModifierType state = 0;

  gtk_get_current_event_state (&state);
  gtk_tree_view_get_cursor (view, &path, NULL);
  if (path != NULL && !(state & GDK_CONTROL_MASK)
      && gtk_tree_selection_count_selected_rows (self->selection) == 0)
    gtk_tree_selection_select_path (self->selection, path);
  return TRUE;
}

static void
emit_for_row (ValiseItemList *self, GtkTreePath *path, guint signal)
{
  GtkTreeIter iter;

  if (gtk_tree_model_get_iter (GTK_TREE_MODEL (self->model), &iter, path))
    g_signal_emit (self, signals[signal], 0, valise_item_model_get (self->model, &iter)->id);
}

static void
on_row_activated_cb (GtkTreeView *view,
                     GtkTreePath *path,
                     GtkTreeViewColumn *column,
                     ValiseItemList *self)
{
  emit_for_row (self, path, ITEM_ACTIVATED);
}

static void
on_done_toggled_cb (GtkCellRendererToggle *cell, const char *text, ValiseItemList *self)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_string (text);

  emit_for_row (self, path, DONE_TOGGLED);
}

/* What is listed */

static ValiseFolder *
open_folder (ValiseItemList *self)
{
  if (self->engine == NULL || self->listing.folder == 0)
    return NULL;
  return valise_folders_get (valise_engine_get_store (self->engine), self->listing.folder, NULL);
}

static const char *
why_empty (ValiseItemList *self)
{
  g_autoptr (ValiseFolder) folder = open_folder (self);

  if (self->listing.search != NULL)
    return valise_item_model_is_reading (self->model)
               ? _ ("Searching…")
               : _ ("Nothing on this computer has these words.");
  if (folder == NULL)
    return _ ("No folder is open.");
  if (self->listing.filter != 0 && folder->total > 0)
    return valise_item_model_is_reading (self->model) ? _ ("Looking…")
                                                      : _ ("Nothing here passes the filter.");
  if (!folder->sync && !valise_role_is_local (folder->role))
    return _ ("This folder is not synchronised.");
  if (!folder->listed && folder->service_id != 0)
    return _ ("This folder has not been fetched yet.");
  return _ ("This folder is empty.");
}

/* Says why there is nothing to see. */
static void
show_whether_empty (ValiseItemList *self)
{
  if (self->model != NULL
      && gtk_tree_model_iter_n_children (GTK_TREE_MODEL (self->model), NULL) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "items");
      return;
    }
  gtk_label_set_text (self->empty, why_empty (self));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_heading (ValiseItemList *self)
{
  g_autoptr (ValiseFolder) folder = open_folder (self);

  if (self->listing.search != NULL)
    gtk_label_set_text (self->heading, _ ("Found on this computer"));
  else
    gtk_label_set_text (self->heading, folder != NULL ? valise_text_folder_name (folder) : "");
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
  if (self->model != NULL
      && (folder == 0 || self->listing.search != NULL || folder == self->listing.folder))
    valise_throttle_poke (self->refresh);
}

static void
show_kind (ValiseItemList *self)
{
  g_autoptr (ValiseFolder) folder = open_folder (self);
  gboolean search = self->listing.search != NULL;
  gboolean tasks = folder != NULL && folder->kind == VALISE_KIND_TASK && !search;

  gtk_cell_renderer_set_visible (self->done_cell, tasks);
}

/* What the folder asks for, unless a search asks for everything. */
static ValiseListing
effective_listing (ValiseItemList *self)
{
  ValiseListing listing = self->listing;

  if (listing.search != NULL)
    listing.folder = 0;
  return listing;
}

static ValiseItemModel *
create_model (ValiseItemList *self, ValiseItemModel *before)
{
  static const char *const seen[] = { "row-inserted", "row-deleted", "loaded" };
  ValiseListing listing = effective_listing (self);
  ValiseItemModel *model = NULL;

  if (listing.folder == 0 && listing.search == NULL)
    return NULL;
  model = valise_item_model_new (valise_engine_get_store (self->engine),
                                 valise_engine_get_data_dir (self->engine), &listing);
  if (before != NULL)
    valise_item_model_hide_same (model, before);
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_signal_connect_object (model, seen[i], G_CALLBACK (show_whether_empty), self,
                             G_CONNECT_SWAPPED);
  return model;
}

static void
show_listing (ValiseItemList *self)
{
  g_autoptr (ValiseItemModel) before = g_steal_pointer (&self->model);

  /* The view would tell of each row that the old model takes with it. */
  gtk_tree_view_set_model (self->view, NULL);
  self->model = create_model (self, before);
  if (before != NULL)
    g_object_run_dispose (G_OBJECT (before));
  show_kind (self);
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->model));
  tell_selection (self);
  show_heading (self);
  show_whether_empty (self);
}

/* Widget */

static void
valise_item_list_grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (GTK_WIDGET (VALISE_ITEM_LIST (widget)->view));
}

static void
valise_item_list_dispose (GObject *object)
{
  ValiseItemList *self = VALISE_ITEM_LIST (object);

  g_clear_pointer (&self->refresh, valise_throttle_free);
  if (self->model != NULL)
    g_object_run_dispose (G_OBJECT (self->model));
  g_clear_object (&self->model);
  g_clear_pointer (&self->listing.search, g_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_item_list_parent_class)->dispose (object);
}

static void
valise_item_list_class_init (ValiseItemListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_item_list_dispose;
  widget_class->grab_focus = valise_item_list_grab_focus;

#define SIGNAL(name)                                                                               \
  g_signal_new (name, VALISE_TYPE_ITEM_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,  \
                1, G_TYPE_INT64)
  signals[ITEM_SELECTED] = SIGNAL ("item-selected");
  signals[ITEM_ACTIVATED] = SIGNAL ("item-activated");
  signals[DONE_TOGGLED] = SIGNAL ("done-toggled");
#undef SIGNAL

  g_type_ensure (VALISE_TYPE_UNDO_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/item-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, attachment_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, column);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, detail_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, done_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, empty);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, heading);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, mark_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, partial_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, selection);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, stack);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, text_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, undo_bar);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemList, view);
  gtk_widget_class_bind_template_callback (widget_class, on_done_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
}

static void
bind_cells (ValiseItemList *self)
{
  const struct
  {
    GtkCellRenderer *cell;
    const char *attribute;
    ValiseItemColumn column;
  } bindings[] = {
    { self->done_cell, "active", VALISE_ITEM_COLUMN_DONE },
    { self->mark_cell, "icon-name", VALISE_ITEM_COLUMN_MARK },
    { self->text_cell, "markup", VALISE_ITEM_COLUMN_TEXT },
    { self->attachment_cell, "icon-name", VALISE_ITEM_COLUMN_ATTACHMENT },
    { self->partial_cell, "icon-name", VALISE_ITEM_COLUMN_PARTIAL },
    { self->detail_cell, "markup", VALISE_ITEM_COLUMN_DETAIL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_tree_view_column_add_attribute (self->column, bindings[i].cell, bindings[i].attribute,
                                        bindings[i].column);
}

static void
valise_item_list_init (ValiseItemList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_cells (self);
  gtk_cell_renderer_text_set_fixed_height_from_font (GTK_CELL_RENDERER_TEXT (self->text_cell), 2);
  valise_context_menu_attach (self->view, "item");
  valise_item_drag_attach (self->view, selected_ids, self);
  g_signal_connect_object (self->view, "move-cursor", G_CALLBACK (on_cursor_moved_cb), self,
                           G_CONNECT_AFTER);
  self->refresh = valise_throttle_new (REFRESH_INTERVAL_MS, refresh, self);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)),
                           "value-changed", G_CALLBACK (load_ahead), self, G_CONNECT_SWAPPED);
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
 *
 * Ends a search. Contacts are sorted by name until the user chooses otherwise.
 */
void
valise_item_list_show_folder (ValiseItemList *self, gint64 folder_id)
{
  g_autoptr (ValiseFolder) folder = NULL;

  g_clear_pointer (&self->listing.search, g_free);
  self->listing.folder = folder_id;
  folder = open_folder (self);
  if (folder != NULL)
    {
      gboolean names = folder->kind == VALISE_KIND_CONTACT;
      gboolean tasks = folder->kind == VALISE_KIND_TASK;

      self->listing.order = names ? VALISE_ORDER_TITLE : VALISE_ORDER_DATE;
      self->listing.ascending = names || tasks;
    }
  show_listing (self);
}

/**
 * valise_item_list_search:
 * @self: a list
 * @words: (nullable): what to look for in everything on this computer; %NULL: back to the folder
 */
void
valise_item_list_search (ValiseItemList *self, const char *words)
{
  if (g_strcmp0 (words, self->listing.search) == 0)
    return;
  g_free (self->listing.search);
  self->listing.search = g_strdup (words);
  show_listing (self);
}

/**
 * valise_item_list_set_filter:
 * @self: a list
 * @filter: what is left in it
 */
void
valise_item_list_set_filter (ValiseItemList *self, ValiseFilter filter)
{
  self->listing.filter = filter;
  show_listing (self);
}

/**
 * valise_item_list_set_order:
 * @self: a list
 * @order: what it is sorted by
 * @ascending: the smallest first
 */
void
valise_item_list_set_order (ValiseItemList *self, ValiseOrder order, gboolean ascending)
{
  self->listing.order = order;
  self->listing.ascending = ascending;
  show_listing (self);
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
 * valise_item_list_get_view:
 * @self: a list
 *
 * Returns: (transfer none): its rows, for item-selection.h
 */
GtkTreeView *
valise_item_list_get_view (ValiseItemList *self)
{
  return self->view;
}

/**
 * valise_item_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is listed; %NULL: no folder is open
 */
ValiseItemModel *
valise_item_list_get_model (ValiseItemList *self)
{
  return self->model;
}

/**
 * valise_item_list_get_undo_bar:
 * @self: a list
 *
 * Returns: (transfer none): the bar below it
 */
ValiseUndoBar *
valise_item_list_get_undo_bar (ValiseItemList *self)
{
  return self->undo_bar;
}
