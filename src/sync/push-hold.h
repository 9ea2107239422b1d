/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/run-private.h"

G_BEGIN_DECLS

/* More deletions than so many, and than such a part of the folder, wait for the user. */
#define VALISE_HOLD_ABOVE 50
#define VALISE_HOLD_SHARE 10

GHashTable *valise_push_hold (ValiseRun *run, gint64 service_id, GArray *waiting, GError **error);

G_END_DECLS
