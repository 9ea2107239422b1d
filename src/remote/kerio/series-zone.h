/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/recurrence.h"

G_BEGIN_DECLS

gboolean valise_kerio_series_check_zone (GBytes *content,
                                         JsonObject *now,
                                         const ValiseKerioContext *context,
                                         GError **error);

G_END_DECLS
