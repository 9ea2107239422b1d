/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* The list of the items in a folder.
 *
 * Signal: item-selected (gint64 item), 0 for none. */
#define VALISE_TYPE_ITEM_LIST (valise_item_list_get_type ())
G_DECLARE_FINAL_TYPE (ValiseItemList, valise_item_list, VALISE, ITEM_LIST, GtkBin)

void valise_item_list_set_engine (ValiseItemList *self, ValiseEngine *engine);
void valise_item_list_show_folder (ValiseItemList *self, gint64 folder_id);
void valise_item_list_refresh (ValiseItemList *self);
void valise_item_list_mark_seen (ValiseItemList *self, gint64 item_id);
gboolean valise_item_list_delete_selected (ValiseItemList *self);

G_END_DECLS
