/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending (RFC 8621 section 7): the message is filed as a draft, submitted, and moved to Sent, all
 * in one request, so that the server either has all of it or nothing.
 *
 * Exactly once: when the answer to an earlier try may be lost, the message is first looked for in
 * Sent (it went out), then among the drafts, where a submission of it tells that it went out and
 * was only not moved. Who receives it, the server takes from the message's header; where there was
 * a Bcc, which is not in the content any more, from the envelope. */

#include <glib/gi18n-lib.h>

#include "model/flags.h"
#include "net/json.h"
#include "remote/jmap/identity.h"
#include "remote/jmap/push.h"

/* What is submitted: a message that is there (email_id), or one that comes with the request. */
typedef struct
{
  const ValiseEdit *edit;
  char *identity_id;
  char *email_id; /* nullable */
  char *blob_id;  /* nullable: of the one that is to be brought in; else the revision */
} Submission;

static void
submission_clear (Submission *self)
{
  g_free (self->identity_id);
  g_free (self->email_id);
  g_free (self->blob_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Submission, submission_clear)

/* Where the message goes once it is sent. */
static JsonObject *
make_sent_patch (const ValiseEdit *edit)
{
  JsonObject *patch = json_object_new ();
  const char *from = edit->id != NULL && edit->base_folder != NULL && edit->content == NULL
                         ? edit->base_folder
                         : edit->staging;

  if (from != NULL && g_strcmp0 (from, edit->folder) != 0)
    valise_jmap_set_patch (patch, "mailboxIds", from, FALSE);
  valise_jmap_set_patch (patch, "mailboxIds", edit->folder, TRUE);
  valise_jmap_set_patch (patch, "keywords", VALISE_FLAG_DRAFT, FALSE);
  valise_jmap_set_patch (patch, "keywords", VALISE_FLAG_SEEN, TRUE);
  return patch;
}

/* Whether the server knows of a submission of this message. */
static gboolean
was_submitted (ValisePush *push, const char *email_id, gboolean *submitted, GError **error)
{
  const char *const ids[] = { email_id, NULL };
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  JsonObject *filter = json_object_new ();
  JsonObject *args;

  valise_jmap_batch_use (batch, VALISE_JMAP_SUBMISSION);
  args = valise_jmap_batch_add (batch, "EmailSubmission/query");
  json_object_set_array_member (filter, "emailIds", valise_jmap_names (ids));
  json_object_set_object_member (args, "filter", filter);
  answer = valise_jmap_batch_send (batch, push->cancellable, error);
  if (answer == NULL)
    return FALSE;
  /* A server that keeps no submissions moves the message in the same step as it sends it. */
  args = valise_jmap_answer_get (answer, 0, "EmailSubmission/query", NULL);
  *submitted = valise_json_length (valise_json_array (args, "ids")) > 0;
  return TRUE;
}

/* Moves a message that went out to Sent, and finishes. @other: it is not the one of the edit. */
static gboolean
finish (ValisePush *push,
        const ValiseEdit *edit,
        const char *id,
        const char *revision,
        gboolean moved,
        gboolean other,
        GError **error)
{
  const ValiseOutcome outcome = {
    .type = VALISE_OUTCOME_DONE, .id = id, .revision = revision, .other_content = other
  };

  if (!moved)
    {
      g_autoptr (JsonObject) set = valise_push_patch (push, id, make_sent_patch (edit), error);

      if (set == NULL)
        return FALSE;
    }
  if (edit->id != NULL && g_strcmp0 (edit->id, id) != 0)
    {
      /* The draft that it was written as. If it stays, that is no reason to send again. */
      g_autoptr (JsonObject) set = valise_push_patch (push, edit->id, NULL, NULL);
    }
  return push->sink (edit, &outcome, push->sink_data, error);
}

/* Looks in @folder for what an earlier try has made: the same content, or else @other, as the
 * message may have been edited since. */
static gboolean
find_try (ValisePush *push,
          const Submission *submission,
          const char *folder,
          char **id,
          char **revision,
          gboolean *other,
          GError **error)
{
  const ValiseEdit *edit = submission->edit;
  GBytes *bytes = edit->content != NULL ? edit->content->bytes : NULL;

  *other = FALSE;
  if (!valise_push_find (push, folder, edit->uid, bytes, submission->blob_id, id, revision, error))
    return FALSE;
  if (*id != NULL || bytes == NULL)
    return TRUE;
  *other = TRUE;
  return valise_push_find (push, folder, edit->uid, NULL, NULL, id, revision, error);
}

/* Looks for what an earlier try has done. @done: it went out, and the outcome was told. */
static gboolean
look_back (ValisePush *push, Submission *submission, gboolean *done, GError **error)
{
  const ValiseEdit *edit = submission->edit;
  g_autofree char *id = NULL;
  g_autofree char *revision = NULL;
  gboolean submitted = FALSE, other;

  *done = TRUE;
  if (!find_try (push, submission, edit->folder, &id, &revision, &other, error))
    return FALSE;
  if (id != NULL)
    return finish (push, edit, id, revision, TRUE, other, error);
  if (edit->staging != NULL
      && !find_try (push, submission, edit->staging, &id, &revision, &other, error))
    return FALSE;
  if (id != NULL && !was_submitted (push, id, &submitted, error))
    return FALSE;
  if (submitted)
    return finish (push, edit, id, revision, FALSE, other, error);
  *done = FALSE;
  if (id != NULL && !other) /* an older version of it is not what is to be sent */
    {
      g_free (submission->email_id);
      g_free (submission->blob_id);
      submission->email_id = g_steal_pointer (&id);
      submission->blob_id = g_steal_pointer (&revision);
    }
  return TRUE;
}

/* Who gets a message whose header does not say it. */
static JsonObject *
make_envelope (const ValiseEdit *edit)
{
  g_autofree char *sender = valise_push_read_sender (edit->content->bytes);
  JsonObject *envelope = json_object_new ();
  JsonObject *from = json_object_new ();
  JsonArray *to = json_array_new ();

  json_object_set_string_member (from, "email", sender != NULL ? sender : "");
  json_object_set_object_member (envelope, "mailFrom", from);
  for (guint i = 0; edit->recipients[i] != NULL; i++)
    {
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "email", edit->recipients[i]);
      json_array_add_object_element (to, one);
    }
  json_object_set_array_member (envelope, "rcptTo", to);
  return envelope;
}

