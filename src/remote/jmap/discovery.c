/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what the user typed to the session resource (RFC 8620 section 2.2). What is tried, in order:
 *
 *   an address with a path    that address itself, then /.well-known/jmap on that server
 *   an address without        /.well-known/jmap on that server
 *   a bare host name          the DNS record _jmap._tcp of it, then /.well-known/jmap on it
 *   nothing                   the part of the user's name after "@", as a bare host name
 *
 * Anybody can forge DNS, so a record that points outside of the domain is not followed but shown.
 */

#include "remote/jmap/discovery.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "net/origin.h"

#define MAX_SESSION_BYTES (1024 * 1024)

/* Reads the session at @url. A NULL without an error: there is none, try elsewhere. */
static ValiseJmapSession *
read_session (ValiseHttp *http, const char *url, GCancellable *cancellable, GError **error)
{
  const ValiseHttpRequest request = {
    .url = url, .accept = "application/json", .max_bytes = MAX_SESSION_BYTES, .repeatable = TRUE
  };
  g_autoptr (ValiseHttpResponse) response = NULL;
  g_autoptr (JsonObject) object = NULL;
  const char *text;
  gsize length;

  if (!valise_http_trust (http, url, error))
    return NULL;
  response = valise_http_send (http, &request, cancellable, error);
  if (response == NULL
      || (response->status >= 500 && !valise_http_response_check (response, error)))
    return NULL;
  text = g_bytes_get_data (response->body, &length);
  object = response->status == 200 ? valise_json_parse (text, length, NULL) : NULL;
  return object != NULL ? valise_jmap_session_new (object, response->url, error) : NULL;
}

static gboolean
is_within (const char *host, const char *domain)
{
  g_autofree char *suffix = g_strconcat (".", domain, NULL);
  gsize length = strlen (host);
  gsize tail = strlen (suffix);

  return g_ascii_strcasecmp (host, domain) == 0
         || (length > tail && g_ascii_strcasecmp (host + length - tail, suffix) == 0);
}

/* Looks the service up in DNS. Returns: the base address; NULL without an error: no record. */
static char *
look_up (const char *domain, GCancellable *cancellable, GError **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GList *targets = g_resolver_lookup_service (resolver, "jmap", "tcp", domain, cancellable, NULL);
  g_autofree char *host = NULL;
  g_autofree char *base = NULL;

  if (targets == NULL)
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  host = g_strdup (g_srv_target_get_hostname (targets->data));
  base = g_strdup_printf ("https://%s:%u", host, g_srv_target_get_port (targets->data));
  g_resolver_free_targets (targets);
  if (is_within (host, domain))
    return g_steal_pointer (&base);
  valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
               _ ("%s names %s as its server. Your password was not sent there. If that is the "
                  "right server, give %s as the server's address."),
               domain, base, base);
  return NULL;
}

/* The addresses where a session may be, the most likely one first. */
static GPtrArray *
list_candidates (const char *server, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) urls = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GUri) uri = NULL;

  if (strstr (server, "://") == NULL)
    {
      g_autofree char *address = g_strconcat ("https://", server, NULL);

      uri = valise_origin_parse (address, error);
      if (uri == NULL)
        return NULL;
      if (g_uri_get_port (uri) <= 0 && !g_hostname_is_ip_address (g_uri_get_host (uri)))
        {
          g_autoptr (GError) failure = NULL;
          g_autofree char *base = look_up (g_uri_get_host (uri), cancellable, &failure);

          if (failure != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&failure));
              return NULL;
            }
          if (base != NULL)
            g_ptr_array_add (urls, g_strconcat (base, "/.well-known/jmap", NULL));
        }
    }
  else
    uri = valise_origin_parse (server, error);
  if (uri == NULL)
    return NULL;
  if (strlen (g_uri_get_path (uri)) > 1)
    g_ptr_array_add (urls, g_uri_to_string (uri));
  {
    g_autofree char *origin = valise_origin_to_string (uri);

    g_ptr_array_add (urls, g_strconcat (origin, "/.well-known/jmap", NULL));
  }
  return g_steal_pointer (&urls);
}

/**
 * valise_jmap_discover:
 * @http: the account's HTTP client
 * @server: what the user gave as the server's address; may be empty
 * @user: the user's name
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the session
 */
ValiseJmapSession *
valise_jmap_discover (ValiseHttp *http,
                      const char *server,
                      const char *user,
                      GCancellable *cancellable,
                      GError **error)
{
  const char *at = strrchr (user, '@');
  g_autoptr (GPtrArray) urls = NULL;

  if (*server == '\0')
    server = at != NULL ? at + 1 : user;
  urls = list_candidates (server, cancellable, error);
  for (guint i = 0; urls != NULL && i < urls->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (ValiseJmapSession) session = read_session (http, urls->pdata[i], cancellable,
                                                            &failure);

      if (session != NULL)
        return g_steal_pointer (&session);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  if (urls != NULL)
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_USER,
                 _ ("There is no JMAP server at %s. Check the address."), server);
  return NULL;
}
