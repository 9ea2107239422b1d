/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "item-model.h"

G_BEGIN_DECLS

struct _ValiseItemModel
{
  GObject parent_instance;

  ValiseStore *store; /* (not owned): of the main thread */
  char *data_dir;
  ValiseListing *listing;
  int stamp;
  GPtrArray *rows;      /* (element-type ValiseItem): in order */
  GHashTable *hidden;   /* set of the ids of items that are left out */
  GHashTable *held;     /* item id -> how many of its edits are not stored yet */
  GHashTable *contents; /* content id -> ValiseTaskState */
  GHashTable *folders;  /* folder id -> ValiseFolder, as they are named in the rows */

  /* See item-pages.c. */
  guint wanted;      /* rows to have */
  gboolean complete; /* there are no more in the folder */
  gboolean again;    /* read everything once more after this */
  ValiseItem *read;  /* (nullable): read up to here; NULL: from the start */
  guint source;
  GCancellable *asking; /* (nullable): a page is being read on a thread */
};

void _valise_item_model_insert (ValiseItemModel *self, guint row, ValiseItem *item);
void _valise_item_model_replace (ValiseItemModel *self, guint row, ValiseItem *item);
void _valise_item_model_remove (ValiseItemModel *self, guint row);

void _valise_item_model_tell_loaded (ValiseItemModel *self);

void _valise_item_pages_start (ValiseItemModel *self);
void _valise_item_pages_stop (ValiseItemModel *self);

G_END_DECLS
