/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ids of all messages of a folder (RFC 8620 section 5.5). They are read before anything else,
 * in few and large pages, so that the listing is one of a single moment: what is not in it, the
 * caller takes for removed. When the folder changes between two pages, it starts again. */

#include "remote/jmap/query.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "net/sleep.h"
#include "remote/jmap/request.h"

#define PAGE 20000   /* ids; a server may give fewer */
#define MAX_STARTS 5 /* with a growing pause in between */
#define PAUSE_MS 100

static void
ask (ValiseJmapBatch *batch, const char *folder, guint position)
{
  JsonObject *args = valise_jmap_batch_add (batch, "Email/query");
  JsonObject *filter = json_object_new ();
  JsonObject *newest_first = json_object_new ();
  JsonArray *sort = json_array_new ();

  json_object_set_string_member (filter, "inMailbox", folder);
  json_object_set_object_member (args, "filter", filter);
  json_object_set_string_member (newest_first, "property", "receivedAt");
  json_object_set_boolean_member (newest_first, "isAscending", FALSE);
  json_array_add_object_element (sort, newest_first);
  json_object_set_array_member (args, "sort", sort);
  json_object_set_int_member (args, "position", position);
  json_object_set_int_member (args, "limit", PAGE);
  json_object_set_boolean_member (args, "calculateTotal", TRUE);
}

typedef struct
{
  GPtrArray *ids;
  GHashTable *seen; /* borrows from ids */
  char *state;      /* nullable: queryState of the first page */
  gboolean moved;   /* the folder changed since the first page */
} Query;

static void
query_clear (Query *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->state, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

/* Takes one page. Returns whether there is more to ask for. */
static gboolean
take_page (Query *self, JsonObject *page, guint position)
{
  JsonArray *ids = valise_json_array (page, "ids");
  const char *state = valise_json_string (page, "queryState");
  gint64 total = valise_json_int (page, "total", -1);
  guint before = self->ids->len;

  if (position == 0)
    self->state = g_strdup (state);
  else if (g_strcmp0 (self->state, state) != 0)
    self->moved = TRUE;
  for (guint i = 0; i < valise_json_length (ids); i++)
    {
      const char *id = valise_json_string_at (ids, i);

      if (id == NULL || g_hash_table_contains (self->seen, id))
        continue;
      g_ptr_array_add (self->ids, g_strdup (id));
      g_hash_table_add (self->seen, self->ids->pdata[self->ids->len - 1]);
    }
  return !self->moved && self->ids->len > before && (total < 0 || self->ids->len < total);
}

static gboolean
run_query (
    ValiseJmap *jmap, const char *folder, Query *query, GCancellable *cancellable, GError **error)
{
  gboolean more;

  query->ids = g_ptr_array_new_with_free_func (g_free);
  query->seen = g_hash_table_new (g_str_hash, g_str_equal);
  do
    {
      g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (jmap);
      g_autoptr (ValiseJmapAnswer) answer = NULL;
      JsonObject *page;
      guint position = query->ids->len;

      ask (batch, folder, position);
      answer = valise_jmap_batch_send (batch, cancellable, error);
      page = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/query", error) : NULL;
      if (page == NULL)
        return FALSE;
      if (valise_json_array (page, "ids") == NULL)
        return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_FOLDER,
                            VALISE_REMEDY_RETRY_LATER, _ ("The server did not list the folder."));
      more = take_page (query, page, position);
    }
  while (more);
  return TRUE;
}

/**
 * valise_jmap_query_folder:
 * @jmap: an opened client
 * @folder: the folder's id
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of all messages of @folder, each
 *   once, newest first
 */
GPtrArray *
valise_jmap_query_folder (ValiseJmap *jmap,
                          const char *folder,
                          GCancellable *cancellable,
                          GError **error)
{
  for (guint start = 0; start < MAX_STARTS; start++)
    {
      g_auto (Query) query = { 0 };

      if (start > 0 && !valise_sleep (PAUSE_MS << start, cancellable, error))
        return NULL;
      if (!run_query (jmap, folder, &query, cancellable, error))
        return NULL;
      if (!query.moved)
        return g_steal_pointer (&query.ids);
    }
  valise_fail (error, VALISE_ERROR_CHANGED, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
               _ ("The folder changes faster than it can be listed. Valise tries again later."));
  return NULL;
}
