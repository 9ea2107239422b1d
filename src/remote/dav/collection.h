/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/client.h"

G_BEGIN_DECLS

/* A calendar or an address book as the server has it. */
typedef struct
{
  char *path;
  char *name;
  guint kinds; /* that it shows as: a mask of 1 << ValiseKind */
  ValiseRights rights;
  char *token; /* nullable (RFC 6578): the server can tell what changed since. Asked when needed */
  char *state; /* what is another one when something changed */
  gint64 max_size; /* of an item, bytes */
} ValiseDavCollection;

GPtrArray *valise_dav_collections_ask (ValiseDav *dav,
                                       gboolean tokens,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean valise_dav_collection_ask_token (ValiseDav *dav,
                                          ValiseDavCollection *self,
                                          GCancellable *cancellable,
                                          GError **error);
const ValiseDavCollection *valise_dav_collection_find (ValiseDav *dav,
                                                       const char *path,
                                                       GCancellable *cancellable,
                                                       GError **error);
char *valise_dav_collection_describe (const ValiseDavCollection *self);

G_END_DECLS
