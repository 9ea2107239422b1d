/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/item.h"
#include "model/kind.h"

G_BEGIN_DECLS

/* What a row of an item list says; one or two lines of Pango markup each. */

char *valise_item_row_text (const ValiseItem *item, ValiseRole role);
char *
valise_item_row_detail (const ValiseItem *item, const char *folder, gboolean is_due, gint64 now);
const char *valise_item_row_mark (const ValiseItem *item);
gboolean valise_item_row_is_unread (const ValiseItem *item);

G_END_DECLS
