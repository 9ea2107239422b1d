/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts and services as plain records. */

#include "model/account.h"

/**
 * valise_account_free:
 * @account: (transfer full) (nullable): an account
 */
void
valise_account_free (ValiseAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->name);
  g_free (account->user);
  g_free (account->server);
  g_free (account->password_command);
  g_free (account->last_error);
  g_free (account);
}

/**
 * valise_service_free:
 * @service: (transfer full) (nullable): a service
 */
void
valise_service_free (ValiseService *service)
{
  if (service == NULL)
    return;
  g_free (service->protocol);
  g_free (service->url);
  g_free (service->token);
  g_free (service->memo);
  g_free (service);
}
