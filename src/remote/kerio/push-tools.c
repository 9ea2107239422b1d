/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What several kinds of edits need: the structure of a content with all that has to be uploaded
 * first, the call that writes it, and the guard. */

#include "remote/kerio/push.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/calendar.h"
#include "remote/kerio/call.h"
#include "remote/kerio/contact.h"
#include "remote/kerio/errors.h"
#include "remote/kerio/mail.h"
#include "remote/kerio/note.h"
#include "remote/kerio/series-zone.h"

/**
 * valise_kerio_push_mail:
 * @edit: an edit with a message
 * @files: (out) (transfer full) (element-type ValiseKerioFile): its attachments
 *
 * Returns: (transfer full): the message as a Mail of the API, with all who get it, without id,
 *   folder, flags and attachments
 */
JsonObject *
valise_kerio_push_mail (const ValiseEdit *edit, GPtrArray **files)
{
  JsonObject *mail = valise_kerio_mail_write (edit->content->bytes, files);

  valise_kerio_mail_send_to (mail, edit->recipients);
  return mail;
}

static JsonObject *
make_mail (ValiseKerioPush *push, const ValiseEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (JsonObject) mail = valise_kerio_push_mail (edit, &files);
  JsonArray *attachments = json_array_new ();

  json_object_set_array_member (mail, "attachments", attachments);
  for (guint i = 0; i < files->len; i++)
    {
      const ValiseKerioFile *file = files->pdata[i];
      g_autofree char *id = valise_kerio_upload (push->kerio, file->bytes,
                                                 file->name != NULL ? file->name : "part",
                                                 file->type, push->cancellable, error);

      if (id == NULL)
        return NULL;
      json_array_add_object_element (attachments, valise_kerio_mail_attachment (file, id));
    }
  return g_steal_pointer (&mail);
}

static JsonObject *
make_contact (ValiseKerioPush *push, const ValiseEdit *edit, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr (GBytes) photo = valise_kerio_contact_photo (edit->content->bytes, &id);

  if (photo != NULL && id == NULL)
    {
      id = valise_kerio_upload (push->kerio, photo, "photo.jpg", "image/jpeg", push->cancellable,
                                error);
      if (id == NULL)
        return NULL;
    }
  return valise_kerio_contact_write (edit->content->bytes, id, error);
}

/**
 * valise_kerio_push_object:
 * @push: the push
 * @edit: an edit with a content
 * @error: where the error goes; of scope item where it is about this one only
 *
 * Returns: (transfer full) (nullable): the content as a structure of the API, without id and
 * folder; what has to be uploaded is
 */
JsonObject *
valise_kerio_push_object (ValiseKerioPush *push, const ValiseEdit *edit, GError **error)
{
  const ValiseKerioContext context = valise_kerio_context (push->kerio);

  switch (edit->kind)
    {
    case VALISE_KIND_MAIL:
      return make_mail (push, edit, error);
    case VALISE_KIND_EVENT:
      return valise_kerio_event_write (edit->content->bytes, &context, error);
    case VALISE_KIND_TASK:
      return valise_kerio_task_write (edit->content->bytes, &context, error);
    case VALISE_KIND_CONTACT:
      return make_contact (push, edit, error);
    case VALISE_KIND_NOTE:
      return valise_kerio_note_write (edit->content->bytes, error);
    }
  g_return_val_if_reached (NULL);
}

/**
 * valise_kerio_push_check_zone:
 * @push: the push
 * @edit: an edit with a content
 * @now: (nullable): what the server has of it
 * @error: where the error goes, of scope item
 *
 * Returns: whether the server can repeat it when its content says so; see series-zone.c
 */
gboolean
valise_kerio_push_check_zone (ValiseKerioPush *push,
                              const ValiseEdit *edit,
                              JsonObject *now,
                              GError **error)
{
  const ValiseKerioContext context = valise_kerio_context (push->kerio);

  return (edit->kind != VALISE_KIND_EVENT && edit->kind != VALISE_KIND_TASK)
         || valise_kerio_series_check_zone (edit->content->bytes, now, &context, error);
}

/* The refusal of a whole call is told of the edits that it was about: a server that never takes
 * them must not keep the others from being sent. */
