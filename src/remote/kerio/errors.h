/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/remote.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *valise_kerio_error_words (JsonObject *error_object);
void valise_kerio_error_from_call (const char *method, JsonObject *error_object, GError **error);
void valise_kerio_error_from_item (JsonObject *error_object, GError **error);
JsonObject *valise_kerio_item_error (JsonObject *result, guint index);
ValiseOutcomeType valise_kerio_outcome_of (const GError *failure);

G_END_DECLS
