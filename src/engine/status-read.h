/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/status.h"
#include "store/store.h"

G_BEGIN_DECLS

#define VALISE_SETTING_MODE "mode"           /* "offline": chosen; anything else: not */
#define VALISE_SETTING_RECONNECT "reconnect" /* "off": the user ends a lost connection */

gboolean valise_status_read_work_offline (ValiseStore *store, gboolean *offline, GError **error);
gboolean valise_status_write_work_offline (ValiseStore *store, gboolean offline, GError **error);
GPtrArray *valise_status_read_accounts (ValiseStore *store, gboolean work_offline, GError **error);

G_END_DECLS
