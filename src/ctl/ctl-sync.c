/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl sync | status | mode | check */

#include "ctl/ctl-find.h"
#include "ctl/ctl-list.h"
#include "ctl/ctl-progress.h"
#include "ctl/ctl-run.h"

#include <glib/gi18n-lib.h>

#include "engine/run-result.h"
#include "engine/status-read.h"
#include "store/accounts.h"

static const char *
mode_word (ValiseMode mode)
{
  switch (mode)
    {
    case VALISE_MODE_ONLINE:
      return "online";
    case VALISE_MODE_SYNCING:
      return "syncing";
    case VALISE_MODE_OFFLINE_CHOSEN:
    case VALISE_MODE_OFFLINE_LOST:
    case VALISE_MODE_NEEDS_SIGN_IN:
      return "offline";
    }
  g_return_val_if_reached ("online");
}

/* Accounts that are told of by name, because there are others. */
static void
complain_about (const ValiseRunResult *result, const char *sentence, gboolean several)
{
  g_autofree char *named = several ? g_strdup_printf ("%s: %s", result->account, sentence) : NULL;

  valise_ctl_complain (several ? named : sentence);
}

/* What failed, on the standard error. Returns: what that means for the exit status. */
static ValiseExit
tell_problems (const ValiseRunResult *result, gboolean several)
{
  g_autofree char *held = NULL;

  if (result->message != NULL)
    complain_about (result, result->message, several);
  for (guint i = 0; result->problems[i] != NULL; i++)
    complain_about (result, result->problems[i], several);
  if (result->held > 0)
    {
      held = g_strdup_printf (ngettext ("%lu deletion waits for your consent. To delete it on the "
                                        "server too: valisectl sync --confirm-deletions",
                                        "%lu deletions wait for your consent. To delete them on "
                                        "the server too: valisectl sync --confirm-deletions",
                                        (gulong)result->held),
                              (gulong)result->held);
      complain_about (result, held, several);
    }
  if (result->message != NULL)
    return valise_ctl_exit_of (result->code);
  return result->problems[0] != NULL || result->held > 0 ? VALISE_EXIT_FAILED : VALISE_EXIT_DONE;
}

static JsonObject *
result_to_json (const ValiseRunResult *result)
{
  JsonObject *row = json_object_new ();
  JsonArray *problems = json_array_new ();

  for (guint i = 0; result->problems[i] != NULL; i++)
    json_array_add_string_element (problems, result->problems[i]);

  json_object_set_string_member (row, "account", result->account);
  json_object_set_int_member (row, "received", result->pulled);
  json_object_set_int_member (row, "sent", result->pushed);
  json_object_set_int_member (row, "fetched", result->fetched);
  json_object_set_int_member (row, "conflicts", result->conflicts);
  json_object_set_int_member (row, "held", result->held);
  valise_ctl_set_string (row, "error", result->message);
  json_object_set_array_member (row, "problems", problems);
  return row;
}

/* With several accounts the exit status is the worst one: the numbers are in that order. */
static void
tell_results (ValiseCtl *ctl, GPtrArray *results)
{
  static const ValiseCtlColumn columns[] = {
    { "account", NC_ ("column", "ACCOUNT") },
    { "received", NC_ ("column", "RECEIVED") },
    { "sent", NC_ ("column", "SENT") },
    { "fetched", NC_ ("column", "FETCHED") },
    { "conflicts", NC_ ("column", "NEW CONFLICTS") },
    { NULL },
  };
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < results->len; i++)
    {
      const ValiseRunResult *result = results->pdata[i];
      ValiseExit status = tell_problems (result, results->len > 1);

      if (result->message == NULL || ctl->json)
        json_array_add_object_element (rows, result_to_json (result));
      ctl->status = MAX (ctl->status, status);
    }
  valise_ctl_print_list (ctl, rows, columns);
}

static void
on_line (const char *line, gpointer data)
{
  valise_ctl_progress (line);
}

