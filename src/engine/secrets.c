/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords: in the Secret Service (libsecret), or printed by the account's password command. They
 * are never in the database, in a log or in an error. All functions block: the Secret Service may
 * ask its owner to unlock it. */

#include "engine/secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "engine/ids.h"
#include "engine/password-command.h"
#include "model/error.h"

/* Long enough for somebody to type a passphrase into the box that the command opened. */
#define COMMAND_SECONDS 120

static const SecretSchema schema = {
  .name = VALISE_SECRET_SCHEMA,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "account", SECRET_SCHEMA_ATTRIBUTE_INTEGER },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static GHashTable *
attributes_of (const ValiseAccount *account)
{
  return secret_attributes_build (&schema, "account", (int)account->id, "user", account->user,
                                  "server", account->server, NULL);
}

/* Says what the user can do, instead of what D-Bus says. Takes @failure. */
static void
set_error (GError **error, GError *failure)
{
  g_autoptr (GError) cause = failure;

  if (valise_error_is_cancelled (cause))
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                 _ ("The keyring is locked. Unlock it and synchronise again."));
  else
    valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                 _ ("No Secret Service (such as GNOME Keyring or KWallet) keeps passwords here. "
                    "Start one, or use --password-command."));
}

/**
 * valise_secrets_get:
 * @account: an account
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the password; give it back to valise_credentials_wipe()
 */
char *
valise_secrets_get (const ValiseAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  GError *failure = NULL;
  char *found, *password;

  if (account->password_command != NULL)
    return valise_password_command_run (account->password_command, COMMAND_SECONDS, cancellable,
                                        error);

  attributes = attributes_of (account);
  found = secret_password_lookupv_sync (&schema, attributes, cancellable, &failure);
  if (failure != NULL)
    {
      set_error (error, failure);
      return NULL;
    }
  if (found == NULL)
    {
      valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("The keyring has no password for account %s, or it is locked."),
                   account->name);
      return NULL;
    }
  password = g_strdup (found);
  secret_password_free (found);
  return password;
}

/**
 * valise_secrets_set:
 * @account: an account that is stored
 * @password: its password
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Keeps @password in the Secret Service, in the place of the one that was there.
 *
 * Returns: whether it is kept
 */
gboolean
valise_secrets_set (const ValiseAccount *account,
                    const char *password,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (account);
  /* Translators: what the keyring calls a password: the name of an account */
  g_autofree char *label = g_strdup_printf (_ ("Valise: %s"), account->name);
  GError *failure = NULL;

  if (secret_password_storev_sync (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, password,
                                   cancellable, &failure))
    return TRUE;
  set_error (error, failure);
  return FALSE;
}

/**
 * valise_secrets_remove:
 * @account: an account
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: whether no password of @account is kept any more
 */
gboolean
valise_secrets_remove (const ValiseAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  GError *failure = NULL;

  if (account->password_command != NULL)
    return TRUE;
  attributes = attributes_of (account);
  /* FALSE without an error: there was none. */
  secret_password_clearv_sync (&schema, attributes, cancellable, &failure);
  if (failure == NULL)
    return TRUE;
  set_error (error, failure);
  return FALSE;
}
