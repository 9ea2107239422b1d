/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Calls a function soon, but never more often than once in an interval. */
typedef struct _ValiseThrottle ValiseThrottle;
typedef void (*ValiseThrottleFunc) (gpointer data);

ValiseThrottle *valise_throttle_new (guint interval_ms, ValiseThrottleFunc func, gpointer data);
void valise_throttle_free (ValiseThrottle *self);
void valise_throttle_poke (ValiseThrottle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseThrottle, valise_throttle_free)

G_END_DECLS
