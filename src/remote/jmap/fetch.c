/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents of many messages: sorts the wants by the way that is fastest for each, and keeps their
 * order otherwise.
 *
 *   text      Email/get with the text of the body         fetch-text.c
 *   whole     Blob/get, many small messages in one call   fetch-blob.c
 *   whole     one download each, some at once             fetch-download.c: for messages that fill
 *             a batch alone, and where the server has no Blob/get */

#include "remote/jmap/fetch.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/jmap/request.h"

#define BIG (2 * 1024 * 1024) /* bytes: a download of its own costs nothing then */
#define IDS_PER_REQUEST 250

typedef gboolean (*FetchPart) (ValiseJmap *jmap,
                               GPtrArray *fetches,
                               ValiseFetchFunc sink,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);

static FetchPart
choose_part (ValiseJmap *jmap, const ValiseFetch *fetch)
{
  if (fetch->depth != VALISE_DEPTH_FULL)
    return valise_jmap_fetch_texts;
  if (jmap->session->blob == NULL || (fetch->size > BIG && jmap->session->download_url != NULL))
    return valise_jmap_fetch_downloads;
  return valise_jmap_fetch_blobs;
}

/**
 * valise_jmap_gone_error:
 *
 * Returns: (transfer full): the error of an item that is not on the server any more
 */
GError *
valise_jmap_gone_error (void)
{
  return valise_error_new (VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                           _ ("The message does not exist on the server any more."));
}

/* Asks which blobs the wants are. Fills @blobs: id -> blob id, without those that are gone. */
static gboolean
ask_blobs (ValiseJmap *jmap,
           GPtrArray *fetches,
           GHashTable *blobs,
           GCancellable *cancellable,
           GError **error)
{
  const char *const properties[] = { "id", "blobId", NULL };
  guint step = MIN (IDS_PER_REQUEST, jmap->session->max_objects_get);

  for (guint start = 0; start < fetches->len; start += step)
    {
      g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (jmap);
      g_autoptr (ValiseJmapAnswer) answer = NULL;
      JsonObject *args = valise_jmap_batch_add (batch, "Email/get");
      JsonArray *ids = json_array_new ();
      JsonArray *list;

      for (guint i = start; i < MIN (start + step, fetches->len); i++)
        json_array_add_string_element (ids, ((const ValiseFetch *)fetches->pdata[i])->id);
      json_object_set_array_member (args, "ids", ids);
      json_object_set_array_member (args, "properties", valise_jmap_names (properties));
      answer = valise_jmap_batch_send (batch, cancellable, error);
      args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/get", error) : NULL;
      if (args == NULL)
        return FALSE;
      list = valise_json_array (args, "list");
      for (guint i = 0; i < valise_json_length (list); i++)
        {
          JsonObject *email = valise_json_object_at (list, i);
          const char *id = valise_json_string (email, "id");
          const char *blob = valise_json_string (email, "blobId");

          if (id != NULL && blob != NULL)
            g_hash_table_insert (blobs, g_strdup (id), g_strdup (blob));
        }
    }
  return TRUE;
}

/* Gets the wants of which it is not known which blob they are. */
static gboolean
fetch_unnamed (ValiseJmap *jmap,
               GPtrArray *unnamed,
               ValiseFetchFunc sink,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GHashTable) blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (!ask_blobs (jmap, unnamed, blobs, cancellable, error))
    return FALSE;
  for (guint i = 0; i < unnamed->len; i++)
    {
      const ValiseFetch *fetch = unnamed->pdata[i];
      const char *blob_id = g_hash_table_lookup (blobs, fetch->id);
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (ValiseContent) content = NULL;

      if (blob_id != NULL)
        bytes = valise_jmap_download (jmap, blob_id, cancellable, &failure);
      else
        failure = valise_jmap_gone_error ();
      if (bytes != NULL)
        content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
      else if (failure->domain != VALISE_ERROR || valise_error_scope (failure) != VALISE_SCOPE_ITEM)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (!sink (fetch, content, content != NULL ? blob_id : NULL, failure, data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * valise_jmap_fetch:
 * @jmap: an opened client
 * @fetches: (element-type ValiseFetch): what is wanted
 * @sink: gets the contents
 * @data: for @sink
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb fetch in remote.h.
 *
 * Returns: whether there was a callback for each
 */
gboolean
valise_jmap_fetch (ValiseJmap *jmap,
                   GPtrArray *fetches,
                   ValiseFetchFunc sink,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  const FetchPart parts[] = { valise_jmap_fetch_texts, valise_jmap_fetch_blobs,
                              valise_jmap_fetch_downloads };
  g_autoptr (GPtrArray) unnamed = g_ptr_array_new ();

  for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
    {
      g_autoptr (GPtrArray) part = g_ptr_array_new ();

      for (guint i = 0; i < fetches->len; i++)
        {
          ValiseFetch *fetch = fetches->pdata[i];

          if (choose_part (jmap, fetch) != parts[k])
            continue;
          if (fetch->depth == VALISE_DEPTH_FULL && fetch->revision == NULL)
            g_ptr_array_add (unnamed, fetch);
          else
            g_ptr_array_add (part, fetch);
        }
      if (part->len > 0 && !parts[k](jmap, part, sink, data, cancellable, error))
        return FALSE;
    }
  return unnamed->len == 0 || fetch_unnamed (jmap, unnamed, sink, data, cancellable, error);
}
