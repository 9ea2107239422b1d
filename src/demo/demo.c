/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "--demo": the sample account on a server in this process, and a store with that account in a
 * folder of its own. The folder goes with the demo. After a crash it stays, and the next demo
 * removes it: whoever uses a folder holds a lock in it, which a crash lets go.
 *
 * The password comes from a password command, so that no keyring is needed or touched. */

#include "demo/demo.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "demo/sample.h"
#include "engine/lock.h"
#include "model/error.h"
#include "store/accounts.h"

#define PASSWORD_COMMAND "printf secret"

/* No account has this number, so its lock is free to mean "in use". */
#define NO_ACCOUNT 0

struct _ValiseDemo
{
  char *dir;
  ValiseLock *lock;
  ValiseDemoServer *server;
};

/* Folders */

/* What is behind a symbolic link stays. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
remove_stale (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      g_autoptr (ValiseLock) lock = valise_lock_take (path, NO_ACCOUNT, NULL);

      if (lock != NULL)
        remove_tree (path);
    }
}

static gboolean
fail_storage (const char *path, GError **error)
{
  return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                      _ ("The folder %s cannot be made: %s."), path, g_strerror (errno));
}

static gboolean
make_dir (ValiseDemo *self, GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "valise-demo", NULL);
  g_autofree char *path = g_build_filename (parent, "XXXXXX", NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return fail_storage (parent, error);
  remove_stale (parent);
  if (g_mkdtemp_full (path, 0700) == NULL)
    return fail_storage (path, error);
  self->dir = g_steal_pointer (&path);
  self->lock = valise_lock_take (self->dir, NO_ACCOUNT, error);
  return self->lock != NULL;
}

/* The account */

static gboolean
start_server (ValiseDemo *self, GError **error)
{
  ValiseDemoSwitches *switches = valise_demo_switches_new ();

  self->server = valise_demo_server_new (valise_demo_sample_new (VALISE_DEMO_SAMPLE, switches),
                                         switches, 0, error);
  return self->server != NULL;
}

static gboolean
add_account (ValiseDemo *self, GError **error)
{
  g_autoptr (ValiseStore) store = valise_store_open (self->dir, error);
  g_autoptr (ValiseAccount) account = g_new0 (ValiseAccount, 1);
  g_autoptr (ValiseService) service = g_new0 (ValiseService, 1);

  if (store == NULL)
    return FALSE;
  account->name = g_strdup (_ ("Demo"));
  account->user = g_strdup ("alice@demo.example");
  account->server = g_strdup (valise_demo_server_get_url (self->server));
  account->password_command = g_strdup (PASSWORD_COMMAND);
  if (!valise_accounts_add (store, account, error))
    return FALSE;
  service->account_id = account->id;
  service->protocol = g_strdup ("kerio");
  service->url = g_strdup (account->server);
  return valise_services_add (store, service, error);
}

/**
 * valise_demo_new:
 * @error: where the error goes
 *
 * Starts the server and makes the store. No packet leaves this computer.
 *
 * Returns: (transfer full) (nullable): the demo
 */
ValiseDemo *
valise_demo_new (GError **error)
{
  g_autoptr (ValiseDemo) self = g_new0 (ValiseDemo, 1);

  if (!make_dir (self, error) || !start_server (self, error) || !add_account (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * valise_demo_free:
 * @self: (transfer full) (nullable): a demo whose store nobody uses any more
 *
 * Ends the server and removes the data.
 */
void
valise_demo_free (ValiseDemo *self)
{
  if (self == NULL)
    return;
  valise_demo_server_free (self->server);
  if (self->dir != NULL)
    remove_tree (self->dir);
  valise_lock_free (self->lock);
  g_free (self->dir);
  g_free (self);
}

/**
 * valise_demo_get_data_dir:
 * @self: a demo
 *
 * Returns: (transfer none): the folder of its database
 */
const char *
valise_demo_get_data_dir (ValiseDemo *self)
{
  return self->dir;
}

/**
 * valise_demo_get_server:
 * @self: a demo
 *
 * Returns: (transfer none): its server
 */
ValiseDemoServer *
valise_demo_get_server (ValiseDemo *self)
{
  return self->server;
}
