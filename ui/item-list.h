/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "item-model.h"
#include "undo-bar.h"

G_BEGIN_DECLS

/* The list of the items in a folder, or of what a search finds.
 *
 * Signals:
 *   item-selected (gint64 item)  the one that is selected; 0: none, or several
 *   item-activated (gint64 item) opened by Enter or a double click
 *   done-toggled (gint64 item)   the check box of a task */
#define VALISE_TYPE_ITEM_LIST (valise_item_list_get_type ())
G_DECLARE_FINAL_TYPE (ValiseItemList, valise_item_list, VALISE, ITEM_LIST, GtkBin)

void valise_item_list_set_engine (ValiseItemList *self, ValiseEngine *engine);
void valise_item_list_show_folder (ValiseItemList *self, gint64 folder_id);
void valise_item_list_search (ValiseItemList *self, const char *words);
void valise_item_list_set_filter (ValiseItemList *self, ValiseFilter filter);
void valise_item_list_set_order (ValiseItemList *self, ValiseOrder order, gboolean ascending);
void valise_item_list_refresh (ValiseItemList *self);

GtkTreeView *valise_item_list_get_view (ValiseItemList *self);
ValiseItemModel *valise_item_list_get_model (ValiseItemList *self);
ValiseUndoBar *valise_item_list_get_undo_bar (ValiseItemList *self);

G_END_DECLS
