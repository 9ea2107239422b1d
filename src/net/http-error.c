/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can go wrong between here and a server, as sentences for its user: the one place where
 * errors of sockets, TLS and HTTP become errors of Valise. No sentence ever holds a credential. */

#include "net/http-error.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"

#define SECONDS_A_DAY 86400

/* The connection failed; later it may be there again. */
#define unreachable(...)                                                                           \
  valise_error_new (VALISE_ERROR_UNREACHABLE, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,     \
                    __VA_ARGS__)

static char *
certificate_reasons (GTlsCertificateFlags flags)
{
  const struct
  {
    GTlsCertificateFlags flag;
    const char *reason;
  } known[] = {
    { G_TLS_CERTIFICATE_EXPIRED, C_ ("certificate", "it has expired") },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED,
      C_ ("certificate", "it is not valid yet (is this computer's clock right?)") },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, C_ ("certificate", "it was made for another name") },
    { G_TLS_CERTIFICATE_UNKNOWN_CA,
      C_ ("certificate", "it is signed by itself or by an unknown authority") },
    { G_TLS_CERTIFICATE_REVOKED, C_ ("certificate", "it has been revoked") },
    { G_TLS_CERTIFICATE_INSECURE, C_ ("certificate", "it uses an insecure algorithm") },
  };
  GString *reasons = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (flags & known[i].flag)
      /* Translators: what is between the reasons why a certificate is not accepted */
      g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? C_ ("reasons", "; ") : "",
                              known[i].reason);
  if (reasons->len == 0)
    g_string_append (reasons, C_ ("certificate", "it cannot be verified"));
  return g_string_free (reasons, FALSE);
}

static GError *
certificate_error (const char *host, SoupMessage *message)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);
  g_autofree char *reasons = certificate_reasons (flags);

  return valise_error_new (VALISE_ERROR_CERTIFICATE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                           /* Translators: a server, and the reasons: “it has expired” */
                           _ ("The certificate of %s is not accepted: %s. Nothing was sent to it."),
                           host, reasons);
}

/**
 * valise_http_error_from_io:
 * @error: an error of GIO or libsoup
 * @uri: where the request went
 * @message: (nullable): the request
 *
 * Returns: (transfer full): the same as an error of Valise; a cancellation and an error of Valise
 *   pass as they are
 */
GError *
valise_http_error_from_io (const GError *error, GUri *uri, SoupMessage *message)
{
  const char *host = g_uri_get_host (uri);

  if (error->domain == VALISE_ERROR || valise_error_is_cancelled (error))
    return g_error_copy (error);
  if (message != NULL && g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return certificate_error (host, message);
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return valise_error_new (VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                             _ ("%s does not speak HTTPS at this address. Check the address."),
                             host);

  if (error->domain == G_RESOLVER_ERROR)
    return unreachable (
        _ ("The server %s was not found. Check the address and the network connection."), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return unreachable (_ ("The server %s did not answer in time."), host);
  if (valise_http_error_is_lost_connection (error))
    return unreachable (_ ("The connection to %s was lost."), host);
  return unreachable (_ ("The server %s cannot be reached: %s."), host, error->message);
}

/**
 * valise_http_error_is_lost_connection:
 * @error: an error of GIO or libsoup
 *
 * Returns: whether the server (or something between) closed a connection that had been there, as
 *   it also happens with one that was kept open and idle for too long
 */
gboolean
valise_http_error_is_lost_connection (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE)
         || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

/**
 * valise_http_error_from_status:
 * @status: a status that is not a success (RFC 9110 section 15)
 * @uri: where the answer came from
 *
 * Returns: (transfer full): an error that says what @status means for a user
 */
GError *
valise_http_error_from_status (guint status, GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return valise_error_new (VALISE_ERROR_SIGN_IN, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                               _ ("%s refuses the user name or the password."), host);
    case SOUP_STATUS_FORBIDDEN:
      return valise_error_new (VALISE_ERROR_SIGN_IN, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                               _ ("%s does not allow this user to sign in here."), host);
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      return valise_error_new (VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                               _ ("%s does not have what was asked for."), host);
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      return valise_error_new (VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                               _ ("This is larger than what %s takes."), host);
    case SOUP_STATUS_INSUFFICIENT_STORAGE:
      return valise_error_new (VALISE_ERROR_QUOTA, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                               _ ("The mailbox on %s is full."), host);
    case VALISE_HTTP_TOO_MANY_REQUESTS:
      return valise_error_new (VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                               _ ("%s asks to slow down. Valise tries again later."), host);
    default:
      break;
    }
  if (status >= 500)
    return valise_error_new (VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                             _ ("%s has a problem at the moment (status %u). Valise tries again "
                                "later."),
                             host, status);
  return valise_error_new (VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                           _ ("%s gave an answer that makes no sense here (status %u)."), host,
                           status);
}

/**
 * valise_http_retry_after:
 * @headers: the headers of an answer
 * @now: Unix seconds
 *
 * Reads Retry-After (RFC 9110 section 10.2.3): seconds or a date.
 *
 * Returns: how many seconds the server asks to wait, at most a day; -1 when it does not say
 */
gint64
valise_http_retry_after (SoupMessageHeaders *headers, gint64 now)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (gint64)MIN (seconds, SECONDS_A_DAY);
  date = soup_date_time_new_from_http_string (value);
  return date != NULL ? CLAMP (g_date_time_to_unix (date) - now, 0, SECONDS_A_DAY) : -1;
}
