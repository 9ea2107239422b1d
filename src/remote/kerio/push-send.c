/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending a message, once. The API gives no mark that would tell a message of ours from another:
 * its Message-ID is the server's. So it is made a draft first, which the server then sends and puts
 * into Sent Items. Whatever answer is lost, there is a draft, or a message in Sent Items that says
 * the same and is no older than this one; only without either it is made again. */

#include "remote/kerio/push.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/mail.h"

/* A message on its way. */
typedef struct
{
  ValiseKerioPush *push;
  const ValiseEdit *edit;
  JsonObject *mail; /* what is sent, without id and folder */
  char *draft;      /* nullable: the server's id of it as a draft */
} Sending;

static void
sending_clear (Sending *self)
{
  g_clear_pointer (&self->mail, json_object_unref);
  g_free (self->draft);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

/* The draft that the server has is what is sent: it must be the one that the user saw. */
static gboolean
take_draft (Sending *self, ValiseOutcomeType *outcome, GError **error)
{
  g_autoptr (JsonObject) now = NULL;

  if (!valise_kerio_push_guard (self->push, self->edit, &now, outcome, error))
    return FALSE;
  if (*outcome == VALISE_OUTCOME_CHANGED && self->edit->repeated)
    *outcome = VALISE_OUTCOME_DONE; /* by the first try, perhaps: its text is written again */
  if (now == NULL)
    return TRUE;
  self->draft = g_strdup (valise_json_string (now, "id"));
  if (self->mail == NULL)
    self->mail = json_object_ref (now);
  return TRUE;
}

static gboolean
find_sent (Sending *self, JsonObject **found, GError **error)
{
  return valise_kerio_push_find (self->push, VALISE_KIND_MAIL,
                                 valise_kerio_id_read (self->edit->folder, NULL), self->mail,
                                 self->edit->date, self->edit->uid, found, error);
}

/* Makes the draft, or finds the one that an earlier try made. */
static gboolean
make_draft (Sending *self, GError **error)
{
  const char *staging = valise_kerio_id_read (self->edit->staging, NULL);
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (JsonObject) result = NULL;
  JsonObject *draft;

  if (staging == NULL)
    staging = valise_kerio_id_read (self->edit->folder, NULL);
  if (self->edit->repeated
      && !valise_kerio_push_find (self->push, VALISE_KIND_MAIL, staging, self->mail, 0,
                                  self->edit->uid, &found, error))
    return FALSE;
  if (found != NULL)
    {
      self->draft = g_strdup (valise_json_string (found, "id"));
      return TRUE;
    }
  draft = valise_kerio_push_object (self->push, self->edit, error);
  if (draft == NULL)
    return FALSE;
  json_object_set_string_member (draft, "folderId", staging);
  json_object_set_boolean_member (draft, "isSeen", TRUE);
  result = valise_kerio_push_write (self->push, VALISE_KIND_MAIL, "create", draft, error);
  self->draft = g_strdup (valise_json_string (result, "id"));
  return result != NULL
         && (self->draft != NULL
             || valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ITEM,
                             VALISE_REMEDY_RETRY_LATER,
                             _ ("The server did not say where it put the message.")));
}

/* "The mail was sent but failed to save the mail to the Sent Items, ...": it has gone out. */
static gboolean
says_sent (const GError *failure)
{
  return failure != NULL && strstr (failure->message, "mail was sent") != NULL;
}

static gboolean
send_draft (Sending *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  JsonObject *mail = json_object_new ();
  g_autoptr (JsonObject) result = NULL;

  /* A draft that was there before gets the text that goes out with the same call. */
  if (self->edit->id != NULL && self->edit->content != NULL)
    {
      json_object_unref (mail);
      mail = valise_kerio_push_object (self->push, self->edit, error);
      if (mail == NULL)
        return FALSE;
    }
  json_object_set_string_member (mail, "id", self->draft);
  json_object_set_boolean_member (mail, "send", TRUE);
  result = valise_kerio_push_write (self->push, VALISE_KIND_MAIL, "set", mail, &failure);
  if (result != NULL || says_sent (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Puts a copy into Sent Items, where the server did not. */
static char *
file_copy (Sending *self, GError **error)
{
  g_autoptr (JsonObject) result = NULL;
  JsonObject *copy;

  if (self->edit->content == NULL)
    return NULL;
  copy = valise_kerio_push_object (self->push, self->edit, error);
  if (copy == NULL)
    return NULL;
  json_object_set_string_member (copy, "folderId", valise_kerio_id_read (self->edit->folder, NULL));
  json_object_set_boolean_member (copy, "isSeen", TRUE);
  result = valise_kerio_push_write (self->push, VALISE_KIND_MAIL, "create", copy, error);
  return g_strdup (valise_json_string (result, "id"));
}

/* It has gone out: finds what became of it. */
static gboolean
finish (Sending *self, GError **error)
{
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *copy = NULL;

  if (!find_sent (self, &found, error))
    return FALSE;
  if (found == NULL)
    copy = file_copy (self, &failure);
  return valise_kerio_push_done (
      self->push, self->edit, found != NULL ? valise_json_string (found, "id") : copy, NULL, error);
}

/* The steps up to the sending. @sent: it has gone out in an earlier try. */
static gboolean
prepare (Sending *self, gboolean *sent, ValiseOutcomeType *outcome, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (JsonObject) found = NULL;

  *outcome = VALISE_OUTCOME_DONE;
  if (self->edit->content != NULL)
    {
      JsonArray *attachments = json_array_new ();

      self->mail = valise_kerio_push_mail (self->edit, &files);
      for (guint i = 0; i < files->len; i++)
        json_array_add_object_element (attachments, json_object_new ());
      json_object_set_array_member (self->mail, "attachments", attachments);
    }
  if (self->edit->id != NULL && !take_draft (self, outcome, error))
    return FALSE;
  if (self->draft != NULL || self->mail == NULL)
    return TRUE;
  if (!self->edit->repeated && self->edit->id != NULL)
    return TRUE; /* another device took the draft away */
  if (self->edit->repeated && !find_sent (self, &found, error))
    return FALSE;
  *sent = found != NULL;
  *outcome = VALISE_OUTCOME_DONE;
  return *sent || make_draft (self, error);
}

/**
 * valise_kerio_push_send:
 * @push: the push
 * @edit: a message to be sent
 * @error: where the error goes
 *
 * Returns: whether there was an outcome
 */
gboolean
valise_kerio_push_send (ValiseKerioPush *push, const ValiseEdit *edit, GError **error)
{
  g_auto (Sending) self = { .push = push, .edit = edit };
  ValiseOutcomeType outcome;
  GError *failure = NULL;
  gboolean sent = FALSE;

  if (!prepare (&self, &sent, &outcome, &failure))
    return valise_kerio_push_failure (push, edit, failure, error);
  if (outcome != VALISE_OUTCOME_DONE)
    return valise_kerio_push_tell (push, edit, outcome, error);
  if (!sent && !send_draft (&self, &failure))
    return valise_kerio_push_failure (push, edit, failure, error);
  return finish (&self, error);
}
