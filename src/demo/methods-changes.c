/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed since a sync key: of everything (Changes.get, with long poll) or of one folder. */

#include "demo/fault.h"
#include "demo/journal.h"
#include "demo/methods.h"
#include "net/json.h"

/* Longer than this no client should be left without an answer. */
#define MAX_WAIT_SECONDS 600

static JsonObject *
key_at (ValiseDemoCall *call, gint64 watermark)
{
  JsonObject *key = json_object_new ();

  json_object_set_int_member (key, "id", call->mailbox->journal_id);
  json_object_set_int_member (key, "version", 1);
  json_object_set_int_member (key, "watermark", watermark);
  json_object_set_int_member (key, "publicFolder", 0);
  json_object_set_array_member (key, "accountSyncKey", json_array_new ());
  return key;
}

static gboolean
get_sync_key (ValiseDemoCall *call, GError **error)
{
  json_object_set_object_member (call->result, "syncKey", key_at (call, call->mailbox->watermark));
  return TRUE;
}

/* The folder may be of any kind. */
static ValiseDemoFolder *
find_folder (ValiseDemoCall *call, GError **error)
{
  const char *id = valise_json_string (call->params, "folderId");
  ValiseDemoFolder *folder = valise_demo_mailbox_find_folder (call->mailbox, id);

  if (folder == NULL)
    valise_demo_fail (error, VALISE_DEMO_NO_FOLDER, "Folder %1 doesn't exist.", id);
  return folder;
}

static gboolean
get_folder_sync_key (ValiseDemoCall *call, GError **error)
{
  if (find_folder (call, error) == NULL)
    return FALSE;
  json_object_set_int_member (call->result, "syncKey", call->mailbox->watermark);
  return TRUE;
}

static gboolean
is_told (ValiseDemoCall *call, JsonObject *entry, gint64 since, ValiseDemoFolder *folder)
{
  if (valise_json_int (entry, "watermark", 0) <= since)
    return FALSE;
  if (!valise_demo_switch_on (call->switches, VALISE_DEMO_OWN_ECHO) && call->mailbox->author != 0
      && valise_demo_journal_author (entry) == call->mailbox->author)
    return FALSE;
  if (folder == NULL)
    return TRUE;
  return !valise_json_bool (entry, "isFolder", FALSE)
         && (g_strcmp0 (valise_json_string (entry, "parentId"), folder->id) == 0
             || g_strcmp0 (valise_json_string (entry, "origParentId"), folder->id) == 0);
}

static JsonObject *
without_author (JsonObject *entry)
{
  static const char *const names[] = { "isFolder",      "type",   "itemType",     "itemId",
                                       "parentId",      "origId", "origParentId", "watermark",
                                       "messageUnread", NULL };
  JsonObject *change = json_object_new ();

  for (guint i = 0; names[i] != NULL; i++)
    json_object_set_member (change, names[i],
                            json_node_copy (json_object_get_member (entry, names[i])));
  return change;
}

static JsonArray *
in_order (ValiseDemoCall *call, GPtrArray *told)
{
  gboolean newest_first = valise_demo_switch_is (call->switches, VALISE_DEMO_CHANGES_ORDER,
                                                 "newest-first");
  gboolean repeat = valise_demo_switch_on (call->switches, VALISE_DEMO_CHANGES_REPEAT);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < told->len; i++)
    {
      JsonObject *entry = told->pdata[newest_first ? told->len - 1 - i : i];

      json_array_add_object_element (list, without_author (entry));
      if (repeat)
        json_array_add_object_element (list, without_author (entry));
    }
  return list;
}

/* Returns up to which watermark everything is told. */
static gint64
tell (ValiseDemoCall *call, gint64 since, ValiseDemoFolder *folder)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new ();
  gint64 limit = valise_demo_switch_number (call->switches, VALISE_DEMO_CHANGES_LIMIT);
  gint64 until = call->mailbox->watermark;

  for (guint i = 0; i < call->mailbox->journal->len; i++)
    {
      JsonObject *entry = call->mailbox->journal->pdata[i];

      if (!is_told (call, entry, since, folder))
        continue;
      if (limit > 0 && told->len == limit)
        {
          until = valise_json_int (told->pdata[told->len - 1], "watermark", 0);
          break;
        }
      g_ptr_array_add (told, entry);
    }
  json_object_set_array_member (call->result, "list", in_order (call, told));
  return until;
}

