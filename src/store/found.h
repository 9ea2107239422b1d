/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/listing.h"

G_BEGIN_DECLS

/* What is left of the items, as a condition in SQL; ?2 is the filter. */
#define VALISE_LISTING_FILTER                                                                      \
  " (?2 & 1 = 0 OR unread) AND (?2 & 2 = 0 OR instr (' ' || flags || ' ', ' $flagged '))"          \
  " AND (?2 & 4 = 0 OR has_attachment) AND (?2 & 8 = 0 OR remote_id IS NULL OR local_only)"

GPtrArray *valise_found_page (ValiseStore *store,
                              const ValiseListing *listing,
                              const char *match,
                              const ValiseItem *after,
                              guint limit,
                              GError **error);

G_END_DECLS
