/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/client.h"
#include "remote/remote.h"

G_BEGIN_DECLS

/* The verbs of remote.h for Kerio Connect. */

GPtrArray *valise_kerio_folders (ValiseKerio *kerio, GCancellable *cancellable, GError **error);
ValiseRemoteChanges *valise_kerio_changes (ValiseKerio *kerio,
                                           const char *token,
                                           GCancellable *cancellable,
                                           GError **error);
gboolean valise_kerio_list (ValiseKerio *kerio,
                            const char *folder,
                            ValiseDepth depth,
                            ValiseKnownFunc known,
                            ValiseListFunc page,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);
gboolean valise_kerio_fetch (ValiseKerio *kerio,
                             GPtrArray *fetches,
                             ValiseFetchFunc sink,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);
gboolean valise_kerio_push (ValiseKerio *kerio,
                            GPtrArray *edits,
                            ValiseOutcomeFunc sink,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);
ValiseWait
valise_kerio_wait (ValiseKerio *kerio, guint seconds, GCancellable *cancellable, GError **error);

G_END_DECLS
