/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/client.h"
#include "remote/remote.h"

G_BEGIN_DECLS

void valise_jmap_error_from_response (const ValiseHttpResponse *response, GError **error);
gboolean valise_jmap_error_check_blob (const ValiseHttpResponse *response, GError **error);
void valise_jmap_error_from_method (ValiseJmap *jmap,
                                    const char *method,
                                    JsonObject *args,
                                    GError **error);
ValiseOutcomeType valise_jmap_error_from_set (JsonObject *set_error, GError **failure);

G_END_DECLS
