/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl account add | list | remove; the others are in ctl-account-edit.c */

#include "ctl/ctl-find.h"
#include "ctl/ctl-list.h"
#include "ctl/ctl-password.h"

#include <glib/gi18n-lib.h>

#include "engine/account-services.h"
#include "engine/account-setup.h"
#include "net/credentials.h"
#include "store/accounts.h"

/* The options of `account add`, as given. */
typedef struct
{
  char *user, *server, *name, *person, *address, *password_command;
  GStrv services;
  gboolean password_stdin, allow_plain_http;
} AddOptions;

static void
add_options_clear (AddOptions *options)
{
  g_free (options->user);
  g_free (options->server);
  g_free (options->name);
  g_free (options->person);
  g_free (options->address);
  g_free (options->password_command);
  g_strfreev (options->services);
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
    { "service", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->services,
      N_ ("A service by hand, where it is not found: jmap=URL, caldav=URL, carddav=URL"),
      N_ ("PROTOCOL=URL") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name,
      N_ ("What to call the account, as NAME; without both, USER"), N_ ("NAME") },
    { "person", 0, 0, G_OPTION_ARG_STRING, &options->person, N_ ("Your name, as messages carry it"),
      N_ ("PERSON") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &options->address,
      N_ ("Your e-mail address, where it is not the user name"), N_ ("ADDRESS") },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &options->password_stdin,
      N_ ("Read the password from the standard input and keep it in the keyring"), NULL },
    { "password-command", 0, 0, G_OPTION_ARG_STRING, &options->password_command,
      N_ ("Ask this command for the password each time: the first line that it prints"),
      N_ ("CMD") },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &options->allow_plain_http,
      N_ ("Send the password without encryption, if the address says http"), NULL },
    VALISE_CTL_JSON_OPTION,
    { 0 },
  };

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 1, error))
    return FALSE;
  if ((*arguments)[1] != NULL && options->name != NULL)
    return valise_ctl_usage (error, _ ("Give the name once."));
  if ((*arguments)[1] != NULL)
    options->name = g_strdup ((*arguments)[1]);
  if (options->user == NULL || (options->server == NULL && options->services == NULL))
    return valise_ctl_usage (error, _ ("--user is needed, and --server or --service."));
  if (options->password_stdin == (options->password_command != NULL))
    return valise_ctl_usage (error, _ ("Give either --password-stdin or --password-command CMD."));
  return TRUE;
}

/* Returns: (transfer full) (nullable) (element-type ValiseService): what --service says */
static GPtrArray *
read_services (GStrv options, GError **error)
{
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_service_free);

  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    {
      const char *url = strchr (options[i], '=');
      ValiseService *service = g_new0 (ValiseService, 1);

      g_ptr_array_add (services, service);
      service->protocol = url != NULL ? g_strndup (options[i], url - options[i]) : g_strdup ("");
      service->url = g_strdup (url != NULL ? url + 1 : "");
      if (*service->url != '\0' && valise_account_services_is_protocol (service->protocol))
        continue;
      valise_ctl_usage (error, _ ("--service is jmap=URL, caldav=URL or carddav=URL."));
      return NULL;
    }
  return g_steal_pointer (&services);
}

static ValiseAccount *
make_account (const AddOptions *options)
{
  ValiseAccount *account = g_new0 (ValiseAccount, 1);

  account->name = g_strdup (options->name != NULL ? options->name : options->user);
  account->person = g_strdup (options->person);
  account->address = g_strdup (options->address);
  account->user = g_strdup (options->user);
  account->server = g_strdup (options->server);
  account->password_command = g_strdup (options->password_command);
  account->allow_plain_http = options->allow_plain_http;
  return account;
}

static JsonArray *
services_to_json (GPtrArray *services)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < services->len; i++)
    {
      const ValiseService *service = services->pdata[i];
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "protocol", service->protocol);
      json_object_set_string_member (row, "url", service->url);
      json_array_add_object_element (rows, row);
    }
  return rows;
}

