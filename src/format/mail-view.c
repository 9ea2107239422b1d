/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A content, of either depth, as a reader sees it. The notes about attachments are believed only in
 * contents of depth text, which Valise wrote itself: in a whole message they are just fields that
 * its sender may have written. */

#include "format/mail-view.h"

#include "format/mail-parts.h"
#include "format/mail-text.h"
#include "format/text-clean.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>

static void
attachment_free (gpointer data)
{
  ValiseMailAttachment *attachment = data;

  g_free (attachment->name);
  g_free (attachment->type);
  g_free (attachment);
}

static void
add_present (ValiseMailView *self, GMimeObject *part)
{
  ValiseMailAttachment *attachment = g_new0 (ValiseMailAttachment, 1);
  g_autoptr (GBytes) bytes = valise_mail_part_bytes (part);

  attachment->name = valise_mail_part_name (part);
  attachment->type = valise_mail_part_type (part);
  attachment->size = g_bytes_get_size (bytes);
  attachment->present = TRUE;
  g_ptr_array_add (self->attachments, attachment);
}

static void
add_noted (ValiseMailView *self, const char *note)
{
  g_autoptr (GMimeContentType) type = g_mime_content_type_parse (NULL, note);
  const char *size = g_mime_content_type_get_parameter (type, "size");
  ValiseMailAttachment *attachment = g_new0 (ValiseMailAttachment, 1);
  g_autofree char *name = valise_text_clean_line (g_mime_content_type_get_parameter (type, "name"));

  attachment->name = *name != '\0' ? g_steal_pointer (&name) : NULL;
  attachment->type = g_mime_content_type_get_mime_type (type);
  attachment->size = size != NULL ? MAX (g_ascii_strtoll (size, NULL, 10), 0) : 0;
  g_ptr_array_add (self->attachments, attachment);
}

static void
add_attachments (ValiseMailView *self, const ValiseMailParts *parts)
{
  GMimeHeaderList *fields = g_mime_object_get_header_list (GMIME_OBJECT (parts->message));
  int count = g_mime_header_list_get_count (fields);

  if (self->depth != VALISE_DEPTH_TEXT)
    {
      for (guint i = 0; i < parts->attachments->len; i++)
        add_present (self, g_ptr_array_index (parts->attachments, i));
      return;
    }
  for (int i = 0; i < count; i++)
    {
      GMimeHeader *field = g_mime_header_list_get_header_at (fields, i);

      if (g_ascii_strcasecmp (g_mime_header_get_name (field), VALISE_MAIL_ATTACHMENT_FIELD) == 0)
        add_noted (self, g_mime_header_get_raw_value (field));
    }
}

/**
 * valise_mail_view_new:
 * @content: a message of depth text or full
 *
 * Returns: (transfer full): what there is to see of it
 */
ValiseMailView *
valise_mail_view_new (ValiseContent *content)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (content->bytes);
  ValiseMailView *self = g_new0 (ValiseMailView, 1);
  ValiseMailSecurity security;

  self->depth = content->depth;
  self->problems = content->problems;
  self->from = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_FROM);
  self->to = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_TO);
  self->cc = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_CC);
  self->bcc = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_BCC);
  self->reply_to = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_REPLY_TO);
  self->sender = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_SENDER);
  self->message_id = valise_mail_parts_field (parts, "Message-ID");
  self->in_reply_to = valise_mail_parts_field (parts, "In-Reply-To");
  self->references = valise_mail_parts_field (parts, "References");
  self->subject = valise_mail_parts_field (parts, "Subject");
  self->date = valise_mail_parts_date (parts, &self->date_offset);
  self->body = valise_mail_parts_text (parts, &self->problems);
  security = parts->security | valise_mail_security_of_text (self->body);
  self->is_signed = (security & VALISE_MAIL_SIGNED) != 0;
  self->is_encrypted = (security & VALISE_MAIL_ENCRYPTED) != 0;
  self->attachments = g_ptr_array_new_with_free_func (attachment_free);
  add_attachments (self, parts);
  return self;
}

/**
 * valise_mail_view_free:
 * @view: (transfer full) (nullable): a view
 */
