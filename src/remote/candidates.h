/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a service is found from the name of a domain. */
typedef struct
{
  const char *service;    /* its name in DNS, without "_" (RFC 2782) */
  const char *well_known; /* its path on a server (RFC 8615) */
  gboolean has_path;      /* a TXT record names a path (RFC 6764 section 4) */
  gboolean has_root;      /* the root of a server knows more, where nothing else does */
} ValiseCandidateRule;

GPtrArray *valise_candidates_list (const ValiseCandidateRule *rule,
                                   const char *server,
                                   const char *user,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
