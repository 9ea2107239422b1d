/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The account in memory. Ids are as they were seen of real servers:
 * "keriostorage://mail/{domain}/{user}/{folder}/{number}". So an item that is moved has another id,
 * and its folder's number for it never comes again. Folders keep theirs. */

#include "demo/mailbox.h"

#include "demo/blobs.h"
#include "net/json.h"

static void
folder_free (ValiseDemoFolder *folder)
{
  g_free (folder->id);
  g_free (folder->guid);
  g_clear_pointer (&folder->data, json_object_unref);
  g_clear_pointer (&folder->items, g_ptr_array_unref);
  g_free (folder);
}

static void
item_free (ValiseDemoItem *item)
{
  g_free (item->id);
  g_clear_pointer (&item->data, json_object_unref);
  g_clear_pointer (&item->blobs, g_hash_table_unref);
  g_clear_pointer (&item->exceptions, g_hash_table_unref);
  g_free (item);
}

/* NULL stands for an occurrence that was removed. */
static void
exception_free (gpointer exception)
{
  if (exception != NULL)
    json_object_unref (exception);
}

/**
 * valise_demo_upload_free:
 * @upload: (transfer full) (nullable): what a client uploaded
 */
void
valise_demo_upload_free (ValiseDemoUpload *upload)
{
  if (upload == NULL)
    return;
  g_clear_pointer (&upload->bytes, g_bytes_unref);
  g_free (upload->name);
  g_free (upload->type);
  g_free (upload);
}

/**
 * valise_demo_mailbox_new:
 * @full_name: whose it is
 * @user: the login name, without the domain
 * @domain: the domain
 *
 * Returns: (transfer full): a mailbox with nothing but its root
 */
ValiseDemoMailbox *
valise_demo_mailbox_new (const char *full_name, const char *user, const char *domain)
{
  ValiseDemoMailbox *self = g_new0 (ValiseDemoMailbox, 1);

  self->full_name = g_strdup (full_name);
  self->user = g_strdup (user);
  self->domain = g_strdup (domain);
  self->password = g_strdup ("secret");
  self->app_password = g_strdup ("app-secret");
  self->folders = g_ptr_array_new_with_free_func ((GDestroyNotify)folder_free);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)item_free);
  self->journal = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  self->journal_id = 1;
  self->watermark = 1000;
  self->forgotten = self->watermark;
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)valise_demo_upload_free);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  valise_demo_mailbox_add_folder (self, NULL, full_name, "FRoot", "FSubNone");
  return self;
}

/**
 * valise_demo_mailbox_free:
 * @self: (transfer full) (nullable): a mailbox
 */
void
valise_demo_mailbox_free (ValiseDemoMailbox *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->items);
  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->journal);
  g_ptr_array_unref (self->sent);
  g_hash_table_unref (self->uploads);
  g_free (self->domain);
  g_free (self->user);
  g_free (self->full_name);
  g_free (self->password);
  g_free (self->app_password);
  g_free (self);
}

/**
 * valise_demo_mailbox_address:
 * @self: a mailbox
 *
 * Returns: (transfer full): its address
 */
char *
valise_demo_mailbox_address (ValiseDemoMailbox *self)
{
  return g_strdup_printf ("%s@%s", self->user, self->domain);
}

/* Folders */

/**
 * valise_demo_mailbox_root:
 * @self: a mailbox
 *
 * Returns: (transfer none): the folder that all others are in
 */
ValiseDemoFolder *
valise_demo_mailbox_root (ValiseDemoMailbox *self)
{
  return self->folders->pdata[0];
}

/**
 * valise_demo_mailbox_find_folder:
 * @self: a mailbox
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the folder of that id
 */
ValiseDemoFolder *
valise_demo_mailbox_find_folder (ValiseDemoMailbox *self, const char *id)
{
  for (guint i = 0; i < self->folders->len; i++)
    {
      ValiseDemoFolder *folder = self->folders->pdata[i];

      if (g_strcmp0 (folder->id, id) == 0)
        return folder;
    }
  return NULL;
}

/**
 * valise_demo_mailbox_find_special:
 * @self: a mailbox
 * @sub_type: such as "FSubSentItems"
 *
 * Returns: (transfer none) (nullable): the first folder of that sub-type
 */
