/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The driver for CalDAV (RFC 4791) and CardDAV (RFC 6352): the seven verbs of remote.h.
 *
 *   open      client.c, discovery.c
 *   folders   collections.c
 *   changes   changes.c, token.c; sync.c: what changed in one collection
 *   list      list.c
 *   fetch     fetch.c
 *   push      push.c sorts the edits; push-put.c, push-move.c; push-tools.c for both
 *   wait      not supported: neither protocol has it
 *
 * Below them: href.c (addresses in one form), multistatus.c (what a server says of resources),
 * multiget.c (contents in batches), item.c (a resource as an item), request.c (requests that read),
 * errors.c (what a server refuses). The first two are pure, and fuzzed.
 *
 * Where the servers of the tests differ: Radicale 3.1 does not heed the guard of a MOVE and names a
 * collection by its path; Xandikos 0.2 has no MOVE, hides a refusal in a multistatus, and shows
 * every calendar as one of all kinds; Cyrus 3.6 gives no entity tag for a meeting, and says that a
 * UID is taken in words of its own. Xandikos and Cyrus take two contacts with one UID.
 *
 * A revision is an entity tag. Whatever a server says is read leniently where Valise can do
 * without, and refused with a sentence where it cannot; nothing that a server sends may crash or
 * stop the rest of a run. */

#include "remote/dav/remote-dav.h"

#include "remote/dav/verbs.h"

struct _ValiseRemoteDav
{
  GObject parent_instance;

  ValiseDav *dav;
};

static void valise_remote_dav_iface_init (ValiseRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ValiseRemoteDav,
                               valise_remote_dav,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VALISE_TYPE_REMOTE,
                                                      valise_remote_dav_iface_init))

/* Every verb may be the first one, and opens the service when that was not done. */
static ValiseDav *
opened (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  ValiseDav *dav = VALISE_REMOTE_DAV (remote)->dav;

  if (dav->origin == NULL && !valise_dav_open (dav, cancellable, error))
    return NULL;
  return dav;
}

static gboolean
remote_open (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  return valise_dav_open (VALISE_REMOTE_DAV (remote)->dav, cancellable, error);
}

static GPtrArray *
remote_folders (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  ValiseDav *dav = opened (remote, cancellable, error);

  return dav != NULL ? valise_dav_folders (dav, cancellable, error) : NULL;
}

static ValiseRemoteChanges *
remote_changes (ValiseRemote *remote, const char *token, GCancellable *cancellable, GError **error)
{
  ValiseDav *dav = opened (remote, cancellable, error);

  return dav != NULL ? valise_dav_changes (dav, token, cancellable, error) : NULL;
}

static gboolean
remote_list (ValiseRemote *remote,
             const char *folder,
             ValiseDepth depth,
             ValiseKnownFunc known,
             ValiseListFunc page,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  ValiseDav *dav = opened (remote, cancellable, error);

  return dav != NULL && valise_dav_list (dav, folder, known, page, data, cancellable, error);
}

static gboolean
remote_fetch (ValiseRemote *remote,
              GPtrArray *fetches,
              ValiseFetchFunc sink,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  ValiseDav *dav = opened (remote, cancellable, error);

  return dav != NULL && valise_dav_fetch (dav, fetches, sink, data, cancellable, error);
}

static gboolean
remote_push (ValiseRemote *remote,
             GPtrArray *edits,
             ValiseOutcomeFunc sink,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  ValiseDav *dav = opened (remote, cancellable, error);

  return dav != NULL && valise_dav_push (dav, edits, sink, data, cancellable, error);
}

static ValiseWait
remote_wait (ValiseRemote *remote, guint seconds, GCancellable *cancellable, GError **error)
{
  return VALISE_WAIT_NOT_SUPPORTED;
}

static char *
remote_get_memo (ValiseRemote *remote)
{
  return valise_dav_get_memo (VALISE_REMOTE_DAV (remote)->dav);
}

static void
valise_remote_dav_iface_init (ValiseRemoteInterface *iface)
{
  iface->open = remote_open;
  iface->folders = remote_folders;
  iface->changes = remote_changes;
  iface->list = remote_list;
  iface->fetch = remote_fetch;
  iface->push = remote_push;
  iface->wait = remote_wait;
  iface->get_memo = remote_get_memo;
}

static void
valise_remote_dav_init (ValiseRemoteDav *self)
{
}

static void
valise_remote_dav_finalize (GObject *object)
{
  g_clear_pointer (&VALISE_REMOTE_DAV (object)->dav, valise_dav_free);
  G_OBJECT_CLASS (valise_remote_dav_parent_class)->finalize (object);
}

static void
valise_remote_dav_class_init (ValiseRemoteDavClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = valise_remote_dav_finalize;
}

/**
 * valise_remote_dav_new:
 * @protocol: "caldav" for events, tasks and notes; "carddav" for contacts
 * @server: the server's address as the user gave it; empty: find it by @user
 * @user: the user's name; empty: the secret is a token
 * @allow_plain_http: whether the user allowed this account to go without encryption
 * @memo: (nullable): what valise_remote_get_memo() gave the last time
 * @secret: gets the password or the token when it is needed, on the worker's thread or on one of
 *   the driver's helpers
 * @data: for @secret
 * @destroy: (nullable): frees @data
 *
 * Makes a driver for one CalDAV or CardDAV service. Does not use the network.
 *
 * Returns: (transfer full): the driver
 */
ValiseRemote *
valise_remote_dav_new (const char *protocol,
                       const char *server,
                       const char *user,
                       gboolean allow_plain_http,
                       const char *memo,
                       ValiseSecretFunc secret,
                       gpointer data,
                       GDestroyNotify destroy)
{
  ValiseRemoteDav *self = g_object_new (VALISE_TYPE_REMOTE_DAV, NULL);
  g_autoptr (ValiseHttp) http = valise_http_new (user, allow_plain_http, secret, data, destroy);

  self->dav = valise_dav_new (protocol, server, user, http);
  valise_dav_load_memo (self->dav, memo);
  return VALISE_REMOTE (self);
}
