/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes of a content, read and written in place. A statement would make a copy of its own on
 * the way, so that a message of 50 MB would take 100 MB of memory. */

#include "store/content-bytes.h"

#include "store/store-private.h"

/* Below, a plain statement is quicker: what is written in place is written as zeros first. */
#define LARGE (1024 * 1024)

static sqlite3_blob *
open_blob (ValiseStore *store, gint64 id, gboolean writing, GError **error)
{
  sqlite3_blob *blob = NULL;
  int result = sqlite3_blob_open (store->db, "main", "content", "bytes", id, writing, &blob);

  if (result == SQLITE_OK)
    return blob;
  sqlite3_blob_close (blob);
  valise_store_fail (store, result, error);
  return NULL;
}

/**
 * valise_content_bytes_are_large:
 * @bytes: the bytes of a content
 *
 * Returns: whether to add them as zeros first and to write them with valise_content_bytes_write()
 */
gboolean
valise_content_bytes_are_large (GBytes *bytes)
{
  return g_bytes_get_size (bytes) >= LARGE;
}

/**
 * valise_content_bytes_write:
 * @store: a store, in a transaction
 * @id: a content that has as many bytes already
 * @bytes: what they are to be
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether they are written
 */
gboolean
valise_content_bytes_write (ValiseStore *store, gint64 id, GBytes *bytes, GError **error)
{
  sqlite3_blob *blob = open_blob (store, id, TRUE, error);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  int written, closed;

  if (blob == NULL)
    return FALSE;
  written = sqlite3_blob_write (blob, data, (int)size, 0);
  closed = sqlite3_blob_close (blob);
  if (written == SQLITE_OK && closed == SQLITE_OK)
    return TRUE;
  return valise_store_fail (store, written != SQLITE_OK ? written : closed, error);
}

/**
 * valise_content_bytes_read:
 * @store: a store, with a statement that stands on the content's row: so it cannot go meanwhile
 * @id: the content
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
valise_content_bytes_read (ValiseStore *store, gint64 id, GError **error)
{
  sqlite3_blob *blob = open_blob (store, id, FALSE, error);
  g_autofree guint8 *data = NULL;
  int size, result;

  if (blob == NULL)
    return NULL;
  size = sqlite3_blob_bytes (blob);
  data = g_malloc ((gsize)size);
  result = sqlite3_blob_read (blob, data, size, 0);
  sqlite3_blob_close (blob);
  if (result == SQLITE_OK)
    return g_bytes_new_take (g_steal_pointer (&data), (gsize)size);
  valise_store_fail (store, result, error);
  return NULL;
}
