/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of an item list. A GtkTreeModel of our own over what the store returns: a row is the
 * item as it was read, and what a column shows is made when it is asked for, which is only for the
 * rows that are on the screen. How rows come and go is told in item-pages.c. */

#include "item-model-private.h"

#include "item-row.h"
#include "model/flags.h"
#include "store/folders.h"
#include "task-state.h"
#include "texts.h"

enum
{
  LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void valise_item_model_tree_model_init (GtkTreeModelIface *iface);

/* A view lets rows be dragged only of a model that says so; the rest is up to item-drag.c. */
static void
valise_item_model_drag_source_init (GtkTreeDragSourceIface *iface)
{
}

G_DEFINE_TYPE_WITH_CODE (ValiseItemModel,
                         valise_item_model,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                valise_item_model_tree_model_init)
                             G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_DRAG_SOURCE,
                                                    valise_item_model_drag_source_init))

/* Rows. An iterator is the number of a row, good until rows come or go. */

static gboolean
set_iter (ValiseItemModel *self, GtkTreeIter *iter, guint row)
{
  gboolean valid = row < self->rows->len;

  iter->stamp = valid ? self->stamp : 0;
  iter->user_data = GUINT_TO_POINTER (row);
  return valid;
}

static guint
row_of (GtkTreeIter *iter)
{
  return GPOINTER_TO_UINT (iter->user_data);
}

typedef void (*RowSignal) (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter);

static void
tell (ValiseItemModel *self, guint row, RowSignal signal)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int)row, -1);
  GtkTreeIter iter;

  set_iter (self, &iter, row);
  signal (GTK_TREE_MODEL (self), path, &iter);
}

/* Takes @item. */
void
_valise_item_model_insert (ValiseItemModel *self, guint row, ValiseItem *item)
{
  g_ptr_array_insert (self->rows, (int)row, item);
  tell (self, row, gtk_tree_model_row_inserted);
}

/* Takes @item. */
void
_valise_item_model_replace (ValiseItemModel *self, guint row, ValiseItem *item)
{
  valise_item_free (self->rows->pdata[row]);
  self->rows->pdata[row] = item;
  tell (self, row, gtk_tree_model_row_changed);
}

void
_valise_item_model_remove (ValiseItemModel *self, guint row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int)row, -1);

  g_ptr_array_remove_index (self->rows, row);
  gtk_tree_model_row_deleted (GTK_TREE_MODEL (self), path);
}

/* GtkTreeModel */

static GtkTreeModelFlags
item_model_get_flags (GtkTreeModel *model)
{
  return GTK_TREE_MODEL_LIST_ONLY;
}

static int
item_model_get_n_columns (GtkTreeModel *model)
{
  return VALISE_ITEM_N_COLUMNS;
}

static GType
item_model_get_column_type (GtkTreeModel *model, int column)
{
  return column == VALISE_ITEM_COLUMN_DONE ? G_TYPE_BOOLEAN : G_TYPE_STRING;
}

static gboolean
item_model_get_iter (GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
  return set_iter (VALISE_ITEM_MODEL (model), iter, (guint)gtk_tree_path_get_indices (path)[0]);
}

static GtkTreePath *
item_model_get_path (GtkTreeModel *model, GtkTreeIter *iter)
{
  return gtk_tree_path_new_from_indices ((int)row_of (iter), -1);
}

/* The folder of a row; it may be gone. */
static const ValiseFolder *
folder_of (ValiseItemModel *self, const ValiseItem *item)
{
  ValiseFolder *folder = g_hash_table_lookup (self->folders, &item->local.folder);

  if (folder == NULL)
    {
      folder = valise_folders_get (self->store, item->local.folder, NULL);
      if (folder != NULL)
        g_hash_table_insert (self->folders, &folder->id, folder);
    }
  return folder;
}

/* It is in the content only: that is small, and looked at for the rows on the screen. */
static ValiseTaskState
task_state (ValiseItemModel *self, const ValiseItem *item)
{
  gpointer known;
  ValiseTaskState state;

  if (item->kind != VALISE_KIND_TASK || item->local.content == 0)
    return 0;
  if (g_hash_table_lookup_extended (self->contents, &item->local.content, NULL, &known))
    return (ValiseTaskState)GPOINTER_TO_UINT (known);
  state = valise_task_state_read (self->store, item->local.content);
  g_hash_table_insert (self->contents, g_memdup2 (&item->local.content, sizeof (gint64)),
                       GUINT_TO_POINTER (state));
  return state;
}

