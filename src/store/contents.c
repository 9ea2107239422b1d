/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents, found again by a hash over depth and bytes, so that the same message in two folders is
 * kept once. The plain text lies beside the bytes; the search index reads it there and keeps no
 * copy. Triggers of the schema remove a content with the last item that refers to it, and the
 * commit removes what was put and never used. */

#include "store/contents.h"

#include <glib/gi18n-lib.h>

#include "store/statement.h"
#include "store/store-private.h"

static GBytes *
hash_content (const ValiseContent *content)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 depth = (guint8)content->depth;
  guint8 digest[32];
  gsize length = sizeof digest;
  gsize size;
  const guchar *data = g_bytes_get_data (content->bytes, &size);

  g_checksum_update (checksum, &depth, 1);
  g_checksum_update (checksum, data, (gssize)size);
  g_checksum_get_digest (checksum, digest, &length);
  return g_bytes_new (digest, length);
}

/* 0 where there is none, or one that lacks the text that @content has. */
static gboolean
find_content (
    ValiseStore *store, GBytes *hash, const ValiseContent *content, gint64 *id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT id FROM content WHERE hash = ?1 AND (?2 OR text IS NOT NULL)", error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_bytes (statement, hash);
  valise_statement_bind_int (statement, content->text == NULL);
  return valise_statement_single (statement, id, error);
}

static gboolean
add_content (
    ValiseStore *store, GBytes *hash, const ValiseContent *content, gint64 *id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "INSERT INTO content (hash, depth, problems, text, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (hash) DO UPDATE SET text = coalesce (text, excluded.text) RETURNING id",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_bytes (statement, hash);
  valise_statement_bind_int (statement, content->depth);
  valise_statement_bind_int (statement, content->problems);
  valise_statement_bind_text (statement, content->text);
  valise_statement_bind_bytes (statement, content->bytes);
  return valise_statement_single (statement, id, error);
}

/**
 * valise_contents_put:
 * @store: a store
 * @content: a content of at most 1 GB
 * @id: (out): its row, which may be there already
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_TOO_LARGE
 *
 * Belongs in one transaction with the save of the item that refers to it: a content that no item
 * refers to at the commit is dropped.
 *
 * Returns: whether it is stored
 */
gboolean
valise_contents_put (ValiseStore *store, ValiseContent *content, gint64 *id, GError **error)
{
  g_autoptr (GBytes) hash = hash_content (content);

  if (!find_content (store, hash, content, id, error))
    return FALSE;
  if (*id != 0)
    return TRUE;
  if (!add_content (store, hash, content, id, error))
    return FALSE;
  if (store->in_transaction && store->first_content == 0)
    store->first_content = *id;
  return TRUE;
}

static gpointer
read_content (ValiseStatement *statement)
{
  ValiseDepth depth = (ValiseDepth)valise_statement_read_int (statement);
  ValiseProblems problems = (ValiseProblems)valise_statement_read_int (statement);
  g_autofree char *text = valise_statement_read_text (statement);
  g_autoptr (GBytes) bytes = valise_statement_read_bytes (statement);
  ValiseContent *content = valise_content_new (depth, bytes, text);

  content->problems = problems;
  return content;
}

/**
 * valise_contents_get:
 * @store: a store
 * @id: a content
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the content
 */
ValiseContent *
valise_contents_get (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT depth, problems, text, bytes FROM content WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, id);
  return valise_statement_collect_one (statement, read_content,
                                       _ ("The content of this item is not here."), error);
}
