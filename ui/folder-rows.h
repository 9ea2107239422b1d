/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/status.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_FOLDER_COLUMN_ID, /* gint64: the folder; 0: an account */
  VALISE_FOLDER_COLUMN_NAME,
  VALISE_FOLDER_COLUMN_ICON,
  VALISE_FOLDER_COLUMN_COUNT,  /* of unread items, as text; empty for none */
  VALISE_FOLDER_COLUMN_WEIGHT, /* PangoWeight */
  VALISE_FOLDER_COLUMN_SENSITIVE,
  VALISE_FOLDER_COLUMN_STATE, /* icon name, or NULL: header and text only, or being fetched */
  VALISE_FOLDER_COLUMN_KEY,   /* gint64: unique in the tree */
  VALISE_FOLDER_N_COLUMNS,
} ValiseFolderColumn;

GtkTreeStore *valise_folder_rows_new (void);
void valise_folder_rows_update (GtkTreeStore *rows,
                                ValiseStore *store,
                                const ValiseStatus *status,
                                gboolean show_archive);
gboolean valise_folder_rows_find (GtkTreeStore *rows, gint64 folder_id, GtkTreeIter *iter);
gint64 valise_folder_rows_first (ValiseStore *store);

G_END_DECLS
