/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts through the engine. Most of it asks the server and the keyring, so each request gets a
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
  char *password;      /* nullable */
  GPtrArray *services; /* nullable (element-type ValiseService): what was found */
  gboolean force;      /* or what else is asked yes or no */
  ValiseSearchFunc told;
  gpointer told_data;
} Setup;

static void
setup_free (gpointer data)
{
  Setup *setup = data;

  g_free (setup->data_dir);
  valise_account_free (setup->account);
  valise_credentials_wipe (setup->password);
  g_clear_pointer (&setup->services, g_ptr_array_unref);
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

/* What is looked for, on its way to the main context. */
typedef struct
{
  GTask *task;
  char *protocol;
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told->protocol);
  g_free (told);
}

static gboolean
on_told (gpointer data)
{
  const Told *told = data;
  const Setup *setup = g_task_get_task_data (told->task);

  if (!g_task_get_completed (told->task))
    setup->told (told->protocol, setup->told_data);
  return G_SOURCE_REMOVE;
}

/* A ValiseSearchFunc on the thread that looks. */
static void
tell (const char *protocol, gpointer data)
{
  GTask *task = data;
  Told *told = g_new0 (Told, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  told->task = g_object_ref (task);
  told->protocol = g_strdup (protocol);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_told, told, told_free);
  g_source_attach (source, g_task_get_context (task));
}

