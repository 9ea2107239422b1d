/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole messages by one download each (RFC 8620 section 6.2), some of them at the same time, but
 * never more than the server allows. They are delivered in the order that was asked for. */

#include "remote/jmap/fetch.h"

#include <glib/gi18n-lib.h>

#include "remote/jmap/errors.h"
#include "remote/jmap/request.h"

#define MAX_BYTES (256 * 1024 * 1024)  /* of one message; no server takes larger ones */
#define WINDOW_BYTES (8 * 1024 * 1024) /* of messages that are here at the same time */

/* One download, made on a thread of its own. */
typedef struct
{
  ValiseJmap *jmap;
  const ValiseFetch *fetch;
  GCancellable *cancellable;
  GThread *thread;
  GBytes *bytes;
  GError *failure;
} Download;

/**
 * valise_jmap_download:
 * @jmap: an opened client
 * @blob_id: the blob of a message
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Downloads one message. May be called on any thread.
 *
 * Returns: (transfer full) (nullable): its exact bytes
 */
GBytes *
valise_jmap_download (ValiseJmap *jmap,
                      const char *blob_id,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *url = NULL;
  ValiseHttpRequest request = { .max_bytes = MAX_BYTES, .repeatable = TRUE };
  g_autoptr (ValiseHttpResponse) response = NULL;
  g_autoptr (GError) failure = NULL;

  if (jmap->session->download_url == NULL)
    {
      g_propagate_error (error, valise_jmap_gone_error ());
      return NULL;
    }
  url = valise_jmap_expand (jmap->session->download_url, "accountId", jmap->session->account_id,
                            "blobId", blob_id, "name", "message.eml", "type", "message/rfc822",
                            NULL);
  request.url = url;
  response = valise_http_send (jmap->http, &request, cancellable, &failure);
  if (response != NULL && valise_jmap_error_check_blob (response, &failure))
    return g_bytes_ref (response->body);
  if (valise_error_is (failure, VALISE_ERROR_GONE))
    g_propagate_error (error, valise_jmap_gone_error ());
  else if (valise_error_is (failure, VALISE_ERROR_TOO_LARGE))
    valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER, "%s",
                 failure->message);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gpointer
run_download (gpointer data)
{
  Download *self = data;

  self->bytes = valise_jmap_download (self->jmap, self->fetch->revision, self->cancellable,
                                      &self->failure);
  return NULL;
}

/* Waits for the download and hands it over. */
static gboolean
finish (Download *self, ValiseFetchFunc sink, gpointer data, GError **error)
{
  g_autoptr (ValiseContent) content = NULL;

  g_thread_join (g_steal_pointer (&self->thread));
  if (self->bytes != NULL)
    content = valise_content_new (VALISE_DEPTH_FULL, self->bytes, NULL);
  else if (self->failure->domain != VALISE_ERROR
           || valise_error_scope (self->failure) != VALISE_SCOPE_ITEM)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  return sink (self->fetch, content, NULL, self->failure, data, error);
}

static void
download_free (Download *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_error (&self->failure);
  g_free (self);
}

static Download *
start (ValiseJmap *jmap, const ValiseFetch *fetch, GCancellable *cancellable)
{
  Download *self = g_new0 (Download, 1);

  self->jmap = jmap;
  self->fetch = fetch;
  self->cancellable = cancellable;
  self->thread = g_thread_new ("valise-download", run_download, self);
  return self;
}

/**
 * valise_jmap_fetch_downloads:
 * @jmap: an opened client
 * @fetches: (element-type ValiseFetch): what is wanted whole, with revisions
 * @sink: gets the contents
 * @data: for @sink
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: whether there was a callback for each
 */
gboolean
valise_jmap_fetch_downloads (ValiseJmap *jmap,
                             GPtrArray *fetches,
                             ValiseFetchFunc sink,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  GQueue running = G_QUEUE_INIT;
  gint64 bytes = 0;
  guint next = 0;
  gulong handler = cancellable != NULL ? g_cancellable_connect (
                       cancellable, G_CALLBACK (g_cancellable_cancel), inner, NULL)
                                       : 0;
  gboolean ok = TRUE;

  while (ok && (next < fetches->len || running.length > 0))
    {
      Download *first;

      while (next < fetches->len && running.length < jmap->session->max_concurrent
             && (running.length == 0 || bytes < WINDOW_BYTES))
        {
          const ValiseFetch *fetch = fetches->pdata[next++];

          bytes += fetch->size;
          g_queue_push_tail (&running, start (jmap, fetch, inner));
        }
      first = g_queue_pop_head (&running);
      bytes -= first->fetch->size;
      ok = finish (first, sink, data, error);
      download_free (first);
    }
  g_cancellable_cancel (inner); /* what is still running is not wanted any more */
  g_queue_clear_full (&running, (GDestroyNotify)download_free);
  g_cancellable_disconnect (cancellable, handler);
  return ok;
}
