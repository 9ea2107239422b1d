/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/run-private.h"

G_BEGIN_DECLS

GHashTable *valise_push_hold (ValiseRun *run, gint64 service_id, GArray *waiting, GError **error);

G_END_DECLS
