/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/client.h"

G_BEGIN_DECLS

GPtrArray *valise_jmap_query_folder (ValiseJmap *jmap,
                                     const char *folder,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
