/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/client.h"

G_BEGIN_DECLS

/* The sync key of Changes.get, which a token is. */

JsonObject *valise_kerio_key_now (ValiseKerio *kerio, GCancellable *cancellable, GError **error);
JsonObject *valise_kerio_key_ask (
    ValiseKerio *kerio, JsonObject *key, guint seconds, GCancellable *cancellable, GError **error);
gboolean valise_kerio_key_equal (JsonObject *a, JsonObject *b);
gboolean valise_kerio_key_is_own (ValiseKerio *kerio, JsonObject *change);
gboolean valise_kerio_key_is_doubtful (ValiseKerio *kerio,
                                       JsonObject *key,
                                       JsonObject *next,
                                       JsonArray *list);

G_END_DECLS
