/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/methods.h"

G_BEGIN_DECLS

gboolean valise_demo_sending_check (JsonObject *mail, GError **error);
void valise_demo_sending_done (ValiseDemoCall *call, ValiseDemoItem *item);

G_END_DECLS
