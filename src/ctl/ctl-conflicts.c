/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl conflicts | resolve */

#include "ctl/ctl-find.h"
#include "ctl/ctl-list.h"

#include <glib/gi18n-lib.h>

#include "engine/edit-request.h"
#include "store/conflicts.h"

static JsonObject *
conflict_to_json (const ValiseConflict *conflict, const char *account)
{
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "id", conflict->id);
  json_object_set_string_member (row, "account", account);
  if (conflict->item_id != 0)
    json_object_set_int_member (row, "item", conflict->item_id);
  else
    json_object_set_null_member (row, "item");
  if (conflict->copy_id != 0)
    json_object_set_int_member (row, "copy", conflict->copy_id);
  else
    json_object_set_null_member (row, "copy");
  json_object_set_string_member (row, "kind", valise_kind_to_string (conflict->kind));
  json_object_set_string_member (row, "title", conflict->title);
  if (conflict->who != NULL)
    json_object_set_string_member (row, "who", conflict->who);
  else
    json_object_set_null_member (row, "who");
  json_object_set_string_member (row, "folder", conflict->folder_path);
  json_object_set_string_member (row, "reason",
                                 valise_conflict_reason_to_string (conflict->reason));
  valise_ctl_set_time (row, "at", conflict->at);
  return row;
}

static gboolean
command_conflicts (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  static const ValiseCtlColumn columns[] = {
    { "id", NC_ ("column", "CONFLICT") },   { "at", NC_ ("column", "FOUND") },
    { "reason", NC_ ("column", "REASON") }, { "item", NC_ ("column", "ITEM") },
    { "copy", NC_ ("column", "MY COPY") },  { "folder", NC_ ("column", "FOLDER") },
    { "title", NC_ ("column", "TITLE") },   { NULL },
  };
  const GOptionEntry entries[] = { VALISE_CTL_JSON_OPTION, { 0 } };
  g_autoptr (JsonArray) rows = json_array_new ();
  g_autoptr (GPtrArray) accounts = NULL;

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  accounts = valise_ctl_accounts (ctl, NULL, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      g_autoptr (GPtrArray) conflicts = valise_conflicts_list (ctl->store, account->id, error);

      if (conflicts == NULL)
        return FALSE;
      for (guint j = 0; j < conflicts->len; j++)
        json_array_add_object_element (rows, conflict_to_json (conflicts->pdata[j], account->name));
    }
  valise_ctl_print_list (ctl, g_steal_pointer (&rows), columns);
  return TRUE;
}

static gboolean
read_keep (const char *word, ValiseKeep *keep, GError **error)
{
  static const char *const words[] = { "server", "mine", "both", NULL };

  if (word == NULL || !g_strv_contains (words, word))
    return valise_ctl_usage (error, _ ("Say what to keep: --keep server, mine or both."));
  *keep = g_str_equal (word, "server") ? VALISE_KEEP_SERVER
          : g_str_equal (word, "mine") ? VALISE_KEEP_MINE
                                       : VALISE_KEEP_BOTH;
  return TRUE;
}

static gboolean
command_resolve (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_RESOLVE);
  g_autofree char *keep = NULL;
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_STRING, &keep, N_ ("Which version stays"), "server|mine|both" },
    { 0 },
  };
  gint64 account_id;

  if (!valise_ctl_parse (ctl, arguments, entries, 1, 1, error)
      || !valise_ctl_number ((*arguments)[1], &request->conflict, error)
      || !read_keep (keep, &request->keep, error) || !valise_ctl_open (ctl, error)
      || !valise_edit_request_do (request, ctl->store, &account_id, error))
    return FALSE;
  valise_ctl_changed (ctl);
  return TRUE;
}

const ValiseCtlCommand valise_ctl_conflict_commands[] = {
  { .name = "conflicts",
    .arguments = "",
    .summary = N_ ("List the conflicts that wait for you"),
    .details = /* Translators: “Conflicts” is the name of a folder, to be typed as it is */
    N_ ("ITEM is the server's version, MY COPY the one from here, in Conflicts."),
    .run = command_conflicts },
  { .name = "resolve",
    .arguments = "CONFLICT --keep server|mine|both",
    .summary = N_ ("Decide a conflict"),
    .details = N_ ("“mine” puts your version back, on the server too."),
    .run = command_resolve },
  { 0 },
};
