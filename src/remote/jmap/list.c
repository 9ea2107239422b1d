/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every message of a folder. First all ids, then the messages in batches, newest first. The batches
 * are cut by what the last one weighed, and the next ones are on their way while the caller stores
 * this one (pipeline.h): the server is never idle, and never are more than a few megabytes here. */

#include "remote/jmap/verbs.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/jmap/email.h"
#include "remote/pipeline.h"
#include "remote/jmap/query.h"
#include "remote/jmap/request.h"

#define FIRST_BATCH 50                /* messages, before anything is known of their size */
#define BATCH_BYTES (1536 * 1024)     /* an answer is to have */
#define MAX_ANSWER (32 * 1024 * 1024) /* above: ask for fewer messages */

typedef struct
{
  ValiseJmap *jmap;
  GPtrArray *ids;
  guint8 *known; /* for each id */
  ValiseEmailProperties properties;

  /* The producer's. */
  guint next;
  guint size; /* of the next batch, in messages */

  /* The consumer's. */
  ValiseListFunc page;
  gpointer page_data;
  guint done;
} Listing;

/* One batch: the answer, then what was read from it. */
typedef struct
{
  GBytes *bytes;
  GPtrArray *items;
  guint start; /* of the ids */
  guint count;
  gboolean has_unknown; /* the first call, if any */
  gboolean has_known;   /* the next one */
} Batch;

static void
batch_free (Batch *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

/* Adds an Email/get for those of the next ids that are known, or that are not. Returns whether
 * there are. */
static gboolean
add_get (Listing *self, ValiseJmapBatch *batch, guint count, gboolean known)
{
  JsonArray *ids = json_array_new ();
  JsonObject *args;

  for (guint i = self->next; i < self->next + count; i++)
    if (self->known[i] == known)
      json_array_add_string_element (ids, self->ids->pdata[i]);
  if (json_array_get_length (ids) == 0)
    {
      json_array_unref (ids);
      return FALSE;
    }
  args = valise_jmap_batch_add (batch, "Email/get");
  json_object_set_array_member (args, "ids", ids);
  valise_email_ask (args, known ? VALISE_EMAIL_MUTABLE : self->properties);
  return TRUE;
}

/* Makes the next answer weigh what one should: at most twice as much as now, as messages differ. */
static void
adapt_size (Listing *self, guint count, gsize bytes)
{
  guint most = self->jmap->session->max_objects_get;
  gsize fitting = (gsize)count * BATCH_BYTES / MAX (bytes, 1);

  self->size = (guint)CLAMP (fitting, 1, (gsize)count * 2);
  self->size = CLAMP (self->size, 1, most);
}

static gpointer
produce (gpointer data, GCancellable *cancellable, GError **error)
{
  Listing *self = data;

  while (self->next < self->ids->len)
    {
      g_autoptr (ValiseJmapBatch) request = valise_jmap_batch_new (self->jmap);
      g_autoptr (Batch) batch = g_new0 (Batch, 1);
      g_autoptr (GError) failure = NULL;

      batch->start = self->next;
      batch->count = MIN (self->size, self->ids->len - self->next);
      batch->has_unknown = add_get (self, request, batch->count, FALSE);
      batch->has_known = add_get (self, request, batch->count, TRUE);
      batch->bytes = valise_jmap_batch_send_raw (request, MAX_ANSWER, cancellable, &failure);
      if (batch->bytes != NULL)
        {
          self->next += batch->count;
          adapt_size (self, batch->count, g_bytes_get_size (batch->bytes));
          return g_steal_pointer (&batch);
        }
      if (!valise_error_is (failure, VALISE_ERROR_TOO_LARGE) || self->size == 1)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      self->size = MAX (self->size / 4, 1);
    }
  return NULL;
}

/* Whether everything that was asked for is in the answer, or said to be gone: what is silently left
 * out would be taken for removed. */
static gboolean
is_complete (Listing *self, const Batch *batch, gboolean known, GHashTable *told, GError **error)
{
  for (guint i = batch->start; i < batch->start + batch->count; i++)
    if (self->known[i] == known && !g_hash_table_contains (told, self->ids->pdata[i]))
      return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_FOLDER,
                          VALISE_REMEDY_RETRY_LATER,
                          _ ("The server did not tell of all messages of the folder."));
  return TRUE;
}

