/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/client.h"
#include "remote/remote.h"

G_BEGIN_DECLS

/* The verbs of remote.h for CalDAV and CardDAV, one file each. */

GPtrArray *valise_dav_folders (ValiseDav *dav, GCancellable *cancellable, GError **error);
ValiseRemoteChanges *
valise_dav_changes (ValiseDav *dav, const char *token, GCancellable *cancellable, GError **error);
gboolean valise_dav_list (ValiseDav *dav,
                          const char *folder,
                          ValiseKnownFunc known,
                          ValiseListFunc page,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error);
gboolean valise_dav_fetch (ValiseDav *dav,
                           GPtrArray *fetches,
                           ValiseFetchFunc sink,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);
gboolean valise_dav_push (ValiseDav *dav,
                          GPtrArray *edits,
                          ValiseOutcomeFunc sink,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
