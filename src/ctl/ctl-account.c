/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl account add | list | remove */

#include "ctl/ctl-find.h"
#include "ctl/ctl-list.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "engine/account-setup.h"
#include "net/credentials.h"
#include "store/accounts.h"

/* The options of `account add`, as given. */
typedef struct
{
  char *user, *server, *name, *password_command;
  gboolean password_stdin, allow_plain_http;
} AddOptions;

static void
add_options_clear (AddOptions *options)
{
  g_free (options->user);
  g_free (options->server);
  g_free (options->name);
  g_free (options->password_command);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AddOptions, add_options_clear)

static gboolean
parse_add (ValiseCtl *ctl, GStrv *arguments, AddOptions *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &options->user, N_ ("User name on the server"),
      N_ ("USER") },
    { "server", 0, 0, G_OPTION_ARG_STRING, &options->server,
      N_ ("Address of the server: https://mail.example.org, or just example.org"), N_ ("URL") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name,
      N_ ("What to call the account; without it, USER"), N_ ("NAME") },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &options->password_stdin,
      N_ ("Read the password from the standard input and keep it in the keyring"), NULL },
    { "password-command", 0, 0, G_OPTION_ARG_STRING, &options->password_command,
      N_ ("Ask this command for the password each time: the first line that it prints"),
      N_ ("CMD") },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &options->allow_plain_http,
      N_ ("Send the password without encryption, if the address says http"), NULL },
    { 0 },
  };

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error))
    return FALSE;
  if (options->user == NULL || options->server == NULL)
    return valise_ctl_usage (error, _ ("--user and --server are needed."));
  if (options->password_stdin == (options->password_command != NULL))
    return valise_ctl_usage (error, _ ("Give either --password-stdin or --password-command CMD."));
  return TRUE;
}

/* The first line of the standard input; give it back to valise_credentials_wipe (). */
static char *
read_password (GError **error)
{
  char line[4096];
  char *password = NULL;

  if (fgets (line, sizeof line, stdin) != NULL)
    {
      line[strcspn (line, "\r\n")] = '\0';
      password = g_strdup (line);
    }
  explicit_bzero (line, sizeof line);
  if (password == NULL || *password == '\0')
    {
      g_clear_pointer (&password, g_free);
      valise_ctl_usage (error, _ ("There is no password on the standard input."));
    }
  return password;
}

static gboolean
account_add (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_auto (AddOptions) options = { 0 };
  ValiseAccount account = { 0 };
  char *password = NULL;
  gboolean done;

  if (!parse_add (ctl, arguments, &options, error))
    return FALSE;
  if (options.password_stdin && (password = read_password (error)) == NULL)
    return FALSE;
  account.name = options.name != NULL ? options.name : options.user;
  account.user = options.user;
  account.server = options.server;
  account.password_command = options.password_command;
  account.allow_plain_http = options.allow_plain_http;
  done = valise_ctl_open (ctl, error)
         && valise_account_setup_add (ctl->store, ctl->data_dir, &account, password,
                                      &valise_remotes_real, NULL, error);
  valise_credentials_wipe (password);
  if (!done)
    return FALSE;
  valise_ctl_changed (ctl);
  g_print (_ ("Account “%s” is added. “valisectl sync” brings it here.\n"), account.name);
  return TRUE;
}

static gboolean
account_list (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  static const ValiseCtlColumn columns[] = {
    { "name", N_ ("NAME") },        { "user", N_ ("USER") },   { "server", N_ ("SERVER") },
    { "lastRun", N_ ("LAST RUN") }, { "error", N_ ("ERROR") }, { NULL },
  };
  const GOptionEntry entries[] = { VALISE_CTL_JSON_OPTION, { 0 } };
  g_autoptr (GPtrArray) accounts = NULL;
  JsonArray *rows;

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  accounts = valise_accounts_list (ctl->store, error);
  if (accounts == NULL)
    return FALSE;
  rows = json_array_new ();
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "name", account->name);
      json_object_set_string_member (row, "user", account->user);
      json_object_set_string_member (row, "server", account->server);
      valise_ctl_set_string (row, "passwordCommand", account->password_command);
      valise_ctl_set_time (row, "lastRun", account->last_run_at);
      valise_ctl_set_string (row, "error", account->last_error);
      json_array_add_object_element (rows, row);
    }
  valise_ctl_print_list (ctl, rows, columns);
  return TRUE;
}

static gboolean
account_remove (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_ ("Even if changes were not sent yet"), NULL },
    { 0 },
  };
  g_autoptr (ValiseAccount) account = NULL;

  if (!valise_ctl_parse (ctl, arguments, entries, 1, 1, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  account = valise_accounts_by_name (ctl->store, (*arguments)[1], error);
  if (account == NULL
      || !valise_account_setup_remove (ctl->store, ctl->data_dir, account, force, NULL, error))
    return FALSE;
  valise_ctl_changed (ctl);
  return TRUE;
}

const ValiseCtlCommand valise_ctl_account_commands[] = {
  { .name = "account add",
    .arguments = "--user USER --server URL",
    .summary = N_ ("Add an account"),
    .details = N_ ("The sign-in is tried at once; an account that does not work is not added.\n"
                   "One of --password-stdin and --password-command is needed."),
    .run = account_add },
  { .name = "account list",
    .arguments = "",
    .summary = N_ ("List the accounts"),
    .run = account_list },
  { .name = "account remove",
    .arguments = "NAME",
    .summary = N_ ("Remove an account from this computer"),
    .details = N_ ("The server keeps everything. Refuses while changes wait to be sent."),
    .run = account_remove },
  { 0 },
};
