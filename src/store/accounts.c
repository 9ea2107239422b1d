/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts and their services. Ids are never used twice, because the Secret Service keeps the
 * password under the account's. */

#include "store/accounts.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/items-private.h"
#include "store/statement.h"
#include "store/store-private.h"

#define ACCOUNT_SELECT                                                                             \
  "SELECT id, name, user, server, password_command, allow_plain_http, last_run_at, last_error,"    \
  " last_error_code, person, address, disabled, edit_seq FROM account "
#define SERVICE_SELECT "SELECT id, account_id, protocol, url, token, memo FROM service "

static gpointer
read_account (ValiseStatement *statement)
{
  ValiseAccount *account = g_new0 (ValiseAccount, 1);

  account->id = valise_statement_read_int (statement);
  account->name = valise_statement_read_text (statement);
  account->user = valise_statement_read_text (statement);
  account->server = valise_statement_read_text (statement);
  account->password_command = valise_statement_read_text (statement);
  account->allow_plain_http = valise_statement_read_int (statement) != 0;
  account->last_run_at = valise_statement_read_int (statement);
  account->last_error = valise_statement_read_text (statement);
  account->last_error_code = (int)valise_statement_read_int (statement);
  account->person = valise_statement_read_text (statement);
  account->address = valise_statement_read_text (statement);
  account->disabled = valise_statement_read_int (statement) != 0;
  account->edit_seq = valise_statement_read_int (statement);
  return account;
}

static gpointer
read_service (ValiseStatement *statement)
{
  ValiseService *service = g_new0 (ValiseService, 1);

  service->id = valise_statement_read_int (statement);
  service->account_id = valise_statement_read_int (statement);
  service->protocol = valise_statement_read_text (statement);
  service->url = valise_statement_read_text (statement);
  service->token = valise_statement_read_text (statement);
  service->memo = valise_statement_read_text (statement);
  return service;
}

/* Whether no other account has the name. */
static gboolean
check_name (ValiseStore *store, const ValiseAccount *account, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT count (*) FROM account WHERE name = ?1 AND id <> ?2", error);
  gint64 count;

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_text (statement, account->name);
  valise_statement_bind_int (statement, account->id);
  if (!valise_statement_single (statement, &count, error))
    return FALSE;
  return count == 0
         || valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                         _ ("There is an account with the name “%s” already. Choose another "
                            "name."),
                         account->name);
}

/* What its owner gives of an account, in the order of ?1 to ?7. */
static void
bind_account (ValiseStatement *statement, const ValiseAccount *account)
{
  valise_statement_bind_text (statement, account->name);
  valise_statement_bind_text (statement, account->user);
  valise_statement_bind_text (statement, account->server);
  valise_statement_bind_text (statement, account->password_command);
  valise_statement_bind_int (statement, account->allow_plain_http);
  valise_statement_bind_text (statement, account->person);
  valise_statement_bind_text (statement, account->address);
}

/**
 * valise_accounts_add:
 * @store: a store
 * @account: an account with a new name; its id is set
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_USAGE when the name is taken
 *
 * Returns: whether it is stored
 */
gboolean
valise_accounts_add (ValiseStore *store, ValiseAccount *account, GError **error)
{
  g_autoptr (ValiseStatement) statement = NULL;

  if (!check_name (store, account, error))
    return FALSE;
  statement = valise_statement_get (
      store,
      "INSERT INTO account (name, user, server, password_command, allow_plain_http, person,"
      " address) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
      error);
  if (statement == NULL)
    return FALSE;
  bind_account (statement, account);
  return valise_statement_single (statement, &account->id, error);
}

/**
 * valise_accounts_update:
 * @store: a store
 * @account: a stored account, as its owner wants it now
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_USAGE when the name is taken
 *
 * How the last run ended is forgotten where it failed: it says nothing about the account any more.
 *
 * Returns: whether it is stored
 */
gboolean
valise_accounts_update (ValiseStore *store, const ValiseAccount *account, GError **error)
{
  g_autoptr (ValiseStatement) statement = NULL;

  if (!check_name (store, account, error))
    return FALSE;
  statement = valise_statement_get (
      store,
      "UPDATE account SET name = ?1, user = ?2, server = ?3, password_command = ?4,"
      " allow_plain_http = ?5, person = ?6, address = ?7, last_error = NULL, last_error_code = 0,"
      " edit_seq = edit_seq + 1 WHERE id = ?8",
      error);
  if (statement == NULL)
    return FALSE;
  bind_account (statement, account);
  valise_statement_bind_int (statement, account->id);
  return valise_statement_run (statement, error);
}

/**
 * valise_accounts_set_disabled:
 * @store: a store
 * @id: an account
 * @disabled: whether it is not synchronised from now on
 * @error: (out) (optional): where the error goes
 *
 * Its folders and items stay, and so do its unsent changes.
 *
 * Returns: whether it is stored
 */
gboolean
valise_accounts_set_disabled (ValiseStore *store, gint64 id, gboolean disabled, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "UPDATE account SET disabled = ?2, edit_seq = edit_seq + 1 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  valise_statement_bind_int (statement, disabled);
  return valise_statement_run (statement, error);
}

/* Should the removal be cut short, the next run of the account lists everything again. */
static gboolean
forget_progress (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_transaction_join (store, error);

  return transaction != NULL
         && valise_statement_run_with_id (
             store, "UPDATE service SET token = NULL WHERE account_id = ?1", id, error)
         && valise_statement_run_with_id (
             store, "UPDATE folder SET listed = 0 WHERE account_id = ?1", id, error)
         && valise_transaction_commit (&transaction, error);
}