static gboolean
command_sync (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autofree char *name = NULL, *open = NULL;
  ValiseRunOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Only this account"), N_ ("NAME") },
    { "open", 0, 0, G_OPTION_ARG_STRING, &open, N_ ("The folder that comes first"), N_ ("FOLDER") },
    { "confirm-deletions", 0, 0, G_OPTION_ARG_NONE, &options.confirm_deletions,
      N_ ("Agree to deleting many items on the server"), NULL },
    VALISE_CTL_JSON_OPTION,
    { 0 },
  };
  g_autoptr (ValiseFolder) folder = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) results = NULL;

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  accounts = valise_ctl_enabled_accounts (ctl, name, error);
  if (accounts == NULL || !valise_ctl_check_online (ctl, error))
    return FALSE;
  if (open != NULL && (folder = valise_ctl_folder (ctl, open, error)) == NULL)
    return FALSE;
  options.open_folder = folder != NULL ? folder->id : 0;
  options.retry_refused = TRUE;
  results = valise_ctl_bus (ctl) != NULL
                ? valise_bus_client_sync (ctl->bus, name, options.open_folder,
                                          options.confirm_deletions, on_line, NULL, error)
                : valise_ctl_run_accounts (ctl, accounts, &options);
  valise_ctl_progress_end ();
  if (results == NULL)
    return FALSE;

  tell_results (ctl, results);
  return TRUE;
}

/* The state of things as the tray application sees it, or as the store knows it. */
static ValiseStatus *
read_status (ValiseCtl *ctl, GError **error)
{
  gboolean work_offline;
  GPtrArray *accounts;

  if (!valise_status_read_work_offline (ctl->store, &work_offline, error))
    return NULL;
  accounts = valise_status_read_accounts (ctl->store, work_offline, error);
  if (accounts == NULL)
    return NULL;
  if (valise_ctl_bus (ctl) != NULL)
    valise_bus_client_fill_status (ctl->bus, accounts, NULL);
  return valise_status_new (work_offline, accounts, g_get_real_time () / G_USEC_PER_SEC);
}

static JsonArray *
accounts_to_json (const ValiseStatus *status)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "name", account->name);
      json_object_set_string_member (
          row, "mode", account->disabled ? "disabled" : valise_mode_to_string (account->mode));
      valise_ctl_set_time (row, "lastRun", account->last_run_at);
      json_object_set_int_member (row, "pending", account->pending);
      json_object_set_int_member (row, "refused", account->refused);
      json_object_set_int_member (row, "conflicts", account->conflicts);
      valise_ctl_set_string (row, "error", account->error);
      json_array_add_object_element (rows, row);
    }
  return rows;
}

static gboolean
command_status (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  static const ValiseCtlColumn columns[] = {
    { "name", NC_ ("column", "ACCOUNT") },     { "mode", NC_ ("column", "MODE") },
    { "lastRun", NC_ ("column", "LAST RUN") }, { "pending", NC_ ("column", "PENDING") },
    { "refused", NC_ ("column", "REFUSED") },  { "conflicts", NC_ ("column", "CONFLICTS") },
    { "error", NC_ ("column", "ERROR") },      { NULL },
  };
  const GOptionEntry entries[] = { VALISE_CTL_JSON_OPTION, { 0 } };
  g_autoptr (ValiseStatus) status = NULL;
  JsonObject *object;
  JsonNode *node;

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  status = read_status (ctl, error);
  if (status == NULL)
    return FALSE;
  if (!ctl->json)
    {
      g_print ("%s\n", status->line);
      valise_ctl_print_list (ctl, accounts_to_json (status), columns);
      return TRUE;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "mode", mode_word (status->mode));
  json_object_set_string_member (object, "icon", status->icon);
  json_object_set_string_member (object, "line", status->line);
  json_object_set_int_member (object, "conflicts", status->conflicts);
  json_object_set_int_member (object, "pending", status->pending);
  json_object_set_array_member (object, "accounts", accounts_to_json (status));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  valise_ctl_print_json (node);
  return TRUE;
}

