/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One request on its way through refusals, redirects and "later": the policies of http.c at work.
 * Each sending looks at the status line and either ends or sends again with something changed. */

#include "net/http-exchange.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/http-error.h"
#include "net/origin.h"
#include "net/sleep.h"

#define MAX_ROUNDS 10      /* sends of one request: redirects, sign-in, waits */
#define MAX_WAITS 3        /* of MAX_WAIT_SECONDS each */
#define MAX_WAIT_SECONDS 5 /* a longer Retry-After is not waited for here */

/**
 * valise_exchange_clear:
 * @self: a request
 *
 * Frees what @self owns.
 */
void
valise_exchange_clear (ValiseExchange *self)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_object (&self->message);
  g_clear_pointer (&self->authorization, valise_credentials_wipe);
}

/* Makes the message anew for each sending: libsoup cannot send one twice. */
static gboolean
prepare (ValiseExchange *self, GCancellable *cancellable, GError **error)
{
  const ValiseHttpRequest *request = self->request;
  gboolean by_cookie = valise_credentials_get_sign_in (self->credentials) == VALISE_SIGN_IN_COOKIE;
  SoupMessageHeaders *headers;

  g_clear_object (&self->message);
  g_clear_pointer (&self->authorization, valise_credentials_wipe);
  if (!valise_trust_has (self->trust, self->uri))
    {
      g_autofree char *origin = valise_origin_to_string (self->uri);

      return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_USER,
                          _ ("%s is not an address of this account."), origin);
    }
  if (!by_cookie)
    {
      self->authorization = valise_credentials_get_header (self->credentials, cancellable, error);
      if (self->authorization == NULL)
        return FALSE;
    }

  self->message = soup_message_new_from_uri (request->method != NULL ? request->method : "GET",
                                             self->uri);
  soup_message_set_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (self->message, SOUP_TYPE_AUTH_MANAGER);
  headers = soup_message_get_request_headers (self->message);
  if (self->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", self->authorization);
  if (request->accept != NULL)
    soup_message_headers_replace (headers, "Accept", request->accept);
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, request->headers[i], request->headers[i + 1]);
  if (valise_origin_is_loopback (self->uri))
    soup_message_headers_replace (headers, "Accept-Encoding", "identity"); /* saves packing */
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, request->content_type, request->body);
  return TRUE;
}

/* Follows a redirect as far as the policy allows it. */
static gboolean
redirect (ValiseExchange *self, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  g_autofree char *base = g_uri_to_string (self->uri);
  g_autofree char *url = NULL;
  g_autoptr (GUri) target = NULL;
  g_autofree char *from = valise_origin_to_string (self->uri);
  g_autofree char *to = NULL;

  if (location != NULL)
    url = g_uri_resolve_relative (base, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (url != NULL)
    target = valise_origin_parse (url, NULL);
  if (target == NULL)
    return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("%s sends us on to an address that makes no sense."), from);
  if (!valise_origin_equal (self->uri, target) && !valise_origin_is_upgrade (self->uri, target))
    {
      to = valise_origin_to_string (target);
      return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                          _ ("%s sends us on to %s. Your password was not sent there. If that is "
                             "the right server, give %s as the server's address."),
                          from, to, to);
    }
  if (!valise_trust_add (self->trust, target, error))
    return FALSE;
  g_uri_unref (self->uri);
  self->uri = g_steal_pointer (&target);
  return TRUE;
}

static GError *
busy_error (ValiseExchange *self, gint64 seconds)
{
  GError *error = valise_http_error_from_status (soup_message_get_status (self->message),
                                                 self->uri);

  if (error->domain == VALISE_ERROR && seconds > 0)
    valise_error_set_retry_after (error, seconds);
  return error;
}

/* Waits as long as the server asks, when that is short. */
static gboolean
wait_for_server (ValiseExchange *self, GCancellable *cancellable, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  gint64 seconds = valise_http_retry_after (headers, g_get_real_time () / G_USEC_PER_SEC);

  if (seconds < 0 || seconds > MAX_WAIT_SECONDS || self->waits++ >= MAX_WAITS)
    {
      g_propagate_error (error, busy_error (self, seconds));
      return FALSE;
    }
  return valise_sleep (MAX ((guint)seconds * 1000, 200), cancellable, error);
}

/* Looks at the status line. Returns FALSE with an error, or TRUE with whether to send @again. */
static gboolean
judge (ValiseExchange *self, gboolean *again, GCancellable *cancellable, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);
  /* To a browser only POST turns into a GET by these (RFC 9110 sections 15.4.2 to 15.4.4). */
  gboolean keeps = g_strcmp0 (self->request->method, "POST") != 0;
  gboolean get = self->request->body == NULL;

  *again = TRUE;
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      if (self->authorization != NULL
          && valise_credentials_refused (
              self->credentials, self->authorization,
              soup_message_headers_get_list (headers, "WWW-Authenticate")))
        return TRUE;
      break;
    case SOUP_STATUS_FORBIDDEN:
      if (!self->request->judges_forbidden)
        break;
      *again = FALSE;
      return TRUE;
    case VALISE_HTTP_TOO_MANY_REQUESTS:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      return wait_for_server (self, cancellable, error);
    case SOUP_STATUS_MOVED_PERMANENTLY:
    case SOUP_STATUS_FOUND:
      if (keeps)
        return redirect (self, error);
      break; /* a browser would turn it into a GET: not what was asked for */
    case SOUP_STATUS_SEE_OTHER:
      if (get)
        return redirect (self, error);
      break;
    case SOUP_STATUS_TEMPORARY_REDIRECT:
    case SOUP_STATUS_PERMANENT_REDIRECT:
      return redirect (self, error);
    default:
      *again = FALSE;
      valise_credentials_accepted (self->credentials);
      return TRUE;
    }
  g_propagate_error (error, valise_http_error_from_status (status, self->uri));
  return FALSE;
}

/**
 * valise_exchange_run:
 * @self: a request
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Sends until there is an answer that is not about sign-in, place or patience.
 *
 * Returns: (transfer full) (nullable): the body of that answer; the rest of it is in
 *   `self->message`
 */
GInputStream *
valise_exchange_run (ValiseExchange *self, GCancellable *cancellable, GError **error)
{
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GError) failure = NULL;
      gboolean again = FALSE;

      if (!prepare (self, cancellable, error))
        return NULL;
      stream = soup_session_send (self->session, self->message, cancellable, &failure);
      if (stream == NULL && self->request->repeatable && !self->resent
          && valise_http_error_is_lost_connection (failure))
        {
          self->resent = TRUE;
          continue;
        }
      if (stream == NULL)
        {
          g_propagate_error (error, valise_http_error_from_io (failure, self->uri, self->message));
          return NULL;
        }
      if (!judge (self, &again, cancellable, error))
        return NULL;
      if (!again)
        return g_steal_pointer (&stream);
      g_input_stream_close (stream, NULL, NULL); /* gives the connection back */
    }
  valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
               _ ("%s sends us in circles."), g_uri_get_host (self->uri));
  return NULL;
}
