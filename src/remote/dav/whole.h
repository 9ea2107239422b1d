/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/collection.h"

G_BEGIN_DECLS

gboolean valise_dav_whole_ask (ValiseDav *dav,
                               const ValiseDavCollection *collection,
                               ValiseKind kind,
                               ValiseMultistatus **whole,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
