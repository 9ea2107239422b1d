/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "item-list.h"

G_BEGIN_DECLS

/* What is done to items, by key, menu or drag. */
typedef struct _ValiseListActions ValiseListActions;

ValiseListActions *
valise_list_actions_new (GtkApplicationWindow *window, ValiseEngine *engine, ValiseItemList *list);
void valise_list_actions_free (ValiseListActions *self);

void valise_list_actions_update (ValiseListActions *self);
void valise_list_actions_mark_seen (ValiseListActions *self, gint64 item_id);
void valise_list_actions_toggle_done (ValiseListActions *self, gint64 item_id);
void valise_list_actions_move (ValiseListActions *self, GArray *items, gint64 folder_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseListActions, valise_list_actions_free)

G_END_DECLS
