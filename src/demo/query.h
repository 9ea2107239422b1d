/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/fields.h"

G_BEGIN_DECLS

JsonArray *valise_demo_query_run (JsonObject *query,
                                  const ValiseDemoField *fields,
                                  GPtrArray *objects,
                                  guint cap,
                                  guint *total,
                                  GError **error);
gboolean
valise_demo_query_fields_exist (JsonObject *query, const ValiseDemoField *fields, GError **error);

G_END_DECLS
