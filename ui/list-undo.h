/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "item-list.h"

G_BEGIN_DECLS

/* Moving and deleting, with a way back for a while: see list-actions.c. */

void valise_list_undo_move (ValiseItemList *list,
                            ValiseEngine *engine,
                            GPtrArray *items,
                            gint64 folder_id);
void valise_list_undo_delete (ValiseItemList *list,
                              ValiseEngine *engine,
                              GPtrArray *items,
                              gboolean permanently);

G_END_DECLS
