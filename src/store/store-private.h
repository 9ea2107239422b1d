/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store/store.h"

G_BEGIN_DECLS

/* The only folder that knows SQLite; this header is for the store and its tests. */

struct _ValiseStore
{
  sqlite3 *db;
  char *path;             /* of the database file, for messages */
  GThread *thread;        /* the one that may use the connection */
  GHashTable *statements; /* SQL -> ValiseStatement, see statement.c */
  gboolean in_transaction;
  gboolean doomed;      /* a step of the open transaction failed half-way: it cannot be committed */
  gint64 first_content; /* first content row added in the open transaction; 0 none */
  gint64 last_edited_at; /* Unix microseconds of the last edit stored through this connection */
};

/* sqlite-error.c */
gboolean valise_store_fail (ValiseStore *store, int result, GError **error);
gboolean valise_store_exec (ValiseStore *store, const char *sql, GError **error);

/* migrate.c */
gboolean valise_store_refuse_newer (ValiseStore *store, GError **error);
gboolean valise_store_migrate (ValiseStore *store, GError **error);

/* transaction.c */
ValiseTransaction *valise_transaction_join (ValiseStore *store, GError **error);
gboolean valise_store_update_search (ValiseStore *store, GError **error);

/* folder-paths.c */
char *valise_folder_paths_for_new (
    ValiseStore *store, gint64 account_id, gint64 parent_id, const char *name, GError **error);
gboolean valise_folder_paths_update (ValiseStore *store, gint64 account_id, GError **error);

/* listing.c */
int valise_listing_add_functions (sqlite3 *db);

G_END_DECLS
