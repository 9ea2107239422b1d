/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Attachments and photos: they are uploaded first, then referred to by the id of the upload, and
 * downloaded from an address that has folder, number and MIME part in it. */

#include "demo/blobs.h"

#include <string.h>

#include "demo/fault.h"
#include "net/json.h"

#define DOWNLOAD "/webmail/api/download/attachment/"
#define PHOTO_PART "photo"
#define MAX_PHOTO (256 * 1024)

/**
 * valise_demo_blobs_upload:
 * @mailbox: a mailbox
 * @name: the file's name
 * @type: its media type
 * @bytes: what is in it
 *
 * Returns: (transfer none): the id to refer to it by
 */
const char *
valise_demo_blobs_upload (ValiseDemoMailbox *mailbox,
                          const char *name,
                          const char *type,
                          GBytes *bytes)
{
  ValiseDemoUpload *upload = g_new0 (ValiseDemoUpload, 1);
  char *id = g_strdup_printf ("scratch-%06u", ++mailbox->next_upload);

  upload->bytes = g_bytes_ref (bytes);
  upload->name = g_strdup (name);
  upload->type = g_strdup (type);
  g_hash_table_insert (mailbox->uploads, id, upload);
  return id;
}

static ValiseDemoItem *
find_by_number (ValiseDemoMailbox *mailbox, const char *guid, const char *number)
{
  for (guint i = 0; i < mailbox->folders->len; i++)
    {
      ValiseDemoFolder *folder = mailbox->folders->pdata[i];

      if (!g_str_equal (folder->guid, guid))
        continue;
      for (guint n = 0; n < folder->items->len; n++)
        if (((ValiseDemoItem *)folder->items->pdata[n])->number
            == g_ascii_strtoull (number, NULL, 10))
          return folder->items->pdata[n];
    }
  return NULL;
}

static const char *
type_of_part (ValiseDemoItem *item, const char *part)
{
  JsonArray *attachments = valise_json_array (item->data, "attachments");

  for (guint i = 0; i < valise_json_length (attachments); i++)
    {
      JsonObject *attachment = json_array_get_object_element (attachments, i);

      if (g_strcmp0 (valise_json_string (attachment, "id"), part) == 0)
        return valise_json_string (attachment, "contentType");
    }
  return "image/jpeg";
}

/**
 * valise_demo_blobs_find:
 * @mailbox: a mailbox
 * @path: the path of an address, decoded
 * @bytes: (out) (transfer none): what it stands for
 * @type: (out) (transfer none): its media type
 *
 * Returns: (transfer none) (nullable): the item that it belongs to
 */
ValiseDemoItem *
valise_demo_blobs_find (ValiseDemoMailbox *mailbox,
                        const char *path,
                        GBytes **bytes,
                        const char **type)
{
  g_auto (GStrv) steps = NULL;
  ValiseDemoItem *item;

  if (!g_str_has_prefix (path, DOWNLOAD))
    return NULL;
  steps = g_strsplit (path + strlen (DOWNLOAD), "/", 4);
  if (g_strv_length (steps) < 3)
    return NULL;
  item = find_by_number (mailbox, steps[0], steps[1]);
  *bytes = item != NULL ? g_hash_table_lookup (item->blobs, steps[2]) : NULL;
  if (*bytes == NULL)
    return NULL;
  *type = type_of_part (item, steps[2]);
  return item;
}

static gboolean
is_known (ValiseDemoMailbox *mailbox, ValiseDemoItem *item, const char *id)
{
  return id != NULL
         && (g_hash_table_contains (mailbox->uploads, id)
             || (item != NULL && g_hash_table_contains (item->blobs, id)));
}

static gboolean
check_photo (ValiseDemoMailbox *mailbox, ValiseDemoItem *item, const char *id, GError **error)
{
  ValiseDemoUpload *upload = g_hash_table_lookup (mailbox->uploads, id);
  gsize size;
  const guint8 *data;

  if (!is_known (mailbox, item, id))
    return valise_demo_fail (error, VALISE_DEMO_NO_ENTITY, "No attachment with ID %1 found.", id);
  if (upload == NULL)
    return TRUE;
  data = g_bytes_get_data (upload->bytes, &size);
  if (size > MAX_PHOTO)
    return valise_demo_fail (error, VALISE_DEMO_TOO_LARGE, "The photo is too large.", NULL);
  if (size < 3 || data[0] != 0xff || data[1] != 0xd8)
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "The photo is not a JPEG picture.", NULL);
  return TRUE;
}

/**
 * valise_demo_blobs_check:
 * @mailbox: a mailbox
 * @item: (nullable): the item that is changed; %NULL for a new one
 * @given: what a client wants it to be
 * @error: where the error goes
 *
 * Returns: whether there is what @given refers to
 */
