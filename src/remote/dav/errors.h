/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/http.h"
#include "remote/remote.h"

G_BEGIN_DECLS

void valise_dav_error_from_response (const ValiseHttpResponse *response, GError **error);
ValiseOutcomeType valise_dav_error_from_write (const ValiseHttpResponse *response,
                                               GError **failure);
char *valise_dav_error_get_condition (const ValiseHttpResponse *response);
char *valise_dav_error_get_href (const ValiseHttpResponse *response, const char *host);
gboolean valise_dav_error_is_uid_conflict (const char *condition);

G_END_DECLS
