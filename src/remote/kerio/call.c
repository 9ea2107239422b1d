/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON-RPC 2.0: one POST a call. The server wants the session's cookies and its token in X-Token.
 *
 * A session ends after some time, which no document tells, with the error -32001: the call was not
 * done, so it is signed in again and the call repeated, once. What the server says about a failed
 * call is in the body, whatever the status. */

#include "remote/kerio/call.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "net/json.h"
#include "remote/kerio/errors.h"

static GBytes *
make_body (ValiseKerio *self, const char *method, JsonObject *params)
{
  g_autoptr (JsonObject) call = json_object_new ();
  char *text;

  json_object_set_string_member (call, "jsonrpc", "2.0");
  json_object_set_int_member (call, "id", ++self->serial);
  json_object_set_string_member (call, "method", method);
  json_object_set_object_member (call, "params",
                                 params != NULL ? json_object_ref (params) : json_object_new ());
  text = valise_json_print (call);
  return g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify)valise_credentials_wipe,
                                     text);
}

/* The whole answer, read and found to be one of JSON-RPC. */
static JsonObject *
read_answer (const ValiseHttpResponse *response, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);
  g_autoptr (JsonObject) answer = valise_json_parse (text, length, NULL);

  if (answer != NULL
      && (json_object_has_member (answer, "result") || valise_json_object (answer, "error")))
    return g_steal_pointer (&answer);
  /* A server that has no such thing says this too, without words of Kerio Connect. */
  if (response->status == SOUP_STATUS_INTERNAL_SERVER_ERROR
      || response->status == SOUP_STATUS_NOT_IMPLEMENTED
      || valise_http_response_check (response, error))
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server's answer makes no sense: it is not one of Kerio Connect."));
  return NULL;
}

/**
 * valise_kerio_call_once:
 * @self: a client
 * @method: such as "Folders.get"
 * @params: (nullable) (transfer none): its parameters
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN for a session that ended
 *
 * Calls without signing in first or again. What only reads may be sent twice.
 *
 * Returns: (transfer full) (nullable): the result
 */
JsonObject *
valise_kerio_call_once (ValiseKerio *self,
                        const char *method,
                        JsonObject *params,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *url = g_strconcat (self->origin, "/webmail/api/jsonrpc/", NULL);
  const char *const headers[] = { "X-Token", self->token, NULL };
  g_autoptr (GBytes) body = make_body (self, method, params);
  const ValiseHttpRequest request = { .method = "POST",
                                      .url = url,
                                      .accept = "application/json-rpc",
                                      .content_type = "application/json-rpc; charset=UTF-8",
                                      .headers = self->token != NULL ? headers : NULL,
                                      .body = body,
                                      .repeatable = strstr (method, ".get") != NULL };
  g_autoptr (ValiseHttpResponse) response = valise_http_send (self->http, &request, cancellable,
                                                              error);
  g_autoptr (JsonObject) answer = response != NULL ? read_answer (response, error) : NULL;
  JsonObject *failure = valise_json_object (answer, "error");
  JsonObject *result = valise_json_object (answer, "result");

  if (answer == NULL)
    return NULL;
  if (failure != NULL)
    {
      valise_kerio_error_from_call (method, failure, error);
      return NULL;
    }
  return result != NULL ? json_object_ref (result) : json_object_new ();
}

/**
 * valise_kerio_call:
 * @self: a client
 * @method: such as "Folders.get"
 * @params: (nullable) (transfer full): its parameters
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Signs in where that is needed, and once again where the session has ended.
 *
 * Returns: (transfer full) (nullable): the result
 */
JsonObject *
valise_kerio_call (ValiseKerio *self,
                   const char *method,
                   JsonObject *params,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (JsonObject) owned = params;
  gboolean fresh = self->token == NULL;
  g_autoptr (GError) failure = NULL;
  JsonObject *result;

  if (fresh && !valise_kerio_sign_in (self, cancellable, error))
    return NULL;
  result = valise_kerio_call_once (self, method, params, cancellable, &failure);
  if (result == NULL && !fresh && valise_error_is (failure, VALISE_ERROR_SIGN_IN))
    {
      g_clear_error (&failure);
      valise_kerio_sign_out (self);
      if (!valise_kerio_sign_in (self, cancellable, error))
        return NULL;
      result = valise_kerio_call_once (self, method, params, cancellable, &failure);
    }
  if (result == NULL && valise_error_is (failure, VALISE_ERROR_SIGN_IN))
    {
      valise_kerio_sign_out (self);
      valise_fail (error, VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server ends each session at once. Valise tries again later."));
    }
  else if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return result;
}