static const char remove_items[] = "DELETE FROM item WHERE id IN (SELECT item.id FROM folder JOIN "
                                   "item ON item.folder = folder.id"
                                   " WHERE folder.account_id = ?1" VALISE_ITEMS_SLICE;

static gboolean
remove_account (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_transaction_join (store, error);

  return transaction != NULL
         && valise_statement_run_with_id (store, "DELETE FROM account WHERE id = ?1", id, error)
         && valise_transaction_commit (&transaction, error);
}

/**
 * valise_accounts_remove:
 * @store: a store
 * @id: an account
 * @error: (out) (optional): where the error goes
 *
 * Removes the account with everything that belongs to it, changes that were not sent included.
 * Nothing happens where there is no such account. The items go in many small transactions, so that
 * other accounts are not held up, and the account goes with the last one.
 *
 * Returns: whether it is gone
 */
gboolean
valise_accounts_remove (ValiseStore *store, gint64 id, GError **error)
{
  return forget_progress (store, id, error)
         && valise_items_remove_in_slices (store, remove_items, id, error)
         && remove_account (store, id, error);
}

/**
 * valise_accounts_list:
 * @store: a store
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseAccount): all accounts, by name
 */
GPtrArray *
valise_accounts_list (ValiseStore *store, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, ACCOUNT_SELECT "ORDER BY name", error);

  if (statement == NULL)
    return NULL;
  return valise_statement_collect (statement, read_account, (GDestroyNotify)valise_account_free,
                                   error);
}

/**
 * valise_accounts_get:
 * @store: a store
 * @id: an account
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the account
 */
ValiseAccount *
valise_accounts_get (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, ACCOUNT_SELECT "WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, id);
  return valise_statement_collect_one (statement, read_account, _ ("There is no such account."),
                                       error);
}

/**
 * valise_accounts_by_name:
 * @store: a store
 * @name: the name of an account
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the account
 */
ValiseAccount *
valise_accounts_by_name (ValiseStore *store, const char *name, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, ACCOUNT_SELECT "WHERE name = ?1", error);
  g_autofree char *missing = g_strdup_printf (_ ("There is no account “%s”."), name);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_text (statement, name);
  return valise_statement_collect_one (statement, read_account, missing, error);
}

/**
 * valise_accounts_set_last_run:
 * @store: a store
 * @id: an account
 * @at: when the run ended, Unix seconds
 * @failure: (nullable): why it failed; %NULL when it went through
 * @error: (out) (optional): where the error goes
 *
 * A run that failed leaves the time of the last good one as it is.
 *
 * Returns: whether it is stored
 */
gboolean
valise_accounts_set_last_run (
    ValiseStore *store, gint64 id, gint64 at, const GError *failure, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "UPDATE account SET last_run_at = coalesce (?2, last_run_at), last_error = ?3,"
      " last_error_code = ?4 WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  valise_statement_bind_id (statement, failure == NULL ? at : 0);
  valise_statement_bind_text (statement, failure != NULL ? failure->message : NULL);
  valise_statement_bind_int (statement, failure != NULL ? failure->code : 0);
  return valise_statement_run (statement, error);
}

/**
 * valise_services_add:
 * @store: a store
 * @service: a service of a stored account; its id is set
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether it is stored
 */
gboolean
valise_services_add (ValiseStore *store, ValiseService *service, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "INSERT INTO service (account_id, protocol, url, token, memo)"
      " VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, service->account_id);
  valise_statement_bind_text (statement, service->protocol);
  valise_statement_bind_text (statement, service->url);
  valise_statement_bind_text (statement, service->token);
  valise_statement_bind_text (statement, service->memo);
  return valise_statement_single (statement, &service->id, error);
}

/**
 * valise_services_update:
 * @store: a store
 * @service: a stored service, with the URL and the memo that it has now
 * @error: (out) (optional): where the error goes
 *
 * At another URL nothing is known of what changed: the next run lists everything again.
 *
 * Returns: whether it is stored
 */
gboolean
valise_services_update (ValiseStore *store, const ValiseService *service, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "UPDATE service SET token = CASE WHEN url = ?2 THEN token END, url = ?2, memo = ?3"
      " WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, service->id);
  valise_statement_bind_text (statement, service->url);
  valise_statement_bind_text (statement, service->memo);
  return valise_statement_run (statement, error);
}

/**
 * valise_services_list:
 * @store: a store
 * @account_id: an account
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseService): its services
 */
GPtrArray *
valise_services_list (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, SERVICE_SELECT "WHERE account_id = ?1 ORDER BY id", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  return valise_statement_collect (statement, read_service, (GDestroyNotify)valise_service_free,
                                   error);
}

static gboolean
set_text (ValiseStore *store, const char *sql, gint64 id, const char *text, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, sql, error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  valise_statement_bind_text (statement, text);
  return valise_statement_run (statement, error);
}

/**
 * valise_services_set_token:
 * @store: a store
 * @id: a service
 * @token: (nullable): everything up to here is known
 * @error: (out) (optional): where the error goes
 *
 * Belongs in the transaction that stores what the token covers.
 *
 * Returns: whether it is stored
 */
gboolean
valise_services_set_token (ValiseStore *store, gint64 id, const char *token, GError **error)
{
  return set_text (store, "UPDATE service SET token = ?2 WHERE id = ?1", id, token, error);
}

/**
 * valise_services_set_memo:
 * @store: a store
 * @id: a service
 * @memo: (nullable): what the driver wants to remember
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether it is stored
 */
gboolean
valise_services_set_memo (ValiseStore *store, gint64 id, const char *memo, GError **error)
{
  return set_text (store, "UPDATE service SET memo = ?2 WHERE id = ?1", id, memo, error);
}
