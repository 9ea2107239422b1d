/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One connection to the database; belongs to the thread that opened it. */
typedef struct _ValiseStore ValiseStore;

/* A write transaction; freed without commit it is rolled back. Transactions do not nest. */
typedef struct _ValiseTransaction ValiseTransaction;

ValiseStore *valise_store_open (const char *dir, GError **error);
void valise_store_close (ValiseStore *store);

ValiseTransaction *valise_store_begin (ValiseStore *store, GError **error);
gboolean valise_transaction_commit (ValiseTransaction **transaction, GError **error);
void valise_transaction_free (ValiseTransaction *transaction);

gint64 valise_store_data_version (ValiseStore *store);
GPtrArray *valise_store_check (ValiseStore *store, GError **error);
gboolean valise_store_repair (ValiseStore *store, GError **error);
gboolean valise_store_reclaim (ValiseStore *store, guint pages, gboolean *more, GError **error);

char *valise_store_get_setting (ValiseStore *store, const char *key, GError **error);
gboolean
valise_store_set_setting (ValiseStore *store, const char *key, const char *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseStore, valise_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseTransaction, valise_transaction_free)

G_END_DECLS
