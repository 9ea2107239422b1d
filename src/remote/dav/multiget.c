/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents in batches (RFC 4791 section 7.9, RFC 6352 section 8.7), cut by count and by bytes, so
 * that an answer is neither a round trip for next to nothing nor more than fits in memory. An
 * answer that turns out to be too large is asked for again in smaller parts. */

#include "remote/dav/multiget.h"

#include "remote/dav/request.h"

#define MOST_ITEMS 400
#define BATCH_BYTES (2 * 1024 * 1024)
#define MAX_ANSWER (48 * 1024 * 1024)

/**
 * valise_dav_batch_free:
 * @batch: (transfer full) (nullable): the answer to a batch
 */
void
valise_dav_batch_free (ValiseDavBatch *batch)
{
  if (batch == NULL)
    return;
  g_clear_pointer (&batch->bytes, g_bytes_unref);
  g_free (batch);
}

/* How many of the next items make one batch. */
static guint
measure (const ValiseDavMultiget *self)
{
  guint most = self->most > 0 ? self->most : MOST_ITEMS;
  guint left = self->refs->len - self->next;
  guint count = 0;
  gint64 bytes = 0;

  while (count < MIN (most, left) && bytes < BATCH_BYTES)
    {
      const ValiseDavRef *ref = self->refs->pdata[self->next + count++];

      bytes += ref->size;
    }
  return count;
}

static GBytes *
make_body (const ValiseDavMultiget *self, guint count)
{
  const ValiseDavProtocol *protocol = self->dav->protocol;
  const char *prefix = g_str_equal (protocol->ns, VALISE_NS_CALDAV) ? "C" : "A";
  g_autofree char *element = g_strconcat (prefix, ":", protocol->multiget, NULL);
  GString *body = valise_dav_body_begin (element);

  g_string_append_printf (body, "<prop><getetag/><%s:%s/></prop>", prefix, protocol->data);
  for (guint i = self->next; i < self->next + count; i++)
    valise_dav_body_add (body, "href", ((const ValiseDavRef *)self->refs->pdata[i])->path);
  return valise_dav_body_end (body, element);
}

/**
 * valise_dav_multiget_next:
 * @self: what is wanted
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Asks for the next batch. May be called on another thread than the one that reads the answers.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL without an error at the end
 */
ValiseDavBatch *
valise_dav_multiget_next (ValiseDavMultiget *self, GCancellable *cancellable, GError **error)
{
  while (self->next < self->refs->len)
    {
      g_autoptr (ValiseDavBatch) batch = g_new0 (ValiseDavBatch, 1);
      g_autoptr (GError) failure = NULL;
      guint count = measure (self);
      g_autoptr (GBytes) body = make_body (self, count);
      /* RFC 6352 section 8.7 has no use for the depth, and some servers want one. */
      const ValiseDavQuery query = { "REPORT", self->collection, "1", body, MAX_ANSWER };

      batch->start = self->next;
      batch->count = count;
      batch->bytes = valise_dav_query_raw (self->dav, &query, cancellable, &failure);
      if (batch->bytes != NULL)
        {
          self->next += count;
          return g_steal_pointer (&batch);
        }
      if (!valise_error_is (failure, VALISE_ERROR_TOO_LARGE))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (count == 1) /* nothing makes this one smaller, and the others are to come */
        {
          self->next++;
          return g_steal_pointer (&batch);
        }
      self->most = MAX (count / 4, 1);
    }
  return NULL;
}

/**
 * valise_dav_multiget_skip:
 * @self: what is wanted
 * @most: the most items
 *
 * Goes past the next items, whose contents are here already.
 *
 * Returns: (transfer full) (nullable): a batch of them without an answer; %NULL at the end
 */
ValiseDavBatch *
valise_dav_multiget_skip (ValiseDavMultiget *self, guint most)
{
  ValiseDavBatch *batch = NULL;

  if (self->next == self->refs->len)
    return NULL;
  batch = g_new0 (ValiseDavBatch, 1);
  batch->start = self->next;
  batch->count = MIN (most, self->refs->len - self->next);
  self->next += batch->count;
  return batch;
}

/**
 * valise_dav_batch_read:
 * @batch: the answer to a batch
 * @dav: the client
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): what the server says of the items of the batch
 */
ValiseMultistatus *
valise_dav_batch_read (const ValiseDavBatch *batch, ValiseDav *dav, GError **error)
{
  static const char nothing[] = "<multistatus xmlns=\"" VALISE_NS_DAV "\"/>";
  g_autoptr (GBytes) bytes = batch->bytes != NULL
                                 ? g_bytes_ref (batch->bytes)
                                 : g_bytes_new_static (nothing, sizeof nothing - 1);

  return valise_multistatus_parse (bytes, dav->host, error);
}
