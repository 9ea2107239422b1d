/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits of notes on their way to a mailbox. A note becomes the message that says the same; an
 * edited one is made of the message that it replaces, which is fetched first, and then takes the
 * way of a replaced draft: the new message is brought in, then the old one is destroyed.
 *
 * The same note makes the same message, with the same Message-ID, so that after a lost answer the
 * one that is there already is found. */

#include "remote/jmap/notes.h"

#include <glib/gi18n-lib.h>

#include "format/mail-header.h"
#include "format/mail-summary.h"
#include "format/note-mail.h"
#include "model/flags.h"
#include "remote/jmap/fetch.h"

/* An edit as the verb for mail gets it. */
typedef struct
{
  ValiseEdit edit; /* comes first: the outcome names it */
  const ValiseEdit *outer;
  gboolean is_note;
  ValiseContent *message; /* nullable */
  char *uid;              /* nullable */
} Inner;

/* All edits of one push. */
typedef struct
{
  ValiseJmap *jmap;
  ValiseOutcomeFunc sink;
  gpointer data;
  GCancellable *cancellable;
} Push;

static void
inner_free (Inner *inner)
{
  valise_content_unref (inner->message);
  g_free (inner->uid);
  g_free (inner);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Inner, inner_free)

static const char *
bare (const char *id)
{
  const char *own = valise_notes_bare_id (id);

  return own != NULL ? own : id;
}

static Inner *
inner_new (const ValiseEdit *outer)
{
  Inner *inner = g_new0 (Inner, 1);

  inner->edit = *outer;
  inner->outer = outer;
  inner->is_note = outer->kind == VALISE_KIND_NOTE;
  inner->edit.id = bare (outer->id);
  inner->edit.folder = bare (outer->folder);
  inner->edit.base_folder = bare (outer->base_folder);
  return inner;
}

/* The one who writes a note has read it; an edited one keeps the flags that it has there. */
static void
choose_flags (Inner *inner)
{
  inner->edit.flags = inner->edit.id == NULL ? VALISE_FLAG_SEEN : "";
  inner->edit.base_flags = "";
}

static gboolean
take_previous (const ValiseFetch *fetch,
               ValiseContent *content,
               const char *revision,
               const GError *failure,
               gpointer data,
               GError **error)
{
  GBytes **previous = data;

  if (content == NULL)
    {
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }
  *previous = g_bytes_ref (content->bytes);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the message that the note replaces */
static GBytes *
fetch_previous (Push *push, const Inner *inner, GError **error)
{
  ValiseFetch fetch = { .id = inner->edit.id,
                        .revision = inner->edit.base_revision,
                        .depth = VALISE_DEPTH_FULL };
  g_autoptr (GPtrArray) fetches = g_ptr_array_new ();
  GBytes *previous = NULL;

  g_ptr_array_add (fetches, &fetch);
  return valise_jmap_fetch (push->jmap, fetches, take_previous, &previous, push->cancellable, error)
             ? previous
             : NULL;
}

/* Makes the message of a note. */
static gboolean
write_message (Push *push, Inner *inner, GError **error)
{
  g_autoptr (GBytes) previous = NULL;
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GBytes) named = NULL;
  g_autofree char *from = valise_mail_address_format (NULL, push->jmap->user);

  choose_flags (inner);
  if (inner->edit.content == NULL)
    return TRUE;
  if (inner->edit.id != NULL)
    {
      previous = fetch_previous (push, inner, error);
      if (previous == NULL)
        return FALSE;
    }
  message = valise_note_to_mail (inner->edit.content->bytes, previous, from, error);
  if (message == NULL)
    return FALSE;
  named = valise_mail_ensure_message_id (message, &inner->uid);
  inner->message = valise_content_new (VALISE_DEPTH_FULL, named, NULL);
  inner->edit.content = inner->message;
  inner->edit.uid = inner->uid;
  return TRUE;
}

/* What an error means for one note alone; or it ends the push. */
static gboolean
tell_failure (Push *push, const Inner *inner, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;
  ValiseOutcome outcome = { .type = VALISE_OUTCOME_LATER, .failure = failure };

  if (failure->domain != VALISE_ERROR || valise_error_scope (failure) != VALISE_SCOPE_ITEM)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  if (valise_error_is (failure, VALISE_ERROR_GONE))
    outcome.type = VALISE_OUTCOME_GONE;
  else if (valise_error_remedy (failure) == VALISE_REMEDY_NEVER)
    outcome.type = VALISE_OUTCOME_REFUSED;
  return push->sink (inner->outer, &outcome, push->data, error);
}

/* The outcome of @edit, as that of the caller's edit. */
static gboolean
take_outcome (const ValiseEdit *edit, const ValiseOutcome *outcome, gpointer data, GError **error)
{
  const Push *push = data;
  const Inner *inner = (const Inner *)(gconstpointer)edit;
  g_autofree char *id = outcome->id != NULL && inner->is_note ? valise_notes_id (outcome->id)
                                                              : g_strdup (outcome->id);
  ValiseOutcome told = *outcome;

  told.id = id;
  return push->sink (inner->outer, &told, push->data, error);
}

/**
 * valise_notes_push:
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
valise_notes_push (ValiseJmap *jmap,
                   GPtrArray *edits,
                   ValiseOutcomeFunc sink,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  Push push = { jmap, sink, data, cancellable };
  g_autoptr (GPtrArray) inner_edits = g_ptr_array_new_with_free_func ((GDestroyNotify)inner_free);

  for (guint i = 0; i < edits->len; i++)
    {
      g_autoptr (Inner) inner = inner_new (edits->pdata[i]);
      GError *failure = NULL;

      if (!inner->is_note || write_message (&push, inner, &failure))
        g_ptr_array_add (inner_edits, g_steal_pointer (&inner));
      else if (!tell_failure (&push, inner, failure, error))
        return FALSE;
    }
  return valise_jmap_push (jmap, inner_edits, take_outcome, &push, cancellable, error);
}