ValiseDemoFolder *
valise_demo_mailbox_find_special (ValiseDemoMailbox *self, const char *sub_type)
{
  for (guint i = 0; i < self->folders->len; i++)
    {
      ValiseDemoFolder *folder = self->folders->pdata[i];

      if (g_strcmp0 (valise_json_string (folder->data, "subType"), sub_type) == 0)
        return folder;
    }
  return NULL;
}

static ValiseDemoFolder *
find_child (ValiseDemoMailbox *self, ValiseDemoFolder *parent, const char *name)
{
  for (guint i = 0; i < self->folders->len; i++)
    {
      ValiseDemoFolder *folder = self->folders->pdata[i];

      if (g_strcmp0 (valise_json_string (folder->data, "parentId"), parent->id) == 0
          && g_strcmp0 (valise_json_string (folder->data, "name"), name) == 0)
        return folder;
    }
  return NULL;
}

/**
 * valise_demo_mailbox_find_path:
 * @self: a mailbox
 * @path: names from the root down, with slashes
 *
 * Returns: (transfer none) (nullable): that folder
 */
ValiseDemoFolder *
valise_demo_mailbox_find_path (ValiseDemoMailbox *self, const char *path)
{
  ValiseDemoFolder *folder = valise_demo_mailbox_root (self);
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = 0; names[i] != NULL && folder != NULL; i++)
    folder = find_child (self, folder, names[i]);
  return folder;
}

/* The same ones each time, so that two runs of a test can be compared. */
static char *
make_guid (ValiseDemoMailbox *self)
{
  g_autofree char *seed = g_strdup_printf ("%s@%s %u", self->user, self->domain,
                                           self->next_folder++);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, seed, -1);

  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", sum, sum + 8, sum + 12, sum + 16, sum + 20);
}

/**
 * valise_demo_mailbox_add_folder:
 * @self: a mailbox
 * @parent: (nullable): what it is to be in; %NULL for the root itself
 * @name: its name
 * @type: such as "FMail"
 * @sub_type: such as "FSubNone"
 *
 * Returns: (transfer none): the new folder
 */
ValiseDemoFolder *
valise_demo_mailbox_add_folder (ValiseDemoMailbox *self,
                                ValiseDemoFolder *parent,
                                const char *name,
                                const char *type,
                                const char *sub_type)
{
  ValiseDemoFolder *folder = g_new0 (ValiseDemoFolder, 1);
  gint64 level = parent != NULL ? valise_json_int (parent->data, "nestingLevel", 0) + 1 : 0;

  folder->guid = make_guid (self);
  folder->id = g_strdup_printf ("keriostorage://folder/%s/%s/%s", self->domain, self->user,
                                folder->guid);
  folder->has_items = valise_demo_kind_of_folder (type, &folder->kind);
  folder->items = g_ptr_array_new ();
  folder->next_number = 1;
  folder->data = json_object_new ();
  json_object_set_string_member (folder->data, "id", folder->id);
  json_object_set_string_member (folder->data, "parentId", parent != NULL ? parent->id : "");
  json_object_set_string_member (folder->data, "name", name);
  json_object_set_string_member (folder->data, "type", type);
  json_object_set_string_member (folder->data, "subType", sub_type);
  json_object_set_int_member (folder->data, "nestingLevel", level);
  if (parent != NULL)
    json_object_set_string_member (folder->data, "placeType",
                                   valise_json_string (parent->data, "placeType"));
  valise_demo_fields_complete (valise_demo_folder_fields, folder->data);
  g_ptr_array_add (self->folders, folder);
  return folder;
}

/**
 * valise_demo_folder_has_child:
 * @self: a mailbox
 * @folder: one of its folders
 *
 * Returns: whether another folder is in @folder
 */
