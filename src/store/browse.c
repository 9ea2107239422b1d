/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lists show and what search finds. A page goes on after the last item of the page before
 * (date, id), never by counting rows off, so that any page of any folder costs the same. */

#include "store/browse.h"

#include "store/items-private.h"
#include "store/listing.h"

/* More words than a person types; each costs a look into the index. */
#define MAX_WORDS 32

/**
 * valise_browse_page:
 * @store: a store
 * @folder_id: a folder
 * @after: (nullable): the last item of the page before
 * @limit: how many to return at most
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): a page of what the user sees in
 *   the folder, newest first
 */
GPtrArray *
valise_browse_page (
    ValiseStore *store, gint64 folder_id, const ValiseItem *after, guint limit, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      VALISE_ITEM_SELECT "INDEXED BY item_listing"
                         " WHERE folder = ?1 AND NOT deleted AND (date, id) < (?2, ?3)"
                         " ORDER BY date DESC, id DESC LIMIT ?4",
      error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, folder_id);
  valise_items_bind_after (statement, after);
  valise_statement_bind_int (statement, limit);
  return valise_items_collect (statement, error);
}

/**
 * valise_browse_match:
 * @text: what the user looks for
 *
 * Each word as a quoted string, which has no syntax but the doubled quote, and as a prefix. FTS5
 * splits a word such as "jane@example.org" itself and looks for its parts side by side; a word
 * without letters and digits counts for nothing.
 *
 * Returns: (transfer full) (nullable): @text as FTS5 takes it; %NULL where there are no words
 */
char *
valise_browse_match (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\r\n", -1);
  g_autoptr (GString) match = g_string_new (NULL);
  guint count = 0;

  for (guint i = 0; words[i] != NULL && count < MAX_WORDS; i++)
    {
      g_autoptr (GString) word = g_string_new (words[i]);

      if (word->len == 0)
        continue;
      g_string_replace (word, "\"", "\"\"", 0);
      g_string_append_printf (match, "%s\"%s\"*", count > 0 ? " " : "", word->str);
      count++;
    }
  return count > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

/**
 * valise_browse_search:
 * @store: a store
 * @folder_id: a folder; 0 for all
 * @text: what the user looks for
 * @limit: how many to return at most
 * @error: (out) (optional): where the error goes
 *
 * Finds the items in whose title, people and text every word of @text begins some word, whatever
 * the order, the case and the accents. Any @text will do; one without words finds nothing.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): the newest of them, newest first
 */
GPtrArray *
valise_browse_search (
    ValiseStore *store, gint64 folder_id, const char *text, guint limit, GError **error)
{
  ValiseListing listing = { .folder = folder_id, .search = (char *)text };

  return valise_listing_page (store, &listing, NULL, limit, error);
}
