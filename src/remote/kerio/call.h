/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/client.h"

G_BEGIN_DECLS

JsonObject *valise_kerio_call (ValiseKerio *self,
                               const char *method,
                               JsonObject *params,
                               GCancellable *cancellable,
                               GError **error);
JsonObject *valise_kerio_call_once (ValiseKerio *self,
                                    const char *method,
                                    JsonObject *params,
                                    GCancellable *cancellable,
                                    GError **error);

GBytes *valise_kerio_download (ValiseKerio *self,
                               const char *url,
                               GCancellable *cancellable,
                               GError **error);
char *valise_kerio_upload (ValiseKerio *self,
                           GBytes *bytes,
                           const char *name,
                           const char *type,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
