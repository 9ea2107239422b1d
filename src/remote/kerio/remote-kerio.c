/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The driver for Kerio Connect's Client API (JSON-RPC 2.0 over HTTPS): the seven verbs of remote.h.
 *
 *   open      client.c: finding the server and signing in; call.c makes the calls
 *   folders   folders.c
 *   changes   changes.c, changes-read.c: one call for all folders of the mailbox
 *   list      list.c
 *   fetch     fetch.c; read.c turns what the server answers into items
 *   push      push.c sorts the edits; push-create.c, push-change.c, push-send.c
 *   wait      wait.c: the same call as changes, answered when there is something to tell
 *
 * Below them are pure functions, one file a kind and both directions each, between the structures
 * of the API and the standard formats: mail.c, event.c, task.c, contact.c, note.c, and what they
 * share: fields.c, recurrence.c, people.c.
 *
 * The API has no raw messages, no UIDs and no guard on a write. So messages are built of what it
 * tells of them; an item's UID is the server's id; and what an edit is based on is compared right
 * before it is written. Between the two somebody else may write: that moment cannot be closed.
 *
 * Where the documentation is silent, the driver works with each answer that a server may give, and
 * where it cannot tell them apart it compares everything rather than lose a change.
 *
 * An id that leaves the driver has the letter of its kind and ":" before the server's id, so that
 * no verb has to ask what an id is of. */

#include "remote/kerio/remote-kerio.h"

#include "remote/kerio/verbs.h"

struct _ValiseRemoteKerio
{
  GObject parent_instance;

  ValiseKerio *kerio;
};

static void valise_remote_kerio_iface_init (ValiseRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ValiseRemoteKerio,
                               valise_remote_kerio,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VALISE_TYPE_REMOTE,
                                                      valise_remote_kerio_iface_init))

static gboolean
remote_open (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  return valise_kerio_open (VALISE_REMOTE_KERIO (remote)->kerio, cancellable, error);
}

static GPtrArray *
remote_folders (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  return valise_kerio_folders (VALISE_REMOTE_KERIO (remote)->kerio, cancellable, error);
}

static ValiseRemoteChanges *
remote_changes (ValiseRemote *remote, const char *token, GCancellable *cancellable, GError **error)
{
  return valise_kerio_changes (VALISE_REMOTE_KERIO (remote)->kerio, token, cancellable, error);
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
  return valise_kerio_list (VALISE_REMOTE_KERIO (remote)->kerio, folder, depth, known, page, data,
                            cancellable, error);
}

static gboolean
remote_fetch (ValiseRemote *remote,
              GPtrArray *fetches,
              ValiseFetchFunc sink,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return valise_kerio_fetch (VALISE_REMOTE_KERIO (remote)->kerio, fetches, sink, data, cancellable,
                             error);
}

static gboolean
remote_push (ValiseRemote *remote,
             GPtrArray *edits,
             ValiseOutcomeFunc sink,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return valise_kerio_push (VALISE_REMOTE_KERIO (remote)->kerio, edits, sink, data, cancellable,
                            error);
}

static ValiseWait
remote_wait (ValiseRemote *remote, guint seconds, GCancellable *cancellable, GError **error)
{
  return valise_kerio_wait (VALISE_REMOTE_KERIO (remote)->kerio, seconds, cancellable, error);
}

static char *
remote_get_memo (ValiseRemote *remote)
{
  return valise_kerio_get_memo (VALISE_REMOTE_KERIO (remote)->kerio);
}

static void
valise_remote_kerio_iface_init (ValiseRemoteInterface *iface)
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
valise_remote_kerio_init (ValiseRemoteKerio *self)
{
}

static void
valise_remote_kerio_finalize (GObject *object)
{
  g_clear_pointer (&VALISE_REMOTE_KERIO (object)->kerio, valise_kerio_free);
  G_OBJECT_CLASS (valise_remote_kerio_parent_class)->finalize (object);
}

static void
valise_remote_kerio_class_init (ValiseRemoteKerioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = valise_remote_kerio_finalize;
}

/**
 * valise_remote_kerio_new:
 * @server: the server's address as the user gave it; empty: the part of @user after "@"
 * @user: the user's name
 * @allow_plain_http: whether the user allowed this account to go without encryption
 * @memo: (nullable): what valise_remote_get_memo() gave the last time
 * @secret: gets the password when it is needed, on the worker's thread
 * @data: for @secret
 * @destroy: (nullable): frees @data
 *
 * Makes a driver for one mailbox of a Kerio Connect server. Does not use the network.
 *
 * Returns: (transfer full): the driver
 */
ValiseRemote *
valise_remote_kerio_new (const char *server,
                         const char *user,
                         gboolean allow_plain_http,
                         const char *memo,
                         ValiseSecretFunc secret,
                         gpointer data,
                         GDestroyNotify destroy)
{
  ValiseRemoteKerio *self = g_object_new (VALISE_TYPE_REMOTE_KERIO, NULL);
  g_autoptr (ValiseHttp) http = valise_http_new (user, allow_plain_http, secret, data, destroy);

  self->kerio = valise_kerio_new (server, user, http);
  valise_kerio_load_memo (self->kerio, memo);
  return VALISE_REMOTE (self);
}
