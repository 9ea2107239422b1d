/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/apply.h"

G_BEGIN_DECLS

GPtrArray *valise_incoming_prepare (
    ValiseRun *run, ValiseEndpoint *endpoint, GPtrArray *items, gboolean *stale, GError **error);
gboolean valise_incoming_may_replace (ValiseRun *run,
                                      const ValiseRemoteItem *remote,
                                      gboolean *may,
                                      GError **error);

G_END_DECLS
