/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders. The mailbox has all of them in one list: its own, those of the archive, the public ones
 * and those that colleagues share; the methods tell them apart by their place. */

#include "demo/fault.h"
#include "demo/journal.h"
#include "demo/methods.h"
#include "net/json.h"

static gboolean
is_in_place (ValiseDemoFolder *folder, const char *place)
{
  return g_strcmp0 (valise_json_string (folder->data, "placeType"), place) == 0;
}

static JsonArray *
list_places (ValiseDemoCall *call, const char *place, const char *other)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < call->mailbox->folders->len; i++)
    {
      ValiseDemoFolder *folder = call->mailbox->folders->pdata[i];

      if (is_in_place (folder, place) || (other != NULL && is_in_place (folder, other)))
        json_array_add_object_element (list, valise_demo_folder_describe (call->mailbox, folder));
    }
  return list;
}

static gboolean
get (ValiseDemoCall *call, GError **error)
{
  json_object_set_array_member (call->result, "list",
                                list_places (call, "FPlaceMailbox", "FPlaceArchive"));
  return TRUE;
}

static gboolean
get_public (ValiseDemoCall *call, GError **error)
{
  json_object_set_array_member (call->result, "list", list_places (call, "FPlacePublic", NULL));
  return TRUE;
}

/* There is one colleague at most, so that all shared folders are of one mailbox. */
static ValiseDemoFolder *
colleague (ValiseDemoCall *call)
{
  for (guint i = 0; i < call->mailbox->folders->len; i++)
    if (is_in_place (call->mailbox->folders->pdata[i], "FPlacePeople"))
      return call->mailbox->folders->pdata[i];
  return NULL;
}

static gboolean
get_shared (ValiseDemoCall *call, GError **error)
{
  ValiseDemoFolder *root = colleague (call);

  if (root == NULL || g_strcmp0 (root->id, valise_json_string (call->params, "mailboxId")) != 0)
    return valise_demo_fail (error, VALISE_DEMO_NO_ENTITY, "Mailbox %1 doesn't exist.",
                             valise_json_string (call->params, "mailboxId"));
  json_object_set_array_member (call->result, "list", list_places (call, "FPlacePeople", NULL));
  return TRUE;
}

static gboolean
get_shared_mailboxes (ValiseDemoCall *call, GError **error)
{
  JsonArray *mailboxes = json_array_new ();
  ValiseDemoFolder *root = colleague (call);
  JsonObject *mailbox, *principal;

  json_object_set_array_member (call->result, "mailboxes", mailboxes);
  if (root == NULL)
    return TRUE;
  mailbox = json_object_new ();
  principal = json_object_new ();
  json_object_set_string_member (principal, "displayName",
                                 valise_json_string (root->data, "ownerName"));
  json_object_set_string_member (principal, "emailAddress",
                                 valise_json_string (root->data, "emailAddress"));
  json_object_set_string_member (principal, "type", "ptUser");
  json_object_set_object_member (mailbox, "principal", principal);
  json_object_set_string_member (mailbox, "mailboxId", root->id);
  json_object_set_boolean_member (mailbox, "isLoaded", TRUE);
  json_object_set_array_member (mailbox, "folders", list_places (call, "FPlacePeople", NULL));
  json_object_set_array_member (mailbox, "subscribedFolderIds", json_array_new ());
  json_array_add_object_element (mailboxes, mailbox);
  return TRUE;
}

/* Writing */

static gboolean
is_special (ValiseDemoFolder *folder)
{
  return !folder->has_items
         || g_strcmp0 (valise_json_string (folder->data, "subType"), "FSubNone") != 0;
}

static gboolean
name_is_free (ValiseDemoCall *call, const char *parent_id, const char *name, GError **error)
{
  if (name == NULL || *name == '\0')
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "The folder has no name.", NULL);
  for (guint i = 0; i < call->mailbox->folders->len; i++)
    {
      ValiseDemoFolder *folder = call->mailbox->folders->pdata[i];

      if (g_strcmp0 (valise_json_string (folder->data, "parentId"), parent_id) == 0
          && g_strcmp0 (valise_json_string (folder->data, "name"), name) == 0)
        return valise_demo_fail (error, VALISE_DEMO_EXISTS, "Folder %1 already exists.", name);
    }
  return TRUE;
}

static gboolean
create_one (ValiseDemoCall *call, JsonObject *given, guint index, GError **error)
{
  const char *name = valise_json_string (given, "name");
  const char *type = valise_json_string (given, "type");
  const char *parent_id = valise_json_string (given, "parentId");
  ValiseDemoFolder *parent = valise_demo_mailbox_find_folder (call->mailbox, parent_id);
  ValiseDemoFolder *folder;

  if (parent == NULL)
    return valise_demo_fail (error, VALISE_DEMO_NO_FOLDER, "Folder %1 doesn't exist.", parent_id);
  if (!name_is_free (call, parent_id, name, error) || !valise_demo_call_may_write (parent, error))
    return FALSE;
  if (type == NULL || g_str_equal (type, "FRoot"))
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "The folder has no %1.", "type");
  folder = valise_demo_mailbox_add_folder (call->mailbox, parent, name, type, "FSubNone");
  valise_demo_journal_folder (call->mailbox, call->switches, folder, "chtCreated");
  valise_demo_call_add_result (call, index, folder->id, call->mailbox->watermark);
  return TRUE;
}

