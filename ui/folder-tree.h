/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* The tree of the folders.
 *
 * Signals:
 *   folder-selected (gint64 folder)               0: none
 *   items-dropped (GArray *items, gint64 folder)  to be moved there */
#define VALISE_TYPE_FOLDER_TREE (valise_folder_tree_get_type ())
G_DECLARE_FINAL_TYPE (ValiseFolderTree, valise_folder_tree, VALISE, FOLDER_TREE, GtkBin)

void valise_folder_tree_set_engine (ValiseFolderTree *self, ValiseEngine *engine);
void valise_folder_tree_open (ValiseFolderTree *self, gint64 folder_id);

G_END_DECLS
