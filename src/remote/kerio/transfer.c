/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Attachments and pictures: they travel beside the calls, with the same cookies and token. Outside
 * of a session the server answers with a plain status, so after a refusal one call that does
 * nothing finds out whether it is the session that is over. */

#include "remote/kerio/call.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "net/json.h"
#include "net/origin.h"
#include "remote/kerio/errors.h"

#define MAX_DOWNLOAD (256 * 1024 * 1024)
#define MAX_ANSWER (64 * 1024)

/* Sends @request in a session; in a new one where the first was over. */
static ValiseHttpResponse *
send_in_session (ValiseKerio *self,
                 ValiseHttpRequest *request,
                 GCancellable *cancellable,
                 GError **error)
{
  for (guint round = 0;; round++)
    {
      const char *headers[] = { "X-Token", NULL, NULL };
      g_autoptr (GError) failure = NULL;
      ValiseHttpResponse *response;
      JsonObject *alive;

      if (self->token == NULL && !valise_kerio_sign_in (self, cancellable, error))
        return NULL;
      headers[1] = self->token;
      request->headers = headers;
      response = valise_http_send (self->http, request, cancellable, &failure);
      request->headers = NULL;
      if (response != NULL && response->status / 100 != 2 && round == 0)
        {
          /* Signs in anew where that is the reason; else the status is what it says. */
          g_autofree char *before = g_strdup (self->token);

          alive = valise_kerio_call (self, "Session.whoAmI", NULL, cancellable, error);
          if (alive == NULL)
            {
              valise_http_response_free (response);
              return NULL;
            }
          json_object_unref (alive);
          if (g_strcmp0 (before, self->token) == 0)
            return response;
          valise_http_response_free (response);
          continue;
        }
      if (valise_error_is (failure, VALISE_ERROR_SIGN_IN) && round == 0)
        {
          valise_kerio_sign_out (self);
          continue;
        }
      if (response == NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return response;
    }
}

/* What the server does not hand out is the one item, and no reason to stop the others. */
static gboolean
check_item (const ValiseHttpResponse *response, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (valise_http_response_check (response, &failure))
    return TRUE;
  return valise_fail (error, (ValiseError)failure->code, VALISE_SCOPE_ITEM,
                      VALISE_REMEDY_RETRY_LATER, "%s", failure->message);
}

/**
 * valise_kerio_download:
 * @self: a client
 * @url: as the server gave it, without its origin
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; of scope item where it is about this one only
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
valise_kerio_download (ValiseKerio *self,
                       const char *url,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *base = g_strconcat (self->origin, "/", NULL);
  g_autofree char *whole = g_uri_resolve_relative (base, url, SOUP_HTTP_URI_FLAGS, NULL);
  ValiseHttpRequest request = { .url = whole, .max_bytes = MAX_DOWNLOAD, .repeatable = TRUE };
  g_autoptr (GUri) from = valise_origin_parse (base, error);
  g_autoptr (GUri) to = whole != NULL ? valise_origin_parse (whole, NULL) : NULL;
  g_autoptr (ValiseHttpResponse) response = NULL;

  if (from == NULL)
    return NULL;
  if (*url == '\0' || to == NULL || !valise_origin_equal (from, to))
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ITEM, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server names an address that makes no sense for an attachment."));
      return NULL;
    }
  response = send_in_session (self, &request, cancellable, error);
  if (response == NULL || !check_item (response, error))
    return NULL;
  return g_bytes_ref (response->body);
}

/* A file as a form of one field (RFC 7578), as a browser sends it. */
static GBytes *
make_form (GBytes *bytes, const char *name, const char *type, char **content_type)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (
      SOUP_MESSAGE_HEADERS_MULTIPART);
  GBytes *body = NULL;

  soup_multipart_append_form_file (form, "file", name, type, bytes);
  soup_multipart_to_message (form, headers, &body);
  *content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  return body;
}

static char *
read_upload_id (const ValiseHttpResponse *response, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);
  g_autoptr (JsonObject) answer = valise_json_parse (text, length, NULL);
  JsonObject *failure = valise_json_object (answer, "error");
  JsonObject *file = valise_json_object (valise_json_object (answer, "result"), "fileUpload");
  const char *id = valise_json_string (file, "id");

  if (id != NULL)
    return g_strdup (id);
  if (failure != NULL)
    valise_kerio_error_from_item (failure, error);
  else if (check_item (response, error))
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ITEM, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server did not say where it put the attachment."));
  return NULL;
}

/**
 * valise_kerio_upload:
 * @self: a client
 * @bytes: a file
 * @name: its name
 * @type: its media type
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; of scope item where it is about this one only
 *
 * Uploads a file, which the server forgets after some minutes unless an item refers to it. Servers
 * differ in what they take: a form, or else the bare bytes.
 *
 * Returns: (transfer full) (nullable): its id
 */
char *
valise_kerio_upload (ValiseKerio *self,
                     GBytes *bytes,
                     const char *name,
                     const char *type,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *url = g_strconcat (self->origin, "/webmail/api/jsonrpc/attachment-upload/",
                                      NULL);
  g_autofree char *form_type = NULL;
  g_autoptr (GBytes) form = make_form (bytes, name, type, &form_type);
  ValiseHttpRequest request = { .method = "POST",
                                .url = url,
                                .accept = "application/json",
                                .content_type = form_type,
                                .body = form,
                                .max_bytes = MAX_ANSWER,
                                .repeatable = TRUE };
  g_autoptr (ValiseHttpResponse) response = send_in_session (self, &request, cancellable, error);
  g_autoptr (ValiseHttpResponse) bare = NULL;
  g_autofree char *id = NULL;

  if (response == NULL)
    return NULL;
  id = read_upload_id (response, NULL);
  if (id != NULL)
    return g_steal_pointer (&id);
  request.content_type = type;
  request.body = bytes;
  bare = send_in_session (self, &request, cancellable, error);
  return bare != NULL ? read_upload_id (bare, error) : NULL;
}
