/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Messages that the server does not have yet: uploaded one by one, then brought in by Email/import
 * (RFC 8621 section 4.8), many at once. A message that was tried before is looked for first, by its
 * Message-ID and content: the answer to that try may have been lost after the server had acted. */

#include "net/json.h"
#include "remote/jmap/push.h"

#define GROUP 20

/* One message on its way. */
typedef struct
{
  const ValiseEdit *edit;
  char *blob_id;
} Import;

static void
import_free (Import *self)
{
  g_free (self->blob_id);
  g_free (self);
}

/* Finishes with a message that is there already. */
static gboolean
adopt (
    ValisePush *push, const ValiseEdit *edit, const char *id, const char *revision, GError **error)
{
  GError *failure = NULL;

  if (!valise_push_adopt (push, edit, id, &failure))
    return valise_push_tell_failure (push, edit, failure, error);
  return valise_push_tell_done (push, edit, id, revision, error);
}

/* Uploads the message of @edit, unless an earlier try brought it in. Adds to @imports what is left
 * to be done. */
static gboolean
prepare (ValisePush *push, const ValiseEdit *edit, GPtrArray *imports, GError **error)
{
  GError *failure = NULL;
  g_autofree char *blob_id = valise_push_upload (push, edit->content->bytes, &failure);
  g_autofree char *id = NULL;
  g_autofree char *revision = NULL;
  Import *import;

  if (blob_id == NULL)
    return valise_push_tell_failure (push, edit, failure, error);
  if (edit->repeated
      && !valise_push_find (push, edit->folder, edit->uid, edit->content->bytes, blob_id, &id,
                            &revision, error))
    return FALSE;
  if (id != NULL)
    return adopt (push, edit, id, revision, error);
  import = g_new0 (Import, 1);
  import->edit = edit;
  import->blob_id = g_steal_pointer (&blob_id);
  g_ptr_array_add (imports, import);
  return TRUE;
}

static gboolean
tell_import (ValisePush *push, Import *import, JsonObject *args, const char *key, GError **error)
{
  JsonObject *created = valise_json_object (valise_json_object (args, "created"), key);
  JsonObject *refused = valise_json_object (valise_json_object (args, "notCreated"), key);
  const char *id = valise_json_string (created, "id");
  const char *revision = valise_json_string (created, "blobId");
  const char *existing = valise_json_string (refused, "existingId");

  if (id != NULL)
    return valise_push_tell_done (push, import->edit, id,
                                  revision != NULL ? revision : import->blob_id, error);
  if (existing != NULL && g_strcmp0 (valise_json_string (refused, "type"), "alreadyExists") == 0)
    return adopt (push, import->edit, existing, import->blob_id, error);
  return valise_push_tell_set_error (push, import->edit, refused, error);
}

static gboolean
import_group (ValisePush *push, GPtrArray *imports, GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;
  JsonObject *args = valise_jmap_batch_add (batch, "Email/import");
  JsonObject *emails = json_object_new ();

  for (guint i = 0; i < imports->len; i++)
    {
      Import *import = imports->pdata[i];
      const char *const folders[] = { import->edit->folder, NULL };
      g_autofree char *key = g_strdup_printf ("c%u", i);

      json_object_set_object_member (emails, key,
                                     valise_push_import_object (import->blob_id, folders,
                                                                import->edit->flags,
                                                                import->edit->date));
    }
  json_object_set_object_member (args, "emails", emails);
  valise_jmap_batch_set_writing (batch);
  answer = valise_jmap_batch_send (batch, push->cancellable, error);
  if (answer == NULL)
    return FALSE;
  args = valise_jmap_answer_get (answer, 0, "Email/import", &failure);
  for (guint i = 0; i < imports->len; i++)
    {
      Import *import = imports->pdata[i];
      g_autofree char *key = g_strdup_printf ("c%u", i);

      if (args != NULL ? !tell_import (push, import, args, key, error)
                       : !valise_push_tell_method_error (push, import->edit, failure, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * valise_push_creates:
 * @push: the push
 * @edits: (element-type ValiseEdit): messages that the server does not have
 * @error: where the error goes
 *
 * Returns: whether there was an outcome for each
 */
gboolean
valise_push_creates (ValisePush *push, GPtrArray *edits, GError **error)
{
  guint most = MIN (GROUP, push->jmap->session->max_objects_set);

  for (guint start = 0; start < edits->len; start += most)
    {
      g_autoptr (GPtrArray) imports = g_ptr_array_new_with_free_func ((GDestroyNotify)import_free);

      for (guint i = start; i < MIN (start + most, edits->len); i++)
        if (!prepare (push, edits->pdata[i], imports, error))
          return FALSE;
      if (imports->len > 0 && !import_group (push, imports, error))
        return FALSE;
    }
  return TRUE;
}
