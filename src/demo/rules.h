/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/methods.h"

G_BEGIN_DECLS

gboolean valise_demo_rules_check (ValiseDemoCall *call,
                                  ValiseDemoItem *item,
                                  JsonObject *given,
                                  GError **error);
void valise_demo_rules_settle (ValiseDemoCall *call, ValiseDemoItem *item, gboolean is_new);

G_END_DECLS
