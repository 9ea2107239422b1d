/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Is everything as it has to be? What SQLite can say about the file, and what must hold between our
 * own tables. Whatever is derived can be derived again: that is the repair. */

#include "store/store.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/statement.h"
#include "store/store-private.h"

/* Rows that break a rule, counted, and what to say of them. */
static const char *const rules[] = {
  "SELECT count (*) FROM pragma_foreign_key_check",
  "SELECT count (*) FROM folder LEFT JOIN folder_count AS c ON c.folder_id = folder.id"
  " WHERE (folder.total, folder.unread, folder.kept_none, folder.kept_text, folder.kept_full)"
  " IS NOT (coalesce (c.total, 0), coalesce (c.unread, 0), coalesce (c.kept_none, 0),"
  " coalesce (c.kept_text, 0), coalesce (c.kept_full, 0))",
  "SELECT count (*) FROM unused_content",
  "SELECT count (*) FROM item"
  " WHERE (base_content IS NOT NULL AND base_content NOT IN (SELECT id FROM content))"
  " OR (sent_content IS NOT NULL AND sent_content NOT IN (SELECT id FROM content))",
  "SELECT count (*) FROM item LEFT JOIN content ON content.id = item.content"
  " WHERE kept <> coalesce (content.depth, 0)",
};

/* What it means that the statement of @rule counts @n. */
static char *
describe (guint rule, gulong n)
{
  switch (rule)
    {
    case 0:
      return g_strdup_printf (ngettext ("%lu row refers to a row that does not exist.",
                                        "%lu rows refer to rows that do not exist.", n),
                              n);
    case 1:
      return g_strdup_printf (ngettext ("The counters of %lu folder are wrong.",
                                        "The counters of %lu folders are wrong.", n),
                              n);
    case 2:
      return g_strdup_printf (
          ngettext ("%lu content belongs to no item.", "%lu contents belong to no item.", n), n);
    case 3:
      return g_strdup_printf (ngettext ("%lu item has lost the content that the server has.",
                                        "%lu items have lost the contents that the server has.", n),
                              n);
    default:
      return g_strdup_printf (ngettext ("%lu item does not know how much of it is kept.",
                                        "%lu items do not know how much of them is kept.", n),
                              n);
    }
}

static gboolean
check_rule (ValiseStore *store, guint rule, GPtrArray *problems, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, rules[rule], error);
  gint64 count;

  if (statement == NULL || !valise_statement_single (statement, &count, error))
    return FALSE;
  if (count > 0)
    g_ptr_array_add (problems, describe (rule, (gulong)count));
  return TRUE;
}

static gpointer
read_line (ValiseStatement *statement)
{
  return valise_statement_read_text (statement);
}

static gboolean
check_file (ValiseStore *store, GPtrArray *problems, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "PRAGMA integrity_check (20)", error);
  g_autoptr (GPtrArray) lines = NULL;

  if (statement == NULL)
    return FALSE;
  lines = valise_statement_collect (statement, read_line, g_free, error);
  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    if (!g_str_equal (lines->pdata[i], "ok"))
      g_ptr_array_add (problems,
                       g_strdup_printf (_ ("The file is damaged: %s."), (char *)lines->pdata[i]));
  return TRUE;
}

/* FTS5 compares its index with what it indexes. It is told so by an INSERT, which changes nothing
 * but needs the right to write. */
static gboolean
check_search (ValiseStore *store, GPtrArray *problems, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (valise_store_exec (store, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)",
                         &failure))
    return TRUE;
  if (!valise_error_is (failure, VALISE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_ptr_array_add (problems, g_strdup (_ ("The search index is not in step with the items.")));
  return TRUE;
}

/**
 * valise_store_check:
 * @store: a store without an open transaction
 * @error: (out) (optional): where the error goes
 *
 * Reads the whole database: takes seconds for a large one.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): a sentence for each problem, none where
 *   all is well; %NULL when it could not be checked
 */
GPtrArray *
valise_store_check (ValiseStore *store, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (!check_file (store, problems, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!check_rule (store, i, problems, error))
      return NULL;
  return check_search (store, problems, error) ? g_steal_pointer (&problems) : NULL;
}

/**
 * valise_store_repair:
 * @store: a store without an open transaction
 * @error: (out) (optional): where the error goes
 *
 * Derives again what can be derived: depths, counters, contents without an item, the indexes and
 * the search index. No item and no edit is touched.
 *
 * Returns: whether that went through
 */
gboolean
valise_store_repair (ValiseStore *store, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);

  return transaction != NULL
         && valise_store_exec (
             store,
             "REINDEX;"
             "INSERT INTO search (search) VALUES ('rebuild');"
             "DELETE FROM content WHERE id IN (SELECT id FROM unused_content);"
             "UPDATE item SET kept = depth FROM (SELECT item.id AS wrong,"
             "  coalesce (content.depth, 0) AS depth"
             "  FROM item LEFT JOIN content ON content.id = item.content"
             "  WHERE kept <> coalesce (content.depth, 0)) WHERE id = wrong;"
             "UPDATE folder SET total = 0, unread = 0, kept_none = 0, kept_text = 0,"
             "  kept_full = 0;"
             "UPDATE folder SET (total, unread, kept_none, kept_text, kept_full) ="
             "  (c.total, c.unread, c.kept_none, c.kept_text, c.kept_full)"
             "  FROM folder_count AS c WHERE c.folder_id = folder.id;",
             error)
         && valise_transaction_commit (&transaction, error);
}
