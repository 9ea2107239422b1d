/* SPDX-License-Identifier: GPL-3.0-or-later */

/* message/rfc822 -> a mail of the API. The API takes one plain text and one HTML text; all else is
 * an attachment, which has to be uploaded first. Header fields that the API has no member for stay
 * on this computer. */

#include "remote/kerio/mail.h"

#include <string.h>

#include "format/mail-address.h"
#include "format/mail-parts.h"
#include "net/json.h"
#include "remote/kerio/fields.h"

/* The parts of a message, as the API wants them. */
typedef struct
{
  GString *plain, *html; /* nullable */
  GPtrArray *files;
} Parts;

void
valise_kerio_file_free (ValiseKerioFile *file)
{
  g_free (file->name);
  g_free (file->type);
  g_free (file->cid);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file);
}

static gboolean
is_text (GMimeObject *part, const char *subtype)
{
  g_autofree char *name = valise_mail_part_name (part);

  return g_mime_content_type_is_type (g_mime_object_get_content_type (part), "text", subtype)
         && name == NULL
         && g_ascii_strcasecmp (g_mime_object_get_disposition (part) != NULL
                                    ? g_mime_object_get_disposition (part)
                                    : "inline",
                                "attachment")
                != 0;
}

static void
take_text (GString **where, GMimeObject *part)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autoptr (GBytes) bytes = valise_mail_part_bytes (part);
  g_autofree char *text = valise_mail_part_decode (part, bytes, &problems);

  if (*where == NULL)
    *where = g_string_new (text);
  else
    g_string_append_printf (*where, "\n%s", text);
  g_string_replace (*where, "\r\n", "\n", 0);
}

static void
take_file (GPtrArray *files, GMimeObject *part)
{
  ValiseKerioFile *file = g_new0 (ValiseKerioFile, 1);

  file->name = valise_mail_part_name (part);
  file->type = valise_mail_part_type (part);
  file->cid = g_strdup (g_mime_object_get_content_id (part));
  file->bytes = valise_mail_part_bytes (part);
  g_ptr_array_add (files, file);
}

/* The parser's bound on nesting bounds the recursion. */
static void
take_part (Parts *parts, GMimeObject *part)
{
  if (GMIME_IS_MULTIPART (part))
    for (int i = 0; i < g_mime_multipart_get_count (GMIME_MULTIPART (part)); i++)
      take_part (parts, g_mime_multipart_get_part (GMIME_MULTIPART (part), i));
  else if (is_text (part, "plain"))
    take_text (&parts->plain, part);
  else if (is_text (part, "html"))
    take_text (&parts->html, part);
  else
    take_file (parts->files, part);
}

static JsonObject *
write_address (const char *name, const char *email)
{
  JsonObject *address = json_object_new ();

  valise_kerio_set_text (address, "name", name);
  valise_kerio_set_text (address, "address", email);
  return address;
}

static JsonArray *
write_addresses (const char *list)
{
  g_autoptr (GPtrArray) addresses = valise_mail_addresses_read (list != NULL ? list : "");
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < addresses->len; i++)
    {
      const ValiseMailAddress *address = addresses->pdata[i];

      json_array_add_object_element (array, write_address (address->name, address->email));
    }
  return array;
}

/* The first address of a list; an empty one where there is none. */
static JsonObject *
write_first (const char *list)
{
  g_autoptr (JsonArray) addresses = write_addresses (list);

  return json_array_get_length (addresses) > 0
             ? json_object_ref (json_array_get_object_element (addresses, 0))
             : write_address (NULL, NULL);
}

static void
write_people (const ValiseMailParts *parts, JsonObject *mail)
{
  static const struct
  {
    const char *member;
    GMimeAddressType type;
    gboolean many;
  } members[] = {
    { "from", GMIME_ADDRESS_TYPE_FROM, FALSE },
    { "sender", GMIME_ADDRESS_TYPE_SENDER, FALSE },
    { "replyTo", GMIME_ADDRESS_TYPE_REPLY_TO, TRUE },
    { "to", GMIME_ADDRESS_TYPE_TO, TRUE },
    { "cc", GMIME_ADDRESS_TYPE_CC, TRUE },
    { "bcc", GMIME_ADDRESS_TYPE_BCC, TRUE },
  };
  g_autofree char *notification = valise_mail_parts_field (parts, "Disposition-Notification-To");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *list = valise_mail_parts_addresses (parts, members[i].type);

      if (members[i].many)
        json_object_set_array_member (mail, members[i].member, write_addresses (list));
      else
        json_object_set_object_member (mail, members[i].member, write_first (list));
    }
  json_object_set_object_member (mail, "notificationTo", write_first (notification));
}

static void
add_header (JsonArray *headers, const ValiseMailParts *parts, const char *field, const char *type)
{
  g_autofree char *value = valise_mail_parts_field (parts, field);
  JsonObject *header;

  if (value == NULL || *value == '\0')
    return;
  header = json_object_new ();
  json_object_set_string_member (header, "type", type);
  json_object_set_string_member (header, "value", value);
  json_array_add_object_element (headers, header);
}

/* The Message-ID is the server's to choose. */
static JsonArray *
write_headers (const ValiseMailParts *parts)
{
  JsonArray *headers = json_array_new ();

  add_header (headers, parts, "In-Reply-To", "mhInReplayTo");
  add_header (headers, parts, "Resent-Message-ID", "mhResentMessageID");
  return headers;
}

