/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Header + text contents: a message of its own that carries the header fields that people read, the
 * plain text as the only part, and a note for each attachment that was left on the server. It is a
 * valid message, so that everything that reads messages reads it too. */

#include "format/mail-text.h"

#include "format/format.h"
#include "format/html-text.h"
#include "format/mail-header.h"
#include "format/mail-view.h"
#include "format/text-clean.h"

#include <string.h>

/* File systems end at 255 bytes; a longer name is no name. */
#define NAME_MAX_BYTES 255

static gboolean
is_media_type (const char *type)
{
  const char *slash = type != NULL ? strchr (type, '/') : NULL;

  if (slash == NULL || slash == type || slash[1] == '\0' || strlen (type) > 127)
    return FALSE;
  for (const char *p = type; *p != '\0'; p++)
    if (p != slash && !g_ascii_isalnum (*p) && strchr ("!#$&-^_.+", *p) == NULL)
      return FALSE;
  return TRUE;
}

static void
append_attachment (GString *out, const ValiseAttachmentInfo *info)
{
  const char *type = is_media_type (info->type) ? info->type : "application/octet-stream";

  g_string_append_printf (out, "%s: %s", VALISE_MAIL_ATTACHMENT_FIELD, type);
  valise_mail_header_append_param (out, "name", info->name, NAME_MAX_BYTES);
  if (info->size > 0)
    g_string_append_printf (out, ";\r\n size=%" G_GINT64_FORMAT, info->size);
  g_string_append (out, "\r\n");
}

static void
append_fields (GString *out, const ValiseMailText *parts)
{
  valise_mail_header_append_date (out, parts->date, parts->date_offset);
  valise_mail_header_append_addresses (out, "From", parts->from);
  valise_mail_header_append_addresses (out, "Sender", parts->sender);
  valise_mail_header_append_addresses (out, "Reply-To", parts->reply_to);
  valise_mail_header_append_addresses (out, "To", parts->to);
  valise_mail_header_append_addresses (out, "Cc", parts->cc);
  valise_mail_header_append_addresses (out, "Bcc", parts->bcc);
  valise_mail_header_append_text (out, "Subject", parts->subject);
  valise_mail_header_append_ids (out, "Message-ID", parts->message_id);
  valise_mail_header_append_ids (out, "In-Reply-To", parts->in_reply_to);
  valise_mail_header_append_ids (out, "References", parts->references);
  g_string_append (out, VALISE_MAIL_DEPTH_FIELD ": text\r\n");
  for (guint i = 0; parts->attachments != NULL && i < parts->attachments->len; i++)
    append_attachment (out, g_ptr_array_index (parts->attachments, i));
}

static char *
readable_text (const ValiseMailText *parts, ValiseProblems *problems)
{
  if (parts->plain != NULL)
    return valise_text_clean (parts->plain, -1, problems);
  if (parts->html != NULL)
    return valise_html_to_text (parts->html, -1, problems);
  return g_strdup ("");
}

/**
 * valise_mail_text_build:
 * @parts: what is known of the message
 *
 * Builds the content of depth text. It is meant to be called for thousands of messages in a row and
 * costs little more than copying the text.
 *
 * Returns: (transfer full): the content, with its text set and its problems noted
 */
ValiseContent *
valise_mail_text_build (const ValiseMailText *parts)
{
  ValiseProblems problems = parts->problems;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GString *out;
  ValiseContent *content;

  valise_format_init ();
  text = readable_text (parts, &problems);
  out = g_string_sized_new (strlen (text) + 1024);
  append_fields (out, parts);
  valise_mail_header_append_body (out, text);
  bytes = g_string_free_to_bytes (out);
  content = valise_content_new (VALISE_DEPTH_TEXT, bytes, text);
  content->problems = problems;
  return content;
}

/* Returns: (transfer full): what is known of the attachments of @view, which owns the strings. */
static GPtrArray *
list_attachments (const ValiseMailView *view)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < view->attachments->len; i++)
    {
      const ValiseMailAttachment *one = g_ptr_array_index (view->attachments, i);
      ValiseAttachmentInfo *info = g_new0 (ValiseAttachmentInfo, 1);

      *info = (ValiseAttachmentInfo){ one->name, one->type, one->size };
      g_ptr_array_add (list, info);
    }
  return list;
}

/**
 * valise_mail_text_reduce:
 * @full: a whole message
 *
 * Cuts a message down to header and text, to free the space of its attachments. Never fails:
 * what cannot be read well is kept as well as it can be read.
 *
 * Returns: (transfer full) (nullable): a content of depth text; %NULL where the message has to stay
 * as it is, because it is signed or encrypted, or because it is of depth text already
 */
ValiseContent *
valise_mail_text_reduce (ValiseContent *full)
{
  g_autoptr (ValiseMailView) view = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  ValiseMailText parts = { 0 };

  if (full->depth != VALISE_DEPTH_FULL)
    return NULL;
  view = valise_mail_view_new (full);
  if (view->is_signed || view->is_encrypted)
    return NULL;
  attachments = list_attachments (view);
  parts = (ValiseMailText){
    .from = view->from,
    .to = view->to,
    .cc = view->cc,
    .bcc = view->bcc,
    .reply_to = view->reply_to,
    .sender = view->sender,
    .subject = view->subject,
    .message_id = view->message_id,
    .in_reply_to = view->in_reply_to,
    .references = view->references,
    .date = view->date,
    .date_offset = view->date_offset,
    .plain = view->body,
    .attachments = attachments,
    .problems = view->problems,
  };
  return valise_mail_text_build (&parts);
}
