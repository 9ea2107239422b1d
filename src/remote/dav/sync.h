/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/collection.h"

G_BEGIN_DECLS

/* What changed in one collection. */
typedef struct
{
  GPtrArray *changed; /* (element-type ValiseDavRef) */
  GPtrArray *removed; /* (element-type utf8): paths */
  char *token;        /* everything up to here is in it */
} ValiseDavSync;

ValiseDavSync *valise_dav_sync (ValiseDav *dav,
                                const char *collection,
                                const char *token,
                                GCancellable *cancellable,
                                GError **error);
ValiseMultistatus *valise_dav_sync_ask (ValiseDav *dav,
                                        const char *collection,
                                        const char *token,
                                        const char *properties,
                                        gsize max_bytes,
                                        GCancellable *cancellable,
                                        GError **error);
ValiseDavSync *valise_dav_sync_new (const char *token);
void valise_dav_sync_free (ValiseDavSync *sync);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDavSync, valise_dav_sync_free)

G_END_DECLS
