/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/http.h"
#include "remote/remote.h"

G_BEGIN_DECLS

void valise_dav_error_from_response (const ValiseHttpResponse *response, GError **error);
ValiseOutcomeType valise_dav_error_from_write (const ValiseHttpResponse *response,
                                               GError **failure);
char *valise_dav_error_get_condition (const ValiseHttpResponse *response);

G_END_DECLS
