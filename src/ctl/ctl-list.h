/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ctl/ctl.h"

G_BEGIN_DECLS

/* A column of a listing for people: which member of the JSON objects it shows. */
typedef struct
{
  const char *key; /* "kept.full" is a member of a member; NULL ends the columns */
  const char *title;
} ValiseCtlColumn;

void valise_ctl_print_list (const ValiseCtl *ctl, JsonArray *rows, const ValiseCtlColumn *columns);
void valise_ctl_print_json (JsonNode *node);

void valise_ctl_set_string (JsonObject *object, const char *key, const char *value);
void valise_ctl_set_time (JsonObject *object, const char *key, gint64 at);

G_END_DECLS
