/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The schema, built up by numbered steps: schema/001.sql, 002.sql, ... The number of the last one
 * that was done is in user_version. Each step is one transaction together with its number, so that
 * a crash leaves the database at one version or the next. A step that was once released is never
 * edited; every step comes with a database of the version before it in tests/data/store.
 *
 * A database of a newer version is refused and not touched, and none is ever deleted: there may be
 * changes in it that exist nowhere else. */

#include "store/store-private.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/schema-resources.h"
#include "store/statement.h"

#define SCHEMA_PATH "/valise/store/schema"

static gboolean
read_version (ValiseStore *store, gint64 *version, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, "PRAGMA user_version",
                                                                error);

  return statement != NULL && valise_statement_single (statement, version, error);
}

static guint
latest_version (GResource *schema)
{
  g_auto (GStrv) steps = g_resource_enumerate_children (schema, SCHEMA_PATH, 0, NULL);

  return g_strv_length (steps);
}

static gboolean
run_step (ValiseStore *store, GResource *schema, guint number, GError **error)
{
  g_autofree char *path = g_strdup_printf (SCHEMA_PATH "/%03u.sql", number);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", number);
  g_autoptr (GBytes) script = g_resource_lookup_data (schema, path, 0, error);

  return script != NULL && valise_store_exec (store, g_bytes_get_data (script, NULL), error)
         && valise_store_exec (store, mark, error);
}

/* One step, unless another process has done it meanwhile. */
static gboolean
step_up (ValiseStore *store, GResource *schema, gint64 *version, GError **error)
{
  gint64 before = *version;

  if (!valise_store_exec (store, "BEGIN EXCLUSIVE", error))
    return FALSE;
  if (read_version (store, version, error)
      && (*version != before || run_step (store, schema, (guint)before + 1, error))
      && valise_store_exec (store, "COMMIT", error))
    return read_version (store, version, error);
  sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * valise_store_refuse_newer:
 * @store: a store that is being opened
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NEWER when the database was
 *   written by a newer Valise
 *
 * Comes before anything is written.
 *
 * Returns: whether this program knows the database's version
 */
gboolean
valise_store_refuse_newer (ValiseStore *store, GError **error)
{
  gint64 version;

  if (!read_version (store, &version, error))
    return FALSE;
  if (version <= latest_version (valise_schema_get_resource ()))
    return TRUE;
  return valise_fail (error, VALISE_ERROR_NEWER, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                      _ ("%s was written by a newer Valise. Install that version to use it."),
                      store->path);
}

/**
 * valise_store_migrate:
 * @store: a store that is being opened
 * @error: (out) (optional): where the error goes
 *
 * Brings the database to the version of this program.
 *
 * Returns: whether it is there
 */
gboolean
valise_store_migrate (ValiseStore *store, GError **error)
{
  GResource *schema = valise_schema_get_resource ();
  gint64 version;

  if (!read_version (store, &version, error))
    return FALSE;
  while (version < latest_version (schema))
    if (!step_up (store, schema, &version, error))
      return FALSE;
  return valise_store_refuse_newer (store, error);
}