/* Reads the answer to one Email/get. */
static gboolean
read_emails (Listing *self, Batch *batch, JsonObject *args, gboolean known, GError **error)
{
  ValiseEmailProperties properties = known ? VALISE_EMAIL_MUTABLE : self->properties;
  JsonArray *list = valise_json_array (args, "list");
  JsonArray *missing = valise_json_array (args, "notFound");
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < valise_json_length (missing); i++)
    if (valise_json_string_at (missing, i) != NULL)
      g_hash_table_add (told, (char *)valise_json_string_at (missing, i));
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *email = valise_json_object_at (list, i);
      const char *id = valise_json_string (email, "id");
      ValiseRemoteItem *item;

      if (id == NULL || valise_json_object (email, "mailboxIds") == NULL
          || !g_hash_table_add (told, (char *)id))
        continue;
      item = valise_email_read (email, properties);
      if (item != NULL) /* else it is filed nowhere: as good as gone */
        g_ptr_array_add (batch->items, item);
    }
  return is_complete (self, batch, known, told, error);
}

static gpointer
prepare (gpointer produced, gpointer data, GError **error)
{
  Listing *self = data;
  g_autoptr (Batch) batch = produced;
  g_autoptr (ValiseJmapAnswer) answer = valise_jmap_answer_parse (self->jmap, batch->bytes, error);
  JsonObject *args;
  guint call = 0;

  if (answer == NULL)
    return NULL;
  g_clear_pointer (&batch->bytes, g_bytes_unref);
  batch->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  for (guint known = 0; known < 2; known++)
    {
      if (!(known ? batch->has_known : batch->has_unknown))
        continue;
      args = valise_jmap_answer_get (answer, call++, "Email/get", error);
      if (args == NULL || !read_emails (self, batch, args, known, error))
        return NULL;
    }
  return g_steal_pointer (&batch);
}

static gboolean
consume (gpointer prepared, gpointer data, GError **error)
{
  Listing *self = data;
  g_autoptr (Batch) batch = prepared;

  self->done += batch->count;
  return self->page (batch->items, self->done, self->ids->len, self->page_data, error);
}

static const ValisePipeline pipeline = { .produce = produce,
                                         .free_produced = (GDestroyNotify)batch_free,
                                         .prepare = prepare,
                                         .free_prepared = (GDestroyNotify)batch_free,
                                         .consume = consume };

/**
 * valise_jmap_list:
 * @jmap: an opened client
 * @folder: the folder's id
 * @depth: %VALISE_DEPTH_TEXT brings that content along
 * @known: whether an item is known
 * @page: gets the items
 * @data: for @known and @page
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb list in remote.h. A message that is removed meanwhile is left out, as it should be.
 *
 * Returns: whether the listing was whole
 */
gboolean
valise_jmap_list (ValiseJmap *jmap,
                  const char *folder,
                  ValiseDepth depth,
                  ValiseKnownFunc known,
                  ValiseListFunc page,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) ids = valise_jmap_query_folder (jmap, folder, cancellable, error);
  g_autofree guint8 *flags = NULL;
  Listing listing = { .jmap = jmap, .ids = ids, .page = page, .page_data = data };

  if (ids == NULL)
    return FALSE;
  flags = g_new0 (guint8, ids->len);
  for (guint i = 0; i < ids->len; i++)
    flags[i] = known != NULL && known (ids->pdata[i], NULL, data);
  listing.known = flags;
  listing.properties = depth == VALISE_DEPTH_TEXT ? VALISE_EMAIL_TEXT : VALISE_EMAIL_SUMMARY;
  listing.size = MIN (FIRST_BATCH, jmap->session->max_objects_get);
  return valise_pipeline_run (&pipeline, &listing, cancellable, error);
}
