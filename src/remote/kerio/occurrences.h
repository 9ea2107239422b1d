/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/client.h"

G_BEGIN_DECLS

int valise_kerio_weekday_of (const char *start, const ValiseZone *here);
GHashTable *valise_kerio_occurrences_of (ValiseKerio *kerio,
                                         GPtrArray *events,
                                         const ValiseKerioContext *context,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
