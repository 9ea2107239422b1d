/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Adding and removing accounts.
 *
 * An account is added only when its server was found and took the sign-in, so that a typing error
 * shows where it was made. It is removed only when nothing of it waits to be sent, unless its owner
 * insists. */

#include "engine/account-setup.h"

#include <glib/gi18n-lib.h>

#include "engine/account-services.h"
#include "engine/lock.h"
#include "engine/secrets.h"
#include "net/sleep.h"
#include "store/accounts.h"
#include "store/conflicts.h"
#include "store/items.h"
#include "sync/run.h"

/* A run that was told to stop has a second; twice that is waited for. */
#define LOCK_TRIES 40
#define LOCK_PAUSE_MS 50

static gboolean
check_name (ValiseStore *store, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseAccount) other = NULL;

  if (*name == '\0' || strpbrk (name, ":/") != NULL)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The name of an account must not be empty nor have “:” or “/” in it."));
  other = valise_accounts_by_name (store, name, &failure);
  if (other != NULL)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("There is an account “%s” already. Choose another name."), name);
  if (valise_error_is (failure, VALISE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
add_to_store (ValiseStore *store, ValiseAccount *account, GPtrArray *endpoints, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);

  if (transaction == NULL || !valise_accounts_add (store, account, error))
    return FALSE;
  for (guint i = 0; i < endpoints->len; i++)
    {
      ValiseService *service = ((const ValiseEndpoint *)endpoints->pdata[i])->service;

      service->account_id = account->id;
      if (!valise_services_add (store, service, error))
        return FALSE;
    }
  return valise_transaction_commit (&transaction, error);
}

/* A run of this process or another one may be on its way to stop. */
static ValiseLock *
wait_for_lock (const char *data_dir, gint64 account_id, GCancellable *cancellable, GError **error)
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

/* Brings the folders here, so that what is kept of each can be chosen before the first run. */
static gboolean
bring_tree (ValiseStore *store,
            const char *data_dir,
            const ValiseAccount *account,
            GPtrArray *endpoints,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (ValiseLock) lock = wait_for_lock (data_dir, account->id, cancellable, error);

  return lock != NULL && valise_run_tree (store, account, endpoints, cancellable, error);
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
 * Returns: whether the account was verified and is stored, with its services and folders and
 * without any item
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
  g_autoptr (GPtrArray) endpoints = NULL;

  if (!check_name (store, account->name, error))
    return FALSE;
  endpoints = valise_account_services_find (account, named, password, remotes, cancellable, error);
  if (endpoints == NULL)
    return FALSE;
  if (account->server == NULL)
    account->server = g_strdup (((const ValiseEndpoint *)endpoints->pdata[0])->service->url);
  if (!add_to_store (store, account, endpoints, error))
    return FALSE;
  if (bring_tree (store, data_dir, account, endpoints, cancellable, error)
      && (password == NULL || valise_secrets_set (account, password, cancellable, error)))
    return TRUE;
  /* An account that does not work, or whose password has nowhere to go, would be of no use. */
  valise_accounts_remove (store, account->id, NULL);
  return FALSE;
}

/* What only this computer has and would go with the account. */
static gboolean
check_nothing_lost (ValiseStore *store, gint64 account_id, GError **error)
{
  gint64 pending = 0, refused = 0, conflicts = 0;

  if (!valise_items_count_pending (store, account_id, &pending, &refused, error)
      || !valise_conflicts_count (store, account_id, &conflicts, error))
    return FALSE;
  if (pending > 0)
    return valise_fail (error, VALISE_ERROR_FAILED, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        ngettext ("%d change was not sent yet and would be lost. Synchronise "
                                  "first, or use --force.",
                                  "%d changes were not sent yet and would be lost. Synchronise "
                                  "first, or use --force.",
                                  (gulong)pending),
                        (int)pending);
  if (conflicts > 0)
    return valise_fail (error, VALISE_ERROR_FAILED, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        ngettext ("%d conflict is not decided, and your version would be lost. "
                                  "Decide it first, or use --force.",
                                  "%d conflicts are not decided, and your versions would be lost. "
                                  "Decide them first, or use --force.",
                                  (gulong)conflicts),
                        (int)conflicts);
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
  g_autoptr (ValiseLock) lock = wait_for_lock (data_dir, account->id, cancellable, error);
  g_autoptr (GError) failure = NULL;

  if (lock == NULL || (!force && !check_nothing_lost (store, account->id, error)))
    return FALSE;
  if (!valise_accounts_remove (store, account->id, error))
    return FALSE;
  if (!valise_secrets_remove (account, cancellable, &failure))
    g_message ("The password of %s stays in the keyring: %s", account->name, failure->message);
  return TRUE;
}
