/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much room a folder takes. That is not counted all the time but when somebody asks, because
 * it looks at every item of the folder: on a thread, where the folder may be large. */

#include "store/folder-usage.h"

#include "store/items-private.h"

/* The length of a blob is known without reading it. */
static gboolean
read_bytes (ValiseStore *store, gint64 folder_id, ValiseFolderUsage *usage, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT coalesce (sum (length (bytes)), 0) FROM content WHERE id IN"
      " (SELECT content FROM item INDEXED BY item_folder"
      "  WHERE folder = ?1 AND NOT deleted AND content IS NOT NULL)",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, folder_id);
  return valise_statement_single (statement, &usage->bytes, error);
}

static gboolean
read_counts (ValiseStore *store, gint64 folder_id, ValiseFolderUsage *usage, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT count (error), coalesce (sum (cuttable), 0),"
      " coalesce (sum (max (0, length (bytes) - coalesce (length (text), 0))) FILTER (WHERE"
      " cuttable), 0)"
      " FROM (SELECT error, content AS body, " VALISE_ITEM_IS_SHRINKABLE " AS cuttable"
      "       FROM item INDEXED BY item_folder WHERE folder = ?1 AND NOT deleted)"
      " LEFT JOIN content ON content.id = body AND cuttable",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, folder_id);
  if (!valise_statement_next (statement, &row, error))
    return FALSE;
  usage->refused = valise_statement_read_int (statement);
  usage->cuttable = valise_statement_read_int (statement);
  usage->cuttable_bytes = valise_statement_read_int (statement);
  return TRUE;
}

/**
 * valise_folder_usage_read:
 * @store: a store
 * @folder_id: a folder
 * @usage: (out): what it takes
 * @error: (out) (optional): where the error goes
 *
 * What the folder shares with another one counts in both.
 *
 * Returns: whether it could be read
 */
gboolean
valise_folder_usage_read (ValiseStore *store,
                          gint64 folder_id,
                          ValiseFolderUsage *usage,
                          GError **error)
{
  return read_bytes (store, folder_id, usage, error)
         && read_counts (store, folder_id, usage, error);
}
