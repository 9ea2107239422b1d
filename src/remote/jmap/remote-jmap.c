/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The driver for JMAP (RFC 8620) mail (RFC 8621): the seven verbs of remote.h, one file each.
 *
 *   open      client.c, discovery.c, session.c
 *   folders   mailboxes.c
 *   changes   changes.c: one request for everything
 *   list      list.c, query.c
 *   fetch     fetch.c and the three ways: fetch-text.c, fetch-blob.c, fetch-download.c
 *   push      push.c sorts the edits; push-patch.c, push-create.c, push-replace.c, push-submit.c
 *   wait      wait.c, event-stream.c
 *
 * Over them: notes.c and notes-push.c, which make the mailbox "Notes" a folder of notes.
 *
 * Below them: request.c makes requests of several calls, errors.c says what errors mean, email.c
 * turns an Email object into an item, pipeline.c lets server and caller work at the same time.
 *
 * Whatever a server says is read leniently where Valise can do without, and refused with a sentence
 * where it cannot; nothing that a server sends may crash or stop the rest of a run. */

#include "remote/jmap/remote-jmap.h"

#include "remote/jmap/notes.h"

struct _ValiseRemoteJmap
{
  GObject parent_instance;

  ValiseJmap *jmap;
};

static void valise_remote_jmap_iface_init (ValiseRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ValiseRemoteJmap,
                               valise_remote_jmap,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VALISE_TYPE_REMOTE,
                                                      valise_remote_jmap_iface_init))

/* Every verb may be the first one, and opens the session when that was not done. */
static ValiseJmap *
opened (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  ValiseJmap *jmap = VALISE_REMOTE_JMAP (remote)->jmap;

  if (jmap->session == NULL && !valise_jmap_open (jmap, cancellable, error))
    return NULL;
  return jmap;
}

static gboolean
remote_open (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  return valise_jmap_open (VALISE_REMOTE_JMAP (remote)->jmap, cancellable, error);
}

static GPtrArray *
remote_folders (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  ValiseJmap *jmap = opened (remote, cancellable, error);

  return jmap != NULL ? valise_notes_folders (jmap, cancellable, error) : NULL;
}

static ValiseRemoteChanges *
remote_changes (ValiseRemote *remote, const char *token, GCancellable *cancellable, GError **error)
{
  ValiseJmap *jmap = opened (remote, cancellable, error);

  return jmap != NULL ? valise_notes_changes (jmap, token, cancellable, error) : NULL;
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
  ValiseJmap *jmap = opened (remote, cancellable, error);

  return jmap != NULL
         && valise_notes_list (jmap, folder, depth, known, page, data, cancellable, error);
}

static gboolean
remote_fetch (ValiseRemote *remote,
              GPtrArray *fetches,
              ValiseFetchFunc sink,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  ValiseJmap *jmap = opened (remote, cancellable, error);

  return jmap != NULL && valise_notes_fetch (jmap, fetches, sink, data, cancellable, error);
}

static gboolean
remote_push (ValiseRemote *remote,
             GPtrArray *edits,
             ValiseOutcomeFunc sink,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  ValiseJmap *jmap = opened (remote, cancellable, error);

  return jmap != NULL && valise_notes_push (jmap, edits, sink, data, cancellable, error);
}

static ValiseWait
remote_wait (ValiseRemote *remote, guint seconds, GCancellable *cancellable, GError **error)
{
  ValiseJmap *jmap = opened (remote, cancellable, error);

  return jmap != NULL ? valise_jmap_wait (jmap, seconds, cancellable, error) : VALISE_WAIT_FAILED;
}

static char *
remote_get_memo (ValiseRemote *remote)
{
  return valise_jmap_get_memo (VALISE_REMOTE_JMAP (remote)->jmap);
}

static void
valise_remote_jmap_iface_init (ValiseRemoteInterface *iface)
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
valise_remote_jmap_init (ValiseRemoteJmap *self)
{
}

static void
valise_remote_jmap_finalize (GObject *object)
{
  g_clear_pointer (&VALISE_REMOTE_JMAP (object)->jmap, valise_jmap_free);
  G_OBJECT_CLASS (valise_remote_jmap_parent_class)->finalize (object);
}

static void
valise_remote_jmap_class_init (ValiseRemoteJmapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = valise_remote_jmap_finalize;
}

/**
 * valise_remote_jmap_new:
 * @server: the server's address as the user gave it; empty: find it by @user
 * @user: the user's name; empty: the secret is a token
 * @allow_plain_http: whether the user allowed this account to go without encryption
 * @memo: (nullable): what valise_remote_get_memo() gave the last time
 * @secret: gets the password or the token when it is needed, on the worker's thread or on one of
 *   the driver's helpers
 * @data: for @secret
 * @destroy: (nullable): frees @data
 *
 * Makes a driver for one JMAP service. Does not use the network.
 *
 * Returns: (transfer full): the driver
 */
ValiseRemote *
valise_remote_jmap_new (const char *server,
                        const char *user,
                        gboolean allow_plain_http,
                        const char *memo,
                        ValiseSecretFunc secret,
                        gpointer data,
                        GDestroyNotify destroy)
{
  ValiseRemoteJmap *self = g_object_new (VALISE_TYPE_REMOTE_JMAP, NULL);
  g_autoptr (ValiseHttp) http = valise_http_new (user, allow_plain_http, secret, data, destroy);

  self->jmap = valise_jmap_new (server, user, http);
  valise_jmap_load_memo (self->jmap, memo);
  return VALISE_REMOTE (self);
}
