/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ctl.h"
#include "model/account.h"
#include "model/folder.h"

G_BEGIN_DECLS

GPtrArray *valise_ctl_enabled_accounts (ValiseCtl *ctl, const char *name, GError **error);
GPtrArray *valise_ctl_accounts (ValiseCtl *ctl, const char *name, GError **error);
ValiseFolder *valise_ctl_folder (ValiseCtl *ctl, const char *path, GError **error);
gboolean valise_ctl_number (const char *text, gint64 *number, GError **error);

G_END_DECLS