static char *
detail_of (ValiseItemModel *self, const ValiseItem *item)
{
  const ValiseFolder *folder = self->listing->folder == 0 ? folder_of (self, item) : NULL;
  const char *place = folder == NULL                        ? NULL
                      : valise_role_is_local (folder->role) ? valise_text_folder_name (folder)
                                                            : folder->path;

  return valise_item_row_detail (item, place, task_state (self, item) & VALISE_TASK_IS_DUE,
                                 g_get_real_time () / G_USEC_PER_SEC);
}

static const char *
partial_icon (const ValiseItem *item)
{
  return item->kind == VALISE_KIND_MAIL && item->kept != VALISE_DEPTH_FULL
                 && item->remote_id != NULL
             ? "folder-download-symbolic"
             : NULL;
}

static void
item_model_get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  ValiseItemModel *self = VALISE_ITEM_MODEL (model);
  const ValiseItem *item = valise_item_model_get (self, iter);
  const ValiseFolder *folder;

  g_value_init (value, item_model_get_column_type (model, column));
  switch ((ValiseItemColumn)column)
    {
    case VALISE_ITEM_COLUMN_TEXT:
      folder = folder_of (self, item);
      g_value_take_string (
          value, valise_item_row_text (item, folder != NULL ? folder->role : VALISE_ROLE_NONE));
      break;
    case VALISE_ITEM_COLUMN_DETAIL:
      g_value_take_string (value, detail_of (self, item));
      break;
    case VALISE_ITEM_COLUMN_MARK:
      g_value_set_static_string (value, valise_item_row_mark (item));
      break;
    case VALISE_ITEM_COLUMN_ATTACHMENT:
      g_value_set_static_string (value,
                                 item->summary.has_attachment ? "mail-attachment-symbolic" : NULL);
      break;
    case VALISE_ITEM_COLUMN_PARTIAL:
      g_value_set_static_string (value, partial_icon (item));
      break;
    case VALISE_ITEM_COLUMN_DONE:
      g_value_set_boolean (value, (task_state (self, item) & VALISE_TASK_DONE) != 0);
      break;
    case VALISE_ITEM_N_COLUMNS:
    default:
      g_warn_if_reached ();
    }
}

static gboolean
item_model_iter_next (GtkTreeModel *model, GtkTreeIter *iter)
{
  return set_iter (VALISE_ITEM_MODEL (model), iter, row_of (iter) + 1);
}

static gboolean
item_model_iter_previous (GtkTreeModel *model, GtkTreeIter *iter)
{
  guint row = row_of (iter);

  return row > 0 && set_iter (VALISE_ITEM_MODEL (model), iter, row - 1);
}

static gboolean
item_model_iter_nth_child (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent, int n)
{
  iter->stamp = 0;
  return parent == NULL && n >= 0 && set_iter (VALISE_ITEM_MODEL (model), iter, (guint)n);
}

static gboolean
item_model_iter_children (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent)
{
  return item_model_iter_nth_child (model, iter, parent, 0);
}

static gboolean
item_model_iter_has_child (GtkTreeModel *model, GtkTreeIter *iter)
{
  return FALSE;
}

static int
item_model_iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int)VALISE_ITEM_MODEL (model)->rows->len : 0;
}

static gboolean
item_model_iter_parent (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
  iter->stamp = 0;
  return FALSE;
}

static void
valise_item_model_tree_model_init (GtkTreeModelIface *iface)
{
  iface->get_flags = item_model_get_flags;
  iface->get_n_columns = item_model_get_n_columns;
  iface->get_column_type = item_model_get_column_type;
  iface->get_iter = item_model_get_iter;
  iface->get_path = item_model_get_path;
  iface->get_value = item_model_get_value;
  iface->iter_next = item_model_iter_next;
  iface->iter_previous = item_model_iter_previous;
  iface->iter_children = item_model_iter_children;
  iface->iter_has_child = item_model_iter_has_child;
  iface->iter_n_children = item_model_iter_n_children;
  iface->iter_nth_child = item_model_iter_nth_child;
  iface->iter_parent = item_model_iter_parent;
}

/* GObject */

static void
valise_item_model_dispose (GObject *object)
{
  _valise_item_pages_stop (VALISE_ITEM_MODEL (object));

  G_OBJECT_CLASS (valise_item_model_parent_class)->dispose (object);
}

static void
valise_item_model_finalize (GObject *object)
{
  ValiseItemModel *self = VALISE_ITEM_MODEL (object);

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->held);
  g_hash_table_unref (self->contents);
  g_hash_table_unref (self->folders);
  g_clear_pointer (&self->listing, valise_listing_free);
  g_free (self->data_dir);

  G_OBJECT_CLASS (valise_item_model_parent_class)->finalize (object);
}

