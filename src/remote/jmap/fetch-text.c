/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Header and plain text of many messages by Email/get. The answers are limited in the text of each
 * message, and the batches in messages, so an answer has some megabytes at the very most. */

#include "remote/jmap/fetch.h"

#include "net/json.h"
#include "remote/jmap/email.h"
#include "remote/jmap/pipeline.h"
#include "remote/jmap/request.h"

#define BATCH 100

typedef struct
{
  ValiseJmap *jmap;
  GPtrArray *fetches;
  guint asked; /* the helper's: how many were asked for */
  guint told;  /* the caller's: how many the sink got */
  ValiseFetchFunc sink;
  gpointer sink_data;
} Texts;

static guint
batch_size (Texts *self)
{
  return MIN (BATCH, self->jmap->session->max_objects_get);
}

static gpointer
produce (gpointer data, GCancellable *cancellable, GError **error)
{
  Texts *self = data;
  g_autoptr (ValiseJmapBatch) batch = NULL;
  JsonArray *ids;
  JsonObject *args;
  guint end = MIN (self->asked + batch_size (self), self->fetches->len);

  if (self->asked == end)
    return NULL;
  batch = valise_jmap_batch_new (self->jmap);
  args = valise_jmap_batch_add (batch, "Email/get");
  ids = json_array_new ();
  for (; self->asked < end; self->asked++)
    json_array_add_string_element (ids, ((ValiseFetch *)self->fetches->pdata[self->asked])->id);
  json_object_set_array_member (args, "ids", ids);
  valise_email_ask (args, VALISE_EMAIL_TEXT);
  return valise_jmap_batch_send_raw (batch, 0, cancellable, error);
}

/* Finds the Email objects of an answer by id. */
static GHashTable *
index_emails (JsonObject *args)
{
  GHashTable *emails = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *list = valise_json_array (args, "list");

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *email = valise_json_object_at (list, i);
      const char *id = valise_json_string (email, "id");

      if (id != NULL)
        g_hash_table_insert (emails, (char *)id, email);
    }
  return emails;
}

static gboolean
consume (gpointer thing, gpointer data, GError **error)
{
  Texts *self = data;
  g_autoptr (GBytes) bytes = thing;
  g_autoptr (ValiseJmapAnswer) answer = valise_jmap_answer_parse (self->jmap, bytes, error);
  JsonObject *args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/get", error) : NULL;
  g_autoptr (GHashTable) emails = NULL;
  guint end = MIN (self->told + batch_size (self), self->fetches->len);

  if (args == NULL)
    return FALSE;
  emails = index_emails (args);
  for (; self->told < end; self->told++)
    {
      const ValiseFetch *fetch = self->fetches->pdata[self->told];
      JsonObject *email = g_hash_table_lookup (emails, fetch->id);
      g_autoptr (ValiseContent) content = email != NULL ? valise_email_read_text (email) : NULL;
      g_autoptr (GError) failure = email == NULL ? valise_jmap_gone_error () : NULL;

      if (!self->sink (fetch, content, valise_json_string (email, "blobId"), failure,
                       self->sink_data, error))
        return FALSE;
    }
  return TRUE;
}

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
  Texts texts = { .jmap = jmap, .fetches = fetches, .sink = sink, .sink_data = data };

  return valise_pipeline_run (produce, consume, (GDestroyNotify)g_bytes_unref, &texts, cancellable,
                              error);
}
