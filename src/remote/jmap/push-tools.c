/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What several kinds of edits need: uploading, looking for what an earlier try may have done, and
 * the objects that go into requests. */

#include <glib/gi18n-lib.h>

#include "model/flags.h"
#include "net/json.h"
#include "remote/jmap/errors.h"
#include "remote/jmap/fetch.h"
#include "remote/jmap/push.h"

#define MAX_ANSWER (64 * 1024)
#define MAX_LOOKED_AT 250 /* messages of a folder, where the server cannot search for an id */

/**
 * valise_push_upload:
 * @push: the push
 * @bytes: a message
 * @error: where the error goes
 *
 * Uploads a message (RFC 8620 section 6.1). Doing it twice does no harm.
 *
 * Returns: (transfer full) (nullable): its blob id
 */
char *
valise_push_upload (ValisePush *push, GBytes *bytes, GError **error)
{
  ValiseJmapSession *session = push->jmap->session;
  g_autofree char *url = NULL;
  ValiseHttpRequest request = { .method = "POST",
                                .content_type = "message/rfc822",
                                .body = bytes,
                                .max_bytes = MAX_ANSWER,
                                .repeatable = TRUE };
  g_autoptr (ValiseHttpResponse) response = NULL;
  g_autoptr (JsonObject) object = NULL;
  const char *blob_id, *text;
  gsize length;

  if (session->upload_url == NULL)
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server takes no uploads."));
      return NULL;
    }
  url = valise_jmap_expand (session->upload_url, "accountId", session->account_id, NULL);
  request.url = url;
  response = valise_http_send (push->jmap->http, &request, push->cancellable, error);
  if (response == NULL || !valise_jmap_error_check_blob (response, error))
    return NULL;
  text = g_bytes_get_data (response->body, &length);
  object = valise_json_parse (text, length, error);
  blob_id = valise_json_string (object, "blobId");
  if (object != NULL && blob_id == NULL)
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server did not say where it put the message."));
  return g_strdup (blob_id);
}

/* Asks for the messages of @folder, or of all folders, with @uid. Where the server cannot search by
 * a header, for the newest ones there. */
static ValiseJmapAnswer *
ask_for (ValisePush *push, const char *folder, const char *uid, gboolean search, GError **error)
{
  const char *const properties[] = { "id", "blobId", "size", "messageId", NULL };
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  JsonObject *args = valise_jmap_batch_add (batch, "Email/query");
  JsonObject *filter = json_object_new ();

  if (folder != NULL)
    json_object_set_string_member (filter, "inMailbox", folder);
  if (search)
    {
      const char *const header[] = { "Message-ID", uid, NULL };

      json_object_set_array_member (filter, "header", valise_jmap_names (header));
    }
  else
    {
      JsonObject *newest_first = json_object_new ();
      JsonArray *sort = json_array_new ();

      json_object_set_string_member (newest_first, "property", "receivedAt");
      json_object_set_boolean_member (newest_first, "isAscending", FALSE);
      json_array_add_object_element (sort, newest_first);
      json_object_set_array_member (args, "sort", sort);
    }
  json_object_set_object_member (args, "filter", filter);
  json_object_set_int_member (args, "limit",
                              MIN (MAX_LOOKED_AT, push->jmap->session->max_objects_get));
  args = valise_jmap_batch_add (batch, "Email/get");
  valise_jmap_batch_refer (batch, args, "ids", 0, "/ids");
  json_object_set_array_member (args, "properties", valise_jmap_names (properties));
  return valise_jmap_batch_send (batch, push->cancellable, error);
}

/* Whether the server's message is the one of @bytes. Returns FALSE with an error when it cannot be
 * found out. */
static gboolean
is_same (ValisePush *push, JsonObject *email, GBytes *bytes, const char *blob_id, GError **error)
{
  const char *theirs = valise_json_string (email, "blobId");
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) content = NULL;

  if (bytes == NULL || (blob_id != NULL && g_strcmp0 (theirs, blob_id) == 0))
    return TRUE;
  if (theirs == NULL || valise_json_int (email, "size", -1) != (gint64)g_bytes_get_size (bytes))
    return FALSE;
  content = valise_jmap_download (push->jmap, theirs, push->cancellable, &failure);
  if (content == NULL && !valise_error_is (failure, VALISE_ERROR_GONE))
    g_propagate_error (error, g_steal_pointer (&failure));
  return content != NULL && g_bytes_equal (content, bytes);
}

/**
 * valise_push_find:
 * @push: the push
 * @folder: (nullable): where to look; %NULL: everywhere
 * @uid: (nullable): the Message-ID to look for, without <>
 * @bytes: (nullable): the content that it has to have; %NULL: any
 * @blob_id: (nullable): a blob with that content
 * @id: (out) (nullable): what was found, %NULL for nothing
 * @revision: (out) (nullable): its revision
 * @error: where the error goes
 *
 * Looks for what an earlier try may have made before its answer was lost.
 *
 * Returns: whether the server could be asked
 */
