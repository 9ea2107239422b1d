/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The collections of the homes: one request a home says which there are, what they hold, what may
 * be done in them, and whether anything in them changed. The ctag says that; the sync token, which
 * says as much, is asked for only where it is going to be used: a server that keeps neither makes
 * both anew from all items each time, and the token at twice the cost (Radicale 3.1).
 *
 * A collection that says which components it takes (RFC 4791 section 5.2.3) shows as one folder for
 * each of the three kinds among them. One that does not say shows as events, and as tasks or notes
 * too once such an item was met in it. Scheduling boxes are no calendars (RFC 6638 section 2), so
 * they are left out without being known; what may not be read is left out as well. */

#include "remote/dav/collection.h"

#include <glib/gi18n-lib.h>

#include "remote/dav/href.h"
#include "remote/dav/request.h"
#include "remote/dav/verbs.h"

#define MASK(kind) (1u << (kind))

static void
collection_free (ValiseDavCollection *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->token);
  g_free (self->state);
  g_free (self);
}

static guint
read_components (const ValiseXmlNode *set)
{
  const struct
  {
    const char *name;
    ValiseKind kind;
  } components[] = { { "VEVENT", VALISE_KIND_EVENT },
                     { "VTODO", VALISE_KIND_TASK },
                     { "VJOURNAL", VALISE_KIND_NOTE } };
  const ValiseXmlNode *comp = valise_xml_child (set, VALISE_NS_CALDAV, "comp");
  guint kinds = 0;

  for (; comp != NULL; comp = valise_xml_next (comp, VALISE_NS_CALDAV, "comp"))
    for (guint i = 0; i < G_N_ELEMENTS (components); i++)
      if (g_strcmp0 (valise_xml_attribute (comp, "name"), components[i].name) == 0)
        kinds |= MASK (components[i].kind);
  return kinds;
}

/* What a collection shows as; 0 for one that is only for what Valise has no use for. */
static guint
read_kinds (ValiseDav *dav, const ValiseDavResponse *response, const char *path)
{
  const ValiseXmlNode *set = valise_dav_response_get (response, VALISE_NS_CALDAV,
                                                      "supported-calendar-component-set");
  guint kinds;

  if (g_str_equal (dav->protocol->ns, VALISE_NS_CARDDAV))
    return MASK (VALISE_KIND_CONTACT);
  kinds = set != NULL ? read_components (set) : MASK (VALISE_KIND_EVENT);
  return kinds | valise_dav_get_seen (dav, path);
}

/* Boils privileges (RFC 3744 section 3) down. A server that does not tell them is believed to allow
 * everything, and refuses what it does not. */
static ValiseRights
read_rights (const ValiseDavResponse *response)
{
  const struct
  {
    const char *name;
    ValiseRights rights;
  } privileges[] = { { "all", VALISE_RIGHTS_ALL },
                     { "read", VALISE_RIGHTS_READ },
                     { "write", VALISE_RIGHTS_ALL & ~VALISE_RIGHTS_READ },
                     { "write-content", VALISE_RIGHTS_FLAG },
                     { "bind", VALISE_RIGHTS_ADD },
                     { "unbind", VALISE_RIGHTS_REMOVE } };
  const ValiseXmlNode *set = valise_dav_response_get (response, VALISE_NS_DAV,
                                                      "current-user-privilege-set");
  const ValiseXmlNode *privilege = valise_xml_child (set, VALISE_NS_DAV, "privilege");
  ValiseRights rights = 0;

  if (set == NULL)
    return VALISE_RIGHTS_ALL;
  for (; privilege != NULL; privilege = valise_xml_next (privilege, VALISE_NS_DAV, "privilege"))
    for (guint i = 0; i < G_N_ELEMENTS (privileges); i++)
      if (valise_xml_child (privilege, VALISE_NS_DAV, privileges[i].name) != NULL)
        rights |= privileges[i].rights;
  return rights;
}

static gint64
read_max_size (const ValiseDav *dav, const ValiseDavResponse *response)
{
  const char *text = valise_dav_response_get_text (response, dav->protocol->ns,
                                                   "max-resource-size");
  gint64 size = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return size > 0 ? size : G_MAXINT64;
}

/* Radicale says the whole path where nobody gave the collection a name. */
static char *
read_name (const ValiseDavResponse *response, const char *path)
{
  const char *name = valise_dav_response_get_text (response, VALISE_NS_DAV, "displayname");

  if (name == NULL || (strchr (name, '/') != NULL && strstr (path, name) != NULL))
    return valise_href_get_title (path);
  return g_strdup (name);
}

