/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An Email object as a content of depth TEXT. The server has taken the message apart; what it is
 * made of here goes to format/mail-text.h, which builds a small message of header and plain text.
 */

#include "remote/jmap/email.h"

#include "format/mail-text.h"
#include "net/json.h"

static char *
join_ids (JsonObject *email, const char *name)
{
  JsonArray *list = valise_json_array (email, name);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      const char *id = valise_json_string_at (list, i);

      if (id != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", id);
    }
  return g_string_free (out, out->len == 0);
}

/* The text of all parts that are HTML, or of all that are not. textBody holds the text/html part
 * where a message has no plain one (RFC 8621 section 4.1.4); of the pictures in it there is no
 * value. */
static char *
join_values (JsonObject *email, gboolean html, ValiseProblems *problems)
{
  JsonArray *parts = valise_json_array (email, "textBody");
  JsonObject *values = valise_json_object (email, "bodyValues");
  GString *out = NULL;

  for (guint i = 0; i < valise_json_length (parts); i++)
    {
      JsonObject *part = valise_json_object_at (parts, i);
      const char *part_id = valise_json_string (part, "partId");
      const char *type = valise_json_string (part, "type");
      JsonObject *value = part_id != NULL ? valise_json_object (values, part_id) : NULL;
      const char *text = valise_json_string (value, "value");

      if (text == NULL || (g_ascii_strcasecmp (type != NULL ? type : "", "text/html") == 0) != html)
        continue;
      if (out == NULL)
        out = g_string_new (text);
      else
        g_string_append_printf (out, "\n%s", text);
      if (valise_json_bool (value, "isTruncated", FALSE))
        *problems |= VALISE_PROBLEM_TRUNCATED;
      if (valise_json_bool (value, "isEncodingProblem", FALSE))
        *problems |= VALISE_PROBLEM_ENCODING;
    }
  return out != NULL ? g_string_free (out, FALSE) : NULL;
}

static GPtrArray *
read_attachments (JsonObject *email)
{
  JsonArray *list = valise_json_array (email, "attachments");
  GPtrArray *attachments = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *part = valise_json_object_at (list, i);
      ValiseAttachmentInfo *info = g_new0 (ValiseAttachmentInfo, 1);

      info->name = valise_json_string (part, "name");
      info->type = valise_json_string (part, "type");
      info->size = MAX (valise_json_int (part, "size", 0), 0);
      g_ptr_array_add (attachments, info);
    }
  return attachments;
}

/**
 * valise_email_read_text:
 * @email: an Email object that was got with %VALISE_EMAIL_TEXT
 *
 * Returns: (transfer full): its header and plain text, with what is wrong with them
 */
ValiseContent *
valise_email_read_text (JsonObject *email)
{
  ValiseMailText parts = { 0 };
  g_autofree char *from = valise_email_addresses (email, "from");
  g_autofree char *to = valise_email_addresses (email, "to");
  g_autofree char *cc = valise_email_addresses (email, "cc");
  g_autofree char *bcc = valise_email_addresses (email, "bcc");
  g_autofree char *reply_to = valise_email_addresses (email, "replyTo");
  g_autofree char *sender = valise_email_addresses (email, "sender");
  g_autofree char *message_id = join_ids (email, "messageId");
  g_autofree char *in_reply_to = join_ids (email, "inReplyTo");
  g_autofree char *references = join_ids (email, "references");
  g_autofree char *plain = join_values (email, FALSE, &parts.problems);
  g_autofree char *html = join_values (email, TRUE, &parts.problems);
  g_autoptr (GPtrArray) attachments = read_attachments (email);

  parts.from = from;
  parts.to = to;
  parts.cc = cc;
  parts.bcc = bcc;
  parts.reply_to = reply_to;
  parts.sender = sender;
  parts.subject = valise_json_string (email, "subject");
  parts.message_id = message_id;
  parts.in_reply_to = in_reply_to;
  parts.references = references;
  parts.date = valise_email_date (email, "sentAt", &parts.date_offset);
  parts.plain = plain;
  parts.html = html;
  parts.attachments = attachments;
  return valise_mail_text_build (&parts);
}
