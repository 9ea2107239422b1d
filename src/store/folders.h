/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/folder.h"
#include "store/store.h"

G_BEGIN_DECLS

GPtrArray *valise_folders_list (ValiseStore *store, gint64 account_id, GError **error);
ValiseFolder *valise_folders_get (ValiseStore *store, gint64 id, GError **error);
ValiseFolder *
valise_folders_by_path (ValiseStore *store, gint64 account_id, const char *path, GError **error);
ValiseFolder *valise_folders_by_remote_id (ValiseStore *store,
                                           gint64 service_id,
                                           const char *remote_id,
                                           GError **error);
ValiseFolder *
valise_folders_by_role (ValiseStore *store, gint64 account_id, ValiseRole role, GError **error);
gboolean valise_folders_save (ValiseStore *store, ValiseFolder *folder, GError **error);
gboolean valise_folders_remove (ValiseStore *store, gint64 id, GError **error);

G_END_DECLS