/* Returns: (transfer full) (nullable): the collection, where it is one with items for a user */
static ValiseDavCollection *
read_collection (ValiseDav *dav, const ValiseDavResponse *response)
{
  const ValiseXmlNode *type = valise_dav_response_get (response, VALISE_NS_DAV, "resourcetype");
  const char *token = valise_dav_response_get_text (response, VALISE_NS_DAV, "sync-token");
  const char *ctag = valise_dav_response_get_text (response, VALISE_NS_CALENDAR_SERVER, "getctag");
  g_autofree char *path = valise_href_as_collection (g_strdup (response->path));
  ValiseRights rights = read_rights (response);
  guint kinds = read_kinds (dav, response, path);
  ValiseDavCollection *self;

  if (valise_xml_child (type, dav->protocol->ns, dav->protocol->collection) == NULL || kinds == 0
      || !(rights & VALISE_RIGHTS_READ))
    return NULL;
  self = g_new0 (ValiseDavCollection, 1);
  self->name = read_name (response, path);
  self->path = g_steal_pointer (&path);
  self->kinds = kinds;
  self->rights = rights;
  self->token = g_strdup (token);
  self->state = g_strdup (ctag != NULL ? ctag : token);
  self->max_size = read_max_size (dav, response);
  return self;
}

/* A server that tells neither token nor ctag: what changes is the list of entity tags. */
static gboolean
make_state (ValiseDav *dav, ValiseDavCollection *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = valise_dav_body_propfind ("<getetag/>");
  const ValiseDavQuery query = { "PROPFIND", self->path, "1", body };
  g_autoptr (ValiseMultistatus) answer = valise_dav_query (dav, &query, cancellable, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->responses->len; i++)
    {
      const ValiseDavResponse *response = answer->responses->pdata[i];
      g_autofree char *etag = valise_dav_response_get_etag (response);
      g_autofree char *line = g_strdup_printf ("%s %s\n", response->path, etag != NULL ? etag : "");

      g_checksum_update (checksum, (const guchar *)line, (gssize)strlen (line));
    }
  self->state = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

static gboolean
ask_home (ValiseDav *dav,
          const char *home,
          gboolean tokens,
          GPtrArray *collections,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GBytes) body = valise_dav_body_propfind (
      tokens ? VALISE_DAV_PROPERTIES_COLLECTION "<sync-token/>" : VALISE_DAV_PROPERTIES_COLLECTION);
  const ValiseDavQuery query = { "PROPFIND", home, dav->single ? "0" : "1", body };
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseMultistatus) answer = valise_dav_query (dav, &query, cancellable, &failure);

  if (answer == NULL)
    {
      dav->outdated |= valise_error_is (failure, VALISE_ERROR_GONE)
                       || valise_error_is (failure, VALISE_ERROR_PROTOCOL);
      /* There is no telling what is in it: this concerns more than a folder. */
      if (failure->domain == VALISE_ERROR && valise_error_scope (failure) < VALISE_SCOPE_SERVICE)
        return valise_fail (error, failure->code, VALISE_SCOPE_SERVICE,
                            valise_error_remedy (failure), "%s", failure->message);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (answer->responses->len == 0) /* not even the home itself: everything would look removed */
    return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE,
                        VALISE_REMEDY_RETRY_LATER,
                        _ ("The server's answer makes no sense: it tells of no folder at all."));
  for (guint i = 0; i < answer->responses->len; i++)
    {
      ValiseDavCollection *one = read_collection (dav, answer->responses->pdata[i]);

      if (one == NULL)
        continue;
      g_ptr_array_add (collections, one);
      if (one->state == NULL && !tokens)
        dav->ctagless = TRUE;
      else if (one->state == NULL && !make_state (dav, one, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
ask_homes (ValiseDav *dav, gboolean tokens, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) collections = g_ptr_array_new_with_free_func (
      (GDestroyNotify)collection_free);

  for (guint i = 0; i < dav->homes->len; i++)
    if (!ask_home (dav, dav->homes->pdata[i], tokens, collections, cancellable, error))
      return NULL;
  return g_steal_pointer (&collections);
}

/**
 * valise_dav_collections_ask:
 * @dav: an opened client
 * @tokens: whether the sync tokens are needed too
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Asks which collections there are and keeps them in `dav->collections`.
 *
 * Returns: (transfer none) (nullable) (element-type ValiseDavCollection): them
 */
GPtrArray *
valise_dav_collections_ask (ValiseDav *dav,
                            gboolean tokens,
                            GCancellable *cancellable,
                            GError **error)
{
  gboolean asked = tokens || dav->ctagless;
  g_autoptr (GPtrArray) collections = ask_homes (dav, asked, cancellable, error);

  if (collections != NULL && dav->ctagless && !asked) /* that was not enough */
    {
      g_ptr_array_unref (g_steal_pointer (&collections));
      collections = ask_homes (dav, TRUE, cancellable, error);
    }
  if (collections == NULL)
    return NULL;
  g_clear_pointer (&dav->collections, g_ptr_array_unref);
  dav->collections = g_steal_pointer (&collections);
  dav->fresh = FALSE;
  return dav->collections;
}

/**
 * valise_dav_collection_find:
 * @dav: an opened client
 * @path: a collection
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer none) (nullable): what was last told about it
 */
const ValiseDavCollection *
valise_dav_collection_find (ValiseDav *dav,
                            const char *path,
                            GCancellable *cancellable,
                            GError **error)
{
  if (dav->collections == NULL
      && valise_dav_collections_ask (dav, FALSE, cancellable, error) == NULL)
    return NULL;
  for (guint i = 0; i < dav->collections->len; i++)
    {
      const ValiseDavCollection *collection = dav->collections->pdata[i];

      if (g_str_equal (collection->path, path))
        return collection;
    }
  valise_fail (error, VALISE_ERROR_GONE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
               _ ("The folder does not exist on the server any more."));
  return NULL;
}

/**
 * valise_dav_collection_ask_token:
 * @dav: an opened client
 * @self: a collection that is going to be listed
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Asks from where the server is to tell what changes in it, unless that is known. There may be no
 * such token.
 *
 * Returns: whether the server could be asked
 */
gboolean
valise_dav_collection_ask_token (ValiseDav *dav,
                                 ValiseDavCollection *self,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (GBytes) body = valise_dav_body_propfind ("<sync-token/>");
  const ValiseDavQuery query = { "PROPFIND", self->path, "0", body };
  g_autoptr (ValiseMultistatus) answer = NULL;
  g_autoptr (GError) failure = NULL;
  const ValiseDavResponse *response;

  if (self->token != NULL)
    return TRUE;
  answer = valise_dav_query (dav, &query, cancellable, &failure);
  if (failure != NULL
      && (failure->domain != VALISE_ERROR || valise_error_scope (failure) > VALISE_SCOPE_FOLDER))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  response = answer != NULL && answer->responses->len > 0 ? answer->responses->pdata[0] : NULL;
  if (response != NULL)
    self->token = g_strdup (valise_dav_response_get_text (response, VALISE_NS_DAV, "sync-token"));
  return TRUE;
}

/**
 * valise_dav_collection_describe:
 * @self: a collection
 *
 * Returns: (transfer full): what its folders look like; another text when they look otherwise
 */
char *
valise_dav_collection_describe (const ValiseDavCollection *self)
{
  return g_strdup_printf ("%u %u %s", self->kinds, self->rights, self->name);
}

/* The folder that a collection is for one of its kinds. Where it is several, they can be told apart
 * by their names. */
static ValiseRemoteFolder *
folder_new (const ValiseDavCollection *collection, ValiseKind kind)
{
  gboolean alone = collection->kinds == MASK (kind);
  ValiseRemoteFolder *folder = g_new0 (ValiseRemoteFolder, 1);

  folder->id = valise_href_make_id (collection->path, kind);
  if (!alone && kind == VALISE_KIND_TASK)
    /* Translators: the part of the calendar %s that has its tasks */
    folder->name = g_strdup_printf (_ ("%s (tasks)"), collection->name);
  else if (!alone && kind == VALISE_KIND_NOTE)
    /* Translators: the part of the calendar %s that has its notes */
    folder->name = g_strdup_printf (_ ("%s (notes)"), collection->name);
  else
    folder->name = g_strdup (collection->name);
  folder->kind = kind;
  folder->role = VALISE_ROLE_NONE;
  folder->rights = collection->rights;
  folder->total = -1;
  return folder;
}

/**
 * valise_dav_folders:
 * @dav: an opened client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb folders in remote.h. What changes() was told a moment ago is not asked again.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseRemoteFolder): the folders
 */
GPtrArray *
valise_dav_folders (ValiseDav *dav, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_remote_folder_free);

  if (!dav->fresh && valise_dav_collections_ask (dav, FALSE, cancellable, error) == NULL)
    return NULL;
  dav->fresh = FALSE;
  for (guint i = 0; i < dav->collections->len; i++)
    {
      ValiseDavCollection *collection = dav->collections->pdata[i];

      if (collection->kinds != MASK (VALISE_KIND_CONTACT))
        collection->kinds |= valise_dav_get_seen (dav, collection->path);
      for (guint kind = VALISE_KIND_EVENT; kind <= VALISE_KIND_NOTE; kind++)
        if (collection->kinds & MASK (kind))
          g_ptr_array_add (folders, folder_new (collection, kind));
    }
  return g_steal_pointer (&folders);
}