static const char *
write_priority (const ValiseMailParts *parts)
{
  g_autofree char *priority = valise_mail_parts_field (parts, "X-Priority");
  g_autofree char *importance = valise_mail_parts_field (parts, "Importance");
  char first = priority != NULL ? *priority : '\0';

  if (first == '1' || first == '2'
      || (importance != NULL && g_ascii_strcasecmp (importance, "high") == 0))
    return "High";
  if (first == '4' || first == '5'
      || (importance != NULL && g_ascii_strcasecmp (importance, "low") == 0))
    return "Low";
  return "Normal";
}

static gboolean
has_field (const ValiseMailParts *parts, const char *field)
{
  g_autofree char *value = valise_mail_parts_field (parts, field);

  return value != NULL && *value != '\0';
}

static void
add_body (JsonArray *bodies, const char *type, const char *text)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "contentType", type);
  json_object_set_string_member (body, "content", text);
  json_array_add_object_element (bodies, body);
}

/* There has to be a text, and only one of each type. */
static JsonArray *
write_bodies (const Parts *parts)
{
  JsonArray *bodies = json_array_new ();

  if (parts->plain != NULL || parts->html == NULL)
    add_body (bodies, "ctTextPlain", parts->plain != NULL ? parts->plain->str : "");
  if (parts->html != NULL)
    add_body (bodies, "ctTextHtml", parts->html->str);
  return bodies;
}

static void
write_date (const ValiseMailParts *parts, JsonObject *mail)
{
  int offset = 0;
  gint64 date = valise_mail_parts_date (parts, &offset);
  g_autoptr (GTimeZone) system = g_time_zone_new_offset (offset * 60);
  g_autoptr (ValiseZone) zone = valise_zone_new_system (system);
  g_autofree char *text = date != 0 ? valise_kerio_time_write (date, zone) : NULL;

  if (text != NULL)
    json_object_set_string_member (mail, "sendDate", text);
}

/**
 * valise_kerio_mail_write:
 * @content: a message
 * @files: (out) (transfer full) (element-type ValiseKerioFile): what has to be uploaded and added
 * as attachments, in this order
 *
 * Returns: (transfer full): the same as a Mail of the API, without id, folder, flags and
 *   attachments
 */
JsonObject *
valise_kerio_mail_write (GBytes *content, GPtrArray **files)
{
  g_autoptr (ValiseMailParts) message = valise_mail_parts_read (content);
  GMimeObject *root = g_mime_message_get_mime_part (message->message);
  Parts parts = { .files = g_ptr_array_new_with_free_func (
                      (GDestroyNotify)valise_kerio_file_free) };
  g_autofree char *subject = valise_mail_parts_field (message, "Subject");
  JsonObject *mail = json_object_new ();

  if (root != NULL)
    take_part (&parts, root);
  write_people (message, mail);
  write_date (message, mail);
  valise_kerio_set_text (mail, "subject", subject);
  json_object_set_string_member (mail, "priority", write_priority (message));
  json_object_set_boolean_member (mail, "requestDSN", has_field (message, "X-KERIO-Request-DSN"));
  json_object_set_boolean_member (mail, "showExternal",
                                  has_field (message, "X-KERIO-Show-External"));
  json_object_set_array_member (mail, "headers", write_headers (message));
  json_object_set_array_member (mail, "displayableParts", write_bodies (&parts));
  if (parts.plain != NULL)
    g_string_free (parts.plain, TRUE);
  if (parts.html != NULL)
    g_string_free (parts.html, TRUE);
  *files = parts.files;
  return mail;
}

static gboolean
names (JsonObject *mail, const char *member, const char *email)
{
  JsonArray *list = valise_json_array (mail, member);

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      const char *address = valise_json_string (valise_json_object_at (list, i), "address");

      if (address != NULL && g_ascii_strcasecmp (address, email) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * valise_kerio_mail_send_to:
 * @mail: a Mail of the API that is to be sent
 * @recipients: (nullable): see #ValiseEdit.recipients
 *
 * Names those in bcc who are to get the message and are not named in it. The server keeps that
 * field to itself.
 */
void
valise_kerio_mail_send_to (JsonObject *mail, const char *const *recipients)
{
  JsonArray *bcc;

  if (recipients == NULL)
    return;
  bcc = json_array_new ();
  for (guint i = 0; recipients[i] != NULL; i++)
    if (!names (mail, "to", recipients[i]) && !names (mail, "cc", recipients[i]))
      json_array_add_object_element (bcc, write_address (NULL, recipients[i]));
  json_object_set_array_member (mail, "bcc", bcc);
}

/**
 * valise_kerio_mail_attachment:
 * @file: an attachment
 * @id: what its upload is called
 *
 * Returns: (transfer full): an Attachment of the API
 */
JsonObject *
valise_kerio_mail_attachment (const ValiseKerioFile *file, const char *id)
{
  JsonObject *attachment = json_object_new ();

  json_object_set_string_member (attachment, "id", id);
  valise_kerio_set_text (attachment, "name", file->name);
  valise_kerio_set_text (attachment, "contentType", file->type);
  valise_kerio_set_text (attachment, "contentId", file->cid);
  return attachment;
}
