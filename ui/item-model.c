/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of an item list. A GtkTreeModel of our own over what the store returns: a row is the
 * item as it was read, and what a column shows is made when it is asked for, which is only for the
 * rows that are on the screen. How rows come and go is told in item-pages.c. */

#include "item-model-private.h"

#include "model/flags.h"
#include "texts.h"

static void valise_item_model_tree_model_init (GtkTreeModelIface *iface);

G_DEFINE_TYPE_WITH_CODE (ValiseItemModel,
                         valise_item_model,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                valise_item_model_tree_model_init))

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
  return column == VALISE_ITEM_COLUMN_WEIGHT ? G_TYPE_INT : G_TYPE_STRING;
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

/* The mark in front of an item: the server's refusal comes before the user's flag. */
static const char *
mark_of (const ValiseItem *item)
{
  if (item->error != NULL)
    return "dialog-warning-symbolic";
  return valise_flags_has (item->local.flags, VALISE_FLAG_FLAGGED) ? "starred-symbolic" : NULL;
}

static gboolean
is_unread (const ValiseItem *item)
{
  return item->kind == VALISE_KIND_MAIL && !valise_flags_has (item->local.flags, VALISE_FLAG_SEEN);
}

static void
item_model_get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  const ValiseItem *item = valise_item_model_get (VALISE_ITEM_MODEL (model), iter);

  g_value_init (value, item_model_get_column_type (model, column));
  switch ((ValiseItemColumn)column)
    {
    case VALISE_ITEM_COLUMN_FROM:
      g_value_take_string (value, valise_text_person (item->summary.from));
      break;
    case VALISE_ITEM_COLUMN_TITLE:
      g_value_set_string (value, valise_text_title (item->summary.title));
      break;
    case VALISE_ITEM_COLUMN_DATE:
      g_value_take_string (
          value, valise_text_short_date (item->summary.date, g_get_real_time () / G_USEC_PER_SEC));
      break;
    case VALISE_ITEM_COLUMN_WEIGHT:
      g_value_set_int (value, is_unread (item) ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      break;
    case VALISE_ITEM_COLUMN_MARK:
      g_value_set_static_string (value, mark_of (item));
      break;
    case VALISE_ITEM_COLUMN_ATTACHMENT:
      g_value_set_static_string (value,
                                 item->summary.has_attachment ? "mail-attachment-symbolic" : NULL);
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
valise_item_model_finalize (GObject *object)
{
  ValiseItemModel *self = VALISE_ITEM_MODEL (object);

  _valise_item_pages_stop (self);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (valise_item_model_parent_class)->finalize (object);
}

static void
valise_item_model_class_init (ValiseItemModelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = valise_item_model_finalize;
}

static void
valise_item_model_init (ValiseItemModel *self)
{
  self->stamp = g_random_int_range (1, G_MAXINT);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
}

/* Public */

/**
 * valise_item_model_new:
 * @store: (not owned): the store of the main thread, which outlives the model
 * @folder_id: a folder
 *
 * Returns: (transfer full): its items, newest first
 */
ValiseItemModel *
valise_item_model_new (ValiseStore *store, gint64 folder_id)
{
  ValiseItemModel *self = g_object_new (VALISE_TYPE_ITEM_MODEL, NULL);

  self->store = store;
  self->folder = folder_id;
  _valise_item_pages_start (self);
  return self;
}

/**
 * valise_item_model_get_folder:
 * @self: a model
 *
 * Returns: the folder whose items these are
 */
gint64
valise_item_model_get_folder (ValiseItemModel *self)
{
  return self->folder;
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
 * valise_item_model_show_seen:
 * @self: a model
 * @item_id: an item that the user opened
 */
void
valise_item_model_show_seen (ValiseItemModel *self, gint64 item_id)
{
  GtkTreeIter iter;
  ValiseItem *item;
  g_autofree char *flags = NULL;

  if (!valise_item_model_find (self, item_id, &iter))
    return;
  item = self->rows->pdata[row_of (&iter)];
  flags = g_steal_pointer (&item->local.flags);
  item->local.flags = valise_flags_with (flags, VALISE_FLAG_SEEN, TRUE);
  tell (self, row_of (&iter), gtk_tree_model_row_changed);
}

/**
 * valise_item_model_show_removed:
 * @self: a model
 * @item_id: an item that the user deleted
 */
void
valise_item_model_show_removed (ValiseItemModel *self, gint64 item_id)
{
  GtkTreeIter iter;

  if (valise_item_model_find (self, item_id, &iter))
    _valise_item_model_remove (self, row_of (&iter));
}