static gboolean
set_one (ValiseDemoCall *call, JsonObject *given, guint index, GError **error)
{
  const char *id = valise_json_string (given, "id");
  const char *name = valise_json_string (given, "name");
  ValiseDemoFolder *folder = valise_demo_mailbox_find_folder (call->mailbox, id);

  if (folder == NULL)
    return valise_demo_fail (error, VALISE_DEMO_NO_FOLDER, "Folder %1 doesn't exist.", id);
  if (name != NULL && g_strcmp0 (name, valise_json_string (folder->data, "name")) != 0)
    {
      if (is_special (folder))
        return valise_demo_fail (error, VALISE_DEMO_NOT_PERMITTED, "Folder %1 cannot be changed.",
                                 id);
      if (!name_is_free (call, valise_json_string (folder->data, "parentId"), name, error))
        return FALSE;
    }
  if (!valise_demo_fields_check_change (valise_demo_folder_fields, folder->data, given, error))
    return FALSE;
  valise_demo_fields_merge (valise_demo_folder_fields, folder->data, given);
  valise_demo_journal_folder (call->mailbox, call->switches, folder, "chtModified");
  return TRUE;
}

static gboolean
remove_tree (ValiseDemoCall *call, ValiseDemoFolder *folder, gboolean recursive, GError **error)
{
  if (is_special (folder))
    return valise_demo_fail (error, VALISE_DEMO_NOT_PERMITTED, "Folder %1 cannot be removed.",
                             folder->id);
  if (!recursive && valise_demo_folder_has_child (call->mailbox, folder))
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "Folder %1 has sub-folders.", folder->id);
  for (guint i = call->mailbox->folders->len; i-- > 0;)
    {
      ValiseDemoFolder *child = call->mailbox->folders->pdata[i];

      if (g_strcmp0 (valise_json_string (child->data, "parentId"), folder->id) != 0)
        continue;
      if (!remove_tree (call, child, TRUE, error))
        return FALSE;
      i = call->mailbox->folders->len;
    }
  valise_demo_journal_folder (call->mailbox, call->switches, folder, "chtDeleted");
  valise_demo_mailbox_remove_folder (call->mailbox, folder);
  return TRUE;
}

static void
for_folders (ValiseDemoCall *call,
             gboolean (*one) (ValiseDemoCall *, JsonObject *, guint, GError **))
{
  JsonArray *folders = valise_json_array (call->params, "folders");

  valise_demo_call_start_bulk (call);
  for (guint i = 0; i < json_array_get_length (folders); i++)
    {
      GError *failure = NULL;

      if (!one (call, json_array_get_object_element (folders, i), i, &failure))
        valise_demo_call_add_error (call, i, failure);
    }
}

static gboolean
create (ValiseDemoCall *call, GError **error)
{
  for_folders (call, create_one);
  return TRUE;
}

static gboolean
set (ValiseDemoCall *call, GError **error)
{
  for_folders (call, set_one);
  json_object_remove_member (call->result, "result");
  return TRUE;
}

static gboolean
remove_folders (ValiseDemoCall *call, GError **error)
{
  JsonArray *ids = valise_json_array (call->params, "ids");
  gboolean recursive = valise_json_bool (call->params, "recursive", FALSE);

  valise_demo_call_start_bulk (call);
  json_object_remove_member (call->result, "result");
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      const char *id = valise_json_string_at (ids, i);
      ValiseDemoFolder *folder = valise_demo_mailbox_find_folder (call->mailbox, id);
      GError *failure = NULL;

      if (folder != NULL)
        remove_tree (call, folder, recursive, &failure);
      else
        valise_demo_fail (&failure, VALISE_DEMO_NO_FOLDER, "Folder %1 doesn't exist.", id);
      if (failure != NULL)
        valise_demo_call_add_error (call, i, failure);
    }
  return TRUE;
}

const ValiseDemoMethod valise_demo_folder_methods[] = {
  { "Folders.get", "", get },
  { "Folders.getPublic", "", get_public },
  { "Folders.getShared", "mailboxId:string", get_shared },
  { "Folders.getSharedMailboxList", "", get_shared_mailboxes },
  { "Folders.create", "folders:items", create, TRUE },
  { "Folders.set", "folders:items", set, TRUE },
  { "Folders.remove", "ids:strings recursive:bool", remove_folders, TRUE },
  { NULL },
};
