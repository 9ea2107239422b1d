/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/conflict.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_KEEP_SERVER,
  VALISE_KEEP_MINE,
  VALISE_KEEP_BOTH,
} ValiseKeep;

gboolean valise_resolve (ValiseStore *store, gint64 conflict_id, ValiseKeep keep, GError **error);

G_END_DECLS