static void
valise_item_model_class_init (ValiseItemModelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_item_model_dispose;
  G_OBJECT_CLASS (class)->finalize = valise_item_model_finalize;
  signals[LOADED] = g_signal_new ("loaded", VALISE_TYPE_ITEM_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
valise_item_model_init (ValiseItemModel *self)
{
  self->stamp = g_random_int_range (1, G_MAXINT);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
  self->hidden = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->held = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->contents = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->folders = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                         (GDestroyNotify)valise_folder_free);
}

/* Public */

void
_valise_item_model_tell_loaded (ValiseItemModel *self)
{
  g_signal_emit (self, signals[LOADED], 0);
}

/**
 * valise_item_model_new:
 * @store: (not owned): the store of the main thread, which outlives the model
 * @data_dir: where it is, for threads
 * @listing: what is listed
 *
 * Returns: (transfer full): the list; where the first rows cost little, it has them
 */
ValiseItemModel *
valise_item_model_new (ValiseStore *store, const char *data_dir, const ValiseListing *listing)
{
  ValiseItemModel *self = g_object_new (VALISE_TYPE_ITEM_MODEL, NULL);

  self->store = store;
  self->data_dir = g_strdup (data_dir);
  self->listing = valise_listing_copy (listing);
  _valise_item_pages_start (self);
  return self;
}

/**
 * valise_item_model_get_listing:
 * @self: a model
 *
 * Returns: (transfer none): what is listed
 */
const ValiseListing *
valise_item_model_get_listing (ValiseItemModel *self)
{
  return self->listing;
}

/**
 * valise_item_model_is_reading:
 * @self: a model
 *
 * Returns: whether more rows may come by themselves
 */
gboolean
valise_item_model_is_reading (ValiseItemModel *self)
{
  return self->source != 0 || self->asking != NULL;
}

/**
 * valise_item_model_get:
 * @self: a model
 * @iter: a row
 *
 * Returns: (transfer none): the item in it, good until rows come or go
 */
const ValiseItem *
valise_item_model_get (ValiseItemModel *self, GtkTreeIter *iter)
{
  return self->rows->pdata[row_of (iter)];
}

/**
 * valise_item_model_find:
 * @self: a model
 * @item_id: an item
 * @iter: (out): its row
 *
 * Returns: whether it has one
 */
gboolean
valise_item_model_find (ValiseItemModel *self, gint64 item_id, GtkTreeIter *iter)
{
  for (guint row = 0; row < self->rows->len; row++)
    if (((const ValiseItem *)self->rows->pdata[row])->id == item_id)
      return set_iter (self, iter, row);
  return FALSE;
}

/**
 * valise_item_model_show_flag:
 * @self: a model
 * @item_id: an item whose flag the user changes
 * @flag: the flag
 * @on: what it is from now on
 */
void
valise_item_model_show_flag (ValiseItemModel *self, gint64 item_id, const char *flag, gboolean on)
{
  GtkTreeIter iter;
  ValiseItem *item;
  g_autofree char *flags = NULL;

  if (!valise_item_model_find (self, item_id, &iter))
    return;
  item = self->rows->pdata[row_of (&iter)];
  flags = g_steal_pointer (&item->local.flags);
  item->local.flags = valise_flags_with (flags, flag, on);
  tell (self, row_of (&iter), gtk_tree_model_row_changed);
}

/**
 * valise_item_model_show_removed:
 * @self: a model
 * @item_id: an item that the user deleted or moved
 */
void
valise_item_model_show_removed (ValiseItemModel *self, gint64 item_id)
{
  GtkTreeIter iter;

  if (valise_item_model_find (self, item_id, &iter))
    _valise_item_model_remove (self, row_of (&iter));
}

/**
 * valise_item_model_set_hidden:
 * @self: a model
 * @item_id: an item
 * @hidden: whether it is to be left out although it is there
 */
void
valise_item_model_set_hidden (ValiseItemModel *self, gint64 item_id, gboolean hidden)
{
  if (hidden)
    {
      g_hash_table_add (self->hidden, g_memdup2 (&item_id, sizeof item_id));
      valise_item_model_show_removed (self, item_id);
    }
  else if (g_hash_table_remove (self->hidden, &item_id))
    valise_item_model_refresh (self);
}

/**
 * valise_item_model_hide_same:
 * @self: a model
 * @other: another one
 *
 * Leaves out what @other leaves out.
 */
void
valise_item_model_hide_same (ValiseItemModel *self, ValiseItemModel *other)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, other->hidden);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    valise_item_model_set_hidden (self, *(gint64 *)id, TRUE);
}
