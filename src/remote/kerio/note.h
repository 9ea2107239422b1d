/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GBytes *valise_kerio_note_read (JsonObject *note, const char *uid);
JsonObject *valise_kerio_note_write (GBytes *content, GError **error);

G_END_DECLS
