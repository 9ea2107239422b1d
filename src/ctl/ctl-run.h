/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ctl.h"
#include "model/account.h"
#include "model/item.h"
#include "sync/run.h"

G_BEGIN_DECLS

/* What talks to a server in this process. */

gboolean valise_ctl_check_online (ValiseCtl *ctl, GError **error);
GPtrArray *
valise_ctl_run_accounts (ValiseCtl *ctl, GPtrArray *accounts, const ValiseRunOptions *options);
gboolean valise_ctl_compare (ValiseCtl *ctl,
                             const ValiseAccount *account,
                             GPtrArray **differences,
                             GError **error);
gboolean valise_ctl_repair (ValiseCtl *ctl,
                            const ValiseAccount *account,
                            GPtrArray **differences,
                            GError **error);
gboolean valise_ctl_fetch (ValiseCtl *ctl, const ValiseItem *item, GError **error);

G_END_DECLS
