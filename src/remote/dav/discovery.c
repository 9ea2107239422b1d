/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what the user typed to the homes (RFC 6764 section 6, RFC 4791 section 6.2.1, RFC 6352
 * section 7.1.1). Each candidate is asked what it is and who we are: it may be a principal or know
 * ours, it may be a home, or it may be one calendar or address book that was named on purpose.
 *
 * The root of the server comes last: Radicale and Xandikos redirect the well-known address there,
 * and a server that knows no well-known address may still know the principal. */

#include "remote/dav/discovery.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/origin.h"
#include "remote/dav/href.h"
#include "remote/dav/request.h"

#define MAX_BYTES (1024 * 1024)

typedef struct
{
  const ValiseDavProtocol *protocol;
  ValiseHttp *http;
  GCancellable *cancellable;
} Search;

/* One address that was asked, and what it said of itself. */
typedef struct
{
  char *origin;
  char *host;
  char *path;
  ValiseMultistatus *answer;
  const ValiseDavResponse *response;
} Probe;

static void
probe_free (Probe *probe)
{
  g_free (probe->origin);
  g_free (probe->host);
  g_free (probe->path);
  valise_multistatus_free (probe->answer);
  g_free (probe);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Probe, probe_free)

/**
 * valise_dav_place_free:
 * @place: (transfer full) (nullable): where a user's collections are
 */
void
valise_dav_place_free (ValiseDavPlace *place)
{
  if (place == NULL)
    return;
  g_free (place->origin);
  g_clear_pointer (&place->homes, g_ptr_array_unref);
  g_free (place);
}

/* Reads the one response that an address gives about itself, after redirects. */
static Probe *
read_probe (const ValiseHttpResponse *response, GError **error)
{
  g_autoptr (Probe) probe = g_new0 (Probe, 1);
  g_autoptr (GUri) uri = valise_origin_parse (response->url, error);

  if (uri == NULL)
    return NULL;
  probe->origin = valise_origin_to_string (uri);
  probe->host = g_strdup (g_uri_get_host (uri));
  probe->path = valise_href_normalize (g_uri_get_path (uri), probe->host);
  probe->answer = valise_multistatus_parse (response->body, probe->host, NULL);
  if (probe->answer != NULL && probe->answer->responses->len > 0 && probe->path != NULL)
    probe->response = probe->answer->responses->pdata[0];
  return g_steal_pointer (&probe);
}

/* Asks an address what it is. A NULL without an error: nothing that we look for. */
static Probe *
ask (Search *search, const char *url, GError **error)
{
  const char *const headers[] = { "Depth", "0", NULL };
  g_autoptr (GBytes) body = valise_dav_body_propfind (VALISE_DAV_PROPERTIES_WHO);
  const ValiseHttpRequest request = { .method = "PROPFIND",
                                      .url = url,
                                      .content_type = VALISE_DAV_XML,
                                      .body = body,
                                      .headers = headers,
                                      .max_bytes = MAX_BYTES,
                                      .repeatable = TRUE,
                                      .judges_forbidden = TRUE };
  g_autoptr (ValiseHttpResponse) response = NULL;
  g_autoptr (Probe) probe = NULL;

  if (!valise_http_trust (search->http, url, error))
    return NULL;
  response = valise_http_send (search->http, &request, search->cancellable, error);
  if (response == NULL || (response->status >= 502 && !valise_http_response_check (response, error))
      || response->status != 207)
    return NULL;
  probe = read_probe (response, error);
  return probe != NULL && probe->response != NULL ? g_steal_pointer (&probe) : NULL;
}

