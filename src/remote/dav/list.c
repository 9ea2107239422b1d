/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every item of a folder. First the entity tags of all, then the contents of those that the caller
 * does not know, in batches, newest first; the next ones are on their way while the caller
 * stores this one (pipeline.h).
 *
 * Of a collection of which the caller knows nothing all comes at once, entity tags and contents in
 * one report (whole.c), which costs a server a third of that. A cut run finds its collections
 * known, and goes on the other way. When there is anything odd about the answer, it is not used.
 *
 * What the server does not give the content of, though it is there, is told without a summary: so
 * it is neither taken for removed nor stops the others. */

#include "remote/dav/verbs.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "remote/dav/href.h"
#include "remote/dav/multiget.h"
#include "remote/dav/request.h"
#include "remote/dav/whole.h"
#include "remote/pipeline.h"

#define KNOWN_PAGE 1000
#define WHOLE_PAGE 400

typedef struct
{
  ValiseDav *dav;
  const ValiseDavCollection *collection;
  ValiseKind kind;
  ValiseDavMultiget wanted; /* the helper's, but for what is asked for */
  ValiseMultistatus *whole; /* nullable: the contents of all */
  guint total;

  ValiseListFunc page;
  gpointer page_data;
  guint done;
} Listing;

/* Asks for the items of one kind (RFC 4791 section 7.8), or for all of a collection that has only
 * one: then PROPFIND is the same, and cheaper for most servers. */
static ValiseMultistatus *
ask_refs (Listing *self, GCancellable *cancellable, GError **error)
{
  const char *component = self->kind == VALISE_KIND_TASK   ? "VTODO"
                          : self->kind == VALISE_KIND_NOTE ? "VJOURNAL"
                                                           : "VEVENT";
  ValiseDavQuery query = { "PROPFIND", self->collection->path, "1" };
  g_autoptr (GBytes) body = NULL;
  GString *text;

  if (self->collection->kinds == 1u << self->kind)
    body = valise_dav_body_propfind (VALISE_DAV_PROPERTIES_ITEM);
  else
    {
      query.method = "REPORT";
      text = valise_dav_body_begin ("C:calendar-query");
      g_string_append_printf (text,
                              "<prop>%s</prop><C:filter><C:comp-filter name=\"VCALENDAR\">"
                              "<C:comp-filter name=\"%s\"/></C:comp-filter></C:filter>",
                              VALISE_DAV_PROPERTIES_ITEM, component);
      body = valise_dav_body_end (text, "C:calendar-query");
    }
  query.body = body;
  return valise_dav_query (self->dav, &query, cancellable, error);
}

/* A PROPFIND tells of the collection itself (RFC 4918 section 9.1). An answer that does not, and
 * has nothing that is in it either, is about something else. */
static gboolean
is_about_folder (Listing *self, ValiseMultistatus *answer, GError **error)
{
  gboolean about = self->collection->kinds != 1u << self->kind;

  for (guint i = 0; i < answer->responses->len && !about; i++)
    {
      const ValiseDavResponse *response = answer->responses->pdata[i];
      g_autofree char *path = valise_href_as_collection (g_strdup (response->path));

      about = g_str_equal (path, self->collection->path)
              || valise_href_is_in (response->path, self->collection->path);
    }
  return about
         || valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_FOLDER,
                         VALISE_REMEDY_RETRY_LATER,
                         _ ("The server's answer makes no sense: it is not about this folder."));
}

static gint64
read_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const ValiseDavRef *first = *(const ValiseDavRef *const *)a;
  const ValiseDavRef *second = *(const ValiseDavRef *const *)b;

  return first->modified != second->modified ? (first->modified < second->modified ? 1 : -1)
                                             : strcmp (first->path, second->path);
}

/* Returns: (transfer full) (element-type ValiseDavRef): the items of the folder, newest first */
static GPtrArray *
read_refs (Listing *self, ValiseMultistatus *answer)
{
  GPtrArray *refs = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_dav_ref_free);

  for (guint i = 0; i < answer->responses->len; i++)
    {
      const ValiseDavResponse *response = answer->responses->pdata[i];
      const ValiseXmlNode *type = valise_dav_response_get (response, VALISE_NS_DAV, "resourcetype");
      const char *size = valise_dav_response_get_text (response, VALISE_NS_DAV, "getcontentlength");
      ValiseDavRef *ref;

      if (!valise_href_is_in (response->path, self->collection->path)
          || valise_dav_item_is_gone (response)
          || valise_xml_child (type, VALISE_NS_DAV, "collection") != NULL)
        continue;
      ref = valise_dav_ref_new (response->path, valise_dav_response_get_etag (response));
      ref->modified = read_date (
          valise_dav_response_get_text (response, VALISE_NS_DAV, "getlastmodified"));
      if (size != NULL)
        ref->size = CLAMP (g_ascii_strtoll (size, NULL, 10), 1, G_MAXINT32);
      g_ptr_array_add (refs, ref);
    }
  g_ptr_array_sort (refs, compare_newest_first);
  return refs;
}

static gboolean
tell (Listing *self, GPtrArray *items, guint count, GError **error)
{
  self->done += count;
  return self->page (items, self->done, self->total, self->page_data, error);
}