gboolean
valise_push_find (ValisePush *push,
                  const char *folder,
                  const char *uid,
                  GBytes *bytes,
                  const char *blob_id,
                  char **id,
                  char **revision,
                  GError **error)
{
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;
  JsonObject *args;
  JsonArray *list;

  *id = NULL;
  *revision = NULL;
  if (uid == NULL || *uid == '\0')
    return TRUE;
  answer = ask_for (push, folder, uid, TRUE, error);
  if (answer == NULL)
    return FALSE;
  if (valise_jmap_answer_get (answer, 0, "Email/query", NULL) == NULL)
    {
      valise_jmap_answer_free (answer);
      answer = ask_for (push, folder, uid, FALSE, error);
    }
  args = answer != NULL ? valise_jmap_answer_get (answer, 1, "Email/get", error) : NULL;
  if (args == NULL)
    return FALSE;
  list = valise_json_array (args, "list");
  for (guint i = 0; i < valise_json_length (list) && *id == NULL && failure == NULL; i++)
    {
      JsonObject *email = valise_json_object_at (list, i);
      const char *found = valise_json_string_at (valise_json_array (email, "messageId"), 0);

      if (g_strcmp0 (found, uid) != 0 || valise_json_string (email, "id") == NULL
          || !is_same (push, email, bytes, blob_id, &failure))
        continue;
      *id = g_strdup (valise_json_string (email, "id"));
      *revision = g_strdup (valise_json_string (email, "blobId"));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * valise_push_add_flags:
 * @patch: a patch of an Email
 * @base: (nullable): the flags that the server had
 * @flags: (nullable): the flags that it is to have
 *
 * Adds what differs; flags that only the server knows stay as they are.
 */
void
valise_push_add_flags (JsonObject *patch, const char *base, const char *flags)
{
  g_auto (GStrv) before = valise_flags_split (base != NULL ? base : "");
  g_auto (GStrv) after = valise_flags_split (flags != NULL ? flags : "");

  for (guint i = 0; before[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)after, before[i]))
      valise_jmap_set_patch (patch, "keywords", before[i], FALSE);
  for (guint i = 0; after[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)before, after[i]))
      valise_jmap_set_patch (patch, "keywords", after[i], TRUE);
}

/**
 * valise_push_import_object:
 * @blob_id: an uploaded message
 * @folders: (array zero-terminated=1): where it is to be filed
 * @flags: (nullable): its flags
 * @date: when it was received, Unix seconds; 0: now
 *
 * Returns: (transfer full): an EmailImport (RFC 8621 section 4.8)
 */
JsonObject *
valise_push_import_object (const char *blob_id,
                           const char *const *folders,
                           const char *flags,
                           gint64 date)
{
  JsonObject *import = json_object_new ();
  JsonObject *mailboxes = json_object_new ();
  JsonObject *keywords = json_object_new ();
  g_auto (GStrv) parts = valise_flags_split (flags != NULL ? flags : "");
  g_autoptr (GDateTime) when = date > 0 ? g_date_time_new_from_unix_utc (date) : NULL;

  json_object_set_string_member (import, "blobId", blob_id);
  for (guint i = 0; folders[i] != NULL; i++)
    json_object_set_boolean_member (mailboxes, folders[i], TRUE);
  json_object_set_object_member (import, "mailboxIds", mailboxes);
  for (guint i = 0; parts[i] != NULL; i++)
    json_object_set_boolean_member (keywords, parts[i], TRUE);
  json_object_set_object_member (import, "keywords", keywords);
  if (when != NULL)
    {
      g_autofree char *text = g_date_time_format (when, "%Y-%m-%dT%H:%M:%SZ");

      json_object_set_string_member (import, "receivedAt", text);
    }
  return import;
}

/**
 * valise_push_patch:
 * @push: the push
 * @id: an Email
 * @patch: (transfer full) (nullable): what to change; %NULL: destroy it
 * @error: where the error goes
 *
 * Changes one Email, without a guard.
 *
 * Returns: (transfer full) (nullable): the answer to Email/set
 */
JsonObject *
valise_push_patch (ValisePush *push, const char *id, JsonObject *patch, GError **error)
{
  const char *const ids[] = { id, NULL };
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  JsonObject *args = valise_jmap_batch_add (batch, "Email/set");

  valise_jmap_batch_set_writing (batch);
  if (patch != NULL)
    {
      JsonObject *update = json_object_new ();

      json_object_set_object_member (update, id, patch);
      json_object_set_object_member (args, "update", update);
    }
  else
    json_object_set_array_member (args, "destroy", valise_jmap_names (ids));
  answer = valise_jmap_batch_send (batch, push->cancellable, error);
  args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/set", error) : NULL;
  return args != NULL ? json_object_ref (args) : NULL;
}

/**
 * valise_push_adopt:
 * @push: the push
 * @edit: a message that turned out to be there already
 * @id: its id
 * @error: where the error goes
 *
 * Makes sure that it is where the edit wants it, with the flags that the edit changes.
 *
 * Returns: whether it is; else the outcome is in @error, with the scope of the item, or what ended
 *   the push
 */
gboolean
valise_push_adopt (ValisePush *push, const ValiseEdit *edit, const char *id, GError **error)
{
  JsonObject *patch = json_object_new ();
  g_autoptr (JsonObject) set = NULL;
  JsonObject *refused;

  valise_jmap_set_patch (patch, "mailboxIds", edit->folder, TRUE);
  if (edit->base_folder != NULL && g_strcmp0 (edit->base_folder, edit->folder) != 0)
    valise_jmap_set_patch (patch, "mailboxIds", edit->base_folder, FALSE);
  valise_push_add_flags (patch, edit->base_flags, edit->flags);
  set = valise_push_patch (push, id, patch, error);
  if (set == NULL)
    return FALSE;
  refused = valise_json_object (valise_json_object (set, "notUpdated"), id);
  if (refused == NULL)
    return TRUE;
  valise_jmap_error_from_set (refused, error);
  return FALSE;
}
