/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses of collections and items, as paths on the service's one origin. Servers write the same
 * path in several ways (%40 and @, %2f and %2F, with and without a host), so every one that comes
 * in is brought into one form first, and only that form is compared, stored and sent.
 *
 * A collection of several kinds is one folder here for each kind. So the id of a folder is the path
 * and the kind, and so is the id of an item: "/cal/#task", "/cal/1.ics#task". */

#include "remote/dav/href.h"

#include <gio/gio.h>
#include <string.h>

#define PLAIN "-._~!$&'()*+,;=:@" /* RFC 3986 section 3.3, pchar; beside letters and digits */
#define LONGEST_NAME 120

/* Adds one octet of a path. Returns whether it may be in one. */
static gboolean
add_octet (GString *out, guchar octet, gboolean encoded)
{
  if (octet < 0x20 || octet == 0x7f || (!encoded && (octet == '?' || octet == '#')))
    return FALSE;
  if (g_ascii_isalnum (octet) || strchr (PLAIN, octet) != NULL || (octet == '/' && !encoded))
    g_string_append_c (out, (char)octet);
  else
    g_string_append_printf (out, "%%%02X", octet);
  return TRUE;
}

/* Returns: (transfer full) (nullable): @path in the one form */
static char *
normalize_path (const char *path)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (path));

  for (const char *at = path; *at != '\0'; at++)
    {
      gboolean encoded = *at == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]);
      guchar octet = encoded ? (guchar)(g_ascii_xdigit_value (at[1]) * 16
                                        + g_ascii_xdigit_value (at[2]))
                             : (guchar)*at;

      if (!add_octet (out, octet, encoded))
        return NULL;
      if (encoded)
        at += 2;
    }
  /* A path that climbs is none that a server has a reason to name. */
  if (strstr (out->str, "/./") != NULL || strstr (out->str, "/../") != NULL
      || g_str_has_suffix (out->str, "/.") || g_str_has_suffix (out->str, "/.."))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * valise_href_normalize:
 * @href: an absolute path or an absolute address, as a server wrote it
 * @host: the host of the service
 *
 * The scheme and the port of an address are not looked at: a server behind another one often does
 * not know its own, and the path is only ever used on the service's own origin.
 *
 * Returns: (transfer full) (nullable): the path in the one form; %NULL where @href is of another
 *   host, or nothing that makes sense
 */
char *
valise_href_normalize (const char *href, const char *host)
{
  const char *authority = *href != '/' ? strstr (href, "://") : NULL;
  const char *path = href;

  if (authority != NULL && (path = strchr (authority + 3, '/')) != NULL)
    {
      g_autofree char *start = g_strndup (href, (gsize)(path - href));
      g_autoptr (GUri) uri = g_uri_parse (start, G_URI_FLAGS_NONE, NULL);

      if (uri == NULL || g_uri_get_host (uri) == NULL
          || g_ascii_strcasecmp (g_uri_get_host (uri), host) != 0)
        return NULL;
    }
  return path != NULL && *path == '/' && path[1] != '/' ? normalize_path (path) : NULL;
}

/**
 * valise_href_as_collection:
 * @path: (transfer full) (nullable): the path of a collection
 *
 * Returns: (transfer full) (nullable): @path with "/" at its end (RFC 4918 section 5.2)
 */
char *
valise_href_as_collection (char *path)
{
  g_autofree char *owned = path;

  if (path == NULL || g_str_has_suffix (path, "/"))
    return g_steal_pointer (&owned);
  return g_strconcat (path, "/", NULL);
}

/**
 * valise_href_is_in:
 * @path: a path in the one form
 * @collection: the path of a collection
 *
 * Returns: whether @path is directly in @collection, and no collection itself
 */
gboolean
valise_href_is_in (const char *path, const char *collection)
{
  gsize length = strlen (collection);

  return strncmp (path, collection, length) == 0 && path[length] != '\0'
         && strchr (path + length, '/') == NULL;
}

/**
 * valise_href_make_id:
 * @path: the path of a collection or an item
 * @kind: its kind
 *
 * Returns: (transfer full): its id outside of the driver
 */
char *
valise_href_make_id (const char *path, ValiseKind kind)
{
  return g_strconcat (path, "#", valise_kind_to_string (kind), NULL);
}

/**
 * valise_href_split_id:
 * @id: what valise_href_make_id() made
 * @kind: (out) (optional): the kind
 *
 * Returns: (transfer full): the path
 */
char *
valise_href_split_id (const char *id, ValiseKind *kind)
{
  const char *mark = strrchr (id, '#');

  for (guint i = VALISE_KIND_EVENT; kind != NULL && i <= VALISE_KIND_NOTE; i++)
    if (mark != NULL && g_str_equal (mark + 1, valise_kind_to_string (i)))
      *kind = i;
  return mark != NULL ? g_strndup (id, (gsize)(mark - id)) : g_strdup (id);
}

/**
 * valise_href_parent:
 * @path: the path of an item
 *
 * Returns: (transfer full): the path of the collection that it is in
 */
char *
valise_href_parent (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? g_strndup (path, (gsize)(slash - path) + 1) : g_strdup ("/");
}

/**
 * valise_href_join:
 * @collection: the path of a collection
 * @uid: the UID of a new item
 * @kind: its kind
 *
 * The name follows from the UID, so that a second try of the same creation has the same one. A UID
 * that is not fit for a file name on every server is hashed.
 *
 * Returns: (transfer full): the path where it is to be
 */
char *
valise_href_join (const char *collection, const char *uid, ValiseKind kind)
{
  const char *ending = kind == VALISE_KIND_CONTACT ? ".vcf" : ".ics";
  gsize fit = strspn (uid, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_@.");
  g_autofree char *hash = NULL;

  if (*uid == '\0' || *uid == '.' || uid[fit] != '\0' || fit > LONGEST_NAME)
    hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, uid, -1);
  return g_strconcat (collection, hash != NULL ? hash : uid, ending, NULL);
}

/**
 * valise_href_get_title:
 * @path: the path of a collection or an item
 *
 * Returns: (transfer full): its last part for people
 */
char *
valise_href_get_title (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *decoded = g_uri_unescape_string (name, NULL);

  return g_utf8_make_valid (decoded != NULL ? decoded : name, -1);
}
