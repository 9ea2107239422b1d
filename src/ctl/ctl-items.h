/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ctl/ctl.h"
#include "model/folder.h"
#include "model/item.h"

G_BEGIN_DECLS

JsonObject *valise_ctl_item_to_json (const ValiseItem *item, const ValiseFolder *folder);
gboolean valise_ctl_list_agenda (
    ValiseCtl *ctl, const ValiseFolder *folder, const char *from, const char *to, GError **error);
void valise_ctl_add_details (JsonObject *row, ValiseKind kind, GBytes *bytes);

G_END_DECLS
