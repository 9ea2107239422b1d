/* SPDX-License-Identifier: GPL-3.0-or-later */

/* HTTP for one account: blocking requests over libsoup, with the policies that every protocol
 * shares.
 *
 * - Sign-in: the credentials travel with each request, and only to origins that are trusted: the
 *   account's own, and those that the account's own server names in its description of itself
 *   (valise_http_trust()). A redirect is followed only within an origin, or from plain HTTP to
 *   HTTPS on the same host; anything else is an error that names the new address, as an open
 *   redirect on a web server must not be able to collect passwords.
 * - TLS: certificates are checked against this computer's authorities. There is no override.
 * - Limits: an answer has a maximum size, counted unpacked; a silent connection has a time-out.
 * - Patience: 429 and 503 with a short Retry-After are waited for here; a longer one is the
 *   caller's business. A repeatable request is sent once more when a connection that was kept
 *   open turns out to be closed.
 *
 * libsoup's own sign-in and redirects stay off: they cannot be told this policy. All functions may
 * be used by several threads at once. */

#include "net/http.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/http-error.h"
#include "net/http-exchange.h"
#include "net/origin.h"

#define IDLE_SECONDS 60    /* without a byte: the server is not there any more */
#define KEEP_SECONDS 25    /* an idle connection is closed before most servers do */
#define MAX_CONNECTIONS 16 /* more than any driver uses at once */
#define MAX_BYTES (64 * 1024 * 1024)
#define MAX_ERROR_BYTES (64 * 1024) /* of the answer to a request that failed */
#define CHUNK (64 * 1024)

struct _ValiseHttp
{
  GObject parent_instance;

  SoupSession *session;
  ValiseCredentials *credentials;
  ValiseTrust *trust;
};

G_DEFINE_FINAL_TYPE (ValiseHttp, valise_http, G_TYPE_OBJECT)

static SoupSession *
session_new (guint idle_seconds)
{
  return soup_session_new_with_options (
      "timeout", idle_seconds, "idle-timeout", KEEP_SECONDS, "max-conns", MAX_CONNECTIONS,
      "max-conns-per-host", MAX_CONNECTIONS, "user-agent", "Valise/" VALISE_VERSION, NULL);
}

static void
valise_http_init (ValiseHttp *self)
{
  self->session = session_new (IDLE_SECONDS);
}

static void
valise_http_finalize (GObject *object)
{
  ValiseHttp *self = VALISE_HTTP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->credentials, valise_credentials_free);
  g_clear_pointer (&self->trust, valise_trust_free);
  G_OBJECT_CLASS (valise_http_parent_class)->finalize (object);
}

static void
valise_http_class_init (ValiseHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = valise_http_finalize;
}

/**
 * valise_http_new:
 * @user: the user's name; empty: the secret is a token
 * @allow_plain_http: whether the user allowed this account to go without encryption
 * @secret: gets the secret, on the thread that sends a request
 * @data: for @secret
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): a client that trusts no origin yet; see valise_http_trust()
 */
ValiseHttp *
valise_http_new (const char *user,
                 gboolean allow_plain_http,
                 ValiseSecretFunc secret,
                 gpointer data,
                 GDestroyNotify destroy)
{
  ValiseHttp *self = g_object_new (VALISE_TYPE_HTTP, NULL);

  self->credentials = valise_credentials_new (user, secret, data, destroy);
  self->trust = valise_trust_new (allow_plain_http);
  return self;
}

/**
 * valise_http_trust:
 * @self: the client
 * @url: an address that the user gave, or that the account's own server names as its own
 * @error: where the error goes
 *
 * From now on the credentials may travel to the origin of @url.
 *
 * Returns: whether @url is an address that a password may travel to at all
 */
gboolean
valise_http_trust (ValiseHttp *self, const char *url, GError **error)
{
  g_autoptr (GUri) uri = valise_origin_parse (url, error);

  return uri != NULL && valise_trust_add (self->trust, uri, error);
}

static ValiseExchange
exchange_init (ValiseHttp *self, SoupSession *session, const ValiseHttpRequest *request)
{
  return (ValiseExchange){
    .session = session, .credentials = self->credentials, .trust = self->trust, .request = request
  };
}

/* Reads to the end, but never more than @max. */
static GBytes *
read_all (GInputStream *stream, gsize hint, gsize max, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint)MIN (hint, max) + CHUNK);
  gssize count;

  do
    {
      gsize had = bytes->len;

      g_byte_array_set_size (bytes, (guint)(had + CHUNK));
      count = g_input_stream_read (stream, bytes->data + had, CHUNK, cancellable, error);
      g_byte_array_set_size (bytes, (guint)(had + (gsize)MAX (count, 0)));
      if (bytes->len > max)
        {
          valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_SERVICE,
                       VALISE_REMEDY_RETRY_LATER,
                       _ ("The server's answer is larger than the %lu MB that make sense here."),
                       (gulong)(max / 1000000));
          return NULL;
        }
    }
  while (count > 0);
  return count == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static ValiseHttpResponse *
