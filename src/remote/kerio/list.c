/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every item of a folder.
 *
 * One call tells the ids and watermarks of all of them, which is what is compared with; then what
 * is not known here comes in batches. A small folder that is no mail comes whole by one call, as
 * its items weigh little more than their ids. Some servers cap a listing: then it takes several
 * calls, and it counts only if nothing came or went between them. */

#include "remote/kerio/verbs.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/read.h"

#define PAGE 200       /* items a callback, and bodies of mails a call */
#define WHOLE_PAGE 500 /* items that come with all their members at once */
#define MAX_TRIES 3    /* of a listing that takes several calls */
#define FEW_EVENTS 10  /* events are asked for one by one only up to here */

static const char *const mail_fields[] = {
  "id",          "folderId", "watermark", "isSeen",  "isFlagged", "isAnswered",
  "isForwarded", "isJunk",   "isMDNSent", "isDraft", NULL,
};
static const char *const other_fields[] = { "id", "folderId", "watermark", NULL };

/* A listing. */
typedef struct
{
  ValiseKerio *kerio;
  ValiseKind kind;
  const char *folder; /* the server's id */
  ValiseDepth depth;
  ValiseKnownFunc known;
  ValiseListFunc page;
  gpointer data;
  GCancellable *cancellable;

  GPtrArray *states; /* of JsonObject: all items, with what changes of them at least */
  GHashTable *whole; /* id -> JsonObject: those that came with all their members */
} Listing;

/* Adds what one call tells. Returns how many that were; -1 with an error. */
static gint64
get_page (Listing *self,
          const char *const *fields,
          gint64 start,
          gint64 limit,
          gint64 *total,
          GError **error)
{
  g_autofree char *method = valise_kerio_method (self->kind, "get");
  const char *const folders[] = { self->folder, NULL };
  JsonObject *query = valise_kerio_query (fields, start, limit);
  JsonObject *params = json_object_new ();
  g_autoptr (JsonObject) result = NULL;
  JsonArray *list;

  if (self->kind == VALISE_KIND_MAIL)
    {
      JsonObject *newest_first = json_object_new ();

      json_object_set_string_member (newest_first, "columnName", "receiveDate");
      json_object_set_string_member (newest_first, "direction", "Desc");
      json_array_add_object_element (json_object_get_array_member (query, "orderBy"), newest_first);
    }
  json_object_set_array_member (params, valise_kerio_kind (self->kind)->folders,
                                valise_kerio_strings (folders));
  json_object_set_object_member (params, "query", query);
  result = valise_kerio_call (self->kerio, method, params, self->cancellable, error);
  if (result == NULL)
    return -1;
  list = valise_json_array (result, "list");
  *total = valise_json_int (result, "totalItems", valise_json_length (list));
  for (guint i = 0; i < valise_json_length (list); i++)
    if (valise_json_string (valise_json_object_at (list, i), "id") != NULL)
      g_ptr_array_add (self->states, json_object_ref (valise_json_object_at (list, i)));
  return valise_json_length (list);
}

static gboolean
has_no_twins (GPtrArray *states)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < states->len; i++)
    if (!g_hash_table_add (seen, (char *)valise_json_string (states->pdata[i], "id")))
      return FALSE;
  return TRUE;
}

/* Gets ids and watermarks of all items. */
static gboolean
get_states (Listing *self, GError **error)
{
  const char *const *fields = self->kind == VALISE_KIND_MAIL ? mail_fields : other_fields;

  for (guint try = 0; try < MAX_TRIES; try++)
    {
      gint64 total = 0, first_total = 0, count, start = 0;

      g_ptr_array_set_size (self->states, 0);
      do
        {
          count = get_page (self, fields, start, -1, &total, error);
          if (count < 0)
            return FALSE;
          first_total = start == 0 ? total : first_total;
          start += count;
        }
      while (start < total && count > 0 && total == first_total);
      if (start >= total && total == first_total && has_no_twins (self->states))
        return TRUE;
    }
  return valise_fail (error, VALISE_ERROR_BUSY, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
                      _ ("The folder changes while it is listed. Valise tries again later."));
}

static void
note_whole (Listing *self)
{
  for (guint i = 0; i < self->states->len; i++)
    g_hash_table_replace (self->whole, g_strdup (valise_json_string (self->states->pdata[i], "id")),
                          json_object_ref (self->states->pdata[i]));
}

static gboolean
is_known (Listing *self, JsonObject *state)
{
  g_autoptr (ValiseRemoteItem) item = valise_kerio_item_state (self->kind, state);

  return item == NULL
         || (self->known != NULL && self->known (item->id, item->revision, self->data));
}

/* Whether most of what came first is not known here: then the rest comes whole as well. */
static gboolean
is_mostly_new (Listing *self)
{
  guint n_known = 0;

  for (guint i = 0; i < self->states->len; i++)
    n_known += is_known (self, self->states->pdata[i]);
  return n_known * 2 < self->states->len;
}

