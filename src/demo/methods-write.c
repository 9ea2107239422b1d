/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing items: create, set, remove, copy and move, for all kinds. One item that is refused is an
 * entry of "errors" and leaves the others alone. */

#include "demo/blobs.h"
#include "demo/fault.h"
#include "demo/journal.h"
#include "demo/methods.h"
#include "demo/rules.h"
#include "demo/sending.h"
#include "net/json.h"

static JsonArray *
given_items (ValiseDemoCall *call)
{
  return valise_json_array (call->params, valise_demo_kind (call->kind)->parameter);
}

static gboolean
check_quota (ValiseDemoCall *call, GError **error)
{
  return !valise_demo_switch_on (call->switches, VALISE_DEMO_QUOTA_REACHED)
         || valise_demo_fail (error, VALISE_DEMO_QUOTA,
                              "Failed to create the item, the mailbox quota has been reached.",
                              NULL);
}

/* Create */

static ValiseDemoFolder *
folder_for_new (ValiseDemoCall *call, JsonObject *given, GError **error)
{
  gboolean send = valise_json_bool (given, "send", FALSE);
  ValiseDemoFolder *folder = valise_demo_call_folder (call, valise_json_string (given, "folderId"),
                                                      error);

  if (folder == NULL || !valise_demo_call_may_write (folder, error))
    return NULL;
  return send ? valise_demo_mailbox_find_special (call->mailbox, "FSubSentItems") : folder;
}

static gboolean
create_one (ValiseDemoCall *call, JsonObject *given, guint index, GError **error)
{
  gboolean send = valise_json_bool (given, "send", FALSE);
  ValiseDemoFolder *folder = folder_for_new (call, given, error);
  JsonObject *data;
  ValiseDemoItem *item;

  if (folder == NULL || !check_quota (call, error)
      || !valise_demo_rules_check (call, NULL, given, error)
      || !valise_demo_blobs_check (call->mailbox, NULL, given, error)
      || (send && !valise_demo_sending_check (given, error)))
    return FALSE;
  data = json_object_new ();
  valise_demo_fields_merge (valise_demo_kind (call->kind)->fields, data, given);
  item = valise_demo_mailbox_file_item (call->mailbox, folder, data);
  valise_demo_blobs_adopt (call->mailbox, item);
  valise_demo_rules_settle (call, item, TRUE);
  if (send)
    valise_demo_sending_done (call, item);
  valise_demo_journal_item (call->mailbox, call->switches, item, VALISE_DEMO_CREATED);
  /* Sending makes the id of the mail that was to be created worthless. */
  valise_demo_call_add_result (call, index, send ? "" : item->id, call->mailbox->watermark);
  return TRUE;
}

/* Set */

/* Whether only these members of @given differ from what is stored. */
static gboolean
changes_only (ValiseDemoItem *item, JsonObject *given, const char *const *names)
{
  g_autoptr (GList) members = json_object_get_members (given);

  for (GList *name = members; name != NULL; name = name->next)
    {
      JsonNode *now = json_object_get_member (item->data, name->data);

      if (!g_strv_contains (names, name->data)
          && (now == NULL || !json_node_equal (now, json_object_get_member (given, name->data))))
        return FALSE;
    }
  return TRUE;
}

static ValiseDemoChange
change_of (ValiseDemoItem *item, JsonObject *given)
{
  static const char *const seen[] = { "id", "watermark", "isSeen", NULL };
  static const char *const flags[] = { "id",           "watermark",   "isSeen", "isAnswered",
                                       "isFlagged",    "isForwarded", "isJunk", "isMDNSent",
                                       "showExternal", NULL };

  if (item->folder->kind != VALISE_KIND_MAIL)
    return VALISE_DEMO_MODIFIED;
  if (changes_only (item, given, seen))
    return VALISE_DEMO_SEEN_CHANGED;
  return changes_only (item, given, flags) ? VALISE_DEMO_FLAGS_CHANGED : VALISE_DEMO_MODIFIED;
}

static gboolean
check_watermark (ValiseDemoCall *call, ValiseDemoItem *item, JsonObject *given, GError **error)
{
  gint64 now = valise_json_int (item->data, "watermark", 0);
  gint64 known = valise_json_int (given, "watermark", 0);

  return known == 0 || known == now
         || !valise_demo_switch_on (call->switches, VALISE_DEMO_CHECK_WATERMARK)
         || valise_demo_fail (error, VALISE_DEMO_FAILED,
                              "Failed to save the item, it was changed by another client.", NULL);
}

static gboolean
check_set (ValiseDemoCall *call, ValiseDemoItem *item, JsonObject *given, GError **error)
{
  const ValiseDemoField *fields = valise_demo_kind (call->kind)->fields;

  if (call->kind == VALISE_KIND_CONTACT && !json_object_has_member (given, "folderId"))
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "Field '%1' must be set.", "folderId");
  return valise_demo_call_may_write (item->folder, error)
         && valise_demo_fields_check (fields, given, VALISE_DEMO_FOR_SET,
                                      valise_demo_kind (call->kind)->parameter, error)
         && valise_demo_fields_check_change (fields, item->data, given, error)
         && check_watermark (call, item, given, error)
         && valise_demo_rules_check (call, item, given, error)
         && valise_demo_blobs_check (call->mailbox, item, given, error);
}

