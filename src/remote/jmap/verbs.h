/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/client.h"
#include "remote/remote.h"

G_BEGIN_DECLS

/* The verbs of remote.h for JMAP, one file each. */

GPtrArray *valise_jmap_folders (ValiseJmap *jmap, GCancellable *cancellable, GError **error);
ValiseRemoteChanges *valise_jmap_changes (ValiseJmap *jmap,
                                          const char *token,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean valise_jmap_list (ValiseJmap *jmap,
                           const char *folder,
                           ValiseDepth depth,
                           ValiseKnownFunc known,
                           ValiseListFunc page,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);
gboolean valise_jmap_fetch (ValiseJmap *jmap,
                            GPtrArray *fetches,
                            ValiseFetchFunc sink,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);
gboolean valise_jmap_push (ValiseJmap *jmap,
                           GPtrArray *edits,
                           ValiseOutcomeFunc sink,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);
ValiseWait
valise_jmap_wait (ValiseJmap *jmap, guint seconds, GCancellable *cancellable, GError **error);

G_END_DECLS
