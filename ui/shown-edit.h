/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "item-model.h"

G_BEGIN_DECLS

void valise_shown_edit_flag (
    ValiseEngine *engine, ValiseItemModel *model, gint64 item_id, const char *flag, gboolean on);
void valise_shown_edit_move (ValiseEngine *engine,
                             ValiseItemModel *model,
                             gint64 item_id,
                             gint64 folder_id);

G_END_DECLS
