/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/resolve.h"

G_BEGIN_DECLS

gboolean valise_resolve_into (ValiseStore *store,
                              ValiseConflict *conflict,
                              gint64 folder_id,
                              GError **error);
gboolean valise_resolve_end (ValiseStore *store, const ValiseConflict *conflict, GError **error);

G_END_DECLS