read_response (ValiseExchange *exchange,
               GInputStream *stream,
               GCancellable *cancellable,
               GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  g_autoptr (ValiseHttpResponse) response = g_new0 (ValiseHttpResponse, 1);
  g_autoptr (GError) failure = NULL;
  gsize max = exchange->request->max_bytes != 0 ? exchange->request->max_bytes : MAX_BYTES;
  goffset announced = soup_message_headers_get_content_length (headers);

  response->status = soup_message_get_status (exchange->message);
  if (!SOUP_STATUS_IS_SUCCESSFUL (response->status))
    max = MIN (max, MAX_ERROR_BYTES);
  response->url = g_uri_to_string (exchange->uri);
  response->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  response->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  response->body = read_all (stream, (gsize)CLAMP (announced, 0, G_MAXINT32), max, cancellable,
                             &failure);
  if (response->body == NULL)
    {
      g_propagate_error (error, valise_http_error_from_io (failure, exchange->uri, NULL));
      return NULL;
    }
  g_input_stream_close (stream, NULL, NULL); /* gives the connection back */
  return g_steal_pointer (&response);
}

/**
 * valise_http_send:
 * @self: the client
 * @request: what to send
 * @cancellable: (nullable): ends it within a second, whatever it is waiting for
 * @error: where the error goes
 *
 * Sends @request and reads the whole answer.
 *
 * Returns: (transfer full) (nullable): the answer, whose status may be any but those that are
 *   dealt with here: 401, 403 unless @request judges it, redirects, 429 and 503
 */
ValiseHttpResponse *
valise_http_send (ValiseHttp *self,
                  const ValiseHttpRequest *request,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (ValiseExchange) exchange = exchange_init (self, self->session, request);
  g_autoptr (GInputStream) stream = NULL;

  exchange.uri = valise_origin_parse (request->url, error);
  if (exchange.uri == NULL)
    return NULL;
  stream = valise_exchange_run (&exchange, cancellable, error);
  return stream != NULL ? read_response (&exchange, stream, cancellable, error) : NULL;
}

/**
 * valise_http_open_stream:
 * @self: the client
 * @url: the address
 * @accept: the type that is wanted
 * @idle_seconds: without a byte for so long, reading fails with %G_IO_ERROR_TIMED_OUT
 * @status: (out): the answer's status
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Opens an answer that has no end, such as an EventSource, on a connection of its own.
 *
 * Returns: (transfer full) (nullable): the answer's body; its connection is closed with it
 */
GInputStream *
valise_http_open_stream (ValiseHttp *self,
                         const char *url,
                         const char *accept,
                         guint idle_seconds,
                         guint *status,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (SoupSession) session = session_new (idle_seconds);
  const ValiseHttpRequest request = { .url = url, .accept = accept };
  g_auto (ValiseExchange) exchange = exchange_init (self, session, &request);
  GInputStream *stream;

  exchange.uri = valise_origin_parse (url, error);
  if (exchange.uri == NULL)
    return NULL;
  stream = valise_exchange_run (&exchange, cancellable, error);
  if (stream == NULL)
    return NULL;
  *status = soup_message_get_status (exchange.message);
  g_object_set_data_full (G_OBJECT (stream), "valise-session", g_steal_pointer (&session),
                          g_object_unref);
  return stream;
}

/**
 * valise_http_get_secret:
 * @self: the client
 * @cancellable: (nullable): cancels asking for the secret
 * @error: where the error goes
 *
 * For a driver that signs in by a request of its own.
 *
 * Returns: (transfer full) (nullable): the secret; give it back to valise_credentials_wipe()
 */
char *
valise_http_get_secret (ValiseHttp *self, GCancellable *cancellable, GError **error)
{
  return valise_credentials_get_secret (self->credentials, cancellable, error);
}

/* The server refused the secret: the next one who needs it asks for it anew. */
void
valise_http_forget_secret (ValiseHttp *self)
{
  valise_credentials_forget_secret (self->credentials);
}

/* Ends what the server knows this client by; it has to sign in again. */
void
valise_http_forget_cookies (ValiseHttp *self)
{
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  soup_session_add_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
}

/**
 * valise_http_get_sign_in:
 * @self: the client
 *
 * Returns: the way of signing in that is used now; see valise_http_set_sign_in()
 */
ValiseSignIn
valise_http_get_sign_in (ValiseHttp *self)
{
  return valise_credentials_get_sign_in (self->credentials);
}

/**
 * valise_http_set_sign_in:
 * @self: the client
 * @sign_in: the way that worked the last time, which saves a refused try. Cookies are kept (in
 *   memory only) with %VALISE_SIGN_IN_COOKIE and no other way
 */
void
valise_http_set_sign_in (ValiseHttp *self, ValiseSignIn sign_in)
{
  if (sign_in == VALISE_SIGN_IN_COOKIE)
    valise_http_forget_cookies (self);
  valise_credentials_set_sign_in (self->credentials, sign_in);
}

/**
 * valise_http_response_check:
 * @response: an answer
 * @error: where the error goes
 *
 * Returns: whether its status is a success; what else it means for a user is in @error
 */
gboolean
valise_http_response_check (const ValiseHttpResponse *response, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (response->status))
    return TRUE;
  uri = valise_origin_parse (response->url, error);
  if (uri != NULL)
    g_propagate_error (error, valise_http_error_from_status (response->status, uri));
  return FALSE;
}

/**
 * valise_http_response_free:
 * @response: (transfer full) (nullable): an answer
 */
void
valise_http_response_free (ValiseHttpResponse *response)
{
  if (response == NULL)
    return;
  g_free (response->url);
  g_free (response->content_type);
  g_free (response->etag);
  g_clear_pointer (&response->body, g_bytes_unref);
  g_free (response);
}