void
valise_mail_view_free (ValiseMailView *view)
{
  if (view == NULL)
    return;
  g_free (view->from);
  g_free (view->to);
  g_free (view->cc);
  g_free (view->bcc);
  g_free (view->reply_to);
  g_free (view->sender);
  g_free (view->subject);
  g_free (view->message_id);
  g_free (view->in_reply_to);
  g_free (view->references);
  g_free (view->body);
  g_ptr_array_unref (view->attachments);
  g_free (view);
}

static void
append_field (GString *out, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, "%s %s\n", label, value);
}

/**
 * valise_mail_view_format_date:
 * @view: a message
 * @format: as for g_date_time_format()
 *
 * Returns: (transfer full) (nullable): its date on the clock of who sent it; %NULL without one
 */
char *
valise_mail_view_format_date (const ValiseMailView *view, const char *format)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (view->date_offset * 60);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (view->date);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return there != NULL && view->date != 0 ? g_date_time_format (there, format) : NULL;
}

static void
append_attachments (GString *out, const ValiseMailView *view)
{
  for (guint i = 0; i < view->attachments->len; i++)
    {
      const ValiseMailAttachment *one = g_ptr_array_index (view->attachments, i);
      g_autofree char *size = g_format_size (one->size);

      g_string_append_printf (out, "%s %s (%s", _ ("Attachment:"),
                              one->name != NULL ? one->name : C_ ("attachment", "unnamed"),
                              one->type);
      if (one->size > 0)
        g_string_append_printf (out, ", %s", size);
      if (!one->present)
        g_string_append_printf (out, ", %s", C_ ("attachment", "on the server only"));
      g_string_append (out, ")\n");
    }
}

static void
append_remarks (GString *out, const ValiseMailView *view)
{
  if (view->is_encrypted)
    g_string_append_printf (out, "%s\n", _ ("This message is encrypted."));
  if (view->is_signed)
    g_string_append_printf (out, "%s\n", _ ("This message is signed; Valise does not check that."));
  if (view->problems & VALISE_PROBLEM_TRUNCATED)
    g_string_append_printf (out, "%s\n", _ ("The text is longer than what is shown here."));
  if (view->problems & VALISE_PROBLEM_ENCODING)
    g_string_append_printf (out, "%s\n", _ ("Some characters could not be read."));
}

/**
 * valise_mail_view_to_text:
 * @view: a view
 *
 * Returns: (transfer full): all of it as text for a terminal
 */
char *
valise_mail_view_to_text (const ValiseMailView *view)
{
  GString *out = g_string_new (NULL);
  g_autofree char *date = valise_mail_view_format_date (view, "%Y-%m-%d %H:%M %:z");

  append_field (out, _ ("From:"), view->from);
  append_field (out, _ ("Reply-To:"), view->reply_to);
  append_field (out, _ ("To:"), view->to);
  append_field (out, _ ("Cc:"), view->cc);
  append_field (out, _ ("Bcc:"), view->bcc);
  append_field (out, _ ("Date:"), date);
  append_field (out, _ ("Subject:"), view->subject);
  append_attachments (out, view);
  append_remarks (out, view);
  g_string_append_printf (out, "\n%s", view->body);
  if (out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/**
 * valise_mail_attachment_bytes:
 * @content: a message
 * @index: of one of its view's attachments
 * @error: return location: %VALISE_ERROR_NOT_WHOLE where attachments are on the server only,
 *   %VALISE_ERROR_NOT_FOUND where there is none with that @index
 *
 * Returns: (transfer full) (nullable): the attachment, decoded
 */
GBytes *
valise_mail_attachment_bytes (ValiseContent *content, guint index, GError **error)
{
  g_autoptr (ValiseMailParts) parts = NULL;

  if (content->depth != VALISE_DEPTH_FULL)
    {
      valise_fail (error, VALISE_ERROR_NOT_WHOLE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                   _ ("The attachments of this message are on the server only. Go online and open "
                      "the message."));
      return NULL;
    }
  parts = valise_mail_parts_read (content->bytes);
  if (index >= parts->attachments->len)
    {
      valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                   _ ("The message has no such attachment."));
      return NULL;
    }
  return valise_mail_part_bytes (g_ptr_array_index (parts->attachments, index));
}
