/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/item.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Items as sync reads and writes them. What users see is in store/browse.h. */

ValiseItem *valise_items_get (ValiseStore *store, gint64 id, GError **error);
gboolean valise_items_find (ValiseStore *store, gint64 id, ValiseItem **item, GError **error);
gboolean valise_items_save (ValiseStore *store, ValiseItem *item, GError **error);
gboolean valise_items_remove (ValiseStore *store, gint64 id, GError **error);

GPtrArray *valise_items_by_remote_id (ValiseStore *store,
                                      gint64 service_id,
                                      const char *remote_id,
                                      GError **error);
GPtrArray *
valise_items_by_uid (ValiseStore *store, gint64 account_id, const char *uid, GError **error);
GHashTable *valise_items_remote_ids (ValiseStore *store, gint64 folder_id, GError **error);
GPtrArray *valise_items_in_folder (ValiseStore *store, gint64 folder_id, GError **error);
GArray *valise_items_pending (ValiseStore *store, gint64 account_id, GError **error);
gboolean valise_items_retry_refused (ValiseStore *store, gint64 account_id, GError **error);
gboolean valise_items_count_pending (
    ValiseStore *store, gint64 account_id, gint64 *pending, gint64 *refused, GError **error);
gboolean
valise_items_find_refused (ValiseStore *store, gint64 account_id, gint64 *item_id, GError **error);

/* Items of a folder whose content is kept less deeply than the folder wants, newest first. */
gboolean valise_items_count_mass_deletions (ValiseStore *store,
                                            gint64 account_id,
                                            gint64 above,
                                            gint64 share,
                                            gint64 *count,
                                            GError **error);
GPtrArray *valise_items_wanted (ValiseStore *store,
                                gint64 folder_id,
                                ValiseDepth depth,
                                guint limit,
                                const ValiseItem *after,
                                GError **error);
gboolean valise_items_count_wanted (ValiseStore *store,
                                    gint64 folder_id,
                                    ValiseDepth depth,
                                    gint64 *count,
                                    gint64 *bytes,
                                    GError **error);

/* Items of a folder that are kept in full although text would do, and have no unsent changes. */
GPtrArray *valise_items_shrinkable (
    ValiseStore *store, gint64 folder_id, guint limit, gint64 after_id, GError **error);
gboolean
valise_items_has_too_deep (ValiseStore *store, gint64 folder_id, gboolean *has, GError **error);

G_END_DECLS