gboolean
valise_demo_blobs_check (ValiseDemoMailbox *mailbox,
                         ValiseDemoItem *item,
                         JsonObject *given,
                         GError **error)
{
  JsonArray *attachments = valise_json_array (given, "attachments");
  JsonObject *photo = valise_json_object (given, "photo");
  const char *photo_id = valise_json_string (photo, "id");

  for (guint i = 0; i < valise_json_length (attachments); i++)
    {
      const char *id = valise_json_string (json_array_get_object_element (attachments, i), "id");

      if (!is_known (mailbox, item, id))
        return valise_demo_fail (error, VALISE_DEMO_NO_ENTITY, "No attachment with ID %1 found.",
                                 id);
    }
  if (photo_id == NULL || *photo_id == '\0')
    return TRUE;
  return check_photo (mailbox, item, photo_id, error);
}

static char *
free_part (ValiseDemoItem *item)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *part = g_strdup_printf ("0-%u", number);

      if (!g_hash_table_contains (item->blobs, part))
        return g_steal_pointer (&part);
    }
}

/* What a client said about the file goes before what came with the upload. */
static JsonObject *
adopt_attachment (ValiseDemoItem *item, JsonObject *given, ValiseDemoUpload *upload)
{
  const ValiseDemoField *fields = valise_demo_field_find (
                                      valise_demo_kind (item->folder->kind)->fields, "attachments")
                                      ->fields;
  JsonObject *attachment = valise_demo_fields_pick (fields, given, NULL, FALSE);
  g_autofree char *part = NULL;

  if (upload == NULL)
    return attachment;
  part = free_part (item);
  if (*valise_json_string (attachment, "name") == '\0')
    json_object_set_string_member (attachment, "name", upload->name);
  if (*valise_json_string (attachment, "contentType") == '\0')
    json_object_set_string_member (attachment, "contentType", upload->type);
  json_object_set_string_member (attachment, "id", part);
  json_object_set_int_member (attachment, "size", (gint64)g_bytes_get_size (upload->bytes));
  g_hash_table_insert (item->blobs, g_steal_pointer (&part), g_bytes_ref (upload->bytes));
  return attachment;
}

static void
adopt_photo (ValiseDemoMailbox *mailbox, ValiseDemoItem *item, JsonObject *given)
{
  ValiseDemoUpload *upload = g_hash_table_lookup (mailbox->uploads,
                                                  valise_json_string (given, "id"));
  JsonObject *photo;

  if (upload == NULL)
    return;
  photo = json_object_new ();
  json_object_set_string_member (photo, "id", PHOTO_PART);
  json_object_set_string_member (photo, "url", "");
  g_hash_table_insert (item->blobs, g_strdup (PHOTO_PART), g_bytes_ref (upload->bytes));
  json_object_set_object_member (item->data, "photo", photo);
}

/**
 * valise_demo_blobs_adopt:
 * @mailbox: a mailbox
 * @item: an item that was just changed
 *
 * Makes what it refers to its own.
 */
void
valise_demo_blobs_adopt (ValiseDemoMailbox *mailbox, ValiseDemoItem *item)
{
  JsonArray *attachments = valise_json_array (item->data, "attachments");
  JsonObject *photo = valise_json_object (item->data, "photo");

  if (attachments != NULL)
    {
      JsonArray *adopted = json_array_new ();

      for (guint i = 0; i < json_array_get_length (attachments); i++)
        {
          JsonObject *given = json_array_get_object_element (attachments, i);

          json_array_add_object_element (
              adopted, adopt_attachment (item, given,
                                         g_hash_table_lookup (mailbox->uploads,
                                                              valise_json_string (given, "id"))));
        }
      json_object_set_array_member (item->data, "attachments", adopted);
    }
  if (photo != NULL)
    adopt_photo (mailbox, item, photo);
  valise_demo_blobs_set_urls (item);
}

static JsonObject *
with_url (ValiseDemoItem *item, JsonObject *holder, const char *list)
{
  const ValiseDemoField *fields = valise_demo_kind (item->folder->kind)->fields;
  JsonObject *copy = valise_demo_fields_pick (valise_demo_field_find (fields, list)->fields, holder,
                                              NULL, FALSE);
  const char *part = valise_json_string (copy, "id");
  const char *name = valise_json_string (copy, "name");
  g_autofree char *escaped = g_uri_escape_string (name != NULL ? name : "photo.jpg", NULL, FALSE);
  g_autofree char *url = g_strdup_printf (DOWNLOAD "%s/%u/%s/%s", item->folder->guid, item->number,
                                          part, escaped);

  json_object_set_string_member (copy, "url", *part != '\0' ? url : "");
  return copy;
}

/**
 * valise_demo_blobs_set_urls:
 * @item: an item with an id that is new
 *
 * The addresses of what is attached have the folder and the number in them.
 */
void
valise_demo_blobs_set_urls (ValiseDemoItem *item)
{
  JsonArray *attachments = valise_json_array (item->data, "attachments");
  JsonObject *photo = valise_json_object (item->data, "photo");

  if (attachments != NULL)
    {
      JsonArray *copies = json_array_new ();

      for (guint i = 0; i < json_array_get_length (attachments); i++)
        json_array_add_object_element (
            copies, with_url (item, json_array_get_object_element (attachments, i), "attachments"));
      json_object_set_array_member (item->data, "attachments", copies);
    }
  if (photo != NULL)
    json_object_set_object_member (item->data, "photo", with_url (item, photo, "photo"));
}