/* The calls of the request. */
static ValiseJmapAnswer *
send_submission (ValisePush *push, Submission *submission, GError **error)
{
  const ValiseEdit *edit = submission->edit;
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  JsonObject *args, *create, *objects, *on_success;

  valise_jmap_batch_use (batch, VALISE_JMAP_SUBMISSION);
  valise_jmap_batch_set_writing (batch);
  if (submission->email_id == NULL)
    {
      const char *const folders[] = { edit->staging != NULL ? edit->staging : edit->folder, NULL };

      args = valise_jmap_batch_add (batch, "Email/import");
      objects = json_object_new ();
      json_object_set_object_member (
          objects, "c0",
          valise_push_import_object (submission->blob_id, folders, "$draft $seen", edit->date));
      json_object_set_object_member (args, "emails", objects);
    }
  args = valise_jmap_batch_add (batch, "EmailSubmission/set");
  create = json_object_new ();
  json_object_set_string_member (create, "identityId", submission->identity_id);
  json_object_set_string_member (create, "emailId",
                                 submission->email_id != NULL ? submission->email_id : "#c0");
  if (edit->recipients != NULL)
    json_object_set_object_member (create, "envelope", make_envelope (edit));
  objects = json_object_new ();
  json_object_set_object_member (objects, "s0", create);
  json_object_set_object_member (args, "create", objects);
  on_success = json_object_new ();
  json_object_set_object_member (on_success, "#s0", make_sent_patch (edit));
  json_object_set_object_member (args, "onSuccessUpdateEmail", on_success);
  return valise_jmap_batch_send (batch, push->cancellable, error);
}

/* Whether the server moved the message by itself, as it was asked to. */
static gboolean
was_moved (ValiseJmapAnswer *answer, guint call, const char *id)
{
  JsonObject *set = valise_jmap_answer_get (answer, call, "Email/set", NULL);
  JsonObject *updated = valise_json_object (set, "updated");

  return updated != NULL && json_object_has_member (updated, id);
}

/* It was not sent, for @refused or @failure: takes the draft back, as nothing is to have happened.
 */
