/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all kinds of edits need: requests that write, looking, and telling outcomes. */

#include "remote/dav/push.h"

#include <glib/gi18n-lib.h>

#include "remote/dav/errors.h"
#include "remote/dav/href.h"
#include "remote/dav/multiget.h"

#define MAX_ANSWER (1024 * 1024)

/**
 * valise_dav_write:
 * @push: the push
 * @write: what to write
 * @error: where an error that ends the push goes
 *
 * Returns: (transfer full) (nullable): the answer, of any status
 */
ValiseHttpResponse *
valise_dav_write (ValiseDavPush *push, const ValiseDavWrite *write, GError **error)
{
  ValiseDav *dav = push->dav;
  g_autofree char *url = g_strconcat (dav->origin, write->path, NULL);
  g_autofree char *guard = write->revision != NULL ? g_strdup_printf ("\"%s\"", write->revision)
                                                   : NULL;
  g_autofree char *destination = write->destination != NULL
                                     ? g_strconcat (dav->origin, write->destination, NULL)
                                     : NULL;
  const char *headers[7] = { NULL };
  guint n = 0;
  ValiseHttpRequest request = { .method = write->method,
                                .url = url,
                                .content_type = dav->protocol->content_type,
                                .body = write->body,
                                .headers = headers,
                                .max_bytes = MAX_ANSWER,
                                .judges_forbidden = TRUE };

  if (write->create)
    {
      headers[n++] = "If-None-Match";
      headers[n++] = "*";
    }
  else if (guard != NULL)
    {
      headers[n++] = "If-Match";
      headers[n++] = guard;
    }
  if (destination != NULL)
    {
      headers[n++] = "Destination";
      headers[n++] = destination;
      headers[n++] = "Overwrite";
      headers[n++] = "F";
    }
  return valise_http_send (dav->http, &request, push->cancellable, error);
}

/**
 * valise_dav_write_is_done:
 * @response: the answer to a request that writes
 *
 * Returns: whether it did; 207 tells of failures (RFC 4918 section 9.6.1)
 */
gboolean
valise_dav_write_is_done (const ValiseHttpResponse *response)
{
  return response->status / 100 == 2 && response->status != 207;
}

/**
 * valise_dav_look:
 * @push: the push
 * @path: an item's path
 * @look: (out): what is there
 * @error: where an error that ends the push goes
 *
 * Returns: whether the server could be asked
 */
gboolean
valise_dav_look (ValiseDavPush *push, const char *path, ValiseDavLook *look, GError **error)
{
  g_autofree char *collection = valise_href_parent (path);
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_dav_ref_free);
  ValiseDavMultiget wanted = { .dav = push->dav, .collection = collection, .refs = refs };
  g_autoptr (ValiseDavBatch) batch = NULL;
  g_autoptr (ValiseMultistatus) answer = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *etag = NULL;
  const ValiseDavResponse *response;

  *look = (ValiseDavLook){ 0 };
  g_ptr_array_add (refs, valise_dav_ref_new (path, NULL));
  batch = valise_dav_multiget_next (&wanted, push->cancellable, &failure);
  if (batch == NULL && valise_error_is (failure, VALISE_ERROR_GONE))
    {
      look->gone = TRUE; /* with its collection */
      return TRUE;
    }
  answer = batch != NULL ? valise_dav_batch_read (batch, push->dav, &failure) : NULL;
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  response = valise_multistatus_find (answer, path);
  look->gone = valise_dav_item_is_gone (response);
  look->bytes = valise_dav_item_get_bytes (push->dav, response);
  etag = valise_dav_response_get_etag (response);
  if (look->bytes != NULL)
    look->revision = valise_dav_item_get_revision (etag, look->bytes);
  return TRUE;
}

/**
 * valise_dav_look_clear:
 * @look: what was there
 */
void
valise_dav_look_clear (ValiseDavLook *look)
{
  g_clear_pointer (&look->revision, g_free);
  g_clear_pointer (&look->bytes, g_bytes_unref);
}

/**
 * valise_dav_tell_done:
 * @push: the push
 * @edit: an edit that is done
 * @path: where the item is now
 * @revision: (nullable): its revision; %NULL: the server did not say, as it does when it has
 * changed what it was given (RFC 4791 section 5.3.4)
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_tell_done (ValiseDavPush *push,
                      const ValiseEdit *edit,
                      const char *path,
                      const char *revision,
                      GError **error)
{
  g_autofree char *id = valise_href_make_id (path, edit->kind);
  const ValiseOutcome outcome = {
    .type = VALISE_OUTCOME_DONE, .id = id, .revision = revision, .altered = revision == NULL
  };

  g_hash_table_remove (push->dav->doubted, path);
  if (revision != NULL)
    g_hash_table_replace (push->dav->pushed, g_strdup (path), g_strdup (revision));
  else
    g_hash_table_add (push->dav->retold, g_strdup (path));
  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_dav_tell_removed:
 * @push: the push
 * @edit: a removal that is done
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_tell_removed (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  const ValiseOutcome outcome = { .type = VALISE_OUTCOME_DONE };

  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_dav_tell_changed:
 * @push: the push
 * @edit: an edit that was not done
 * @path: (nullable): what is another one than its base; the next changes tell of it
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_tell_changed (ValiseDavPush *push,
                         const ValiseEdit *edit,
                         const char *path,
                         GError **error)
{
  const ValiseOutcome outcome = { .type = VALISE_OUTCOME_CHANGED };

  if (path != NULL)
    g_hash_table_add (push->dav->retold, g_strdup (path));
  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_dav_tell_gone:
 * @push: the push
 * @edit: an edit of an item that is not there any more
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_tell_gone (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  const ValiseOutcome outcome = { .type = VALISE_OUTCOME_GONE };

  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_dav_tell_refused:
 * @push: the push
 * @edit: an edit that cannot be done
 * @why: for the user
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_tell_refused (ValiseDavPush *push,
                         const ValiseEdit *edit,
                         const char *why,
                         GError **error)
{
  g_autoptr (GError) failure = valise_error_new (VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM,
                                                 VALISE_REMEDY_NEVER, "%s", why);
  const ValiseOutcome outcome = { .type = VALISE_OUTCOME_REFUSED, .failure = failure };

  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_dav_tell_failed:
 * @push: the push
 * @edit: an edit that was not done
 * @response: what the server answered
 * @error: where an error that ends the push goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_tell_failed (ValiseDavPush *push,
                        const ValiseEdit *edit,
                        const ValiseHttpResponse *response,
                        GError **error)
{
  g_autoptr (GError) failure = NULL;
  ValiseOutcome outcome = { 0 };

  outcome.type = valise_dav_error_from_write (response, &failure);
  outcome.failure = failure;
  if (valise_error_scope (failure) != VALISE_SCOPE_ITEM)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return push->sink (edit, &outcome, push->sink_data, error);
}