static void
narrow_error (GError *failure, GError **error)
{
  if (valise_error_is (failure, VALISE_ERROR_INVALID)
      || valise_error_is (failure, VALISE_ERROR_FORBIDDEN)
      || valise_error_is (failure, VALISE_ERROR_QUOTA)
      || valise_error_is (failure, VALISE_ERROR_TOO_LARGE))
    {
      valise_fail (error, (ValiseError)failure->code, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER, "%s",
                   failure->message);
      g_error_free (failure);
    }
  else
    g_propagate_error (error, failure);
}

/**
 * valise_kerio_push_write:
 * @push: the push
 * @kind: a kind
 * @verb: "create" or "set"
 * @object: (transfer full): the item
 * @error: where the error goes; of scope item where it is about this one only
 *
 * Returns: (transfer full) (nullable): what the server says of it: id and watermark
 */
JsonObject *
valise_kerio_push_write (
    ValiseKerioPush *push, ValiseKind kind, const char *verb, JsonObject *object, GError **error)
{
  g_autofree char *method = valise_kerio_method (kind, verb);
  JsonObject *params = json_object_new ();
  JsonArray *items = json_array_new ();
  g_autoptr (JsonObject) result = NULL;
  GError *failure = NULL;
  JsonObject *one;

  json_array_add_object_element (items, object);
  json_object_set_array_member (params, valise_kerio_kind (kind)->items, items);
  result = valise_kerio_call (push->kerio, method, params, push->cancellable, &failure);
  if (result == NULL)
    {
      narrow_error (failure, error);
      return NULL;
    }
  if (valise_kerio_item_error (result, 0) != NULL)
    {
      valise_kerio_error_from_item (valise_kerio_item_error (result, 0), error);
      return NULL;
    }
  one = valise_json_object_at (valise_json_array (result, "result"), 0);
  valise_kerio_note_written (push->kerio, valise_json_int (one, "watermark", 0));
  return one != NULL ? json_object_ref (one) : json_object_new ();
}

/**
 * valise_kerio_push_ids:
 * @push: the push
 * @kind: a kind
 * @verb: "move" or "remove"
 * @ids: (element-type utf8): the server's ids
 * @folder: (nullable): the server's id of the folder to move to
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the result, with errors for some of them perhaps
 */
JsonObject *
valise_kerio_push_ids (ValiseKerioPush *push,
                       ValiseKind kind,
                       const char *verb,
                       GPtrArray *ids,
                       const char *folder,
                       GError **error)
{
  g_autofree char *method = valise_kerio_method (kind, verb);
  JsonObject *params = json_object_new ();
  JsonArray *list = json_array_new ();
  JsonObject *result;
  JsonArray *results;

  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (list, ids->pdata[i]);
  json_object_set_array_member (params, "ids", list);
  if (folder != NULL)
    json_object_set_string_member (params, "folder", folder);
  result = valise_kerio_call (push->kerio, method, params, push->cancellable, error);
  results = valise_json_array (result, "result");
  valise_kerio_note_written (push->kerio, 0);
  for (guint i = 0; i < valise_json_length (results); i++)
    valise_kerio_note_written (
        push->kerio, valise_json_int (valise_json_object_at (results, i), "watermark", 0));
  return result;
}

/**
 * valise_kerio_push_guard:
 * @push: the push
 * @edit: an edit of an item that was there
 * @now: (out) (transfer full) (nullable): what the server has now
 * @outcome: (out): %VALISE_OUTCOME_DONE where the edit still fits; else why not
 * @error: where the error goes
 *
 * Compares what the server has with what the edit is based on.
 *
 * Returns: whether the server could be asked
 */
gboolean
valise_kerio_push_guard (ValiseKerioPush *push,
                         const ValiseEdit *edit,
                         JsonObject **now,
                         ValiseOutcomeType *outcome,
                         GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *revision = NULL;

  *now = valise_kerio_get_one (push->kerio, edit->kind, valise_kerio_id_read (edit->id, NULL),
                               push->cancellable, &failure);
  *outcome = VALISE_OUTCOME_GONE;
  if (*now == NULL && valise_error_is (failure, VALISE_ERROR_GONE))
    return TRUE;
  if (*now == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  revision = valise_kerio_revision (edit->kind, *now);
  *outcome = edit->base_revision != NULL && revision != NULL
                     && !g_str_equal (revision, edit->base_revision)
                 ? VALISE_OUTCOME_CHANGED
                 : VALISE_OUTCOME_DONE;
  return TRUE;
}
