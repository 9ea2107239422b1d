/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/remotes.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Adding and removing accounts. All of these block, and may ask the network and the keyring. */

gboolean valise_account_setup_add (ValiseStore *store,
                                   const char *data_dir,
                                   ValiseAccount *account,
                                   GPtrArray *named,
                                   const char *password,
                                   const ValiseRemotes *remotes,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean valise_account_setup_remove (ValiseStore *store,
                                      const char *data_dir,
                                      const ValiseAccount *account,
                                      gboolean force,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
