/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Items on their way from a list to a folder: their ids. */
#define VALISE_DRAG_TARGET "application/x-valise-items"

/* Returns the ids of the selected items. */
typedef GArray *(*ValiseDragFunc) (gpointer data);

void valise_item_drag_attach (GtkTreeView *view, ValiseDragFunc get_items, gpointer data);
GArray *valise_item_drag_read (GtkSelectionData *selection);

G_END_DECLS
