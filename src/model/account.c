/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts and services as plain records. */

#include "model/account.h"

#include <glib/gi18n-lib.h>

/**
 * valise_account_copy:
 * @account: an account
 *
 * Returns: (transfer full): a copy
 */
ValiseAccount *
valise_account_copy (const ValiseAccount *account)
{
  ValiseAccount *copy = g_memdup2 (account, sizeof *account);

  copy->name = g_strdup (account->name);
  copy->person = g_strdup (account->person);
  copy->address = g_strdup (account->address);
  copy->user = g_strdup (account->user);
  copy->server = g_strdup (account->server);
  copy->password_command = g_strdup (account->password_command);
  copy->last_error = g_strdup (account->last_error);
  return copy;
}

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
  g_free (account->person);
  g_free (account->address);
  g_free (account->user);
  g_free (account->server);
  g_free (account->password_command);
  g_free (account->last_error);
  g_free (account);
}

/**
 * valise_service_copy:
 * @service: a service
 *
 * Returns: (transfer full): a copy
 */
ValiseService *
valise_service_copy (const ValiseService *service)
{
  ValiseService *copy = g_memdup2 (service, sizeof *service);

  copy->protocol = g_strdup (service->protocol);
  copy->url = g_strdup (service->url);
  copy->token = g_strdup (service->token);
  copy->memo = g_strdup (service->memo);
  return copy;
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

/**
 * valise_protocol_to_words:
 * @protocol: a protocol, as a service has it
 *
 * Returns: (transfer none): what a user has there, in the user's language
 */
const char *
valise_protocol_to_words (const char *protocol)
{
  static const struct
  {
    const char *protocol;
    const char *words;
  } known[] = {
    { "jmap", NC_ ("service", "Mail") },
    { "caldav", NC_ ("service", "Calendars and tasks") },
    { "carddav", NC_ ("service", "Contacts") },
    { "kerio", "Kerio Connect" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].protocol, protocol))
      return g_dpgettext2 (GETTEXT_PACKAGE, "service", known[i].words);
  return protocol;
}
