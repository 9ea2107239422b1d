/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *valise_demo_make (const char *first, ...) G_GNUC_NULL_TERMINATED;
JsonArray *valise_demo_make_list (JsonObject *first, ...) G_GNUC_NULL_TERMINATED;
JsonArray *valise_demo_make_strings (const char *first, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