gboolean
valise_demo_folder_has_child (ValiseDemoMailbox *self, ValiseDemoFolder *folder)
{
  for (guint i = 0; i < self->folders->len; i++)
    {
      ValiseDemoFolder *other = self->folders->pdata[i];

      if (g_strcmp0 (valise_json_string (other->data, "parentId"), folder->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * valise_demo_mailbox_remove_folder:
 * @self: a mailbox
 * @folder: (transfer full): a folder without a child; its items go with it
 */
void
valise_demo_mailbox_remove_folder (ValiseDemoMailbox *self, ValiseDemoFolder *folder)
{
  while (folder->items->len > 0)
    valise_demo_mailbox_drop_item (self, folder->items->pdata[folder->items->len - 1]);
  g_ptr_array_remove (self->folders, folder);
}

/**
 * valise_demo_folder_describe:
 * @self: a mailbox
 * @folder: one of its folders
 *
 * Returns: (transfer full): the folder with its counts
 */
JsonObject *
valise_demo_folder_describe (ValiseDemoMailbox *self, ValiseDemoFolder *folder)
{
  JsonObject *data = valise_demo_fields_pick (valise_demo_folder_fields, folder->data, NULL, TRUE);
  gint64 unread = 0, size = 0;

  for (guint i = 0; i < folder->items->len; i++)
    {
      ValiseDemoItem *item = folder->items->pdata[i];

      unread += folder->kind == VALISE_KIND_MAIL && !valise_json_bool (item->data, "isSeen", FALSE);
      size += valise_json_int (item->data, "size", 0);
    }
  json_object_set_int_member (data, "messageCount", folder->items->len);
  json_object_set_int_member (data, "messageUnread", unread);
  json_object_set_int_member (data, "messageSize", size);
  return data;
}

/* Items */

/**
 * valise_demo_mailbox_find_item:
 * @self: a mailbox
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the item of that id
 */
ValiseDemoItem *
valise_demo_mailbox_find_item (ValiseDemoMailbox *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->items, id) : NULL;
}

/**
 * valise_demo_item_set_watermark:
 * @item: an item
 * @watermark: of its last change
 */
void
valise_demo_item_set_watermark (ValiseDemoItem *item, gint64 watermark)
{
  json_object_set_int_member (item->data, "watermark", watermark);
}

static void
settle (ValiseDemoMailbox *self, ValiseDemoItem *item, ValiseDemoFolder *folder)
{
  item->folder = folder;
  item->number = folder->next_number++;
  g_free (item->id);
  item->id = g_strdup_printf ("keriostorage://%s/%s/%s/%s/%u",
                              valise_demo_kind (folder->kind)->scheme, self->domain, self->user,
                              folder->guid, item->number);
  json_object_set_string_member (item->data, "id", item->id);
  json_object_set_string_member (item->data, "folderId", folder->id);
  if (folder->kind == VALISE_KIND_MAIL)
    json_object_set_boolean_member (
        item->data, "isDraft",
        g_strcmp0 (valise_json_string (folder->data, "subType"), "FSubDrafts") == 0);
  valise_demo_blobs_set_urls (item);
  g_ptr_array_add (folder->items, item);
  g_hash_table_insert (self->items, item->id, item);
}

/**
 * valise_demo_mailbox_file_item:
 * @self: a mailbox
 * @folder: where it goes
 * @data: (transfer full): a structure of the folder's kind; completed here
 *
 * Returns: (transfer none): the new item; its watermark is 0 until it is in the journal
 */
ValiseDemoItem *
valise_demo_mailbox_file_item (ValiseDemoMailbox *self, ValiseDemoFolder *folder, JsonObject *data)
{
  ValiseDemoItem *item = g_new0 (ValiseDemoItem, 1);

  item->data = data;
  item->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)g_bytes_unref);
  item->exceptions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, exception_free);
  valise_demo_fields_complete (valise_demo_kind (folder->kind)->fields, data);
  json_object_set_int_member (data, "watermark", 0);
  settle (self, item, folder);
  return item;
}

/**
 * valise_demo_mailbox_refile_item:
 * @self: a mailbox
 * @item: an item
 * @folder: where it goes: a folder of the same kind
 *
 * Gives it another id.
 */
void
valise_demo_mailbox_refile_item (ValiseDemoMailbox *self,
                                 ValiseDemoItem *item,
                                 ValiseDemoFolder *folder)
{
  g_ptr_array_remove (item->folder->items, item);
  g_hash_table_steal (self->items, item->id);
  settle (self, item, folder);
}

/**
 * valise_demo_mailbox_drop_item:
 * @self: a mailbox
 * @item: (transfer full): an item
 */
void
valise_demo_mailbox_drop_item (ValiseDemoMailbox *self, ValiseDemoItem *item)
{
  g_ptr_array_remove (item->folder->items, item);
  g_hash_table_remove (self->items, item->id);
}
