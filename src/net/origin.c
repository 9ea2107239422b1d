/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An origin is scheme, host and port of an address (RFC 6454). Credentials belong to origins, so
 * the rules about where they may travel are kept here, away from the code that sends requests. */

#include "net/origin.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "model/error.h"

/**
 * valise_origin_parse:
 * @url: an absolute http or https address
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the parsed address, without user and password
 */
GUri *
valise_origin_parse (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if ((!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) || host == NULL
      || *host == '\0')
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("“%s” is not a web address. A server's address looks like "
                      "https://mail.example.org."),
                   url);
      return NULL;
    }
  /* Credentials in an address would end up in messages and in the database. */
  return soup_uri_copy (uri, SOUP_URI_USER, NULL, SOUP_URI_PASSWORD, NULL, SOUP_URI_NONE);
}

static int
port_of (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return port;
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

static gboolean
is_https (GUri *uri)
{
  return g_str_equal (g_uri_get_scheme (uri), "https");
}

/**
 * valise_origin_to_string:
 * @uri: an address
 *
 * Returns: (transfer full): its origin for people, such as "https://mail.example.org"
 */
char *
valise_origin_to_string (GUri *uri)
{
  int standard = is_https (uri) ? 443 : 80;
  int port = port_of (uri);

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     port == standard ? -1 : port, "", NULL, NULL);
}

/**
 * valise_origin_equal:
 * @a: an address
 * @b: another one
 *
 * Returns: whether both have the same origin
 */
gboolean
valise_origin_equal (GUri *a, GUri *b)
{
  return is_https (a) == is_https (b) && port_of (a) == port_of (b)
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0;
}

/**
 * valise_origin_is_upgrade:
 * @from: an address
 * @to: where the server sends us on to
 *
 * Returns: whether @to is the same host as @from, by HTTPS instead of plain HTTP
 */
gboolean
valise_origin_is_upgrade (GUri *from, GUri *to)
{
  return !is_https (from) && is_https (to)
         && g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) == 0;
}

/**
 * valise_origin_is_loopback:
 * @uri: an address
 *
 * Returns: whether its host is this computer itself, so that nothing travels over a network
 */
gboolean
valise_origin_is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * valise_origin_check:
 * @uri: an address
 * @allow_plain_http: whether the user allowed this account to go without encryption
 * @error: where the error goes
 *
 * Returns: whether a password may be sent to @uri: by HTTPS, to this computer itself, or as the
 *   user allowed it
 */
gboolean
valise_origin_check (GUri *uri, gboolean allow_plain_http, GError **error)
{
  g_autofree char *origin = NULL;

  if (is_https (uri) || allow_plain_http || valise_origin_is_loopback (uri))
    return TRUE;
  origin = valise_origin_to_string (uri);
  return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                      _ ("%s is not encrypted: others could read the password and the mail. Use "
                         "an https address, or allow plain HTTP for this account."),
                      origin);
}