static void
find (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setup *setup = data;
  const ValiseSearch search = { &setup->remotes, setup->told != NULL ? tell : NULL, task };
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (setup->data_dir, &error);
  GPtrArray *findings = NULL;

  if (store != NULL && valise_account_setup_check_online (store, &error)
      && valise_account_setup_check_name (store, setup->account, &error))
    findings = valise_account_services_search (setup->account, NULL, setup->password, &search,
                                               cancellable, &error);
  if (findings != NULL)
    g_task_return_pointer (task, findings, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * valise_engine_find_account_async:
 * @self: the engine
 * @account: what the user gave, with the server's address
 * @password: (nullable): %NULL where the account has a command
 * @told: (nullable): is told what is looked for, on the main context
 * @cancellable: (nullable): cancels it
 * @callback: called when everything was looked for
 * @data: for @told and @callback
 *
 * Signs in at the server and finds out what it has. Stores nothing.
 */
void
valise_engine_find_account_async (ValiseEngine *self,
                                  const ValiseAccount *account,
                                  const char *password,
                                  ValiseSearchFunc told,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  g_autoptr (GTask) task = new_task (self, valise_account_copy (account), password, cancellable,
                                     callback, data);
  Setup *setup = g_task_get_task_data (task);

  setup->told = told;
  setup->told_data = data;
  g_task_run_in_thread (task, find);
}

/**
 * valise_engine_find_account_finish:
 * @self: the engine
 * @result: what the callback got
 * @error: where the error goes: %VALISE_ERROR_USAGE for the account's name, %VALISE_ERROR_OFFLINE,
 *   %VALISE_ERROR_SIGN_IN, %VALISE_ERROR_PROTOCOL where there is no such server
 *
 * Returns: (transfer full) (nullable) (element-type ValiseFinding): what was looked for; at least
 *   one service is there
 */
GPtrArray *
valise_engine_find_account_finish (ValiseEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
add (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setup *setup = data;
  GError *error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (setup->data_dir, &error);
  gboolean done = store != NULL
                  && valise_account_setup_store (store, setup->data_dir, setup->account,
                                                 setup->services, setup->password, &setup->remotes,
                                                 cancellable, &error);

  return_result (task, done, error);
}

/* Returns: (transfer full) (element-type ValiseService): what is there */
static GPtrArray *
services_of (GPtrArray *findings)
{
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_service_free);

  for (guint i = 0; i < findings->len; i++)
    {
      const ValiseFinding *finding = findings->pdata[i];

      if (finding->failure == NULL)
        g_ptr_array_add (services, valise_service_copy (finding->service));
    }
  return services;
}

/**
 * valise_engine_add_account_async:
 * @self: the engine
 * @account: what the user gave
 * @findings: (element-type ValiseFinding): what valise_engine_find_account_async() found for it
 * @password: (nullable): kept in the Secret Service; %NULL where the account has a command
 * @cancellable: (nullable): cancels it
 * @callback: called when the account is stored, with its folders
 * @data: for @callback
 */
void
valise_engine_add_account_async (ValiseEngine *self,
                                 const ValiseAccount *account,
                                 GPtrArray *findings,
                                 const char *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = new_task (self, valise_account_copy (account), password, cancellable,
                                     callback, data);
  Setup *setup = g_task_get_task_data (task);

  setup->services = services_of (findings);
  g_task_run_in_thread (task, add);
}

/* A run under way lets the lock go within a second. If nothing comes of the request, the keeper is
 * started again when it ends. */
static void
rest (ValiseEngine *self, gint64 account_id)
{
  ValiseKeeper *keeper = valise_engine_find_keeper (self, account_id);

  if (keeper != NULL)
    valise_keeper_event (keeper, VALISE_EVENT_WORK_OFFLINE);
}

static void
edit (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setup *setup = data;
  GError *error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (setup->data_dir, &error);
  gboolean done = store != NULL
                  && valise_account_setup_edit (store, setup->data_dir, setup->account,
                                                setup->password, setup->force, &setup->remotes,
                                                cancellable, &error);

  return_result (task, done, error);
}

/**
 * valise_engine_edit_account_async:
 * @self: the engine
 * @account: a stored account, as its owner wants it now
 * @password: (nullable): its new password; %NULL: as before
 * @search_more: whether to look for more services at its address
 * @cancellable: (nullable): cancels it
 * @callback: called when it is stored; what concerns the sign-in was verified by signing in
 * @data: for @callback
 */
void
valise_engine_edit_account_async (ValiseEngine *self,
                                  const ValiseAccount *account,
                                  const char *password,
                                  gboolean search_more,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  g_autoptr (GTask) task = new_task (self, valise_account_copy (account), password, cancellable,
                                     callback, data);
  Setup *setup = g_task_get_task_data (task);

  setup->force = search_more;
  rest (self, account->id);
  g_task_run_in_thread (task, edit);
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
  rest (self, account_id);
  run_for_account (self, account_id, NULL, force, remove_account, cancellable, callback, data);
}

/* Waits for the run that was told to stop, so that the main loop does not have to. */
static void
set_disabled (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setup *setup = data;
  GError *error = NULL;
  g_autoptr (ValiseLock) lock = valise_account_setup_lock (setup->data_dir, setup->account->id,
                                                           cancellable, NULL);
  g_autoptr (ValiseStore) store = valise_store_open (setup->data_dir, &error);
  gboolean done = store != NULL
                  && valise_accounts_set_disabled (store, setup->account->id, setup->force, &error);

  return_result (task, done, error);
}

/**
 * valise_engine_set_account_disabled_async:
 * @self: the engine
 * @account_id: an account
 * @disabled: whether it is not synchronised from now on; what is here of it stays
 * @cancellable: (nullable): cancels it
 * @callback: called when it is so
 * @data: for @callback
 */
void
valise_engine_set_account_disabled_async (ValiseEngine *self,
                                          gint64 account_id,
                                          gboolean disabled,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer data)
{
  if (disabled)
    rest (self, account_id);
  run_for_account (self, account_id, NULL, disabled, set_disabled, cancellable, callback, data);
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
  gint64 id = setup->account != NULL ? setup->account->id : 0;
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);
  ValiseKeeper *keeper = valise_engine_find_keeper (self, id);
  g_autoptr (ValiseKeeper) before = keeper != NULL ? g_object_ref (keeper) : NULL;

  valise_engine_reload_accounts (self);
  /* It has a new password, or could not be changed or removed. */
  if (before != NULL && before == valise_engine_find_keeper (self, id) && !self->work_offline)
    valise_keeper_event (before, done ? VALISE_EVENT_PASSWORD : VALISE_EVENT_WORK_ONLINE);
  return done;
}
