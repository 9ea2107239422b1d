/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Items that the server does not have yet. Where it was tried before, it is looked for first. */

#include "remote/kerio/push.h"

#include "model/flags.h"
#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/fields.h"
#include "remote/kerio/mail.h"

/* A message keeps the time at which it came, and its flags. */
static void
add_mail_members (ValiseKerioPush *push, const ValiseEdit *edit, JsonObject *mail)
{
  g_autofree char *date = edit->date != 0 ? valise_kerio_time_write (edit->date, push->kerio->here)
                                          : NULL;

  if (date != NULL && !valise_flags_has (edit->flags, VALISE_FLAG_DRAFT))
    json_object_set_string_member (mail, "receiveDate", date);
  valise_kerio_mail_write_flags (NULL, edit->flags != NULL ? edit->flags : "", mail);
}

/* The revision that the new item will be told with. */
static char *
new_revision (const ValiseEdit *edit, JsonObject *result)
{
  if (edit->kind == VALISE_KIND_MAIL && !valise_flags_has (edit->flags, VALISE_FLAG_DRAFT))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, valise_json_int (result, "watermark", 0));
}

static gboolean
finish (
    ValiseKerioPush *push, const ValiseEdit *edit, const char *id, char *revision, GError **error)
{
  GError *failure = NULL;
  g_autofree char *last = valise_kerio_push_exceptions (push, edit, id, revision, &failure);

  if (failure != NULL)
    return valise_kerio_push_failure (push, edit, failure, error);
  return valise_kerio_push_done (push, edit, id, last, error);
}

/**
 * valise_kerio_push_create:
 * @push: the push
 * @edit: an item that the server does not have
 * @error: where the error goes
 *
 * Returns: whether there was an outcome
 */
gboolean
valise_kerio_push_create (ValiseKerioPush *push, const ValiseEdit *edit, GError **error)
{
  const char *folder = valise_kerio_id_read (edit->folder, NULL);
  GError *failure = NULL;
  g_autoptr (JsonObject) object = valise_kerio_push_object (push, edit, &failure);
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (JsonObject) result = NULL;

  if (object == NULL || !valise_kerio_push_check_zone (push, edit, NULL, &failure))
    return valise_kerio_push_failure (push, edit, failure, error);
  if (edit->repeated
      && !valise_kerio_push_find (push, edit->kind, folder, object, 0, edit->uid, &found, error))
    return FALSE;
  if (found != NULL)
    return finish (push, edit, valise_json_string (found, "id"),
                   valise_kerio_revision (edit->kind, found), error);
  json_object_set_string_member (object, "folderId", folder);
  if (edit->kind == VALISE_KIND_MAIL)
    add_mail_members (push, edit, object);
  result = valise_kerio_push_write (push, edit->kind, "create", json_object_ref (object), &failure);
  if (result == NULL)
    return valise_kerio_push_failure (push, edit, failure, error);
  return finish (push, edit, valise_json_string (result, "id"), new_revision (edit, result), error);
}
