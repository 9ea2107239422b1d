/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/item.h"
#include "store/listing.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_ITEM_COLUMN_TEXT,       /* two lines of markup: who and what */
  VALISE_ITEM_COLUMN_DETAIL,     /* two lines of markup: when and how much */
  VALISE_ITEM_COLUMN_MARK,       /* icon name, or NULL */
  VALISE_ITEM_COLUMN_ATTACHMENT, /* icon name, or NULL */
  VALISE_ITEM_COLUMN_PARTIAL,    /* icon name, or NULL: the whole of it is on the server only */
  VALISE_ITEM_COLUMN_DONE,       /* gboolean: a task that is completed */
  VALISE_ITEM_N_COLUMNS,
} ValiseItemColumn;

/* A list of items as a GtkTreeModel.
 *
 * Signal: loaded (): everything that was wanted is read */
#define VALISE_TYPE_ITEM_MODEL (valise_item_model_get_type ())
G_DECLARE_FINAL_TYPE (ValiseItemModel, valise_item_model, VALISE, ITEM_MODEL, GObject)

ValiseItemModel *
valise_item_model_new (ValiseStore *store, const char *data_dir, const ValiseListing *listing);
const ValiseListing *valise_item_model_get_listing (ValiseItemModel *self);
gboolean valise_item_model_is_reading (ValiseItemModel *self);

void valise_item_model_refresh (ValiseItemModel *self);
void valise_item_model_load_more (ValiseItemModel *self);

const ValiseItem *valise_item_model_get (ValiseItemModel *self, GtkTreeIter *iter);
gboolean valise_item_model_find (ValiseItemModel *self, gint64 item_id, GtkTreeIter *iter);

/* What the user did, shown before it is stored; the next refresh shows the truth. */
void
valise_item_model_show_flag (ValiseItemModel *self, gint64 item_id, const char *flag, gboolean on);
void valise_item_model_show_removed (ValiseItemModel *self, gint64 item_id);
void valise_item_model_hold (ValiseItemModel *self, gint64 item_id);
void valise_item_model_release (ValiseItemModel *self, gint64 item_id);
void valise_item_model_set_hidden (ValiseItemModel *self, gint64 item_id, gboolean hidden);
void valise_item_model_hide_same (ValiseItemModel *self, ValiseItemModel *other);

G_END_DECLS