static gboolean
tell_unsent (ValisePush *push,
             const ValiseEdit *edit,
             const char *made,
             JsonObject *refused,
             const GError *failure,
             GError **error)
{
  if (made != NULL)
    {
      g_autoptr (JsonObject) undone = valise_push_patch (push, made, NULL, error);

      if (undone == NULL)
        return FALSE;
    }
  return failure != NULL ? valise_push_tell_method_error (push, edit, failure, error)
                         : valise_push_tell_set_error (push, edit, refused, error);
}

/* Reads what became of the message that came with the request. Returns: (nullable): its id; if
 * NULL, it is not on the server now, because of @failure or @refused. @existing: it was there
 * before. */
static char *
take_import (ValiseJmapAnswer *answer, JsonObject **refused, char **existing, GError **failure)
{
  JsonObject *args = valise_jmap_answer_get (answer, 0, "Email/import", failure);
  JsonObject *created = valise_json_object (valise_json_object (args, "created"), "c0");

  *refused = valise_json_object (valise_json_object (args, "notCreated"), "c0");
  *existing = g_strdup (valise_json_string (*refused, "existingId"));
  return g_strdup (valise_json_string (created, "id"));
}

/* Reads the answers. @again: the message was there already; submit that one. */
static gboolean
take_answer (ValisePush *push,
             Submission *submission,
             ValiseJmapAnswer *answer,
             gboolean *again,
             GError **error)
{
  const ValiseEdit *edit = submission->edit;
  gboolean brought = submission->email_id == NULL;
  guint call = brought ? 1 : 0;
  g_autofree char *made = NULL;
  g_autofree char *existing = NULL;
  g_autoptr (GError) failure = NULL;
  JsonObject *args;
  JsonObject *refused = NULL;

  if (brought)
    made = take_import (answer, &refused, &existing, &failure);
  *again = existing != NULL;
  if (brought && made == NULL && existing == NULL)
    return tell_unsent (push, edit, NULL, refused, failure, error);
  if (brought)
    submission->email_id = g_strdup (made != NULL ? made : existing);
  if (*again)
    return TRUE;
  args = valise_jmap_answer_get (answer, call, "EmailSubmission/set", &failure);
  if (valise_json_object (valise_json_object (args, "created"), "s0") != NULL)
    return finish (push, edit, submission->email_id, submission->blob_id,
                   was_moved (answer, call, submission->email_id), FALSE, error);
  refused = valise_json_object (valise_json_object (args, "notCreated"), "s0");
  return tell_unsent (push, edit, made, refused, failure, error);
}

/* Finds out in whose name, and uploads what is not there yet. */
static gboolean
prepare (ValisePush *push, Submission *submission, GError **failure)
{
  const ValiseEdit *edit = submission->edit;

  if (!push->jmap->session->can_submit)
    return valise_fail (failure, VALISE_ERROR_FORBIDDEN, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("This server does not send mail for this user."));
  submission->identity_id = valise_push_choose_identity (push, edit, failure);
  if (submission->identity_id == NULL)
    return FALSE;
  if (edit->content != NULL)
    submission->blob_id = valise_push_upload (push, edit->content->bytes, failure);
  else
    {
      submission->email_id = g_strdup (edit->id);
      submission->blob_id = g_strdup (edit->base_revision);
    }
  return edit->content == NULL || submission->blob_id != NULL;
}

/**
 * valise_push_submit:
 * @push: the push
 * @edit: a message that is to be sent
 * @error: where the error goes
 *
 * Returns: whether there was an outcome
 */
gboolean
valise_push_submit (ValisePush *push, const ValiseEdit *edit, GError **error)
{
  g_auto (Submission) submission = { .edit = edit };
  GError *failure = NULL;
  gboolean done = FALSE;
  gboolean again = TRUE;

  if (!prepare (push, &submission, &failure))
    return valise_push_tell_failure (push, edit, failure, error);
  if (edit->repeated && !look_back (push, &submission, &done, error))
    return FALSE;
  for (guint try = 0; try < 2 && again && !done; try++)
    {
      g_autoptr (ValiseJmapAnswer) answer = send_submission (push, &submission, error);

      if (answer == NULL || !take_answer (push, &submission, answer, &again, error))
        return FALSE;
    }
  return TRUE;
}
