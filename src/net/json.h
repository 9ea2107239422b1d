/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *valise_json_parse (const char *text, gsize length, GError **error);
char *valise_json_print (JsonObject *object);

/* What a member or an element is, or the fallback (NULL) where it is missing or of another type. */
const char *valise_json_string (JsonObject *object, const char *name);
gint64 valise_json_int (JsonObject *object, const char *name, gint64 fallback);
gboolean valise_json_bool (JsonObject *object, const char *name, gboolean fallback);
JsonArray *valise_json_array (JsonObject *object, const char *name);
JsonObject *valise_json_object (JsonObject *object, const char *name);

guint valise_json_length (JsonArray *array);
const char *valise_json_string_at (JsonArray *array, guint index);
gint64 valise_json_int_at (JsonArray *array, guint index, gint64 fallback);
JsonObject *valise_json_object_at (JsonArray *array, guint index);
JsonArray *valise_json_array_at (JsonArray *array, guint index);

G_END_DECLS
