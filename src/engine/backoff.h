/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint valise_backoff_seconds (guint attempt, gint64 retry_after, double random);

G_END_DECLS