/* "mail, contacts" */
static char *
services_to_words (GPtrArray *services)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < services->len; i++)
    g_ptr_array_add (words, (gpointer)valise_protocol_to_words (
                                ((const ValiseService *)services->pdata[i])->protocol));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (C_ ("list", ", "), (GStrv)words->pdata);
}

/* Tells what was found. */
static gboolean
tell_added (ValiseCtl *ctl, const ValiseAccount *account, GError **error)
{
  g_autoptr (GPtrArray) services = valise_services_list (ctl->store, account->id, error);
  g_autofree char *words = services != NULL ? services_to_words (services) : NULL;
  JsonObject *object;
  JsonNode *node;

  if (services == NULL)
    return FALSE;
  if (!ctl->json)
    {
      /* Translators: its name, and what it has: “Mail, Contacts” */
      g_print (_ ("Account “%s” is added: %s. “valisectl sync” brings it here.\n"), account->name,
               words);
      return TRUE;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "name", account->name);
  json_object_set_array_member (object, "services", services_to_json (services));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  valise_ctl_print_json (node);
  return TRUE;
}

static gboolean
account_add (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_auto (AddOptions) options = { 0 };
  g_autoptr (ValiseAccount) account = NULL;
  g_autoptr (GPtrArray) services = NULL;
  char *password = NULL;
  gboolean done;

  if (!parse_add (ctl, arguments, &options, error)
      || (services = read_services (options.services, error)) == NULL)
    return FALSE;
  if (options.password_stdin && (password = valise_ctl_read_password (error)) == NULL)
    return FALSE;
  account = make_account (&options);
  done = valise_ctl_open (ctl, error)
         && valise_account_setup_add (ctl->store, ctl->data_dir, account, services, password,
                                      &valise_remotes_real, NULL, error);
  valise_credentials_wipe (password);
  if (!done)
    return FALSE;
  valise_ctl_changed (ctl);
  return tell_added (ctl, account, error);
}

static gboolean
account_list (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  static const ValiseCtlColumn columns[] = {
    { "name", NC_ ("column", "NAME") },
    { "user", NC_ ("column", "USER") },
    { "server", NC_ ("column", "SERVER") },
    { "disabled", NC_ ("column", "DISABLED") },
    { "lastRun", NC_ ("column", "LAST RUN") },
    { "error", NC_ ("column", "ERROR") },
    { NULL },
  };
  const GOptionEntry entries[] = { VALISE_CTL_JSON_OPTION, { 0 } };
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (JsonArray) rows = json_array_new ();

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  accounts = valise_accounts_list (ctl->store, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      g_autoptr (GPtrArray) services = valise_services_list (ctl->store, account->id, error);
      JsonObject *row;

      if (services == NULL)
        return FALSE;
      row = json_object_new ();
      json_object_set_string_member (row, "name", account->name);
      json_object_set_string_member (row, "user", account->user);
      json_object_set_string_member (row, "server", account->server);
      json_object_set_array_member (row, "services", services_to_json (services));
      valise_ctl_set_string (row, "person", account->person);
      valise_ctl_set_string (row, "address", account->address);
      json_object_set_boolean_member (row, "disabled", account->disabled);
      valise_ctl_set_string (row, "passwordCommand", account->password_command);
      valise_ctl_set_time (row, "lastRun", account->last_run_at);
      valise_ctl_set_string (row, "error", account->last_error);
      json_array_add_object_element (rows, row);
    }
  valise_ctl_print_list (ctl, g_steal_pointer (&rows), columns);
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
    .arguments = "[NAME] --user USER --server URL",
    .summary = N_ ("Add an account"),
    .details = N_ (
        "Mail (JMAP), calendars and tasks (CalDAV) and contacts (CardDAV) are looked for "
        "at the server.\nWith --service alone nothing else is looked for.\n"
        "The sign-in is tried at once; an account that does not work is not added.\n"
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
