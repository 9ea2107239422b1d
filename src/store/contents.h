/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Contents are shared: the same bytes at the same depth are one row. A row that no item refers to
 * any more is removed in the transaction that let it go. */

gboolean
valise_contents_put (ValiseStore *store, ValiseContent *content, gint64 *id, GError **error);
ValiseContent *valise_contents_get (ValiseStore *store, gint64 id, GError **error);

G_END_DECLS
