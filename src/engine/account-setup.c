/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Adding and removing accounts. Changing them is in account-edit.c.
 *
 * An account is added only when its server was found and took the sign-in, so that a typing error
 * shows where it was made. It is removed only when nothing of it waits to be sent, unless its owner
 * insists. */

#include "engine/account-setup.h"

#include <glib/gi18n-lib.h>

#include "engine/account-services.h"
#include "engine/secrets.h"
#include "engine/status-read.h"
#include "net/sleep.h"
#include "store/accounts.h"
#include "store/losses.h"
#include "sync/run.h"

/* A run that was told to stop has a second; twice that is waited for. */
#define LOCK_TRIES 40
#define LOCK_PAUSE_MS 50

/**
 * valise_account_setup_check_name:
 * @store: a store
 * @account: an account, stored or not
 * @error: where the error goes; %VALISE_ERROR_USAGE
 *
 * Returns: whether it can be called what it is called
 */
gboolean
valise_account_setup_check_name (ValiseStore *store, const ValiseAccount *account, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseAccount) other = NULL;

  if (*account->name == '\0' || strpbrk (account->name, ":/") != NULL)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The name of an account must not be empty nor have “:” or “/” in it."));
  other = valise_accounts_by_name (store, account->name, &failure);
  if (other != NULL && other->id != account->id)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("There is an account “%s” already. Choose another name."),
                        account->name);
  if (other != NULL || valise_error_is (failure, VALISE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * valise_account_setup_check_online:
 * @store: a store
 * @error: where the error goes: %VALISE_ERROR_OFFLINE
 *
 * Returns: whether a server may be asked for what the user wants
 */
gboolean
valise_account_setup_check_online (ValiseStore *store, GError **error)
{
  gboolean offline;

  if (!valise_status_read_work_offline (store, &offline, error))
    return FALSE;
  return !offline
         || valise_fail (error, VALISE_ERROR_OFFLINE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                         _ ("You are working offline, so the server cannot be asked. Go online "
                            "first. Nothing was stored."));
}

static gboolean
add_to_store (ValiseStore *store, ValiseAccount *account, GPtrArray *services, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);

  if (transaction == NULL || !valise_accounts_add (store, account, error))
    return FALSE;
  for (guint i = 0; i < services->len; i++)
    {
      ValiseService *service = services->pdata[i];

      service->account_id = account->id;
      if (!valise_services_add (store, service, error))
        return FALSE;
    }
  return valise_transaction_commit (&transaction, error);
}

/**
 * valise_account_setup_lock:
 * @data_dir: the folder of the database
 * @account_id: an account
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_LOCKED
 *
 * A run of this process or another one may be on its way to stop: that is waited for.
 *
 * Returns: (transfer full) (nullable): the lock
 */
ValiseLock *
valise_account_setup_lock (const char *data_dir,
                           gint64 account_id,
                           GCancellable *cancellable,
                           GError **error)
{
  for (guint i = 1;; i++)
    {
      g_autoptr (GError) failure = NULL;
      ValiseLock *lock = valise_lock_take (data_dir, account_id, &failure);

      if (lock != NULL)
        return lock;
      if (i == LOCK_TRIES || !valise_error_is (failure, VALISE_ERROR_LOCKED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (!valise_sleep (LOCK_PAUSE_MS, cancellable, error))
        return NULL;
    }
}

/* Returns: (transfer full) (nullable) (element-type ValiseEndpoint): drivers for @services */
static GPtrArray *
make_endpoints (const ValiseAccount *account,
                GPtrArray *services,
                const char *password,
                const ValiseRemotes *remotes,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_endpoint_free);

  for (guint i = 0; i < services->len; i++)
    {
      const ValiseService *service = services->pdata[i];
      ValiseRemote *remote = remotes->make (account, service, password, remotes->data, cancellable,
                                            error);

      if (remote == NULL)
        return NULL;
      g_ptr_array_add (endpoints, valise_endpoint_new (valise_service_copy (service), remote));
    }
  return g_steal_pointer (&endpoints);
}

/* Brings the folders here, so that what is kept of each can be chosen before the first run. */
static gboolean
bring_tree (ValiseStore *store,
            const char *data_dir,
            const ValiseAccount *account,
            GPtrArray *endpoints,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (ValiseLock) lock = valise_account_setup_lock (data_dir, account->id, cancellable,
                                                           error);

  return lock != NULL && valise_run_tree (store, account, endpoints, cancellable, error);
}

/**
 * valise_account_setup_store:
 * @store: a store
 * @data_dir: the folder of the database
 * @account: what the user gave; its id is set. Without a server's address the first service gives
 * it
 * @services: (element-type ValiseService): what was found; their ids are set
 * @password: (nullable): kept in the Secret Service; %NULL where the account has a command
 * @remotes: how drivers are made
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN when the server refuses the password
 *
 * Returns: whether the account is stored, with its services and folders and without any item
 */
gboolean
valise_account_setup_store (ValiseStore *store,
                            const char *data_dir,
                            ValiseAccount *account,
                            GPtrArray *services,
                            const char *password,
                            const ValiseRemotes *remotes,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GPtrArray) endpoints = NULL;

  if (account->server == NULL)
    account->server = g_strdup (((const ValiseService *)services->pdata[0])->url);
  if (!valise_account_setup_check_name (store, account, error)
      || !add_to_store (store, account, services, error))
    return FALSE;
  endpoints = make_endpoints (account, services, password, remotes, cancellable, error);
  if (endpoints != NULL && bring_tree (store, data_dir, account, endpoints, cancellable, error)
      && (password == NULL || valise_secrets_set (account, password, cancellable, error)))
    return TRUE;
  /* An account that does not work, or whose password has nowhere to go, would be of no use. */
  valise_accounts_remove (store, account->id, NULL);
  return FALSE;
}

/**
 * valise_account_setup_add:
 * @store: a store
 * @data_dir: the folder of the database
 * @account: what the user gave; its id is set. Without a server's address @named is all there is,
 *   and the first of them gives the address
 * @named: (nullable) (element-type ValiseService): services that the user named, with protocol and
 *   URL; what else the server has is found
 * @password: (nullable): kept in the Secret Service; %NULL where the account has a command
 * @remotes: how drivers are made
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN when the server refuses the password
 *
 * Finds the services and stores the account in one go.
 *
 * Returns: whether the account was verified and is stored
 */
gboolean
valise_account_setup_add (ValiseStore *store,
                          const char *data_dir,
                          ValiseAccount *account,
                          GPtrArray *named,
                          const char *password,
                          const ValiseRemotes *remotes,
                          GCancellable *cancellable,
                          GError **error)
{
  const ValiseSearch search = { .remotes = remotes };
  g_autoptr (GPtrArray) services = NULL;

  if (!valise_account_setup_check_name (store, account, error))
    return FALSE;
  services = valise_account_services_find (account, named, password, &search, cancellable, error);
  return services != NULL
         && valise_account_setup_store (store, data_dir, account, services, password, remotes,
                                        cancellable, error);
}

/* What only this computer has and would go with the account. */
static gboolean
check_nothing_lost (ValiseStore *store, gint64 account_id, GError **error)
{
  ValiseLosses losses;
  gint64 unsent;

  if (!valise_losses_count (store, account_id, &losses, error))
    return FALSE;
  unsent = losses.changes + losses.outbox + losses.only_here;
  if (unsent > 0)
    return valise_fail (error, VALISE_ERROR_FAILED, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        ngettext ("%d change was not sent yet and would be lost. Synchronise "
                                  "first, or use --force.",
                                  "%d changes were not sent yet and would be lost. Synchronise "
                                  "first, or use --force.",
                                  (gulong)unsent),
                        (int)unsent);
  if (losses.conflicts > 0)
    return valise_fail (error, VALISE_ERROR_FAILED, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        ngettext ("%d conflict is not decided, and your version would be lost. "
                                  "Decide it first, or use --force.",
                                  "%d conflicts are not decided, and your versions would be lost. "
                                  "Decide them first, or use --force.",
                                  (gulong)losses.conflicts),
                        (int)losses.conflicts);
  return TRUE;
}

/**
 * valise_account_setup_remove:
 * @store: a store
 * @data_dir: the folder of the database
 * @account: a stored account
 * @force: remove it although changes were not sent
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Removes everything of @account from this computer, its password too. The server keeps what it
 * has.
 *
 * Returns: whether it is removed
 */
gboolean
valise_account_setup_remove (ValiseStore *store,
                             const char *data_dir,
                             const ValiseAccount *account,
                             gboolean force,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (ValiseLock) lock = valise_account_setup_lock (data_dir, account->id, cancellable,
                                                           error);
  g_autoptr (GError) failure = NULL;

  if (lock == NULL || (!force && !check_nothing_lost (store, account->id, error)))
    return FALSE;
  if (!valise_accounts_remove (store, account->id, error))
    return FALSE;
  if (!valise_secrets_remove (account, cancellable, &failure))
    g_message ("The password of %s stays in the keyring: %s", account->name, failure->message);
  return TRUE;
}
