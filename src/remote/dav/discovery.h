/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/client.h"

G_BEGIN_DECLS

/* Where a user's collections are. */
typedef struct
{
  char *origin;
  GPtrArray *homes; /* (element-type utf8): paths */
  gboolean single;  /* the one home is itself a calendar or an address book */
} ValiseDavPlace;

ValiseDavPlace *valise_dav_discover (const ValiseDavProtocol *protocol,
                                     ValiseHttp *http,
                                     const char *server,
                                     const char *user,
                                     GCancellable *cancellable,
                                     GError **error);
void valise_dav_place_free (ValiseDavPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDavPlace, valise_dav_place_free)

G_END_DECLS
