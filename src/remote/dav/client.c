/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening: from what the user typed, or from what is remembered, to the homes: the collections that
 * hold the user's calendars or address books. They are kept over restarts (the memo), so that a run
 * with nothing new is one request; when a home turns out to be gone, they are looked for again. */

#include "remote/dav/client.h"

#include "net/json.h"
#include "net/origin.h"
#include "remote/dav/changes.h"
#include "remote/dav/discovery.h"

static const ValiseDavProtocol caldav = {
  .name = "CalDAV",
  .ns = VALISE_NS_CALDAV,
  .home_set = "calendar-home-set",
  .collection = "calendar",
  .data = "calendar-data",
  .multiget = "calendar-multiget",
  .content_type = "text/calendar; charset=utf-8",
  .rule = { "caldavs", "/.well-known/caldav", TRUE, TRUE },
};

static const ValiseDavProtocol carddav = {
  .name = "CardDAV",
  .ns = VALISE_NS_CARDDAV,
  .home_set = "addressbook-home-set",
  .collection = "addressbook",
  .data = "address-data",
  .multiget = "addressbook-multiget",
  .content_type = "text/vcard; charset=utf-8",
  .rule = { "carddavs", "/.well-known/carddav", TRUE, TRUE },
};

/**
 * valise_dav_new:
 * @protocol: "caldav" or "carddav"
 * @server: the server's address as the user gave it
 * @user: the user's name
 * @http: (transfer none): the account's HTTP client
 *
 * Returns: (transfer full): a client that is not open
 */
ValiseDav *
valise_dav_new (const char *protocol, const char *server, const char *user, ValiseHttp *http)
{
  ValiseDav *self = g_new0 (ValiseDav, 1);

  self->protocol = g_str_equal (protocol, "carddav") ? &carddav : &caldav;
  self->server = g_strdup (server);
  self->user = g_strdup (user);
  self->http = g_object_ref (http);
  self->homes = g_ptr_array_new_with_free_func (g_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unlisted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pushed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->retold = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->doubted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * valise_dav_free:
 * @self: (transfer full) (nullable): a client
 */
void
valise_dav_free (ValiseDav *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->http);
  g_clear_pointer (&self->pull, valise_dav_pull_free);
  g_clear_pointer (&self->collections, g_ptr_array_unref);
  g_ptr_array_unref (self->homes);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->unlisted);
  g_hash_table_unref (self->pushed);
  g_hash_table_unref (self->retold);
  g_hash_table_unref (self->doubted);
  g_free (self->server);
  g_free (self->user);
  g_free (self->origin);
  g_free (self->host);
  g_free (self);
}

/* From now on the service is at @origin. */
static gboolean
set_origin (ValiseDav *self, const char *origin, GError **error)
{
  g_autoptr (GUri) uri = valise_origin_parse (origin, error);

  if (uri == NULL || !valise_http_trust (self->http, origin, error))
    return FALSE;
  g_free (self->origin);
  self->origin = valise_origin_to_string (uri);
  g_free (self->host);
  self->host = g_strdup (g_uri_get_host (uri));
  return TRUE;
}

/**
 * valise_dav_open:
 * @self: a client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb open in remote.h.
 *
 * Returns: whether the homes are known
 */
gboolean
valise_dav_open (ValiseDav *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (ValiseDavPlace) place = NULL;

  if (self->origin != NULL && !self->outdated)
    return TRUE;
  place = valise_dav_discover (self->protocol, self->http, self->server, self->user, cancellable,
                               error);
  if (place == NULL || !set_origin (self, place->origin, error))
    return FALSE;
  g_ptr_array_unref (self->homes);
  self->homes = g_steal_pointer (&place->homes);
  self->single = place->single;
  self->outdated = FALSE;
  return TRUE;
}

/**
 * valise_dav_get_seen:
 * @self: a client
 * @path: a collection
 *
 * Returns: the kinds of the items that were met in it, as a mask of 1 << #ValiseKind
 */
guint
valise_dav_get_seen (ValiseDav *self, const char *path)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, path));
}

/**
 * valise_dav_note_seen:
 * @self: a client
 * @path: a collection
 * @kind: the kind of an item that is in it
 *
 * Returns: whether that is news
 */
gboolean
valise_dav_note_seen (ValiseDav *self, const char *path, ValiseKind kind)
{
  guint seen = valise_dav_get_seen (self, path);

  if (seen & (1u << kind))
    return FALSE;
  g_hash_table_replace (self->seen, g_strdup (path), GUINT_TO_POINTER (seen | (1u << kind)));
  return TRUE;
}

/**
 * valise_dav_load_memo:
 * @self: a client that is not open
 * @memo: (nullable): what valise_dav_get_memo() gave
 *
 * Opens the client from @memo. One that is damaged, or of another server, is no error: the homes
 * are then looked for.
 */
void
valise_dav_load_memo (ValiseDav *self, const char *memo)
{
  g_autoptr (JsonObject) object = memo != NULL ? valise_json_parse (memo, strlen (memo), NULL)
                                               : NULL;
  JsonArray *homes = valise_json_array (object, "homes");
  const char *origin = valise_json_string (object, "origin");
  JsonObject *seen = valise_json_object (object, "seen");
  g_autoptr (GList) paths = seen != NULL ? json_object_get_members (seen) : NULL;

  if (g_strcmp0 (valise_json_string (object, "server"), self->server) != 0 || origin == NULL
      || valise_json_string_at (homes, 0) == NULL || !set_origin (self, origin, NULL))
    return;
  for (guint i = 0; i < valise_json_length (homes); i++)
    if (valise_json_string_at (homes, i) != NULL)
      g_ptr_array_add (self->homes, g_strdup (valise_json_string_at (homes, i)));
  self->single = valise_json_bool (object, "single", FALSE);
  self->ctagless = valise_json_bool (object, "ctagless", FALSE);
  for (GList *path = paths; path != NULL; path = path->next)
    g_hash_table_replace (self->seen, g_strdup (path->data),
                          GUINT_TO_POINTER ((guint)valise_json_int (seen, path->data, 0)));
  valise_http_set_sign_in (self->http, valise_json_bool (object, "bearer", FALSE)
                                           ? VALISE_SIGN_IN_BEARER
                                           : VALISE_SIGN_IN_BASIC);
}

/**
 * valise_dav_get_memo:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): what is worth remembering, without secrets
 */
char *
valise_dav_get_memo (ValiseDav *self)
{
  g_autoptr (JsonObject) memo = NULL;
  JsonArray *homes;
  JsonObject *seen;
  GHashTableIter iter;
  gpointer path, mask;

  if (self->origin == NULL || self->outdated)
    return NULL;
  memo = json_object_new ();
  homes = json_array_new ();
  seen = json_object_new ();
  for (guint i = 0; i < self->homes->len; i++)
    json_array_add_string_element (homes, self->homes->pdata[i]);
  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &path, &mask))
    json_object_set_int_member (seen, path, GPOINTER_TO_UINT (mask));
  json_object_set_string_member (memo, "server", self->server);
  json_object_set_string_member (memo, "origin", self->origin);
  json_object_set_boolean_member (memo, "bearer",
                                  valise_http_get_sign_in (self->http) == VALISE_SIGN_IN_BEARER);
  json_object_set_boolean_member (memo, "single", self->single);
  json_object_set_boolean_member (memo, "ctagless", self->ctagless);
  json_object_set_array_member (memo, "homes", homes);
  json_object_set_object_member (memo, "seen", seen);
  return valise_json_print (memo);
}
