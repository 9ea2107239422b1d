/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Adding and removing accounts.
 *
 * An account is added only when its server was found and took the sign-in, so that a typing error
 * shows where it was made. It is removed only when nothing of it waits to be sent, unless its owner
 * insists. */

#include "engine/account-setup.h"

#include <glib/gi18n-lib.h>

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

/* In the order in which they are tried. */
static const char *const protocols[] = { "jmap" };

/* Finds out whether the server speaks @protocol and takes the sign-in. */
static ValiseEndpoint *
try_protocol (const ValiseAccount *account,
              const char *password,
              const char *protocol,
              const ValiseRemotes *remotes,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (ValiseService) service = g_new0 (ValiseService, 1);
  g_autoptr (ValiseRemote) remote = NULL;

  service->protocol = g_strdup (protocol);
  service->url = g_strdup (account->server);
  remote = remotes->make (account, service, password, remotes->data, cancellable, error);
  if (remote == NULL || !valise_remote_open (remote, cancellable, error))
    return NULL;
  service->memo = valise_remote_get_memo (remote);
  return valise_endpoint_new (g_steal_pointer (&service), g_steal_pointer (&remote));
}

/* Only "this is no such server" lets the next protocol have a try. */
static ValiseEndpoint *
discover (const ValiseAccount *account,
          const char *password,
          const ValiseRemotes *remotes,
          GCancellable *cancellable,
          GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autoptr (GError) failure = NULL;
      ValiseEndpoint *endpoint = try_protocol (account, password, protocols[i], remotes,
                                               cancellable, &failure);

      if (endpoint != NULL)
        return endpoint;
      if (i + 1 == G_N_ELEMENTS (protocols) || !valise_error_is (failure, VALISE_ERROR_PROTOCOL))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  g_return_val_if_reached (NULL);
}

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
add_to_store (ValiseStore *store, ValiseAccount *account, ValiseService *service, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);

  if (transaction == NULL || !valise_accounts_add (store, account, error))
    return FALSE;
  service->account_id = account->id;
  return valise_services_add (store, service, error)
         && valise_transaction_commit (&transaction, error);
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
 * @account: what the user gave; its id is set
 * @password: (nullable): kept in the Secret Service; %NULL where the account has a command
 * @remotes: how drivers are made
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN when the server refuses the password
 *
 * Returns: whether the account was verified and is stored, with its folders and without any item
 */
gboolean
valise_account_setup_add (ValiseStore *store,
                          const char *data_dir,
                          ValiseAccount *account,
                          const char *password,
                          const ValiseRemotes *remotes,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_endpoint_free);
  ValiseEndpoint *endpoint;

  if (!check_name (store, account->name, error))
    return FALSE;
  endpoint = discover (account, password, remotes, cancellable, error);
  if (endpoint == NULL)
    return FALSE;
  g_ptr_array_add (endpoints, endpoint);
  if (!add_to_store (store, account, endpoint->service, error))
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
