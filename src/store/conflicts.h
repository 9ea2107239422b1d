/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/conflict.h"
#include "store/store.h"

G_BEGIN_DECLS

gboolean valise_conflicts_add (ValiseStore *store, ValiseConflict *conflict, GError **error);
GPtrArray *valise_conflicts_list (ValiseStore *store, gint64 account_id, GError **error);
ValiseConflict *valise_conflicts_get (ValiseStore *store, gint64 id, GError **error);
gboolean valise_conflicts_remove (ValiseStore *store, gint64 id, GError **error);
gboolean
valise_conflicts_count (ValiseStore *store, gint64 account_id, gint64 *count, GError **error);

G_END_DECLS
