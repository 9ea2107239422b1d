/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A collection of which nothing is known, with all contents in one answer: what changed since never
 * (RFC 6578 section 3.4), which is the one report that is about everything by definition; a query
 * without a condition is cut short by some servers without a word.
 *
 * It is tried once, for a collection of one kind. Whatever is wrong with the answer (it is larger
 * than a connection on the road is to bring in one piece, it is cut short, it has an item without
 * its content) leads to no answer, and the caller takes the way in batches. */

#include "remote/dav/whole.h"

#include "remote/dav/href.h"
#include "remote/dav/item.h"
#include "remote/dav/sync.h"

#define MAX_WHOLE (8 * 1024 * 1024)

static char *
make_properties (const ValiseDav *dav)
{
  const char *prefix = g_str_equal (dav->protocol->ns, VALISE_NS_CALDAV) ? "C" : "A";

  return g_strdup_printf ("<getetag/><%s:%s/>", prefix, dav->protocol->data);
}

static gboolean
is_complete (const ValiseDav *dav, const ValiseDavCollection *collection, ValiseMultistatus *answer)
{
  for (guint i = 0; i < answer->responses->len; i++)
    {
      const ValiseDavResponse *response = answer->responses->pdata[i];

      if (response->status == 507)
        return FALSE;
      if (valise_href_is_in (response->path, collection->path)
          && !valise_dav_item_is_gone (response)
          && valise_dav_response_get_text (response, dav->protocol->ns, dav->protocol->data)
                 == NULL)
        return FALSE;
    }
  return answer->sync_token != NULL;
}

/**
 * valise_dav_whole_ask:
 * @dav: an opened client
 * @collection: a collection
 * @kind: of the folder that is wanted
 * @whole: (out) (transfer full) (nullable): all items with their contents; %NULL where they are to
 *   be had in batches only
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: whether the server could be asked
 */
gboolean
valise_dav_whole_ask (ValiseDav *dav,
                      const ValiseDavCollection *collection,
                      ValiseKind kind,
                      ValiseMultistatus **whole,
                      GCancellable *cancellable,
                      GError **error)
{
  gboolean unlisted = g_hash_table_remove (dav->unlisted, collection->path);
  g_autofree char *properties = make_properties (dav);
  g_autoptr (ValiseMultistatus) answer = NULL;
  g_autoptr (GError) failure = NULL;

  *whole = NULL;
  if (!unlisted || collection->token == NULL || collection->kinds != 1u << kind)
    return TRUE;
  answer = valise_dav_sync_ask (dav, collection->path, "", properties, MAX_WHOLE, cancellable,
                                &failure);
  if (answer != NULL && is_complete (dav, collection, answer))
    *whole = g_steal_pointer (&answer);
  if (failure == NULL || valise_error_is (failure, VALISE_ERROR_TOO_LARGE)
      || valise_error_is (failure, VALISE_ERROR_PROTOCOL)
      || (failure->domain == VALISE_ERROR && valise_error_scope (failure) <= VALISE_SCOPE_FOLDER))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
