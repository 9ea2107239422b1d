/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/verbs.h"

G_BEGIN_DECLS

/* The three ways of getting contents. Each takes a part of the wants. */

gboolean valise_jmap_fetch_texts (ValiseJmap *jmap,
                                  GPtrArray *fetches,
                                  ValiseFetchFunc sink,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean valise_jmap_fetch_blobs (ValiseJmap *jmap,
                                  GPtrArray *fetches,
                                  ValiseFetchFunc sink,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean valise_jmap_fetch_downloads (ValiseJmap *jmap,
                                      GPtrArray *fetches,
                                      ValiseFetchFunc sink,
                                      gpointer data,
                                      GCancellable *cancellable,
                                      GError **error);

GBytes *valise_jmap_download (ValiseJmap *jmap,
                              const char *blob_id,
                              GCancellable *cancellable,
                              GError **error);
GError *valise_jmap_gone_error (void);

G_END_DECLS
