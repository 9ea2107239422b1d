/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/item.h"

G_BEGIN_DECLS

/* Contents of many items of one collection, a batch at a time. */
typedef struct
{
  ValiseDav *dav;
  const char *collection; /* its path */
  GPtrArray *refs;        /* (element-type ValiseDavRef) */
  guint next;             /* the first one that was not asked for */
  guint most;             /* items of a batch; 0: as many as is usual */
} ValiseDavMultiget;

/* The answer to a batch. */
typedef struct
{
  GBytes *bytes; /* nullable: one item that is too large */
  guint start;   /* of the refs */
  guint count;
} ValiseDavBatch;

ValiseDavBatch *
valise_dav_multiget_next (ValiseDavMultiget *self, GCancellable *cancellable, GError **error);
ValiseMultistatus *
valise_dav_batch_read (const ValiseDavBatch *batch, ValiseDav *dav, GError **error);
ValiseDavBatch *valise_dav_multiget_skip (ValiseDavMultiget *self, guint most);
void valise_dav_batch_free (ValiseDavBatch *batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDavBatch, valise_dav_batch_free)

G_END_DECLS