/* Adds what a home set names. Homes on a second host are left out: one service has one origin. */
static ValiseDavPlace *
read_homes (const Search *search, const Probe *probe)
{
  const ValiseXmlNode *set = valise_dav_response_get (probe->response, search->protocol->ns,
                                                      search->protocol->home_set);
  const ValiseXmlNode *href = valise_xml_child (set, VALISE_NS_DAV, "href");
  g_autoptr (ValiseDavPlace) place = g_new0 (ValiseDavPlace, 1);
  g_autofree char *host = g_strdup (probe->host);

  place->origin = g_strdup (probe->origin);
  place->homes = g_ptr_array_new_with_free_func (g_free);
  for (; href != NULL; href = valise_xml_next (href, VALISE_NS_DAV, "href"))
    {
      g_autofree char *text = g_strstrip (g_strdup (valise_xml_text (href)));
      g_autoptr (GUri) uri = strstr (text, "://") != NULL ? valise_origin_parse (text, NULL) : NULL;
      char *path;

      /* The account's own server may name another one as the place of the homes; Apple's does. */
      if (place->homes->len == 0 && uri != NULL
          && g_ascii_strcasecmp (g_uri_get_host (uri), host) != 0)
        {
          g_free (place->origin);
          place->origin = valise_origin_to_string (uri);
          g_free (host);
          host = g_strdup (g_uri_get_host (uri));
        }
      path = valise_href_normalize (text, host);
      if (path == NULL)
        continue;
      g_ptr_array_add (place->homes, valise_href_as_collection (path));
    }
  return place->homes->len > 0 ? g_steal_pointer (&place) : NULL;
}

static gboolean
has_type (const Probe *probe, const char *ns, const char *name)
{
  const ValiseXmlNode *type = valise_dav_response_get (probe->response, VALISE_NS_DAV,
                                                       "resourcetype");

  return valise_xml_child (type, ns, name) != NULL;
}

/* What was asked is itself what the user wants: one collection, or one that holds some. */
static ValiseDavPlace *
place_of_probe (Probe *probe, gboolean single)
{
  ValiseDavPlace *place = g_new0 (ValiseDavPlace, 1);

  place->origin = g_strdup (probe->origin);
  place->homes = g_ptr_array_new_with_free_func (g_free);
  place->single = single;
  g_ptr_array_add (place->homes, valise_href_as_collection (g_strdup (probe->path)));
  return place;
}

/* Asks the principal that @probe names for its homes. */
static ValiseDavPlace *
ask_principal (Search *search, const Probe *probe, GError **error)
{
  g_autofree char *path = valise_dav_response_get_href (probe->response, VALISE_NS_DAV,
                                                        "current-user-principal", probe->host);
  g_autofree char *url = path != NULL ? g_strconcat (probe->origin, path, NULL) : NULL;
  g_autoptr (Probe) principal = url != NULL ? ask (search, url, error) : NULL;

  return principal != NULL ? read_homes (search, principal) : NULL;
}

/* Looks at one candidate. @named: the user gave just this address. */
static ValiseDavPlace *
look_at (Search *search, const char *url, gboolean named, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (Probe) probe = ask (search, url, &failure);
  g_autoptr (ValiseDavPlace) place = NULL;

  if (probe != NULL)
    place = read_homes (search, probe);
  if (probe != NULL && place == NULL)
    place = ask_principal (search, probe, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (place != NULL || probe == NULL || !named)
    return g_steal_pointer (&place);
  if (has_type (probe, search->protocol->ns, search->protocol->collection))
    return place_of_probe (probe, TRUE);
  return has_type (probe, VALISE_NS_DAV, "collection") ? place_of_probe (probe, FALSE) : NULL;
}

/**
 * valise_dav_discover:
 * @protocol: CalDAV or CardDAV
 * @http: the account's HTTP client
 * @server: what the user gave as the server's address; may be empty
 * @user: the user's name
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): where the user's collections are
 */
ValiseDavPlace *
valise_dav_discover (const ValiseDavProtocol *protocol,
                     ValiseHttp *http,
                     const char *server,
                     const char *user,
                     GCancellable *cancellable,
                     GError **error)
{
  Search search = { protocol, http, cancellable };
  g_autoptr (GPtrArray) urls = valise_candidates_list (&protocol->rule, server, user, cancellable,
                                                       error);

  for (guint i = 0; urls != NULL && i < urls->len; i++)
    {
      const char *url = urls->pdata[i];
      gboolean named = !g_str_has_suffix (url, protocol->rule.well_known);
      g_autoptr (GError) failure = NULL;
      g_autoptr (ValiseDavPlace) place = look_at (&search, url, named && i == 0, &failure);

      if (place != NULL)
        return g_steal_pointer (&place);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  if (urls != NULL)
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_USER,
                 _ ("There is no %s server at %s. Check the address."), protocol->name,
                 *server != '\0' ? server : user);
  return NULL;
}
