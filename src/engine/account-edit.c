/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changing an account.
 *
 * What concerns the sign-in is stored only when the server has taken it. The services of the
 * account stay what they are, because its folders and items belong to them: each has to be found at
 * the new address, and those that are found there besides are added. */

#include "engine/account-setup.h"

#include <glib/gi18n-lib.h>

#include "engine/account-services.h"
#include "engine/secrets.h"
#include "model/error.h"
#include "net/credentials.h"
#include "store/accounts.h"

typedef struct
{
  ValiseStore *store;
  ValiseAccount *before;        /* as it is stored */
  const ValiseAccount *account; /* as its owner wants it */
  GPtrArray *services;          /* (element-type ValiseService): as they are stored */
  GCancellable *cancellable;
} Edit;

static gboolean
keeps_password_elsewhere (const ValiseAccount *account)
{
  return account->password_command != NULL;
}

/* Whether the sign-in is another one. */
static gboolean
changes_sign_in (const Edit *edit)
{
  const ValiseAccount *before = edit->before, *after = edit->account;

  return !g_str_equal (before->user, after->user) || !g_str_equal (before->server, after->server)
         || g_strcmp0 (before->password_command, after->password_command) != 0
         || before->allow_plain_http != after->allow_plain_http;
}

/* The services as they are found with the new sign-in. Where the address stays, they are where they
 * were, unless more of them are wanted. */
static GPtrArray *
find_services (const Edit *edit,
               const char *password,
               gboolean search_more,
               const ValiseRemotes *remotes,
               GError **error)
{
  const ValiseSearch search = { .remotes = remotes };
  gboolean stays = g_str_equal (edit->before->server, edit->account->server);
  g_autoptr (ValiseAccount) account = valise_account_copy (edit->account);

  if (stays && !search_more)
    g_clear_pointer (&account->server, g_free);
  return valise_account_services_find (account, stays ? edit->services : NULL, password, &search,
                                       edit->cancellable, error);
}

/* Returns: (nullable): which of @found @service is now */
static ValiseService *
match_service (GPtrArray *found, const ValiseService *service)
{
  ValiseService *match = NULL;

  for (guint i = 0; i < found->len; i++)
    {
      ValiseService *other = found->pdata[i];

      if (other->id != 0 || !g_str_equal (other->protocol, service->protocol))
        continue;
      if (g_str_equal (other->url, service->url))
        return other;
      if (match == NULL)
        match = other;
    }
  return match;
}

/* Gives what was found the ids of the services that are stored. */
static gboolean
match_services (const Edit *edit, GPtrArray *found, GError **error)
{
  for (guint i = 0; i < edit->services->len; i++)
    {
      const ValiseService *service = edit->services->pdata[i];
      ValiseService *match = match_service (found, service);

      if (match == NULL)
        return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                            _ ("%s: not found at %s. Nothing was changed. If this is another "
                               "mailbox, add it as an account of its own."),
                            valise_protocol_to_words (service->protocol), edit->account->server);
      match->id = service->id;
    }
  return TRUE;
}

static gboolean
store_services (const Edit *edit, GPtrArray *found, GError **error)
{
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      ValiseService *service = found->pdata[i];

      service->account_id = edit->account->id;
      if (!(service->id != 0 ? valise_services_update (edit->store, service, error)
                             : valise_services_add (edit->store, service, error)))
        return FALSE;
    }
  return TRUE;
}

/* The keyring knows a password by the account's user and server. */
static void
forget_old_password (const Edit *edit)
{
  g_autoptr (GError) failure = NULL;

  if (keeps_password_elsewhere (edit->before)
      || (g_str_equal (edit->before->user, edit->account->user)
          && g_str_equal (edit->before->server, edit->account->server)
          && !keeps_password_elsewhere (edit->account)))
    return;
  if (!valise_secrets_remove (edit->before, edit->cancellable, &failure))
    g_message ("The old password of %s stays in the keyring: %s", edit->account->name,
               failure->message);
}

static gboolean
store_edit (
    const Edit *edit, const char *data_dir, GPtrArray *found, const char *password, GError **error)
{
  g_autoptr (ValiseLock) lock = valise_account_setup_lock (data_dir, edit->account->id,
                                                           edit->cancellable, error);
  g_autoptr (ValiseTransaction) transaction = NULL;

  if (lock == NULL
      || (password != NULL && !keeps_password_elsewhere (edit->account)
          && !valise_secrets_set (edit->account, password, edit->cancellable, error)))
    return FALSE;
  transaction = valise_store_begin (edit->store, error);
  if (transaction == NULL || !valise_accounts_update (edit->store, edit->account, error)
      || !store_services (edit, found, error) || !valise_transaction_commit (&transaction, error))
    return FALSE;
  if (found != NULL)
    forget_old_password (edit);
  return TRUE;
}

/* Signs in, then stores. */
static gboolean
verify_and_store (const Edit *edit,
                  const char *data_dir,
                  const char *password,
                  gboolean search_more,
                  const ValiseRemotes *remotes,
                  GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (!valise_account_setup_check_online (edit->store, error))
    return FALSE;
  found = find_services (edit, password, search_more, remotes, error);
  return found != NULL && match_services (edit, found, error)
         && store_edit (edit, data_dir, found, password, error);
}

/**
 * valise_account_setup_edit:
 * @store: a store
 * @data_dir: the folder of the database
 * @account: a stored account, as its owner wants it now
 * @password: (nullable): its new password; %NULL: as before
 * @search_more: whether to look for more services at its address
 * @remotes: how drivers are made
 * @cancellable: (nullable): cancels it
 * @error: where the error goes: %VALISE_ERROR_USAGE for the name, %VALISE_ERROR_OFFLINE, or what
 *   the server says of the sign-in
 *
 * Returns: whether it was verified, where it concerns the sign-in, and is stored
 */
gboolean
valise_account_setup_edit (ValiseStore *store,
                           const char *data_dir,
                           const ValiseAccount *account,
                           const char *password,
                           gboolean search_more,
                           const ValiseRemotes *remotes,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (ValiseAccount) before = valise_accounts_get (store, account->id, error);
  g_autoptr (GPtrArray) services = valise_services_list (store, account->id,
                                                         before != NULL ? error : NULL);
  const Edit edit = { store, before, account, services, cancellable };
  char *kept = NULL;
  gboolean done;

  if (before == NULL || services == NULL
      || !valise_account_setup_check_name (store, account, error))
    return FALSE;
  if (password == NULL && !search_more && !changes_sign_in (&edit))
    return store_edit (&edit, data_dir, NULL, NULL, error);
  if (password == NULL && !keeps_password_elsewhere (account))
    {
      kept = valise_secrets_get (before, cancellable, error);
      if (kept == NULL)
        return FALSE;
    }
  done = verify_and_store (&edit, data_dir, password != NULL ? password : kept, search_more,
                           remotes, error);
  valise_credentials_wipe (kept);
  return done;
}
