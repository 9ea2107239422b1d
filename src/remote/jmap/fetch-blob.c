/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole messages by Blob/get (RFC 9404 section 4.2), which brings many small ones in one answer: on
 * a real server three to four times as fast as one download each. What is valid UTF-8 comes as it
 * is, which saves a quarter of the bytes; the server sends the rest as base64. A text is believed
 * only where it has the size that the server tells, since JSON readers and writers may stumble over
 * it; else the message is downloaded. */

#include "remote/jmap/fetch.h"

#include <string.h>

#include "format/content-summary.h"
#include "net/json.h"
#include "remote/pipeline.h"
#include "remote/jmap/request.h"

#define BATCH_BYTES (2 * 1024 * 1024) /* of messages; base64 is a third more */
#define BATCH_COUNT 200
#define USUAL_SIZE (32 * 1024) /* of a message whose size is unknown */

typedef struct
{
  ValiseJmap *jmap;
  GPtrArray *fetches;
  guint asked; /* the producer's: how many were asked for */
  guint read;  /* the preparer's: how many were read */
  guint told;  /* the consumer's: how many the sink got */
  ValiseFetchFunc sink;
  gpointer sink_data;
  GCancellable *cancellable;
} Blobs;

/* Where the batch that starts at @start ends; all threads find the same. */
static guint
batch_end (Blobs *self, guint start)
{
  guint most = MIN (BATCH_COUNT, self->jmap->session->max_objects_get);
  gint64 bytes = 0;
  guint end = start;

  while (end < self->fetches->len && end - start < most && (end == start || bytes < BATCH_BYTES))
    {
      const ValiseFetch *fetch = self->fetches->pdata[end++];

      bytes += fetch->size > 0 ? fetch->size : USUAL_SIZE;
    }
  return end;
}

static gpointer
produce (gpointer data, GCancellable *cancellable, GError **error)
{
  Blobs *self = data;
  const char *const properties[] = { "data", "size", NULL };
  g_autoptr (ValiseJmapBatch) batch = NULL;
  g_autoptr (GHashTable) seen = NULL;
  JsonObject *args;
  JsonArray *ids;
  guint end = batch_end (self, self->asked);

  if (self->asked == end)
    return NULL;
  batch = valise_jmap_batch_new (self->jmap);
  valise_jmap_batch_use (batch, self->jmap->session->blob);
  args = valise_jmap_batch_add (batch, "Blob/get");
  ids = json_array_new ();
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (; self->asked < end; self->asked++)
    {
      const ValiseFetch *fetch = self->fetches->pdata[self->asked];

      if (g_hash_table_add (seen, (char *)fetch->revision))
        json_array_add_string_element (ids, fetch->revision);
    }
  json_object_set_array_member (args, "ids", ids);
  json_object_set_array_member (args, "properties", valise_jmap_names (properties));
  return valise_jmap_batch_send_raw (batch, 0, cancellable, error);
}

/* The blobs of an answer by id. */
static GHashTable *
index_blobs (JsonObject *args)
{
  GHashTable *blobs = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *list = valise_json_array (args, "list");

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *blob = valise_json_object_at (list, i);
      const char *id = valise_json_string (blob, "id");

      if (id != NULL)
        g_hash_table_insert (blobs, (char *)id, blob);
    }
  return blobs;
}

/* Returns: (transfer full) (nullable): the text of a blob, where it is exactly its bytes. */
static GBytes *
read_text (JsonObject *blob)
{
  const char *text = valise_json_string (blob, "data:asText");
  gint64 size = valise_json_int (blob, "size", -1);

  if (text == NULL || valise_json_bool (blob, "isEncodingProblem", FALSE)
      || (gint64)strlen (text) != size)
    return NULL;
  return g_bytes_new (text, (gsize)size);
}

