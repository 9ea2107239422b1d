/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "store/store.h"

G_BEGIN_DECLS

gboolean valise_accounts_add (ValiseStore *store, ValiseAccount *account, GError **error);
gboolean valise_accounts_update (ValiseStore *store, const ValiseAccount *account, GError **error);
gboolean
valise_accounts_set_disabled (ValiseStore *store, gint64 id, gboolean disabled, GError **error);
gboolean valise_accounts_remove (ValiseStore *store, gint64 id, GError **error);
GPtrArray *valise_accounts_list (ValiseStore *store, GError **error);
ValiseAccount *valise_accounts_get (ValiseStore *store, gint64 id, GError **error);
ValiseAccount *valise_accounts_by_name (ValiseStore *store, const char *name, GError **error);
gboolean valise_accounts_set_last_run (
    ValiseStore *store, gint64 id, gint64 at, const GError *failure, GError **error);

gboolean valise_services_add (ValiseStore *store, ValiseService *service, GError **error);
gboolean valise_services_update (ValiseStore *store, const ValiseService *service, GError **error);
GPtrArray *valise_services_list (ValiseStore *store, gint64 account_id, GError **error);
gboolean
valise_services_set_token (ValiseStore *store, gint64 id, const char *token, GError **error);
gboolean valise_services_set_memo (ValiseStore *store, gint64 id, const char *memo, GError **error);

G_END_DECLS
