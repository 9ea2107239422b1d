/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what people type to what is stored: accounts by name, folders by path, numbers. */

#include "ctl/ctl-find.h"

#include <glib/gi18n-lib.h>

#include "engine/runner.h"
#include "store/accounts.h"
#include "store/folders.h"

/**
 * valise_ctl_accounts:
 * @ctl: this call
 * @name: (nullable): the name of an account; %NULL for all
 * @error: where the error goes; also when there is no account at all
 *
 * Returns: (transfer full) (nullable) (element-type ValiseAccount): the accounts, at least one
 */
GPtrArray *
valise_ctl_accounts (ValiseCtl *ctl, const char *name, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;
  ValiseAccount *account;

  if (name == NULL)
    {
      accounts = valise_accounts_list (ctl->store, error);
      if (accounts == NULL || accounts->len > 0)
        return g_steal_pointer (&accounts);
      valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("There is no account yet. Add one with “valisectl account add”."));
      return NULL;
    }
  account = valise_accounts_by_name (ctl->store, name, error);
  if (account == NULL)
    return NULL;
  accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_account_free);
  g_ptr_array_add (accounts, account);
  return g_steal_pointer (&accounts);
}

/**
 * valise_ctl_enabled_accounts:
 * @ctl: this call
 * @name: (nullable): the name of an account; %NULL for all
 * @error: where the error goes; also when the account, or every account, is disabled
 *
 * Returns: (transfer full) (nullable) (element-type ValiseAccount): those that may be synchronised,
 *   at least one
 */
GPtrArray *
valise_ctl_enabled_accounts (ValiseCtl *ctl, const char *name, GError **error)
{
  g_autoptr (GPtrArray) accounts = valise_ctl_accounts (ctl, name, error);

  if (accounts == NULL)
    return NULL;
  for (guint i = accounts->len; i > 0; i--)
    {
      const ValiseAccount *account = accounts->pdata[i - 1];

      if (accounts->len == 1 && !valise_runner_check_enabled (account, error))
        return NULL;
      if (account->disabled)
        g_ptr_array_remove_index (accounts, i - 1);
    }
  return g_steal_pointer (&accounts);
}

/* The account that @path begins with, or the only one. What remains of @path is in @rest. */
static const ValiseAccount *
split_path (GPtrArray *accounts, const char *path, const char **rest, GError **error)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      gsize length = strlen (account->name);

      if (strncmp (path, account->name, length) == 0 && path[length] == ':')
        {
          *rest = path + length + 1;
          return account;
        }
    }
  *rest = path;
  if (accounts->len == 1)
    return accounts->pdata[0];
  /* Translators: the name of an account, and the path of a folder: “Office:Projects/2026” */
  valise_ctl_usage (error, _ ("There are several accounts: write %s:%s."),
                    ((const ValiseAccount *)accounts->pdata[0])->name, path);
  return NULL;
}

/**
 * valise_ctl_folder:
 * @ctl: this call
 * @path: `Projects/2026`, or `NAME:Projects/2026`; `INBOX` in any case is the folder of that role
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the folder
 */
ValiseFolder *
valise_ctl_folder (ValiseCtl *ctl, const char *path, GError **error)
{
  g_autoptr (GPtrArray) accounts = valise_ctl_accounts (ctl, NULL, error);
  g_autoptr (GError) failure = NULL;
  const ValiseAccount *account;
  ValiseFolder *folder;
  const char *rest;

  if (accounts == NULL)
    return NULL;
  account = split_path (accounts, path, &rest, error);
  if (account == NULL)
    return NULL;
  folder = valise_folders_by_path (ctl->store, account->id, rest, &failure);
  if (folder == NULL && g_ascii_strcasecmp (rest, "inbox") == 0
      && valise_error_is (failure, VALISE_ERROR_NOT_FOUND))
    {
      g_clear_error (&failure);
      folder = valise_folders_by_role (ctl->store, account->id, VALISE_ROLE_INBOX, &failure);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return folder;
}

/**
 * valise_ctl_number:
 * @text: what was typed
 * @number: (out): the number of an item or a conflict
 * @error: where the error goes; it ends in exit status 2
 *
 * Returns: whether @text is such a number
 */
gboolean
valise_ctl_number (const char *text, gint64 *number, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, number, NULL))
    return TRUE;
  return valise_ctl_usage (error, _ ("“%s” is not a number of an item or a conflict."), text);
}
