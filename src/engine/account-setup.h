/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/lock.h"
#include "engine/remotes.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Adding, changing and removing accounts. All of these block, and may ask the network and the
 * keyring. */

gboolean valise_account_setup_add (ValiseStore *store,
                                   const char *data_dir,
                                   ValiseAccount *account,
                                   GPtrArray *named,
                                   const char *password,
                                   const ValiseRemotes *remotes,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean valise_account_setup_store (ValiseStore *store,
                                     const char *data_dir,
                                     ValiseAccount *account,
                                     GPtrArray *services,
                                     const char *password,
                                     const ValiseRemotes *remotes,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean valise_account_setup_edit (ValiseStore *store,
                                    const char *data_dir,
                                    const ValiseAccount *account,
                                    const char *password,
                                    gboolean search_more,
                                    const ValiseRemotes *remotes,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean valise_account_setup_remove (ValiseStore *store,
                                      const char *data_dir,
                                      const ValiseAccount *account,
                                      gboolean force,
                                      GCancellable *cancellable,
                                      GError **error);

/* What these share. */
gboolean
valise_account_setup_check_name (ValiseStore *store, const ValiseAccount *account, GError **error);
gboolean valise_account_setup_check_online (ValiseStore *store, GError **error);
ValiseLock *valise_account_setup_lock (const char *data_dir,
                                       gint64 account_id,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