/* Everything there is, as if it had been made just now. */
static void
tell_everything (ValiseDemoCall *call, ValiseDemoFolder *folder)
{
  JsonArray *list = json_array_new ();

  for (guint i = 1; i < call->mailbox->folders->len; i++)
    {
      ValiseDemoFolder *each = call->mailbox->folders->pdata[i];

      for (guint n = 0; (folder == NULL || folder == each) && n < each->items->len; n++)
        {
          ValiseDemoItem *item = each->items->pdata[n];
          JsonObject *change = json_object_new ();

          json_object_set_boolean_member (change, "isFolder", FALSE);
          json_object_set_string_member (change, "type", "chtCreated");
          json_object_set_string_member (change, "itemType",
                                         valise_demo_kind (each->kind)->change_type);
          json_object_set_string_member (change, "itemId", item->id);
          json_object_set_string_member (change, "parentId", each->id);
          json_object_set_string_member (change, "origId", "");
          json_object_set_string_member (change, "origParentId", "");
          json_object_set_int_member (change, "watermark",
                                      valise_json_int (item->data, "watermark", 0));
          json_object_set_int_member (change, "messageUnread", 0);
          json_array_add_object_element (list, change);
        }
    }
  json_object_set_array_member (call->result, "list", list);
}

/* What a server does with a key that is too old is not known. */
static gboolean
answer_stale (ValiseDemoCall *call, ValiseDemoFolder *folder, GError **error)
{
  if (valise_demo_switch_is (call->switches, VALISE_DEMO_STALE_KEY, "error"))
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "The sync key is not valid.", NULL);
  if (valise_demo_switch_is (call->switches, VALISE_DEMO_STALE_KEY, "everything"))
    tell_everything (call, folder);
  else
    json_object_set_array_member (call->result, "list", json_array_new ());
  return TRUE;
}

static gboolean
is_stale (ValiseDemoCall *call, gint64 watermark)
{
  return watermark < call->mailbox->forgotten || watermark > call->mailbox->watermark;
}

static gboolean
get_folder (ValiseDemoCall *call, GError **error)
{
  gint64 since = valise_json_int (call->params, "lastSyncKey", 0);
  ValiseDemoFolder *folder = find_folder (call, error);
  gint64 until = call->mailbox->watermark;

  if (folder == NULL)
    return FALSE;
  if (!is_stale (call, since))
    until = tell (call, since, folder);
  else if (!answer_stale (call, folder, error))
    return FALSE;
  json_object_set_int_member (call->result, "syncKey", until);
  return TRUE;
}

static gboolean
check_key (JsonObject *key, GError **error)
{
  g_autoptr (JsonObject) holder = json_object_new ();
  static const ValiseDemoField fields[] = {
    { "lastSyncKey", VALISE_DEMO_STRUCT, 0, NULL, valise_demo_sync_key_fields },
    { NULL },
  };

  json_object_set_object_member (holder, "lastSyncKey", json_object_ref (key));
  return valise_demo_fields_check (fields, holder, VALISE_DEMO_FOR_SET, "Changes.get", error);
}

static gboolean
get (ValiseDemoCall *call, GError **error)
{
  JsonObject *key = valise_json_object (call->params, "lastSyncKey");
  gint64 since = valise_json_int (key, "watermark", 0);
  gint64 timeout = valise_json_int (call->params, "timeout", 0);
  gint64 until = call->mailbox->watermark;

  if (!check_key (key, error))
    return FALSE;
  if (valise_json_int (key, "id", 0) == call->mailbox->journal_id && !is_stale (call, since))
    {
      until = tell (call, since, NULL);
      if (json_array_get_length (json_object_get_array_member (call->result, "list")) == 0)
        call->wait_seconds = CLAMP (timeout, 0, MAX_WAIT_SECONDS);
    }
  else if (!answer_stale (call, NULL, error))
    return FALSE;
  json_object_set_object_member (call->result, "syncKey", key_at (call, until));
  return TRUE;
}

/* That the poll ends is done where polls wait. */
static gboolean
kill_request (ValiseDemoCall *call, GError **error)
{
  return check_key (valise_json_object (call->params, "lastSyncKey"), error);
}

const ValiseDemoMethod valise_demo_change_methods[] = {
  { "Changes.getSyncKey", "", get_sync_key },
  { "Changes.get", "lastSyncKey:key timeout:number", get },
  { "Changes.killRequest", "lastSyncKey:key", kill_request },
  { "Changes.getFolderSyncKey", "folderId:string", get_folder_sync_key },
  { "Changes.getFolder", "folderId:string lastSyncKey:number", get_folder },
  { NULL },
};
