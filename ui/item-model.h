/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/item.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_ITEM_COLUMN_FROM,
  VALISE_ITEM_COLUMN_TITLE,
  VALISE_ITEM_COLUMN_DATE,
  VALISE_ITEM_COLUMN_WEIGHT,     /* PangoWeight */
  VALISE_ITEM_COLUMN_MARK,       /* icon name, or NULL */
  VALISE_ITEM_COLUMN_ATTACHMENT, /* icon name, or NULL */
  VALISE_ITEM_N_COLUMNS,
} ValiseItemColumn;

/* The items of one folder as a GtkTreeModel. */
#define VALISE_TYPE_ITEM_MODEL (valise_item_model_get_type ())
G_DECLARE_FINAL_TYPE (ValiseItemModel, valise_item_model, VALISE, ITEM_MODEL, GObject)

ValiseItemModel *valise_item_model_new (ValiseStore *store, gint64 folder_id);
gint64 valise_item_model_get_folder (ValiseItemModel *self);

void valise_item_model_refresh (ValiseItemModel *self);
void valise_item_model_load_more (ValiseItemModel *self);

const ValiseItem *valise_item_model_get (ValiseItemModel *self, GtkTreeIter *iter);
gboolean valise_item_model_find (ValiseItemModel *self, gint64 item_id, GtkTreeIter *iter);

/* What the user did, shown before it is stored; the next refresh shows the truth. */
void valise_item_model_show_seen (ValiseItemModel *self, gint64 item_id);
void valise_item_model_show_removed (ValiseItemModel *self, gint64 item_id);

G_END_DECLS
