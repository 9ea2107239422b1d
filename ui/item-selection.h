/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is selected in a view of a ValiseItemModel. */

GPtrArray *valise_item_selection_get (GtkTreeView *view);
GArray *valise_item_selection_get_ids (GtkTreeView *view);
void valise_item_selection_move_on (GtkTreeView *view);

G_END_DECLS
