/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Header and plain text of many messages by Email/get. The answers are limited in the text of each
 * message, and the batches in messages, so an answer has some megabytes at the very most. */

#include "remote/jmap/fetch.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/jmap/email.h"
#include "remote/pipeline.h"
#include "remote/jmap/request.h"

#define BATCH 100

typedef struct
{
  ValiseJmap *jmap;
  GPtrArray *fetches;
  guint asked; /* the producer's: how many were asked for */
  guint told;  /* the consumer's: how many the sink got */
  ValiseFetchFunc sink;
  gpointer sink_data;
  GCancellable *cancellable;
} Texts;

static guint
batch_size (Texts *self)
{
  return MIN (BATCH, self->jmap->session->max_objects_get);
}

/* The request for the wants from @start to before @end. */
static ValiseJmapBatch *
make_request (Texts *self, guint start, guint end)
{
  ValiseJmapBatch *batch = valise_jmap_batch_new (self->jmap);
  JsonObject *args = valise_jmap_batch_add (batch, "Email/get");
  JsonArray *ids = json_array_new ();

  for (guint i = start; i < end; i++)
    json_array_add_string_element (ids, ((const ValiseFetch *)self->fetches->pdata[i])->id);
  json_object_set_array_member (args, "ids", ids);
  valise_email_ask (args, VALISE_EMAIL_TEXT);
  return batch;
}

static gpointer
produce (gpointer data, GCancellable *cancellable, GError **error)
{
  Texts *self = data;
  g_autoptr (ValiseJmapBatch) batch = NULL;
  guint start = self->asked;

  if (start == self->fetches->len)
    return NULL;
  self->asked = MIN (start + batch_size (self), self->fetches->len);
  batch = make_request (self, start, self->asked);
  return valise_jmap_batch_send_raw (batch, 0, cancellable, error);
}

/* Finds the Email objects of an answer by id; %NULL for those that are gone. */
static GHashTable *
index_emails (JsonObject *args)
{
  GHashTable *emails = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *list = valise_json_array (args, "list");
  JsonArray *missing = valise_json_array (args, "notFound");

  for (guint i = 0; i < valise_json_length (missing); i++)
    if (valise_json_string_at (missing, i) != NULL)
      g_hash_table_insert (emails, (char *)valise_json_string_at (missing, i), NULL);
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *email = valise_json_object_at (list, i);
      const char *id = valise_json_string (email, "id");

      if (id != NULL)
        g_hash_table_insert (emails, (char *)id, email);
    }
  return emails;
}

/* Tells the next want what the answer has for it. */
static gboolean
deliver_next (Texts *self, GHashTable *emails, GError **error)
{
  const ValiseFetch *fetch = self->fetches->pdata[self->told++];
  JsonObject *email = g_hash_table_lookup (emails, fetch->id);
  g_autoptr (ValiseContent) content = email != NULL ? valise_email_read_text (email) : NULL;
  g_autoptr (GError) failure = NULL;

  if (email == NULL && g_hash_table_contains (emails, fetch->id))
    failure = valise_jmap_gone_error ();
  else if (email == NULL)
    failure = valise_error_new (VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ITEM, VALISE_REMEDY_RETRY_LATER,
                                _ ("The server does not give the text of this message."));
  return self->sink (fetch, content, valise_json_string (email, "blobId"), failure, self->sink_data,
                     error);
}

/* The server fails at one of many: finds out which one. */
static gboolean
ask_one_by_one (Texts *self, guint end, GError **error)
{
  while (self->told < end)
    {
      g_autoptr (ValiseJmapBatch) batch = make_request (self, self->told, self->told + 1);
      g_autoptr (ValiseJmapAnswer) answer = valise_jmap_batch_send (batch, self->cancellable,
                                                                    error);
      g_autoptr (GHashTable) emails = NULL;

      if (answer == NULL)
        return FALSE;
      emails = index_emails (valise_jmap_answer_get (answer, 0, "Email/get", NULL));
      if (!deliver_next (self, emails, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
prepare (gpointer produced, gpointer data, GError **error)
{
  Texts *self = data;
  g_autoptr (GBytes) bytes = produced;

  return valise_jmap_answer_parse (self->jmap, bytes, error);
}

static gboolean
consume (gpointer prepared, gpointer data, GError **error)
{
  Texts *self = data;
  g_autoptr (ValiseJmapAnswer) answer = prepared;
  g_autoptr (GHashTable) emails = NULL;
  guint end = MIN (self->told + batch_size (self), self->fetches->len);
  JsonObject *args;

  args = valise_jmap_answer_get (answer, 0, "Email/get", NULL);
  if (args == NULL)
    return ask_one_by_one (self, end, error);
  emails = index_emails (args);
  while (self->told < end)
    if (!deliver_next (self, emails, error))
      return FALSE;
  return TRUE;
}

static const ValisePipeline pipeline = { .produce = produce,
                                         .free_produced = (GDestroyNotify)g_bytes_unref,
                                         .prepare = prepare,
                                         .free_prepared = (GDestroyNotify)valise_jmap_answer_free,
                                         .consume = consume };

/**
 * valise_jmap_fetch_texts:
 * @jmap: an opened client
 * @fetches: (element-type ValiseFetch): of which header and text are wanted
 * @sink: gets the contents
 * @data: for @sink
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: whether there was a callback for each
 */
gboolean
valise_jmap_fetch_texts (ValiseJmap *jmap,
                         GPtrArray *fetches,
                         ValiseFetchFunc sink,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  Texts texts = {
    .jmap = jmap, .fetches = fetches, .sink = sink, .sink_data = data, .cancellable = cancellable
  };

  return valise_pipeline_run (&pipeline, &texts, cancellable, error);
}
