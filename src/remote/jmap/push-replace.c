/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A draft with a new content. An Email cannot be changed (RFC 8621 section 4), so a new one is
 * brought in and the old one destroyed. These are two requests: in one, the server would also
 * destroy the old one when it has refused the new one.
 *
 * Destroying is the guard: of two devices that replace the same draft, only one can destroy the old
 * one. The other is told that it is gone, takes its own one back, and the caller decides.
 * Email/import has an ifInState too, but a real server refuses it, and new mail would make it fail
 * for nothing. */

#include "model/flags.h"
#include "net/json.h"
#include "remote/jmap/email.h"
#include "remote/jmap/push.h"

/* What the server has: the message to be replaced; an empty object when it is gone. */
static JsonObject *
look (ValisePush *push, const ValiseEdit *edit, GError **error)
{
  const char *const ids[] = { edit->id, NULL };
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  JsonObject *args = valise_jmap_batch_add (batch, "Email/get");
  JsonObject *email;

  json_object_set_array_member (args, "ids", valise_jmap_names (ids));
  valise_email_ask (args, VALISE_EMAIL_MUTABLE);
  answer = valise_jmap_batch_send (batch, push->cancellable, error);
  args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/get", error) : NULL;
  if (args == NULL)
    return NULL;
  email = valise_json_object_at (valise_json_array (args, "list"), 0);
  return email != NULL ? json_object_ref (email) : json_object_new ();
}

/* Brings the new one in, with the flags and folders of both sides. */
static ValiseJmapAnswer *
import (ValisePush *push,
        const ValiseEdit *edit,
        JsonObject *email,
        const char *blob_id,
        GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  JsonObject *args = valise_jmap_batch_add (batch, "Email/import");
  JsonObject *emails = json_object_new ();
  g_autofree char *theirs = valise_email_flags (email);
  g_autofree char *flags = valise_flags_merge (edit->base_flags != NULL ? edit->base_flags : "",
                                               edit->flags != NULL ? edit->flags : "", theirs);
  g_auto (GStrv) folders = valise_email_folders (email);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; folders[i] != NULL; i++)
    if (g_strcmp0 (folders[i], edit->base_folder) != 0 && g_strcmp0 (folders[i], edit->folder) != 0)
      g_ptr_array_add (wanted, folders[i]);
  g_ptr_array_add (wanted, (char *)edit->folder);
  g_ptr_array_add (wanted, NULL);
  json_object_set_object_member (
      emails, "c0",
      valise_push_import_object (blob_id, (const char *const *)wanted->pdata, flags, edit->date));
  json_object_set_object_member (args, "emails", emails);
  valise_jmap_batch_set_writing (batch);
  return valise_jmap_batch_send (batch, push->cancellable, error);
}

/* Destroys the old one, and finishes. */
static gboolean
destroy_old (ValisePush *push,
             const ValiseEdit *edit,
             const char *id,
             const char *revision,
             gboolean made_here,
             GError **error)
{
  g_autoptr (JsonObject) set = valise_push_patch (push, edit->id, NULL, error);
  JsonObject *refused;

  if (set == NULL)
    return FALSE; /* repeated, it will find the new one and come back to here */
  refused = valise_json_object (valise_json_object (set, "notDestroyed"), edit->id);
  if (made_here && g_strcmp0 (valise_json_string (refused, "type"), "notFound") == 0)
    {
      g_autoptr (JsonObject) undone = valise_push_patch (push, id, NULL, error);

      return undone != NULL && valise_push_tell (push, edit, VALISE_OUTCOME_GONE, error);
    }
  return valise_push_tell_done (push, edit, id, revision, error);
}

/* The content is there already: gives it what the edit wants by now, and finishes. */
static gboolean
adopt (
    ValisePush *push, const ValiseEdit *edit, const char *id, const char *revision, GError **error)
{
  GError *failure = NULL;

  if (!valise_push_adopt (push, edit, id, &failure))
    return valise_push_tell_failure (push, edit, failure, error);
  if (g_str_equal (id, edit->id)) /* the content is the same */
    return valise_push_tell_done (push, edit, id, revision, error);
  return destroy_old (push, edit, id, revision, FALSE, error);
}

/* Reads the answer to the import. */
static gboolean
take_import (ValisePush *push,
             const ValiseEdit *edit,
             ValiseJmapAnswer *answer,
             const char *blob_id,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  JsonObject *args = valise_jmap_answer_get (answer, 0, "Email/import", &failure);
  JsonObject *created = valise_json_object (valise_json_object (args, "created"), "c0");
  JsonObject *refused = valise_json_object (valise_json_object (args, "notCreated"), "c0");
  const char *existing = valise_json_string (refused, "existingId");
  const char *revision = valise_json_string (created, "blobId");

  if (args == NULL)
    return valise_push_tell_method_error (push, edit, failure, error);
  if (valise_json_string (created, "id") != NULL)
    return destroy_old (push, edit, valise_json_string (created, "id"),
                        revision != NULL ? revision : blob_id, TRUE, error);
  if (existing != NULL)
    return adopt (push, edit, existing, blob_id, error);
  return valise_push_tell_set_error (push, edit, refused, error);
}

/**
 * valise_push_replace:
 * @push: the push
 * @edit: a new content for a message that is there
 * @error: where the error goes
 *
 * Returns: whether there was an outcome
 */
gboolean
valise_push_replace (ValisePush *push, const ValiseEdit *edit, GError **error)
{
  GError *failure = NULL;
  g_autofree char *blob_id = valise_push_upload (push, edit->content->bytes, &failure);
  g_autofree char *id = NULL;
  g_autofree char *revision = NULL;
  g_autoptr (JsonObject) email = NULL;
  g_autoptr (ValiseJmapAnswer) answer = NULL;

  if (blob_id == NULL)
    return valise_push_tell_failure (push, edit, failure, error);
  /* The first try may have put it into another folder than it is to be in by now. */
  if (edit->repeated
      && !valise_push_find (push, NULL, edit->uid, edit->content->bytes, blob_id, &id, &revision,
                            error))
    return FALSE;
  if (id != NULL && !g_str_equal (id, edit->id))
    return adopt (push, edit, id, revision, error);
  email = look (push, edit, error);
  if (email == NULL)
    return FALSE;
  if (valise_json_object (email, "mailboxIds") == NULL)
    return valise_push_tell (push, edit, VALISE_OUTCOME_GONE, error);
  if (edit->base_revision != NULL
      && g_strcmp0 (valise_json_string (email, "blobId"), edit->base_revision) != 0)
    return valise_push_tell (push, edit, VALISE_OUTCOME_CHANGED, error);
  answer = import (push, edit, email, blob_id, error);
  return answer != NULL && take_import (push, edit, answer, blob_id, error);
}
