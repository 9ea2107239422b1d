/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "model/item.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What the user does to items. Every edit is one transaction on the local view; it waits here until
 * a run carries it to the server. */

gboolean valise_edit_add (
    ValiseStore *store, gint64 folder_id, ValiseContent *content, gint64 *item_id, GError **error);
gboolean
valise_edit_replace (ValiseStore *store, gint64 item_id, ValiseContent *content, GError **error);
gboolean valise_edit_flags (ValiseStore *store,
                            gint64 item_id,
                            const char *const *set,
                            const char *const *clear,
                            GError **error);
gboolean valise_edit_move (ValiseStore *store, gint64 item_id, gint64 folder_id, GError **error);
gboolean
valise_edit_delete (ValiseStore *store, gint64 item_id, gboolean permanently, GError **error);

G_END_DECLS
