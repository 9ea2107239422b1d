/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits on their way to the server. Sorts them by what they need:
 *
 *   send it            push-send.c     once, and once only as far as can be known
 *   not there yet      push-create.c
 *   new content        push-change.c   one after the other
 *   flags, moves, removals              push-many.c     many by one call
 *
 * The API writes without a guard, so what an edit is based on is compared right before. */

#include "remote/kerio/push.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "remote/kerio/errors.h"

/* Tells an outcome that needs no words. */
gboolean
valise_kerio_push_tell (ValiseKerioPush *push,
                        const ValiseEdit *edit,
                        ValiseOutcomeType type,
                        GError **error)
{
  const ValiseOutcome outcome = { .type = type };

  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_kerio_push_done:
 * @push: the push
 * @edit: an edit that is done
 * @id: (nullable): the server's id of the item now; %NULL after a removal
 * @revision: (nullable): its revision now
 * @error: where an error of the caller goes
 *
 * Returns: whether to go on
 */
gboolean
valise_kerio_push_done (ValiseKerioPush *push,
                        const ValiseEdit *edit,
                        const char *id,
                        const char *revision,
                        GError **error)
{
  g_autofree char *own_id = id != NULL ? valise_kerio_id_new (edit->kind, id) : NULL;
  const ValiseOutcome outcome = { .type = VALISE_OUTCOME_DONE, .id = own_id, .revision = revision };

  return push->sink (edit, &outcome, push->sink_data, error);
}

/**
 * valise_kerio_push_failure:
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
valise_kerio_push_failure (ValiseKerioPush *push,
                           const ValiseEdit *edit,
                           GError *failure,
                           GError **error)
{
  g_autoptr (GError) owned = failure;
  ValiseOutcome outcome = { .failure = failure };

  if (failure->domain != VALISE_ERROR || valise_error_scope (failure) > VALISE_SCOPE_FOLDER)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  outcome.type = valise_kerio_outcome_of (failure);
  return push->sink (edit, &outcome, push->sink_data, error);
}

static gboolean
is_impossible (const ValiseEdit *edit, GError **failure)
{
  if (edit->id == NULL && edit->content == NULL)
    return !valise_fail (failure, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                         _ ("The item has no content."));
  if (edit->folder != NULL && valise_kerio_id_read (edit->folder, NULL) == NULL)
    return !valise_fail (failure, VALISE_ERROR_FORBIDDEN, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                         _ ("Nothing can be put here. Choose one of the folders below it."));
  return FALSE;
}

/* Does one edit that needs calls of its own; files the others. */
static gboolean
sort_edit (
    ValiseKerioPush *push, ValiseEdit *edit, GPtrArray *flags, GPtrArray *removals, GError **error)
{
  GError *failure = NULL;

  if (is_impossible (edit, &failure))
    return valise_kerio_push_failure (push, edit, failure, error);
  if (edit->submit)
    return valise_kerio_push_send (push, edit, error);
  if (edit->id == NULL)
    return valise_kerio_push_create (push, edit, error);
  if (edit->folder != NULL && edit->content != NULL)
    return valise_kerio_push_change (push, edit, error);
  g_ptr_array_add (edit->folder != NULL ? flags : removals, edit);
  return TRUE;
}

/**
 * valise_kerio_push:
 * @kerio: a client
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
valise_kerio_push (ValiseKerio *kerio,
                   GPtrArray *edits,
                   ValiseOutcomeFunc sink,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  ValiseKerioPush push = { kerio, sink, data, cancellable };
  g_autoptr (GPtrArray) flags = g_ptr_array_new ();
  g_autoptr (GPtrArray) removals = g_ptr_array_new ();

  for (guint i = 0; i < edits->len; i++)
    if (!sort_edit (&push, edits->pdata[i], flags, removals, error))
      return FALSE;
  return valise_kerio_push_flags (&push, flags, error)
         && valise_kerio_push_removals (&push, removals, error);
}
