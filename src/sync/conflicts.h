/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/conflict.h"
#include "model/folder.h"
#include "model/item.h"
#include "store/store.h"

G_BEGIN_DECLS

gboolean valise_conflicts_ensure_folders (ValiseStore *store, gint64 account_id, GError **error);

gboolean valise_conflicts_record (ValiseStore *store,
                                  const ValiseItem *mine,
                                  ValiseConflictReason reason,
                                  gint64 item_id,
                                  gboolean copy,
                                  gint64 *conflict_id,
                                  GError **error);

G_END_DECLS