/* Tells what the caller knows at its revision, and keeps the others. */
static gboolean
tell_known (Listing *self, GPtrArray *refs, ValiseKnownFunc known, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_remote_item_free);

  self->total = refs->len;
  for (guint i = 0; i < refs->len; i++)
    {
      ValiseDavRef *ref = refs->pdata[i];
      g_autofree char *id = valise_href_make_id (ref->path, self->kind);

      if (known == NULL || ref->etag == NULL || !known (id, ref->etag, self->page_data))
        {
          g_ptr_array_add (self->wanted.refs, ref);
          refs->pdata[i] = NULL;
          continue;
        }
      g_ptr_array_add (items, valise_dav_item_new (ref->path, self->kind, self->collection->path));
      ((ValiseRemoteItem *)items->pdata[items->len - 1])->revision = g_strdup (ref->etag);
      if (items->len < KNOWN_PAGE)
        continue;
      if (!tell (self, items, items->len, error))
        return FALSE;
      g_ptr_array_set_size (items, 0);
    }
  return items->len == 0 || tell (self, items, items->len, error);
}

static gpointer
produce (gpointer data, GCancellable *cancellable, GError **error)
{
  Listing *self = data;

  return self->whole == NULL ? valise_dav_multiget_next (&self->wanted, cancellable, error)
                             : valise_dav_multiget_skip (&self->wanted, WHOLE_PAGE);
}

/* The items of one answer, made on a helper's thread. */
typedef struct
{
  GPtrArray *items; /* (element-type ValiseRemoteItem) */
  guint count;      /* that were asked for */
  guint others;     /* a mask of the kinds of which there are items in the collection as well */
} Prepared;

static void
prepared_free (Prepared *prepared)
{
  g_ptr_array_unref (prepared->items);
  g_free (prepared);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Prepared, prepared_free)

/* Adds what an answer says of one item, unless it is gone or of another kind. */
static void
add_item (Listing *self, ValiseMultistatus *answer, const ValiseDavRef *ref, Prepared *prepared)
{
  const ValiseDavResponse *response = valise_multistatus_find (answer, ref->path);
  ValiseKind kind = self->kind;
  g_autoptr (ValiseRemoteItem) item = NULL;

  if (valise_dav_item_is_gone (response))
    return;
  item = valise_dav_item_read (self->dav, self->collection, response, &kind);
  if (item == NULL)
    item = valise_dav_item_new (ref->path, kind, self->collection->path);
  if (kind == self->kind)
    g_ptr_array_add (prepared->items, g_steal_pointer (&item));
  else
    prepared->others |= 1u << kind;
}

static gpointer
prepare (gpointer produced, gpointer data, GError **error)
{
  Listing *self = data;
  g_autoptr (ValiseDavBatch) batch = produced;
  g_autoptr (ValiseMultistatus) read = NULL;
  ValiseMultistatus *answer = self->whole;
  Prepared *prepared;

  if (answer == NULL)
    answer = read = valise_dav_batch_read (batch, self->dav, error);
  if (answer == NULL)
    return NULL;
  prepared = g_new0 (Prepared, 1);
  prepared->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  prepared->count = batch->count;
  for (guint i = batch->start; i < batch->start + batch->count; i++)
    add_item (self, answer, self->wanted.refs->pdata[i], prepared);
  return prepared;
}

static gboolean
consume (gpointer thing, gpointer data, GError **error)
{
  Listing *self = data;
  g_autoptr (Prepared) prepared = thing;

  for (guint kind = VALISE_KIND_EVENT; kind <= VALISE_KIND_NOTE; kind++)
    if (prepared->others & (1u << kind))
      valise_dav_note_seen (self->dav, self->collection->path, kind);
  return tell (self, prepared->items, prepared->count, error);
}

static const ValisePipeline pipeline = { .produce = produce,
                                         .free_produced = (GDestroyNotify)valise_dav_batch_free,
                                         .prepare = prepare,
                                         .free_prepared = (GDestroyNotify)prepared_free,
                                         .consume = consume };

/**
 * valise_dav_list:
 * @dav: an opened client
 * @folder: the folder's id
 * @known: (nullable): whether an item is known
 * @page: gets the items
 * @data: for @known and @page
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb list in remote.h.
 *
 * Returns: whether the listing was whole
 */
gboolean
valise_dav_list (ValiseDav *dav,
                 const char *folder,
                 ValiseKnownFunc known,
                 ValiseListFunc page,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  Listing listing = { .dav = dav, .kind = VALISE_KIND_EVENT, .page = page, .page_data = data };
  g_autofree char *path = valise_href_split_id (folder, &listing.kind);
  g_autoptr (ValiseMultistatus) answer = NULL;
  g_autoptr (ValiseMultistatus) whole = NULL;
  g_autoptr (GPtrArray) refs = NULL;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_dav_ref_free);

  listing.collection = valise_dav_collection_find (dav, path, cancellable, error);
  if (listing.collection == NULL)
    return FALSE;
  if (!valise_dav_whole_ask (dav, listing.collection, listing.kind, &whole, cancellable, error))
    return FALSE;
  listing.whole = whole;
  if (whole == NULL)
    answer = ask_refs (&listing, cancellable, error);
  if (whole == NULL && (answer == NULL || !is_about_folder (&listing, answer, error)))
    return FALSE;
  refs = read_refs (&listing, whole != NULL ? whole : answer);
  g_clear_pointer (&answer, valise_multistatus_free);
  listing.wanted = (ValiseDavMultiget){ .dav = dav, .collection = path, .refs = wanted };
  if (!tell_known (&listing, refs, known, error))
    return FALSE;
  if (wanted->len == 0)
    return listing.done > 0 || page (wanted, 0, 0, data, error);
  return valise_pipeline_run (&pipeline, &listing, cancellable, error);
}
