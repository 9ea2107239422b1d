/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/run.h"

G_BEGIN_DECLS

gboolean valise_compare (ValiseStore *store,
                         ValiseEndpoint *endpoint,
                         GPtrArray *differences,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
