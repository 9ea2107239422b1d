/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a multistatus: pure, and lenient with what only one resource suffers from. A resource whose
 * address makes no sense, or is of another host, is left out as if it had not been sent. */

#include "remote/dav/multistatus.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/error.h"
#include "remote/dav/href.h"

#define LONGEST_ETAG 1000

static void
response_free (ValiseDavResponse *response)
{
  g_free (response->path);
  g_free (response);
}

/* "HTTP/1.1 404 Not Found" -> 404; 0 for anything else. */
static guint
read_status (const ValiseXmlNode *node)
{
  const char *space = strchr (valise_xml_text (node), ' ');
  guint64 status = space != NULL ? g_ascii_strtoull (space, NULL, 10) : 0;

  return status >= 100 && status < 600 ? (guint)status : 0;
}

/* One response names a resource with its properties, or several that share a status. */
static void
add_response (ValiseMultistatus *self, const ValiseXmlNode *node, const char *host)
{
  const ValiseXmlNode *href = valise_xml_child (node, VALISE_NS_DAV, "href");
  guint status = read_status (valise_xml_child (node, VALISE_NS_DAV, "status"));

  for (; href != NULL; href = valise_xml_next (href, VALISE_NS_DAV, "href"))
    {
      g_autofree char *text = g_strstrip (g_strdup (valise_xml_text (href)));
      char *path = valise_href_normalize (text, host);
      ValiseDavResponse *response;

      if (path == NULL || g_hash_table_contains (self->by_path, path))
        {
          g_free (path);
          continue;
        }
      response = g_new0 (ValiseDavResponse, 1);
      response->path = path;
      response->status = status;
      response->node = node;
      g_ptr_array_add (self->responses, response);
      g_hash_table_insert (self->by_path, response->path, response);
    }
}

/**
 * valise_multistatus_parse:
 * @bytes: the body of an answer
 * @host: the host of the service
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): what it says
 */
ValiseMultistatus *
valise_multistatus_parse (GBytes *bytes, const char *host, GError **error)
{
  g_autoptr (ValiseMultistatus) self = g_new0 (ValiseMultistatus, 1);
  const ValiseXmlNode *root, *token;

  self->responses = g_ptr_array_new_with_free_func ((GDestroyNotify)response_free);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  self->xml = valise_xml_parse (bytes, error);
  if (self->xml == NULL)
    return NULL;
  root = valise_xml_root (self->xml);
  if (!valise_xml_is (root, VALISE_NS_DAV, "multistatus"))
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server's answer makes no sense: it is not of WebDAV."));
      return NULL;
    }
  for (const ValiseXmlNode *node = valise_xml_child (root, VALISE_NS_DAV, "response"); node != NULL;
       node = valise_xml_next (node, VALISE_NS_DAV, "response"))
    add_response (self, node, host);
  token = valise_xml_child (root, VALISE_NS_DAV, "sync-token");
  self->sync_token = *valise_xml_text (token) != '\0' ? valise_xml_text (token) : NULL;
  return g_steal_pointer (&self);
}

/**
 * valise_multistatus_free:
 * @self: (transfer full) (nullable): an answer
 */
void
valise_multistatus_free (ValiseMultistatus *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->responses);
  g_hash_table_unref (self->by_path);
  valise_xml_free (self->xml);
  g_free (self);
}

/**
 * valise_multistatus_find:
 * @self: an answer
 * @path: a path in the one form
 *
 * Returns: (transfer none) (nullable): what it says of that resource
 */
const ValiseDavResponse *
valise_multistatus_find (ValiseMultistatus *self, const char *path)
{
  return g_hash_table_lookup (self->by_path, path);
}

/**
 * valise_dav_response_get:
 * @self: (nullable): what a server says of a resource
 * @ns: a namespace
 * @name: a property's name
 *
 * Returns: (transfer none) (nullable): the property, where the resource has it
 */
const ValiseXmlNode *
valise_dav_response_get (const ValiseDavResponse *self, const char *ns, const char *name)
{
  const ValiseXmlNode *propstat = self != NULL
                                      ? valise_xml_child (self->node, VALISE_NS_DAV, "propstat")
                                      : NULL;

  for (; propstat != NULL; propstat = valise_xml_next (propstat, VALISE_NS_DAV, "propstat"))
    {
      const ValiseXmlNode *props = valise_xml_child (propstat, VALISE_NS_DAV, "prop");
      const ValiseXmlNode *found = valise_xml_child (props, ns, name);

      if (found != NULL
          && read_status (valise_xml_child (propstat, VALISE_NS_DAV, "status")) == 200)
        return found;
    }
  return NULL;
}

/**
 * valise_dav_response_get_text:
 * @self: (nullable): what a server says of a resource
 * @ns: a namespace
 * @name: a property's name
 *
 * Returns: (transfer none) (nullable): the property's text, where there is one
 */
const char *
valise_dav_response_get_text (const ValiseDavResponse *self, const char *ns, const char *name)
{
  const char *text = valise_xml_text (valise_dav_response_get (self, ns, name));

  return *text != '\0' ? text : NULL;
}

/**
 * valise_dav_response_get_href:
 * @self: (nullable): what a server says of a resource
 * @ns: a namespace
 * @name: the name of a property that holds an address
 * @host: the host of the service
 *
 * Returns: (transfer full) (nullable): that address in the one form
 */
char *
valise_dav_response_get_href (const ValiseDavResponse *self,
                              const char *ns,
                              const char *name,
                              const char *host)
{
  const ValiseXmlNode *property = valise_dav_response_get (self, ns, name);
  const ValiseXmlNode *href = valise_xml_child (property, VALISE_NS_DAV, "href");
  g_autofree char *text = g_strstrip (g_strdup (valise_xml_text (href)));

  return valise_href_normalize (text, host);
}

/**
 * valise_dav_etag_read:
 * @etag: (nullable): an entity tag (RFC 9110 section 8.8.3) as a server wrote it
 *
 * Some servers write the same tag with quotes in one place and without in another, and a server
 * in between may have made it weak, so only what is between the quotes counts.
 *
 * Returns: (transfer full) (nullable): that
 */
char *
valise_dav_etag_read (const char *etag)
{
  g_autofree char *text = g_strstrip (g_strdup (etag != NULL ? etag : ""));
  char *start = g_str_has_prefix (text, "W/") ? text + 2 : text;
  gsize length = strlen (start);

  if (length >= 2 && start[0] == '"' && start[length - 1] == '"')
    {
      start[length - 1] = '\0';
      start++;
    }
  /* It goes into a header of a request. */
  for (const char *at = start; *at != '\0'; at++)
    if (*at == '"' || g_ascii_iscntrl (*at))
      return NULL;
  return *start != '\0' && strlen (start) <= LONGEST_ETAG ? g_strdup (start) : NULL;
}

/**
 * valise_dav_response_get_etag:
 * @self: (nullable): what a server says of a resource
 *
 * Returns: (transfer full) (nullable): its entity tag; see valise_dav_etag_read()
 */
char *
valise_dav_response_get_etag (const ValiseDavResponse *self)
{
  return valise_dav_etag_read (valise_dav_response_get_text (self, VALISE_NS_DAV, "getetag"));
}