static gboolean
set_one (ValiseDemoCall *call, JsonObject *given, guint index, GError **error)
{
  gboolean send = valise_json_bool (given, "send", FALSE);
  ValiseDemoItem *item = valise_demo_call_item (call, valise_json_string (given, "id"), error);
  ValiseDemoChange change;

  if (item == NULL || !check_set (call, item, given, error)
      || (send
          && !valise_demo_sending_check (json_object_has_member (given, "to") ? given : item->data,
                                         error)))
    return FALSE;
  change = change_of (item, given);
  valise_demo_fields_merge (valise_demo_kind (call->kind)->fields, item->data, given);
  valise_demo_blobs_adopt (call->mailbox, item);
  valise_demo_rules_settle (call, item, FALSE);
  if (send)
    {
      valise_demo_journal_move (call->mailbox, call->switches, item,
                                valise_demo_mailbox_find_special (call->mailbox, "FSubSentItems"));
      valise_demo_sending_done (call, item);
    }
  valise_demo_journal_item (call->mailbox, call->switches, item, change);
  valise_demo_call_add_result (call, index, "", valise_json_int (item->data, "watermark", 0));
  return TRUE;
}

/* Remove, move, copy: they are given ids */

static gboolean
remove_one (ValiseDemoCall *call, const char *id, guint index, GError **error)
{
  ValiseDemoItem *item = valise_demo_call_item (call, id, error);

  if (item == NULL || !valise_demo_call_may_write (item->folder, error))
    return FALSE;
  valise_demo_journal_delete (call->mailbox, call->switches, item);
  return TRUE;
}

static ValiseDemoFolder *
destination (ValiseDemoCall *call, GError **error)
{
  ValiseDemoFolder *folder = valise_demo_call_folder (
      call, valise_json_string (call->params, "folder"), error);

  return folder != NULL && valise_demo_call_may_write (folder, error) ? folder : NULL;
}

static gboolean
move_one (ValiseDemoCall *call, const char *id, guint index, GError **error)
{
  ValiseDemoItem *item = valise_demo_call_item (call, id, error);
  ValiseDemoFolder *folder = item != NULL ? destination (call, error) : NULL;

  if (folder == NULL || !valise_demo_call_may_write (item->folder, error))
    return FALSE;
  valise_demo_journal_move (call->mailbox, call->switches, item, folder);
  valise_demo_call_add_result (call, index, item->id, valise_json_int (item->data, "watermark", 0));
  return TRUE;
}

static gboolean
copy_one (ValiseDemoCall *call, const char *id, guint index, GError **error)
{
  ValiseDemoItem *item = valise_demo_call_item (call, id, error);
  ValiseDemoFolder *folder = item != NULL ? destination (call, error) : NULL;
  ValiseDemoItem *copy;
  GHashTableIter iter;
  gpointer part, bytes;

  if (folder == NULL || !check_quota (call, error))
    return FALSE;
  copy = valise_demo_mailbox_file_item (
      call->mailbox, folder,
      valise_demo_fields_pick (valise_demo_kind (call->kind)->fields, item->data, NULL, FALSE));
  g_hash_table_iter_init (&iter, item->blobs);
  while (g_hash_table_iter_next (&iter, &part, &bytes))
    g_hash_table_insert (copy->blobs, g_strdup (part), g_bytes_ref (bytes));
  valise_demo_journal_item (call->mailbox, call->switches, copy, VALISE_DEMO_COPIED);
  valise_demo_call_add_result (call, index, copy->id, valise_json_int (copy->data, "watermark", 0));
  return TRUE;
}

/* All of them */

static gboolean
for_items (ValiseDemoCall *call, gboolean (*one) (ValiseDemoCall *, JsonObject *, guint, GError **))
{
  JsonArray *items = given_items (call);

  valise_demo_call_start_bulk (call);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      GError *failure = NULL;

      if (!one (call, json_array_get_object_element (items, i), i, &failure))
        valise_demo_call_add_error (call, i, failure);
    }
  return TRUE;
}

static gboolean
for_ids (ValiseDemoCall *call, gboolean (*one) (ValiseDemoCall *, const char *, guint, GError **))
{
  JsonArray *ids = valise_json_array (call->params, "ids");

  valise_demo_call_start_bulk (call);
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      GError *failure = NULL;

      if (!one (call, valise_json_string_at (ids, i), i, &failure))
        valise_demo_call_add_error (call, i, failure);
    }
  return TRUE;
}

static gboolean
create (ValiseDemoCall *call, GError **error)
{
  return for_items (call, create_one);
}

static gboolean
set (ValiseDemoCall *call, GError **error)
{
  return for_items (call, set_one);
}

static gboolean
remove_items (ValiseDemoCall *call, GError **error)
{
  for_ids (call, remove_one);
  json_object_remove_member (call->result, "result");
  return TRUE;
}

static gboolean
move (ValiseDemoCall *call, GError **error)
{
  return for_ids (call, move_one);
}

static gboolean
copy (ValiseDemoCall *call, GError **error)
{
  return for_ids (call, copy_one);
}

const ValiseDemoMethod valise_demo_write_methods[] = {
  { "Mails.create", "mails:items", create, TRUE },
  { "Mails.set", "mails:items", set, TRUE },
  { "Events.create", "events:items", create, TRUE },
  { "Events.set", "events:items", set, TRUE },
  { "Contacts.create", "contacts:items", create, TRUE },
  { "Contacts.set", "contacts:items", set, TRUE },
  { "Tasks.create", "tasks:items", create, TRUE },
  { "Tasks.set", "tasks:items", set, TRUE },
  { "Notes.create", "notes:items", create, TRUE },
  { "Notes.set", "notes:items", set, TRUE },
  { "*.remove", "ids:strings", remove_items, TRUE },
  { "*.move", "ids:strings folder:string", move, TRUE },
  { "*.copy", "ids:strings folder:string", copy, TRUE },
  { NULL },
};
