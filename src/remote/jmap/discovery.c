/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what the user typed to the session resource (RFC 8620 section 2.2). */

#include "remote/jmap/discovery.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "remote/candidates.h"

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
  const ValiseCandidateRule rule = { .service = "jmap", .well_known = "/.well-known/jmap" };
  g_autoptr (GPtrArray) urls = valise_candidates_list (&rule, server, user, cancellable, error);

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
                 _ ("There is no JMAP server at %s. Check the address."),
                 *server != '\0' ? server : user);
  return NULL;
}
