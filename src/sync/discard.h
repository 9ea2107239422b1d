/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

gboolean valise_edit_discard (ValiseStore *store, gint64 item_id, GError **error);

G_END_DECLS
