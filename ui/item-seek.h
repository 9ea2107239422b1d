/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "item-list.h"

G_BEGIN_DECLS

void valise_item_seek (ValiseItemList *list, gint64 item_id);

G_END_DECLS
