/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Uploads and downloads: plain HTTP beside the API, with its session. */

#include <string.h>

#include "demo/blobs.h"
#include "demo/fault.h"
#include "demo/server-private.h"
#include "net/json.h"

#define MULTIPART "multipart/form-data"

static void
answer_status (SoupServerMessage *message, guint status)
{
  soup_server_message_set_status (message, status, NULL);
}

static gboolean
has_session (ValiseDemoServer *self, SoupServerMessage *message, gboolean with_token)
{
  if (valise_demo_sessions_check (self->sessions, self->switches, message, with_token) != 0)
    return TRUE;
  answer_status (message, valise_demo_switch_number (self->switches, VALISE_DEMO_DENIED_STATUS));
  return FALSE;
}

static const char *
add_upload (ValiseDemoServer *self, const char *name, const char *type, GBytes *bytes)
{
  return valise_demo_blobs_upload (self->mailbox, name != NULL ? name : "",
                                   type != NULL ? type : "application/octet-stream", bytes);
}

/* The part called "file". */
static const char *
upload_form (ValiseDemoServer *self, SoupMessageHeaders *headers, GBytes *body)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new_from_message (headers, body);

  for (int i = 0; form != NULL && i < soup_multipart_get_length (form); i++)
    {
      SoupMessageHeaders *part_headers;
      GBytes *part;
      g_autoptr (GHashTable) params = NULL;
      g_autofree char *disposition = NULL;

      if (!soup_multipart_get_part (form, i, &part_headers, &part)
          || !soup_message_headers_get_content_disposition (part_headers, &disposition, &params)
          || g_strcmp0 (g_hash_table_lookup (params, "name"), "file") != 0)
        continue;
      return add_upload (self, g_hash_table_lookup (params, "filename"),
                         soup_message_headers_get_content_type (part_headers, NULL), part);
    }
  return NULL;
}

static const char *
take_upload (ValiseDemoServer *self, SoupServerMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const char *form = valise_demo_switch_word (self->switches, VALISE_DEMO_UPLOAD_FORM);

  if (g_strcmp0 (type, MULTIPART) == 0)
    return g_str_equal (form, "raw") ? NULL : upload_form (self, headers, body);
  return g_str_equal (form, "multipart") || type == NULL ? NULL
                                                         : add_upload (self, NULL, type, body);
}

/**
 * valise_demo_transfers_upload:
 * @self: the server
 * @message: a file
 */
void
valise_demo_transfers_upload (ValiseDemoServer *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *result, *upload;
  const char *id;

  valise_demo_server_count (self, "upload");
  if (!has_session (self, message, TRUE))
    return;
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  if ((gint64)g_bytes_get_size (body)
      > valise_demo_switch_number (self->switches, VALISE_DEMO_MAX_UPLOAD))
    {
      answer_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
  id = take_upload (self, message, body);
  if (id == NULL)
    {
      answer_status (message, SOUP_STATUS_BAD_REQUEST);
      return;
    }
  answer = json_object_new ();
  result = json_object_new ();
  upload = json_object_new ();
  json_object_set_string_member (upload, "id", id);
  json_object_set_string_member (
      upload, "name", ((ValiseDemoUpload *)g_hash_table_lookup (self->mailbox->uploads, id))->name);
  json_object_set_object_member (result, "fileUpload", upload);
  json_object_set_object_member (answer, "result", result);
  valise_demo_server_answer_json (message, SOUP_STATUS_OK, answer);
}

/**
 * valise_demo_transfers_download:
 * @self: the server
 * @message: a request
 * @path: of what
 *
 * The cookies are enough here.
 */
void
valise_demo_transfers_download (ValiseDemoServer *self,
                                SoupServerMessage *message,
                                const char *path)
{
  GBytes *bytes;
  const char *type;

  valise_demo_server_count (self, "download");
  if (!has_session (self, message, FALSE))
    return;
  if (valise_demo_blobs_find (self->mailbox, path, &bytes, &type) == NULL)
    {
      answer_status (message, SOUP_STATUS_NOT_FOUND);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), type,
                                         NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}