/* Returns: (transfer full) (nullable): the bytes of a blob, where the answer has them. */
static GBytes *
read_blob (JsonObject *blob)
{
  const char *base64 = valise_json_string (blob, "data:asBase64");
  guchar *decoded;
  gsize length;

  /* The server must not cut it, but says when it did. */
  if (valise_json_bool (blob, "isTruncated", FALSE))
    return NULL;
  if (base64 == NULL)
    return read_text (blob);
  decoded = g_base64_decode (base64, &length);
  return g_bytes_new_take (decoded, length);
}

static void
content_free (gpointer content)
{
  if (content != NULL)
    valise_content_unref (content);
}

/* Returns: (transfer full) (nullable): a blob as a content, with the text that is searched for. */
static ValiseContent *
read_content (JsonObject *blob)
{
  g_autoptr (GBytes) bytes = blob != NULL ? read_blob (blob) : NULL;

  return bytes != NULL ? valise_content_new_whole (VALISE_KIND_MAIL, bytes) : NULL;
}

/* Makes of an answer the contents of its batch; NULL for those that it does not have. */
static gpointer
prepare (gpointer produced, gpointer data, GError **error)
{
  Blobs *self = data;
  g_autoptr (GBytes) bytes = produced;
  g_autoptr (ValiseJmapAnswer) answer = valise_jmap_answer_parse (self->jmap, bytes, error);
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (content_free);
  g_autoptr (GHashTable) blobs = NULL;
  guint end = batch_end (self, self->read);

  if (answer == NULL)
    return NULL;
  g_clear_pointer (&bytes, g_bytes_unref);
  /* Where the method failed, perhaps for one of them: each is tried by itself. */
  blobs = index_blobs (valise_jmap_answer_get (answer, 0, "Blob/get", NULL));
  for (; self->read < end; self->read++)
    {
      const ValiseFetch *fetch = self->fetches->pdata[self->read];

      g_ptr_array_add (contents, read_content (g_hash_table_lookup (blobs, fetch->revision)));
    }
  return g_steal_pointer (&contents);
}

/* @content: (nullable): not in the answer */
static gboolean
deliver (Blobs *self, const ValiseFetch *fetch, ValiseContent *content, GError **error)
{
  g_autoptr (ValiseContent) downloaded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) failure = NULL;

  if (content != NULL)
    return self->sink (fetch, content, NULL, NULL, self->sink_data, error);
  /* Gone, or not to be had like this: the download tells which. */
  bytes = valise_jmap_download (self->jmap, fetch->revision, self->cancellable, &failure);
  if (bytes != NULL)
    downloaded = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  else if (failure->domain != VALISE_ERROR || valise_error_scope (failure) != VALISE_SCOPE_ITEM)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return self->sink (fetch, downloaded, NULL, failure, self->sink_data, error);
}

static gboolean
consume (gpointer prepared, gpointer data, GError **error)
{
  Blobs *self = data;
  g_autoptr (GPtrArray) contents = prepared;

  for (guint i = 0; i < contents->len; i++)
    if (!deliver (self, self->fetches->pdata[self->told++], contents->pdata[i], error))
      return FALSE;
  return TRUE;
}

static const ValisePipeline pipeline = { .produce = produce,
                                         .free_produced = (GDestroyNotify)g_bytes_unref,
                                         .prepare = prepare,
                                         .free_prepared = (GDestroyNotify)g_ptr_array_unref,
                                         .consume = consume };

/**
 * valise_jmap_fetch_blobs:
 * @jmap: an opened client of a server with Blob/get
 * @fetches: (element-type ValiseFetch): what is wanted whole, with revisions
 * @sink: gets the contents
 * @data: for @sink
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: whether there was a callback for each
 */
gboolean
valise_jmap_fetch_blobs (ValiseJmap *jmap,
                         GPtrArray *fetches,
                         ValiseFetchFunc sink,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  Blobs blobs = {
    .jmap = jmap, .fetches = fetches, .sink = sink, .sink_data = data, .cancellable = cancellable
  };

  return valise_pipeline_run (&pipeline, &blobs, cancellable, error);
}
