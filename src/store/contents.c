/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents. The same bytes at the same depth are one row, so that a message that is filed in two
 * folders is kept once: a quick hash finds the candidates, and then the bytes themselves are
 * compared. (SHA-256 could be trusted without comparing, but GLib's takes longer than SQLite takes
 * to store the message.)
 *
 * The plain text lies beside the bytes; the search index reads it there and keeps no copy. Triggers
 * of the schema remove a content with the last item that refers to it, and the commit removes what
 * was put and never used. */

#include "store/contents.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/content-bytes.h"
#include "store/statement.h"
#include "store/store-private.h"

/* Eight bytes at a time, mixed by a multiplication and a fold. The value is stored: it must stay
 * what it is. */
static gint64
hash_bytes (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint64 hash = size;

  for (gsize at = 0; at < size; at += sizeof (guint64))
    {
      guint64 word = 0;

      memcpy (&word, data + at, MIN (sizeof word, size - at));
      hash = (hash ^ GUINT64_FROM_LE (word)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  return (gint64)hash;
}

/* @id is 0 where there is none. */
static gboolean
find_content (ValiseStore *store,
              const ValiseContent *content,
              gint64 hash,
              gint64 *id,
              gboolean *has_text,
              GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT id, text IS NOT NULL FROM content"
      " WHERE hash = ?1 AND depth = ?2 AND bytes = ?3 LIMIT 1",
      error);
  gboolean row;

  *id = 0;
  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, hash);
  valise_statement_bind_int (statement, content->depth);
  valise_statement_bind_bytes (statement, content->bytes);
  if (!valise_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    {
      *id = valise_statement_read_int (statement);
      *has_text = valise_statement_read_int (statement) != 0;
    }
  return TRUE;
}

/* Adds a row, with the bytes or with as many zeros. */
static gboolean
insert_content (ValiseStore *store,
                const ValiseContent *content,
                gint64 hash,
                gboolean zeros,
                gint64 *id,
                GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "INSERT INTO content (hash, depth, problems, text, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"
      " RETURNING id",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, hash);
  valise_statement_bind_int (statement, content->depth);
  valise_statement_bind_int (statement, content->problems);
  valise_statement_bind_text (statement, content->text);
  if (zeros)
    valise_statement_bind_zeros (statement, g_bytes_get_size (content->bytes));
  else
    valise_statement_bind_bytes (statement, content->bytes);
  return valise_statement_single (statement, id, error);
}

static gboolean
add_content (
    ValiseStore *store, const ValiseContent *content, gint64 hash, gint64 *id, GError **error)
{
  gboolean in_place = store->in_transaction && valise_content_bytes_are_large (content->bytes);

  if (!insert_content (store, content, hash, in_place, id, error))
    return FALSE;
  if (store->in_transaction && store->first_content == 0)
    store->first_content = *id;
  return !in_place || valise_content_bytes_write (store, *id, content->bytes, error);
}

/* The same bytes were here without their text. */
static gboolean
add_text (ValiseStore *store, gint64 id, const char *text, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_transaction_join (store, error);
  g_autoptr (ValiseStatement) statement = NULL;

  if (transaction == NULL)
    return FALSE;
  statement = valise_statement_get (store, "UPDATE content SET text = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  valise_statement_bind_text (statement, text);
  return valise_statement_run (statement, error) && valise_transaction_commit (&transaction, error);
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
  gint64 hash = hash_bytes (content->bytes);
  gboolean has_text = FALSE;

  if (!find_content (store, content, hash, id, &has_text, error))
    return FALSE;
  if (*id == 0)
    return add_content (store, content, hash, id, error);
  return has_text || content->text == NULL || add_text (store, *id, content->text, error);
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
      store, "SELECT depth, problems, text FROM content WHERE id = ?1", error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  ValiseContent *content;
  ValiseDepth depth;
  ValiseProblems problems;

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, id);
  if (!valise_statement_require (statement, _ ("The content of this item is not here."), error))
    return NULL;
  depth = (ValiseDepth)valise_statement_read_int (statement);
  problems = (ValiseProblems)valise_statement_read_int (statement);
  text = valise_statement_read_text (statement);
  bytes = valise_content_bytes_read (store, id, error);
  if (bytes == NULL)
    return NULL;
  content = valise_content_new (depth, bytes, text);
  content->problems = problems;
  return content;
}
