/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits on their way to the server. Sorts them by what they need:
 *
 *   send it            push-submit.c    one request each; once, and only once
 *   new content        push-replace.c   an Email cannot be changed: a new one, then the old one
 * goes not there yet      push-create.c    upload, then Email/import of many flags and folders
 * push-patch.c     many in one Email/set
 *
 * ifInState compares the state of all mail of the account (RFC 8620 section 5.3), so new mail in
 * the Inbox makes it fail, and some servers ignore it. It therefore only narrows the moment between
 * looking and writing; whether an edit still fits is found by comparing with its base. */

#include "remote/jmap/push.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/jmap/errors.h"

/**
 * valise_push_tell:
 * @push: the push
 * @edit: an edit
 * @type: its outcome, one that needs no words
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_push_tell (ValisePush *push, const ValiseEdit *edit, ValiseOutcomeType type, GError **error)
{
  const ValiseOutcome outcome = { .type = type };

  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_push_tell_done:
 * @push: the push
 * @edit: an edit that is done
 * @id: (nullable): its id now; %NULL after a removal
 * @revision: (nullable): its revision now
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_push_tell_done (
    ValisePush *push, const ValiseEdit *edit, const char *id, const char *revision, GError **error)
{
  const ValiseOutcome outcome = { .type = VALISE_OUTCOME_DONE, .id = id, .revision = revision };

  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_push_tell_failure:
 * @push: the push
 * @edit: an edit
 * @failure: (transfer full): what happened to it
 * @error: where an error that ends the push goes
 *
 * Tells what an error means for one edit, or ends the push where it means all of them.
 *
 * Returns: whether to go on
 */
gboolean
valise_push_tell_failure (ValisePush *push, const ValiseEdit *edit, GError *failure, GError **error)
{
  ValiseOutcome outcome = { .type = VALISE_OUTCOME_LATER, .failure = failure };
  gboolean go_on;

  if (failure->domain != VALISE_ERROR || valise_error_scope (failure) != VALISE_SCOPE_ITEM)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (valise_error_is (failure, VALISE_ERROR_GONE))
    outcome.type = VALISE_OUTCOME_GONE;
  else if (valise_error_is (failure, VALISE_ERROR_CHANGED))
    outcome.type = VALISE_OUTCOME_CHANGED;
  else if (valise_error_remedy (failure) != VALISE_REMEDY_RETRY_LATER)
    outcome.type = VALISE_OUTCOME_REFUSED;
  go_on = push->sink (edit, &outcome, push->sink_data, error);
  g_error_free (failure);
  return go_on;
}

/**
 * valise_push_tell_method_error:
 * @push: the push
 * @edit: an edit
 * @failure: the error of the method that was to do it (RFC 8620 section 3.6.2)
 * @error: where an error of the caller goes
 *
 * Nothing was done. What the method says of all objects is told of this edit: a server that never
 * takes it must not keep the others from being sent.
 *
 * Returns: whether to go on
 */
gboolean
valise_push_tell_method_error (ValisePush *push,
                               const ValiseEdit *edit,
                               const GError *failure,
                               GError **error)
{
  ValiseRemedy remedy = valise_error_is (failure, VALISE_ERROR_FORBIDDEN)
                                || valise_error_is (failure, VALISE_ERROR_TOO_LARGE)
                            ? VALISE_REMEDY_NEVER
                            : VALISE_REMEDY_RETRY_LATER;

  return valise_push_tell_failure (
      push, edit,
      valise_error_new (failure->code, VALISE_SCOPE_ITEM, remedy, "%s", failure->message), error);
}

/**
 * valise_push_tell_set_error:
 * @push: the push
 * @edit: an edit
 * @set_error: (nullable): what the server said about it (RFC 8620 section 5.3)
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_push_tell_set_error (ValisePush *push,
                            const ValiseEdit *edit,
                            JsonObject *set_error,
                            GError **error)
{
  g_autoptr (GError) failure = NULL;
  ValiseOutcome outcome = { 0 };

  outcome.type = valise_jmap_error_from_set (set_error, &failure);
  outcome.failure = failure;
  return push->sink (edit, &outcome, push->sink_data, error);
}

/* Tells those who cannot be done at all. Returns whether @edit is one of them in @refused. */
static gboolean
is_impossible (ValisePush *push, const ValiseEdit *edit, GError **failure)
{
  gint64 most = push->jmap->session->max_size_upload;

  if (edit->content == NULL && edit->id == NULL)
    return !valise_fail (failure, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                         _ ("The message has no content."));
  if (edit->content != NULL && (gint64)g_bytes_get_size (edit->content->bytes) > most)
    return !valise_fail (failure, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                         _ ("The message is larger than the %ld MB that the server takes."),
                         (glong)(most / 1000000));
  return FALSE;
}

/**
 * valise_jmap_push:
 * @jmap: an opened client
 * @edits: (element-type ValiseEdit): the edits
 * @sink: gets the outcomes
 * @data: for @sink
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb push in remote.h.
 *
 * Returns: whether there was an outcome for each
 */
gboolean
valise_jmap_push (ValiseJmap *jmap,
                  GPtrArray *edits,
                  ValiseOutcomeFunc sink,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  ValisePush push = { jmap, sink, data, cancellable };
  g_autoptr (GPtrArray) patches = g_ptr_array_new ();
  g_autoptr (GPtrArray) creates = g_ptr_array_new ();

  for (guint i = 0; i < edits->len; i++)
    {
      ValiseEdit *edit = edits->pdata[i];
      GError *failure = NULL;

      if (is_impossible (&push, edit, &failure))
        {
          if (!valise_push_tell_failure (&push, edit, failure, error))
            return FALSE;
        }
      else if (edit->submit)
        {
          if (!valise_push_submit (&push, edit, error))
            return FALSE;
        }
      else if (edit->id == NULL)
        g_ptr_array_add (creates, edit);
      else if (edit->content != NULL && edit->folder != NULL)
        {
          if (!valise_push_replace (&push, edit, error))
            return FALSE;
        }
      else
        g_ptr_array_add (patches, edit);
    }
  return valise_push_creates (&push, creates, error) && valise_push_patches (&push, patches, error);
}
