/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl folders | set */

#include "ctl/ctl-find.h"
#include "ctl/ctl-list.h"

#include <glib/gi18n-lib.h>

#include "engine/edit-request.h"
#include "store/folders.h"

static JsonObject *
folder_to_json (const ValiseFolder *folder, const char *account)
{
  JsonObject *row = json_object_new ();
  JsonObject *kept = json_object_new ();

  json_object_set_int_member (kept, "none", folder->kept_none);
  json_object_set_int_member (kept, "text", folder->kept_text);
  json_object_set_int_member (kept, "full", folder->kept_full);

  json_object_set_string_member (row, "account", account);
  json_object_set_string_member (row, "path", folder->path);
  json_object_set_string_member (row, "kind", valise_kind_to_string (folder->kind));
  valise_ctl_set_string (
      row, "role", folder->role != VALISE_ROLE_NONE ? valise_role_to_string (folder->role) : NULL);
  json_object_set_boolean_member (row, "sync", folder->sync);
  json_object_set_string_member (row, "depth", valise_depth_to_string (folder->depth));
  json_object_set_int_member (row, "total", folder->total);
  json_object_set_int_member (row, "unread", folder->unread);
  json_object_set_object_member (row, "kept", kept);
  json_object_set_int_member (row, "pending", folder->pending);
  return row;
}

/* The archive and what is below it: not shown by default (design, section 2, promise 5). */
static gboolean
is_archived (const ValiseFolder *folder, GPtrArray *folders)
{
  const ValiseFolder *at = folder;

  for (guint depth = 0; at != NULL && depth <= folders->len; depth++)
    {
      const ValiseFolder *parent = NULL;

      if (at->role == VALISE_ROLE_ARCHIVE)
        return TRUE;
      for (guint i = 0; i < folders->len && parent == NULL; i++)
        if (((const ValiseFolder *)folders->pdata[i])->id == at->parent_id)
          parent = folders->pdata[i];
      at = parent;
    }
  return FALSE;
}

static gboolean
add_folders (
    ValiseCtl *ctl, const ValiseAccount *account, gboolean all, JsonArray *rows, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (ctl->store, account->id, error);

  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    if (all || !is_archived (folders->pdata[i], folders))
      json_array_add_object_element (rows, folder_to_json (folders->pdata[i], account->name));
  return TRUE;
}

static gboolean
command_folders (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  static const ValiseCtlColumn columns[] = {
    { "account", NC_ ("column", "ACCOUNT") },    { "kind", NC_ ("column", "KIND") },
    { "sync", NC_ ("column", "SYNC") },          { "depth", NC_ ("column", "DEPTH") },
    { "total", NC_ ("column", "TOTAL") },        { "unread", NC_ ("column", "UNREAD") },
    { "kept.full", NC_ ("column", "FULL") },     { "kept.text", NC_ ("column", "TEXT") },
    { "kept.none", NC_ ("column", "NOT HERE") }, { "pending", NC_ ("column", "PENDING") },
    { "path", NC_ ("column", "FOLDER") },        { NULL },
  };
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    VALISE_CTL_JSON_OPTION,
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Also archive folders, which are not shown"),
      NULL },
    { 0 },
  };
  g_autoptr (JsonArray) rows = json_array_new ();
  g_autoptr (GPtrArray) accounts = NULL;

  if (!valise_ctl_parse (ctl, arguments, entries, 0, 0, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  accounts = valise_ctl_accounts (ctl, NULL, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    if (!add_folders (ctl, accounts->pdata[i], all, rows, error))
      return FALSE;
  valise_ctl_print_list (ctl, g_steal_pointer (&rows), columns);
  return TRUE;
}

/* What --sync and --depth say, into the request. */
static gboolean
read_settings (ValiseEditRequest *request, const char *sync, const char *depth, GError **error)
{
  if (sync == NULL && depth == NULL)
    return valise_ctl_usage (error, _ ("Give --sync, --depth, or both."));
  if (sync != NULL)
    {
      gboolean on = g_str_equal (sync, "on");

      if (!on && !g_str_equal (sync, "off"))
        return valise_ctl_usage (error, _ ("--sync is on or off."));
      request->sync = g_memdup2 (&on, sizeof on);
    }
  if (depth != NULL)
    {
      ValiseDepth value;

      if (!valise_depth_from_string (depth, &value))
        return valise_ctl_usage (error, _ ("--depth is full or text."));
      request->depth = g_memdup2 (&value, sizeof value);
    }
  return TRUE;
}

static gboolean
command_set (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_SET_FOLDER);
  g_autofree char *sync = NULL, *depth = NULL;
  const GOptionEntry entries[] = {
    { "sync", 0, 0, G_OPTION_ARG_STRING, &sync, N_ ("Whether to bring its items here"), "on|off" },
    { "depth", 0, 0, G_OPTION_ARG_STRING, &depth,
      N_ ("Whole messages, or header and text without attachments"), "full|text" },
    { "recursive", 0, 0, G_OPTION_ARG_NONE, &request->recursive, N_ ("Its subfolders too"), NULL },
    { 0 },
  };
  g_autoptr (ValiseFolder) folder = NULL;
  gint64 account_id;

  if (!valise_ctl_parse (ctl, arguments, entries, 1, 1, error)
      || !read_settings (request, sync, depth, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  folder = valise_ctl_folder (ctl, (*arguments)[1], error);
  if (folder == NULL)
    return FALSE;
  request->folder = folder->id;
  if (!valise_edit_request_do (request, ctl->store, &account_id, error))
    return FALSE;
  valise_ctl_changed (ctl);
  return TRUE;
}

const ValiseCtlCommand valise_ctl_folder_commands[] = {
  { .name = "folders",
    .arguments = "",
    .summary = N_ ("List the folders"),
    .details = N_ ("FULL, TEXT and NOT HERE count the items that are kept whole, as header and "
                   "text, and not yet.\nArchive folders are left out without --all."),
    .run = command_folders },
  { .name = "set",
    .arguments = "FOLDER",
    .summary = N_ ("Choose what is kept of a folder"),
    .details = N_ ("Takes effect with the next run. A folder that is switched off keeps what it "
                   "holds in step,\nand takes nothing new."),
    .run = command_set },
  { 0 },
};
