/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts through the engine. Adding one asks the server and the keyring, so each request gets a
 * thread and a store connection for itself. */

#include "engine/engine-private.h"

#include "engine/account-setup.h"
#include "engine/secrets.h"
#include "net/credentials.h"
#include "store/accounts.h"

typedef struct
{
  char *data_dir;
  ValiseRemotes remotes;
  ValiseAccount *account;
  char *password; /* nullable */
  gboolean force;
} Setup;

static void
setup_free (gpointer data)
{
  Setup *setup = data;

  g_free (setup->data_dir);
  valise_account_free (setup->account);
  valise_credentials_wipe (setup->password);
  g_free (setup);
}

/* Takes @account. */
static GTask *
new_task (ValiseEngine *self,
          ValiseAccount *account,
          const char *password,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Setup *setup = g_new0 (Setup, 1);

  setup->data_dir = g_strdup (self->data_dir);
  setup->remotes = self->remotes;
  setup->account = account;
  setup->password = g_strdup (password);
  g_task_set_task_data (task, setup, setup_free);
  return task;
}

static void
return_result (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
add (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setup *setup = data;
  GError *error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (setup->data_dir, &error);
  gboolean done = store != NULL
                  && valise_account_setup_add (store, setup->data_dir, setup->account, NULL,
                                               setup->password, &setup->remotes, cancellable,
                                               &error);

  return_result (task, done, error);
}

/**
 * valise_engine_add_account_async:
 * @self: the engine
 * @account: what the user gave
 * @password: (nullable): kept in the Secret Service; %NULL where the account has a command
 * @cancellable: (nullable): cancels it
 * @callback: called when the account was verified and is stored
 * @data: for @callback
 */
void
valise_engine_add_account_async (ValiseEngine *self,
                                 const ValiseAccount *account,
                                 const char *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = new_task (self, valise_account_copy (account), password, cancellable,
                                     callback, data);

  g_task_run_in_thread (task, add);
}

static void
remove_account (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setup *setup = data;
  GError *error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (setup->data_dir, &error);
  gboolean done = store != NULL
                  && valise_account_setup_remove (store, setup->data_dir, setup->account,
                                                  setup->force, cancellable, &error);

  return_result (task, done, error);
}

/* Starts @func for a stored account, or returns the task with the reason why not. */
static void
run_for_account (ValiseEngine *self,
                 gint64 account_id,
                 const char *password,
                 gboolean force,
                 GTaskThreadFunc func,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  GError *error = NULL;
  ValiseAccount *account = valise_accounts_get (self->store, account_id, &error);
  g_autoptr (GTask) task = new_task (self, account, password, cancellable, callback, data);
  Setup *setup = g_task_get_task_data (task);

  setup->force = force;
  if (account != NULL)
    g_task_run_in_thread (task, func);
  else
    g_task_return_error (task, error);
}

/**
 * valise_engine_remove_account_async:
 * @self: the engine
 * @account_id: an account
 * @force: remove it although changes were not sent
 * @cancellable: (nullable): cancels it
 * @callback: called when nothing of it is here any more
 * @data: for @callback
 */
void
valise_engine_remove_account_async (ValiseEngine *self,
                                    gint64 account_id,
                                    gboolean force,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  ValiseKeeper *keeper = valise_engine_find_keeper (self, account_id);

  /* A run under way lets the lock go within a second. If the removal is refused, the keeper is
   * started again when the request ends. */
  if (keeper != NULL)
    valise_keeper_event (keeper, VALISE_EVENT_WORK_OFFLINE);
  run_for_account (self, account_id, NULL, force, remove_account, cancellable, callback, data);
}

static void
set_password (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setup *setup = data;
  GError *error = NULL;
  gboolean done = valise_secrets_set (setup->account, setup->password, cancellable, &error);

  return_result (task, done, error);
}

/**
 * valise_engine_set_password_async:
 * @self: the engine
 * @account_id: an account without a password command
 * @password: its new password, kept in the Secret Service
 * @cancellable: (nullable): cancels it
 * @callback: called when it is kept; a run tries it then
 * @data: for @callback
 */
void
valise_engine_set_password_async (ValiseEngine *self,
                                  gint64 account_id,
                                  const char *password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  run_for_account (self, account_id, password, FALSE, set_password, cancellable, callback, data);
}

/**
 * valise_engine_account_finish:
 * @self: the engine
 * @result: what the callback got
 * @error: where the error goes
 *
 * Ends any of the requests above, and takes up what is new.
 *
 * Returns: whether it is done
 */
gboolean
valise_engine_account_finish (ValiseEngine *self, GAsyncResult *result, GError **error)
{
  const Setup *setup = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);
  ValiseKeeper *keeper = setup->account != NULL
                             ? valise_engine_find_keeper (self, setup->account->id)
                             : NULL;

  /* It was here before: it has a new password, or could not be removed. */
  if (keeper != NULL && !self->work_offline)
    valise_keeper_event (keeper, done ? VALISE_EVENT_PASSWORD : VALISE_EVENT_WORK_ONLINE);
  valise_engine_reload_accounts (self);
  return done;
}
