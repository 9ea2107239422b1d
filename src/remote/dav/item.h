/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/collection.h"

G_BEGIN_DECLS

/* What an item is asked for by. */
typedef struct
{
  char *path;
  char *etag;      /* nullable */
  gint64 size;     /* an estimate */
  gint64 modified; /* Unix seconds; 0 unknown */
} ValiseDavRef;

ValiseDavRef *valise_dav_ref_new (const char *path, char *etag);
void valise_dav_ref_free (ValiseDavRef *ref);

char *valise_dav_item_get_revision (const char *etag, GBytes *bytes);
gboolean valise_dav_item_has_etag (const char *revision);
ValiseRemoteItem *valise_dav_item_new (const char *path, ValiseKind kind, const char *collection);
ValiseRemoteItem *valise_dav_item_read (ValiseDav *dav,
                                        const ValiseDavCollection *collection,
                                        const ValiseDavResponse *response,
                                        ValiseKind *kind);
gboolean valise_dav_item_is_gone (const ValiseDavResponse *response);
GBytes *valise_dav_item_get_bytes (ValiseDav *dav, const ValiseDavResponse *response);

G_END_DECLS
