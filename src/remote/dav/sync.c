/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed in one collection since a token (RFC 6578). Only entity tags are asked for: contents
 * come by multiget in batches, however much changed. An answer that the server has cut short
 * (section 3.6) is gone on with from its own token. */

#include "remote/dav/sync.h"

#include <glib/gi18n-lib.h>

#include "remote/dav/href.h"
#include "remote/dav/item.h"
#include "remote/dav/request.h"

#define MAX_ROUNDS 1000 /* of answers that are cut short */

/**
 * valise_dav_sync_new:
 * @token: (nullable): the server's token
 *
 * Returns: (transfer full): nothing that changed
 */
ValiseDavSync *
valise_dav_sync_new (const char *token)
{
  ValiseDavSync *sync = g_new0 (ValiseDavSync, 1);

  sync->changed = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_dav_ref_free);
  sync->removed = g_ptr_array_new_with_free_func (g_free);
  sync->token = g_strdup (token);
  return sync;
}

/**
 * valise_dav_sync_free:
 * @sync: (transfer full) (nullable): what changed
 */
void
valise_dav_sync_free (ValiseDavSync *sync)
{
  if (sync == NULL)
    return;
  g_ptr_array_unref (sync->changed);
  g_ptr_array_unref (sync->removed);
  g_free (sync->token);
  g_free (sync);
}

/**
 * valise_dav_sync_ask:
 * @dav: an opened client
 * @collection: the path of a collection
 * @token: the server's token; an empty one asks for everything (RFC 6578 section 3.4)
 * @properties: of what changed, as elements
 * @max_bytes: of the answer; 0: the usual maximum
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): one answer, which may be cut short
 */
ValiseMultistatus *
valise_dav_sync_ask (ValiseDav *dav,
                     const char *collection,
                     const char *token,
                     const char *properties,
                     gsize max_bytes,
                     GCancellable *cancellable,
                     GError **error)
{
  GString *text = valise_dav_body_begin ("sync-collection");
  g_autoptr (GBytes) body = NULL;
  ValiseDavQuery query = { "REPORT", collection, "0", NULL, max_bytes };

  valise_dav_body_add (text, "sync-token", token);
  g_string_append_printf (text, "<sync-level>1</sync-level><prop>%s</prop>", properties);
  query.body = body = valise_dav_body_end (text, "sync-collection");
  return valise_dav_query (dav, &query, cancellable, error);
}

static gboolean
find_path (GPtrArray *paths, const char *path, guint *index)
{
  return g_ptr_array_find_with_equal_func (paths, path, g_str_equal, index);
}

static gboolean
same_path (gconstpointer ref, gconstpointer path)
{
  return g_str_equal (((const ValiseDavRef *)ref)->path, path);
}

/* Adds what one answer says; what is said later is newer. Returns whether it was cut short. */
static gboolean
add_answer (ValiseDavSync *sync, ValiseMultistatus *answer, const char *collection, gboolean first)
{
  gboolean cut = FALSE;

  for (guint i = 0; i < answer->responses->len; i++)
    {
      const ValiseDavResponse *response = answer->responses->pdata[i];
      guint index;

      cut |= response->status == 507 && g_str_has_prefix (collection, response->path);
      if (!valise_href_is_in (response->path, collection))
        continue;
      if (!first && find_path (sync->removed, response->path, &index))
        g_ptr_array_remove_index_fast (sync->removed, index);
      if (!first
          && g_ptr_array_find_with_equal_func (sync->changed, response->path, same_path, &index))
        g_ptr_array_remove_index_fast (sync->changed, index);
      if (valise_dav_item_is_gone (response))
        g_ptr_array_add (sync->removed, g_strdup (response->path));
      else
        g_ptr_array_add (
            sync->changed,
            valise_dav_ref_new (response->path, valise_dav_response_get_etag (response)));
    }
  return cut;
}

/**
 * valise_dav_sync:
 * @dav: an opened client
 * @collection: the path of a collection
 * @token: the server's token
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; one of the scope of a folder asks to list it
 *
 * Returns: (transfer full) (nullable): what changed since @token
 */
ValiseDavSync *
valise_dav_sync (ValiseDav *dav,
                 const char *collection,
                 const char *token,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (ValiseDavSync) sync = valise_dav_sync_new (token);
  gboolean cut = TRUE;

  for (guint round = 0; cut && round < MAX_ROUNDS; round++)
    {
      g_autoptr (ValiseMultistatus) answer = valise_dav_sync_ask (
          dav, collection, sync->token, "<getetag/>", 0, cancellable, error);

      if (answer == NULL)
        return NULL;
      cut = add_answer (sync, answer, collection, round == 0);
      if (answer->sync_token == NULL || (cut && g_str_equal (answer->sync_token, sync->token)))
        break;
      g_free (sync->token);
      sync->token = g_strdup (answer->sync_token);
      if (!cut)
        return g_steal_pointer (&sync);
    }
  valise_fail (error, VALISE_ERROR_CANNOT_CALCULATE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
               _ ("The server does not tell to the end what changed in a folder."));
  return NULL;
}
