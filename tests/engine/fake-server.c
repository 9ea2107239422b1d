/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The least that a server can be, so that tests of the engine see when it is spoken to. */

#include "fake-server.h"

#define FAKE_TYPE_REMOTE (fake_remote_get_type ())
G_DECLARE_FINAL_TYPE (FakeRemote, fake_remote, FAKE, REMOTE, GObject)

struct _FakeRemote
{
  GObject parent;
  FakeServer *server;
};

static void fake_remote_iface_init (ValiseRemoteInterface *iface);

G_DEFINE_TYPE_WITH_CODE (FakeRemote,
                         fake_remote,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (VALISE_TYPE_REMOTE, fake_remote_iface_init))

static void
fake_remote_class_init (FakeRemoteClass *klass)
{
}

static void
fake_remote_init (FakeRemote *self)
{
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  FakeServer *server = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  g_cond_broadcast (&server->changed);
}

/* Hangs while *@hang is what it is at the start, or until cancelled. Called without the lock. */
static gboolean
hang_while (FakeServer *server,
            const gboolean *flag,
            gboolean value,
            guint *counter,
            GCancellable *cancellable,
            GError **error)
{
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), server, NULL);

  g_mutex_lock (&server->lock);
  (*counter)++;
  while (*flag == value && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&server->changed, &server->lock);
  (*counter)--;
  g_mutex_unlock (&server->lock);
  g_cancellable_disconnect (cancellable, handler);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Every verb begins here: it counts as a packet, and fails where the test wants that. */
static gboolean
call (FakeServer *server, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  server->calls++;
  if (server->fail < 0)
    return TRUE;
  return valise_fail (error, (ValiseError)server->fail, VALISE_SCOPE_ACCOUNT,
                      VALISE_REMEDY_RETRY_LATER, "The fake server fails.");
}

static gboolean
fake_open (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  return call (FAKE_REMOTE (remote)->server, error);
}

static GPtrArray *
fake_folders (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  GPtrArray *folders;
  ValiseRemoteFolder *inbox;

  if (!call (FAKE_REMOTE (remote)->server, error))
    return NULL;
  folders = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_folder_free);
  inbox = g_new0 (ValiseRemoteFolder, 1);
  inbox->id = g_strdup ("inbox");
  inbox->name = g_strdup ("Inbox");
  inbox->role = VALISE_ROLE_INBOX;
  inbox->rights = VALISE_RIGHTS_ALL;
  g_ptr_array_add (folders, inbox);
  return folders;
}

static ValiseRemoteChanges *
fake_changes (ValiseRemote *remote, const char *token, GCancellable *cancellable, GError **error)
{
  FakeServer *server = FAKE_REMOTE (remote)->server;
  ValiseRemoteChanges *changes;

  if (!call (server, error)
      || !hang_while (server, &server->hold, TRUE, &server->held, cancellable, error))
    return NULL;
  changes = g_new0 (ValiseRemoteChanges, 1);
  changes->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  changes->token = g_strdup ("now");
  return changes;
}

static gboolean
fake_list (ValiseRemote *remote,
           const char *folder,
           ValiseDepth depth,
           ValiseKnownFunc known,
           ValiseListFunc page,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  return call (FAKE_REMOTE (remote)->server, error) && page (nothing, 0, 0, data, error);
}

static gboolean
fake_fetch (ValiseRemote *remote,
            GPtrArray *fetches,
            ValiseFetchFunc sink,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return call (FAKE_REMOTE (remote)->server, error);
}

/* Takes everything. */
static gboolean
fake_push (ValiseRemote *remote,
           GPtrArray *edits,
           ValiseOutcomeFunc sink,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  if (!call (FAKE_REMOTE (remote)->server, error))
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    {
      const ValiseEdit *edit = edits->pdata[i];
      g_autofree char *id = edit->id != NULL ? g_strdup (edit->id)
                                             : g_strdup_printf ("m%d", (int)edit->item);
      const ValiseOutcome outcome = { .type = VALISE_OUTCOME_DONE,
                                      .id = edit->folder != NULL ? id : NULL };

      if (!sink (edit, &outcome, data, error))
        return FALSE;
    }
  return TRUE;
}

static ValiseWait
fake_wait (ValiseRemote *remote, guint seconds, GCancellable *cancellable, GError **error)
{
  FakeServer *server = FAKE_REMOTE (remote)->server;

  if (!call (server, error))
    return VALISE_WAIT_FAILED;
  if (!server->pushes)
    return VALISE_WAIT_NOT_SUPPORTED;
  if (!hang_while (server, &server->said, FALSE, &server->waiting, cancellable, error))
    return VALISE_WAIT_FAILED;
  g_mutex_lock (&server->lock);
  server->said = FALSE;
  g_mutex_unlock (&server->lock);
  return VALISE_WAIT_CHANGED;
}

static char *
fake_get_memo (ValiseRemote *remote)
{
  return NULL;
}

static void
fake_remote_iface_init (ValiseRemoteInterface *iface)
{
  iface->open = fake_open;
  iface->folders = fake_folders;
  iface->changes = fake_changes;
  iface->list = fake_list;
  iface->fetch = fake_fetch;
  iface->push = fake_push;
  iface->wait = fake_wait;
  iface->get_memo = fake_get_memo;
}

static ValiseRemote *
make_remote (const ValiseAccount *account,
             const ValiseService *service,
             const char *password,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  FakeRemote *remote = g_object_new (FAKE_TYPE_REMOTE, NULL);

  remote->server = data;
  return VALISE_REMOTE (remote);
}

FakeServer *
fake_server_new (void)
{
  FakeServer *server = g_new0 (FakeServer, 1);

  g_mutex_init (&server->lock);
  g_cond_init (&server->changed);
  server->pushes = TRUE;
  server->fail = -1;
  return server;
}

void
fake_server_free (FakeServer *server)
{
  g_mutex_clear (&server->lock);
  g_cond_clear (&server->changed);
  g_free (server);
}

ValiseRemotes
fake_server_remotes (FakeServer *server)
{
  return (ValiseRemotes){ .make = make_remote, .data = server };
}

guint
fake_server_calls (FakeServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  return server->calls;
}

guint
fake_server_waiting (FakeServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  return server->waiting;
}

guint
fake_server_held (FakeServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  return server->held;
}

void
fake_server_fail (FakeServer *server, int code)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  server->fail = code;
}

void
fake_server_hold (FakeServer *server, gboolean hold)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  server->hold = hold;
  g_cond_broadcast (&server->changed);
}

void
fake_server_say_changed (FakeServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  server->said = TRUE;
  g_cond_broadcast (&server->changed);
}
