/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/item.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What a list shows: pages keyed by (date, id), newest first, so that the first page costs the same
 * in any folder. */

GPtrArray *valise_browse_page (
    ValiseStore *store, gint64 folder_id, const ValiseItem *after, guint limit, GError **error);
GPtrArray *valise_browse_search (
    ValiseStore *store, gint64 folder_id, const char *text, guint limit, GError **error);

G_END_DECLS