/* Gets the items of a folder that is no mail: all at once, or else by their ids. */
static gboolean
get_whole (Listing *self, GError **error)
{
  gint64 total = 0;
  gint64 start = get_page (self, NULL, 0, WHOLE_PAGE, &total, error);
  gint64 count = start;

  if (start < 0)
    return FALSE;
  note_whole (self);
  if (start >= total)
    return has_no_twins (self->states) || get_states (self, error);
  for (gboolean more = is_mostly_new (self); more && start < total && count > 0; start += count)
    {
      g_ptr_array_set_size (self->states, 0);
      count = get_page (self, NULL, start, WHOLE_PAGE, &total, error);
      if (count < 0)
        return FALSE;
      note_whole (self);
    }
  return get_states (self, error);
}

/* The structure of an item, if it is of the version that was listed. */
static JsonObject *
find_whole (Listing *self, JsonObject *state)
{
  JsonObject *whole = g_hash_table_lookup (self->whole, valise_json_string (state, "id"));

  return whole != NULL
                 && valise_json_int (whole, "watermark", -1)
                        == valise_json_int (state, "watermark", -2)
             ? whole
             : NULL;
}

/* Gets the rest of what is not known here of the items from @start to before @end. */
static gboolean
get_missing (Listing *self, guint start, guint end, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = start; i < end; i++)
    if (!is_known (self, self->states->pdata[i])
        && find_whole (self, self->states->pdata[i]) == NULL)
      g_ptr_array_add (ids, (char *)valise_json_string (self->states->pdata[i], "id"));
  if (self->kind != VALISE_KIND_EVENT || ids->len <= FEW_EVENTS)
    return valise_kerio_get_by_id (self->kerio, self->kind, ids, self->whole, self->cancellable,
                                   error);
  /* A listing of all is cheaper than so many calls. */
  {
    g_autoptr (GPtrArray) states = g_steal_pointer (&self->states);
    gint64 total = 0, count = 0;

    self->states = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
    do
      count = get_page (self, NULL, self->states->len, WHOLE_PAGE, &total, error);
    while (count > 0 && self->states->len < total);
    note_whole (self);
    g_ptr_array_unref (self->states);
    self->states = g_steal_pointer (&states);
    return count >= 0;
  }
}

/* The structures of what is new in a page, for the reader. */
static GPtrArray *
list_whole (Listing *self, guint start, guint end)
{
  GPtrArray *objects = g_ptr_array_new ();

  for (guint i = start; i < end; i++)
    {
      JsonObject *whole = is_known (self, self->states->pdata[i])
                              ? NULL
                              : g_hash_table_lookup (
                                  self->whole, valise_json_string (self->states->pdata[i], "id"));

      if (whole != NULL)
        g_ptr_array_add (objects, whole);
    }
  return objects;
}

/* Adds one item to the page. What went since it was listed is left out. */
static gboolean
add_item (
    Listing *self, JsonObject *state, ValiseKerioReader *reader, GPtrArray *items, GError **error)
{
  g_autoptr (GError) failure = NULL;
  ValiseRemoteItem *item = NULL;
  JsonObject *whole;

  if (is_known (self, state))
    item = valise_kerio_item_state (self->kind, state);
  else
    {
      whole = g_hash_table_lookup (self->whole, valise_json_string (state, "id"));
      if (whole != NULL)
        item = valise_kerio_reader_item (reader, whole, NULL, self->depth, &failure);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (item != NULL)
    g_ptr_array_add (items, item);
  return TRUE;
}

static gboolean
tell_page (Listing *self, guint start, guint end, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_remote_item_free);
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (ValiseKerioReader) reader = NULL;

  if (!get_missing (self, start, end, error))
    return FALSE;
  objects = list_whole (self, start, end);
  reader = valise_kerio_reader_new (self->kerio, self->kind, objects, self->cancellable, error);
  if (reader == NULL)
    return FALSE;
  for (guint i = start; i < end; i++)
    if (!add_item (self, self->states->pdata[i], reader, items, error))
      return FALSE;
  return self->page (items, end, self->states->len, self->data, error);
}

/* Events have to be read together: their occurrences come by one call for the folder. */
static gboolean
tell_all (Listing *self, GError **error)
{
  guint step = self->kind == VALISE_KIND_MAIL ? PAGE : MAX (self->states->len, 1);

  for (guint start = 0; start < self->states->len; start += step)
    if (!tell_page (self, start, MIN (start + step, self->states->len), error))
      return FALSE;
  return TRUE;
}

/**
 * valise_kerio_list:
 * @kerio: a client
 * @folder: the id of a folder
 * @depth: how much of mails may be brought along
 * @known: (nullable): what is known here
 * @page: gets the items
 * @data: for both
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb list in remote.h.
 *
 * Returns: whether every item was told
 */
gboolean
valise_kerio_list (ValiseKerio *kerio,
                   const char *folder,
                   ValiseDepth depth,
                   ValiseKnownFunc known,
                   ValiseListFunc page,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GHashTable) whole = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)json_object_unref);
  Listing listing = { .kerio = kerio,
                      .depth = depth,
                      .known = known,
                      .page = page,
                      .data = data,
                      .cancellable = cancellable,
                      .whole = whole };
  gboolean listed;

  listing.folder = valise_kerio_id_read (folder, &listing.kind);
  if (listing.folder == NULL) /* a heading has no items */
    return TRUE;
  listing.states = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  listed = (listing.kind == VALISE_KIND_MAIL ? get_states (&listing, error)
                                             : get_whole (&listing, error))
           && tell_all (&listing, error);
  g_ptr_array_unref (listing.states);
  return listed;
}