static gboolean
print_mode (ValiseCtl *ctl, GError **error)
{
  g_autoptr (ValiseStatus) status = read_status (ctl, error);

  if (status == NULL)
    return FALSE;
  if (status->mode == VALISE_MODE_OFFLINE_LOST)
    /* Translators: the mode, a word of the commands: online or offline */
    g_print (_ ("%s (connection lost)\n"), mode_word (status->mode));
  else if (status->mode == VALISE_MODE_NEEDS_SIGN_IN)
    g_print (_ ("%s (sign-in needed)\n"), mode_word (status->mode));
  else
    g_print ("%s\n", mode_word (status->mode));
  return TRUE;
}

static gboolean
command_mode (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  const char *word;

  if (!valise_ctl_parse (ctl, arguments, NULL, 0, 1, error))
    return FALSE;
  word = (*arguments)[1];
  if (word != NULL && !g_str_equal (word, "online") && !g_str_equal (word, "offline"))
    return valise_ctl_usage (error, _ ("The mode is online or offline."));
  if (!valise_ctl_open (ctl, error))
    return FALSE;
  if (word == NULL)
    return print_mode (ctl, error);
  if (!valise_status_write_work_offline (ctl->store, g_str_equal (word, "offline"), error))
    return FALSE;
  valise_ctl_changed (ctl);
  return TRUE;
}

static gboolean
print_differences (ValiseCtl *ctl, GPtrArray *differences)
{
  for (guint i = 0; i < differences->len; i++)
    g_print ("%s\n", (const char *)differences->pdata[i]);
  return differences->len == 0;
}

/* The check against the servers. What differs is listed, and with @repair it is mended by a run. */
static gboolean
check_accounts (ValiseCtl *ctl, GPtrArray *accounts, gboolean repair, GError **error)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      g_autoptr (GPtrArray) differences = NULL;

      if (account->disabled)
        continue;
      if (!(repair ? valise_ctl_repair (ctl, account, &differences, error)
                   : valise_ctl_compare (ctl, account, &differences, error)))
        return FALSE;
      if (!print_differences (ctl, differences) && !repair)
        ctl->status = VALISE_EXIT_FAILED;
    }
  return TRUE;
}

static gboolean
command_check (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  gboolean repair = FALSE, work_offline;
  const GOptionEntry entries[] = {
    { "repair", 0, 0, G_OPTION_ARG_NONE, &repair, N_ ("Bring here what differs on the server"),
      NULL },
    { 0 },
  };
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  problems = valise_store_check (ctl->store, error);
  if (problems == NULL)
    return FALSE;
  if (!print_differences (ctl, problems))
    return valise_fail (error, VALISE_ERROR_CORRUPT, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The database is damaged. Add the account anew to get everything from "
                           "the server again."));
  accounts = valise_accounts_list (ctl->store, error);
  if (accounts == NULL || !valise_status_read_work_offline (ctl->store, &work_offline, error))
    return FALSE;
  if (!work_offline)
    return check_accounts (ctl, accounts, repair, error);
  if (repair)
    return valise_ctl_check_online (ctl, error);
  g_print ("%s\n", _ ("What is here is sound. It was not compared with the server: Valise works "
                      "offline."));
  return TRUE;
}

const ValiseCtlCommand valise_ctl_sync_commands[] = {
  { .name = "sync",
    .arguments = "",
    .summary = N_ ("Synchronise now"),
    .details = N_ ("Where the tray application is running, it is asked to do so, and waited for."),
    .run = command_sync },
  { .name = "status",
    .arguments = "",
    .summary = N_ ("Tell how things stand"),
    .run = command_status },
  { .name = "mode",
    .arguments = "[online|offline]",
    .summary = N_ ("Tell or choose whether to work online"),
    .details = N_ ("Offline, not one packet is sent. It is remembered until you choose online."),
    .run = command_mode },
  { .name = "check",
    .arguments = "",
    .summary = N_ ("Check what is here, and compare it with the server"),
    .details = N_ ("Lists what differs; synchronise first, or what is new there is listed too. "
                   "Offline, only what is here\nis checked. Exit status 1 if something differs "
                   "and was not repaired."),
    .run = command_check },
  { 0 },
};
