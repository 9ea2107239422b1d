/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl account edit | disable | enable */

#include "ctl/ctl-password.h"

#include <glib/gi18n-lib.h>

#include "engine/account-setup.h"
#include "net/credentials.h"
#include "store/accounts.h"

/* The options of `account edit`, as given. */
typedef struct
{
  char *name, *person, *address, *user, *server, *password_command; /* all nullable */
  gboolean password_stdin, allow_plain_http, require_https, search;
} EditOptions;

static void
edit_options_clear (EditOptions *options)
{
  g_free (options->name);
  g_free (options->person);
  g_free (options->address);
  g_free (options->user);
  g_free (options->server);
  g_free (options->password_command);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EditOptions, edit_options_clear)

static gboolean
parse_edit (ValiseCtl *ctl, GStrv *arguments, EditOptions *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_ ("What to call the account"),
      N_ ("NEW") },
    { "person", 0, 0, G_OPTION_ARG_STRING, &options->person,
      N_ ("Your name, as messages carry it; empty: none"), N_ ("PERSON") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &options->address,
      N_ ("Your e-mail address, where it is not the user name; empty: it is"), N_ ("ADDRESS") },
    { "user", 0, 0, G_OPTION_ARG_STRING, &options->user, N_ ("User name on the server"),
      N_ ("USER") },
    { "server", 0, 0, G_OPTION_ARG_STRING, &options->server, N_ ("Address of the server"),
      N_ ("URL") },
    { "search", 0, 0, G_OPTION_ARG_NONE, &options->search,
      N_ ("Look for more services at the server"), NULL },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &options->password_stdin,
      N_ ("Read the password from the standard input and keep it in the keyring"), NULL },
    { "password-command", 0, 0, G_OPTION_ARG_STRING, &options->password_command,
      N_ ("Ask this command for the password each time: the first line that it prints"),
      N_ ("CMD") },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &options->allow_plain_http,
      N_ ("Send the password without encryption, if the address says http"), NULL },
    { "require-https", 0, 0, G_OPTION_ARG_NONE, &options->require_https,
      N_ ("Do not send it without encryption any more"), NULL },
    { 0 },
  };

  if (!valise_ctl_parse (ctl, arguments, entries, 1, 1, error))
    return FALSE;
  if (options->password_stdin && options->password_command != NULL)
    return valise_ctl_usage (error, _ ("Give either --password-stdin or --password-command CMD."));
  if (options->allow_plain_http && options->require_https)
    return valise_ctl_usage (error, _ ("Give either --allow-plain-http or --require-https."));
  return TRUE;
}

static void
take (char **field, const char *value)
{
  if (value == NULL)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

/* The same, where an empty one takes it away. */
static void
take_or_clear (char **field, const char *value)
{
  take (field, value);
  if (*field != NULL && **field == '\0')
    g_clear_pointer (field, g_free);
}

static void
apply (const EditOptions *options, ValiseAccount *account)
{
  take (&account->name, options->name);
  take (&account->user, options->user);
  take (&account->server, options->server);
  take_or_clear (&account->person, options->person);
  take_or_clear (&account->address, options->address);
  take (&account->password_command, options->password_command);
  if (options->password_stdin)
    g_clear_pointer (&account->password_command, g_free);
  if (options->allow_plain_http || options->require_https)
    account->allow_plain_http = options->allow_plain_http;
}

static gboolean
account_edit (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_auto (EditOptions) options = { 0 };
  g_autoptr (ValiseAccount) account = NULL;
  char *password = NULL;
  gboolean done;

  if (!parse_edit (ctl, arguments, &options, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  account = valise_accounts_by_name (ctl->store, (*arguments)[1], error);
  if (account == NULL
      || (options.password_stdin && (password = valise_ctl_read_password (error)) == NULL))
    return FALSE;
  apply (&options, account);
  done = valise_account_setup_edit (ctl->store, ctl->data_dir, account, password, options.search,
                                    &valise_remotes_real, NULL, error);
  valise_credentials_wipe (password);
  if (done)
    valise_ctl_changed (ctl);
  return done;
}

static gboolean
set_disabled (ValiseCtl *ctl, GStrv *arguments, gboolean disabled, GError **error)
{
  g_autoptr (ValiseAccount) account = NULL;

  if (!valise_ctl_parse (ctl, arguments, NULL, 1, 1, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  account = valise_accounts_by_name (ctl->store, (*arguments)[1], error);
  if (account == NULL || !valise_accounts_set_disabled (ctl->store, account->id, disabled, error))
    return FALSE;
  valise_ctl_changed (ctl);
  return TRUE;
}

static gboolean
account_disable (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  return set_disabled (ctl, arguments, TRUE, error);
}

static gboolean
account_enable (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  return set_disabled (ctl, arguments, FALSE, error);
}

const ValiseCtlCommand valise_ctl_account_edit_commands[] = {
  { .name = "account edit",
    .arguments = "NAME",
    .summary = N_ ("Change an account"),
    .details = N_ ("What is not given stays as it is. What concerns the sign-in is tried at once, "
                   "and stored only if the server takes it."),
    .run = account_edit },
  { .name = "account disable",
    .arguments = "NAME",
    .summary = N_ ("Do not synchronise an account any more"),
    .details = N_ ("Not one packet is sent for it. What is here stays, and changes wait."),
    .run = account_disable },
  { .name = "account enable",
    .arguments = "NAME",
    .summary = N_ ("Synchronise a disabled account again"),
    .run = account_enable },
  { 0 },
};
