/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/item.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_ORDER_DATE,
  VALISE_ORDER_TITLE,
  VALISE_ORDER_SENDER,
  VALISE_ORDER_SIZE,
} ValiseOrder;

/* Items that are left in the list; all of what is set has to be so. */
typedef enum
{
  VALISE_FILTER_UNREAD = 1 << 0,
  VALISE_FILTER_FLAGGED = 1 << 1,
  VALISE_FILTER_ATTACHMENT = 1 << 2,
  VALISE_FILTER_ONLY_HERE = 1 << 3, /* the server does not have it, or not yet */
} ValiseFilter;

/* What a list is to show. */
typedef struct
{
  gint64 folder; /* 0: all of them; only with @search */
  char *search;  /* nullable: words that are looked for; the order is then by date */
  ValiseFilter filter;
  ValiseOrder order;
  gboolean ascending;
} ValiseListing;

GPtrArray *valise_listing_page (ValiseStore *store,
                                const ValiseListing *listing,
                                const ValiseItem *after,
                                guint limit,
                                GError **error);
int valise_listing_compare (const ValiseListing *listing, const ValiseItem *a, const ValiseItem *b);
gboolean valise_listing_is_quick (const ValiseListing *listing);

ValiseListing *valise_listing_copy (const ValiseListing *listing);
void valise_listing_free (ValiseListing *listing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseListing, valise_listing_free)

G_END_DECLS
