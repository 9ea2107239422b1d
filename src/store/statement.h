/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* A prepared statement, borrowed from the connection's cache until the end of the scope:
 *
 *   g_autoptr (ValiseStatement) statement = valise_statement_get (store, "SELECT ...", error);
 *
 *   if (statement == NULL)
 *     return NULL;
 *   valise_statement_bind_int (statement, folder_id);
 *   return valise_statement_collect (statement, read_item, free_item, error);
 *
 * Values are bound in the order of the parameters, columns are read in the order of the columns. */
typedef struct _ValiseStatement ValiseStatement;

/* Makes a record from the row that @statement stands on. */
typedef gpointer (*ValiseRowFunc) (ValiseStatement *statement);

ValiseStatement *valise_statement_get (ValiseStore *store, const char *sql, GError **error);
void valise_statement_release (ValiseStatement *statement);
void valise_statement_free (ValiseStatement *statement);

void valise_statement_bind_int (ValiseStatement *statement, gint64 value);
void valise_statement_bind_id (ValiseStatement *statement, gint64 id);
void valise_statement_bind_text (ValiseStatement *statement, const char *text);
void valise_statement_bind_bytes (ValiseStatement *statement, GBytes *bytes);
void valise_statement_bind_zeros (ValiseStatement *statement, gsize size);

gboolean valise_statement_next (ValiseStatement *statement, gboolean *row, GError **error);
gboolean valise_statement_run (ValiseStatement *statement, GError **error);
gboolean
valise_statement_run_with_id (ValiseStore *store, const char *sql, gint64 id, GError **error);
gboolean valise_statement_single (ValiseStatement *statement, gint64 *value, GError **error);
gboolean valise_statement_require (ValiseStatement *statement, const char *missing, GError **error);
GPtrArray *valise_statement_collect (ValiseStatement *statement,
                                     ValiseRowFunc read,
                                     GDestroyNotify destroy,
                                     GError **error);
gpointer valise_statement_collect_one (ValiseStatement *statement,
                                       ValiseRowFunc read,
                                       const char *missing,
                                       GError **error);

gint64 valise_statement_read_int (ValiseStatement *statement);
char *valise_statement_read_text (ValiseStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseStatement, valise_statement_release)

G_END_DECLS
