/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests that read: their bodies, written with a few functions that escape what they are given,
 * and sending them. */

#include "remote/dav/request.h"

#include <glib/gi18n-lib.h>

#include "remote/dav/errors.h"
#include "remote/dav/href.h"

/**
 * valise_dav_body_begin:
 * @element: the outermost element, with its prefix
 *
 * Prefixes: none for WebDAV, C for CalDAV, A for CardDAV, S for CalendarServer's extensions.
 *
 * Returns: (transfer full): the beginning of a body
 */
GString *
valise_dav_body_begin (const char *element)
{
  GString *body = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

  g_string_append_printf (body,
                          "<%s xmlns=\"" VALISE_NS_DAV "\" xmlns:C=\"" VALISE_NS_CALDAV
                          "\" xmlns:A=\"" VALISE_NS_CARDDAV
                          "\" xmlns:S=\"" VALISE_NS_CALENDAR_SERVER "\">",
                          element);
  return body;
}

/**
 * valise_dav_body_add:
 * @body: a body
 * @element: an element's name
 * @text: its text, which is escaped
 */
void
valise_dav_body_add (GString *body, const char *element, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (body, "<%s>%s</%s>", element, escaped, element);
}

/**
 * valise_dav_body_end:
 * @body: (transfer full): a body
 * @element: the outermost element
 *
 * Returns: (transfer full): the whole body
 */
GBytes *
valise_dav_body_end (GString *body, const char *element)
{
  g_string_append_printf (body, "</%s>", element);
  return g_string_free_to_bytes (body);
}

/**
 * valise_dav_body_propfind:
 * @properties: elements
 *
 * Returns: (transfer full): the body of a PROPFIND for them
 */
GBytes *
valise_dav_body_propfind (const char *properties)
{
  GString *body = valise_dav_body_begin ("propfind");

  g_string_append_printf (body, "<prop>%s</prop>", properties);
  return valise_dav_body_end (body, "propfind");
}

/* What is said of another place than was asked would look as if everything were gone from here. */
static gboolean
is_from (const ValiseDav *dav, const ValiseHttpResponse *response, const char *path)
{
  g_autofree char *from = valise_href_as_collection (
      valise_href_normalize (response->url, dav->host));
  g_autofree char *asked = valise_href_as_collection (g_strdup (path));

  return g_strcmp0 (from, asked) == 0;
}

/**
 * valise_dav_query_raw:
 * @dav: an opened client
 * @query: what to ask
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Asks and does not look into the answer, which may be done on another thread.
 *
 * Returns: (transfer full) (nullable): the answer for valise_multistatus_parse()
 */
GBytes *
valise_dav_query_raw (ValiseDav *dav,
                      const ValiseDavQuery *query,
                      GCancellable *cancellable,
                      GError **error)
{
  const char *const headers[] = { "Depth", query->depth, NULL };
  g_autofree char *url = g_strconcat (dav->origin, query->path, NULL);
  const ValiseHttpRequest request = { .method = query->method,
                                      .url = url,
                                      .content_type = VALISE_DAV_XML,
                                      .body = query->body,
                                      .headers = headers,
                                      .max_bytes = query->max_bytes,
                                      .repeatable = TRUE,
                                      .judges_forbidden = TRUE };
  g_autoptr (ValiseHttpResponse) response = valise_http_send (dav->http, &request, cancellable,
                                                              error);

  if (response == NULL)
    return NULL;
  if (!is_from (dav, response, query->path))
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server has moved this folder to another address."));
      return NULL;
    }
  if (response->status == 207)
    return g_bytes_ref (response->body);
  valise_dav_error_from_response (response, error);
  return NULL;
}

/**
 * valise_dav_query:
 * @dav: an opened client
 * @query: what to ask
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the answer
 */
ValiseMultistatus *
valise_dav_query (ValiseDav *dav,
                  const ValiseDavQuery *query,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GBytes) bytes = valise_dav_query_raw (dav, query, cancellable, error);

  return bytes != NULL ? valise_multistatus_parse (bytes, dav->host, error) : NULL;
}
