/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A mail of the API -> what a list shows of it, and header and text. The API tells no raw message:
 * of what is signed or encrypted only the text is told, and the message says so. */

#include "remote/kerio/mail.h"

#include <glib/gi18n-lib.h>

#include "format/mail-header.h"
#include "format/mail-security.h"
#include "format/mail-summary.h"
#include "format/mail-text.h"
#include "model/flags.h"
#include "net/json.h"
#include "remote/kerio/fields.h"

/* Flags that the API can change, then the one that it only tells. */
static const struct
{
  const char *member;
  const char *flag;
} flags_known[] = {
  { "isSeen", VALISE_FLAG_SEEN },
  { "isFlagged", VALISE_FLAG_FLAGGED },
  { "isAnswered", VALISE_FLAG_ANSWERED },
  { "isForwarded", VALISE_FLAG_FORWARDED },
  { "isJunk", "$junk" },
  { "isMDNSent", "$mdnsent" },
  { "isDraft", VALISE_FLAG_DRAFT },
};

#define N_WRITABLE (G_N_ELEMENTS (flags_known) - 1)

/**
 * valise_kerio_mail_flags:
 * @mail: a Mail of the API
 *
 * Returns: (transfer full): its flags, see model/flags.h
 */
char *
valise_kerio_mail_flags (JsonObject *mail)
{
  GString *words = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (flags_known); i++)
    if (valise_json_bool (mail, flags_known[i].member, FALSE))
      g_string_append_printf (words, "%s ", flags_known[i].flag);
  joined = g_string_free (words, FALSE);
  return valise_flags_normalize (joined);
}

/**
 * valise_kerio_mail_write_flags:
 * @base: (nullable): the flags that the server has; %NULL: nothing is known
 * @flags: those that it is to have
 * @mail: a Mail of the API, which gets what differs. Other flags have no place in the API
 */
void
valise_kerio_mail_write_flags (const char *base, const char *flags, JsonObject *mail)
{
  for (guint i = 0; i < N_WRITABLE; i++)
    {
      gboolean on = valise_flags_has (flags, flags_known[i].flag);

      if (base == NULL || on != valise_flags_has (base, flags_known[i].flag))
        json_object_set_boolean_member (mail, flags_known[i].member, on);
    }
}

static void
append_address (JsonObject *address, GString *out)
{
  const char *email = valise_json_string (address, "address");
  g_autofree char *text = email != NULL && *email != '\0' ? valise_mail_address_format (
                              valise_json_string (address, "name"), email)
                                                          : NULL;

  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
}

/**
 * valise_kerio_mail_addresses:
 * @mail: a Mail of the API
 * @member: one of its members with an address, or with many
 *
 * Returns: (transfer full) (nullable): a header-style list
 */
char *
valise_kerio_mail_addresses (JsonObject *mail, const char *member)
{
  JsonArray *list = valise_json_array (mail, member);
  GString *out = g_string_new (NULL);

  append_address (valise_json_object (mail, member), out);
  for (guint i = 0; i < valise_json_length (list); i++)
    append_address (valise_json_object_at (list, i), out);
  return g_string_free (out, out->len == 0);
}

/**
 * valise_kerio_mail_header:
 * @mail: a Mail of the API
 * @type: which of the headers, such as "mhMessageID"
 *
 * Returns: (transfer full) (nullable): the message id in it, without <>
 */
char *
valise_kerio_mail_header (JsonObject *mail, const char *type)
{
  JsonArray *headers = valise_json_array (mail, "headers");

  for (guint i = 0; i < valise_json_length (headers); i++)
    {
      JsonObject *header = valise_json_object_at (headers, i);
      const char *value = valise_json_string (header, "value");
      g_autoptr (GString) id = NULL;

      if (value == NULL || g_strcmp0 (valise_json_string (header, "type"), type) != 0)
        continue;
      id = g_string_new (value);
      g_string_replace (id, "<", "", 0);
      g_string_replace (id, ">", "", 0);
      g_strstrip (id->str);
      return *id->str != '\0' ? g_strdup (id->str) : NULL;
    }
  return NULL;
}

/**
 * valise_kerio_mail_body:
 * @mail: a Mail of the API
 * @type: "ctTextPlain" or "ctTextHtml"
 *
 * Returns: (transfer full) (nullable): the text of all parts of that type, with "\n" line ends
 */
char *
valise_kerio_mail_body (JsonObject *mail, const char *type)
{
  JsonArray *parts = valise_json_array (mail, "displayableParts");
  GString *text = NULL;

  for (guint i = 0; i < valise_json_length (parts); i++)
    {
      JsonObject *part = valise_json_object_at (parts, i);
      const char *content = valise_json_string (part, "content");

      if (content == NULL || g_strcmp0 (valise_json_string (part, "contentType"), type) != 0)
        continue;
      if (text == NULL)
        text = g_string_new (content);
      else
        g_string_append_printf (text, "\n%s", content);
    }
  if (text == NULL)
    return NULL;
  g_string_replace (text, "\r\n", "\n", 0);
  return g_string_free (text, FALSE);
}

static gboolean
is_signed (JsonObject *mail)
{
  return valise_json_bool (valise_json_object (mail, "signInfo"), "isSigned", FALSE);
}

static gboolean
is_encrypted (JsonObject *mail)
{
  return valise_json_bool (valise_json_object (mail, "encryptInfo"), "isEncrypted", FALSE);
}

/**
 * valise_kerio_mail_notice:
 * @mail: a Mail of the API
 *
 * Returns: (transfer full) (nullable): what has to be said before the text of a message that is not
 *   here as it was sent
 */
char *
valise_kerio_mail_notice (JsonObject *mail)
{
  const char *result = valise_json_string (valise_json_object (mail, "encryptInfo"), "result");
  gboolean valid = valise_json_bool (valise_json_object (mail, "signInfo"), "isValid", FALSE);

  if (is_encrypted (mail) && g_strcmp0 (result, "DecryptSuccesful") != 0)
    return g_strdup (_ ("[This message is encrypted, and the server could not open it. Kerio "
                        "Connect does not hand out the encrypted message itself: read it in the "
                        "webmail, or by a program that fetches it by IMAP.]"));
  if (is_encrypted (mail))
    return g_strdup (_ ("[This message was encrypted. The server opened it; this is its text.]"));
  if (!is_signed (mail))
    return NULL;
  return g_strdup (valid ? _ ("[This message was signed. The server found the signature valid; "
                              "Kerio Connect hands out only the text, so it cannot be checked "
                              "here.]")
                         : _ ("[This message was signed, and the server could NOT confirm the "
                              "signature. Kerio Connect hands out only the text, so it cannot be "
                              "checked here.]"));
}

static char *
read_people (JsonObject *mail)
{
  const char *const members[] = { "from", "to", "cc", "bcc" };
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      char *addresses = valise_kerio_mail_addresses (mail, members[i]);

      if (addresses != NULL)
        g_ptr_array_add (people, addresses);
    }
  g_ptr_array_add (people, NULL);
  return people->len > 1 ? g_strjoinv (", ", (GStrv)people->pdata) : NULL;
}

/* When it arrived; a draft has been changed then. */
static gint64
read_date (JsonObject *mail)
{
  const char *const members[] = { "receiveDate", "sendDate", "modifiedDate" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      ValiseKerioTime time = valise_kerio_time_read (valise_json_string (mail, members[i]));

      if (time.is_set)
        return time.utc;
    }
  return 0;
}

static char *
read_plain (JsonObject *mail)
{
  g_autoptr (ValiseContent) content = valise_kerio_mail_read_text (mail);

  return g_strdup (content->text);
}

/**
 * valise_kerio_mail_summarize:
 * @mail: a Mail of the API
 * @summary: (out): what a list shows of it
 */
void
valise_kerio_mail_summarize (JsonObject *mail, ValiseSummary *summary)
{
  const char *subject = valise_json_string (mail, "subject");
  g_autofree char *text = read_plain (mail);

  summary->uid = valise_kerio_mail_header (mail, "mhMessageID");
  summary->title = g_strdup (subject != NULL ? subject : "");
  summary->from = valise_kerio_mail_addresses (mail, "from");
  summary->people = read_people (mail);
  summary->date = read_date (mail);
  summary->size = MAX (valise_json_int (mail, "size", 0), 0);
  summary->preview = valise_mail_preview (text);
  summary->has_attachment = valise_json_bool (mail, "hasAttachment", FALSE);
  summary->must_be_full = is_signed (mail) || is_encrypted (mail)
                          || valise_mail_security_of_text (text) != VALISE_MAIL_OPEN;
}

static GPtrArray *
list_attachments (JsonObject *mail)
{
  JsonArray *list = valise_json_array (mail, "attachments");
  GPtrArray *attachments = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *attachment = valise_json_object_at (list, i);
      ValiseAttachmentInfo *info = g_new0 (ValiseAttachmentInfo, 1);

      info->name = valise_json_string (attachment, "name");
      info->type = valise_json_string (attachment, "contentType");
      info->size = MAX (valise_json_int (attachment, "size", 0), 0);
      g_ptr_array_add (attachments, info);
    }
  return attachments;
}

/**
 * valise_kerio_mail_read_text:
 * @mail: a Mail of the API, with displayableParts
 *
 * Returns: (transfer full): its header and text
 */
ValiseContent *
valise_kerio_mail_read_text (JsonObject *mail)
{
  g_autofree char *from = valise_kerio_mail_addresses (mail, "from");
  g_autofree char *to = valise_kerio_mail_addresses (mail, "to");
  g_autofree char *cc = valise_kerio_mail_addresses (mail, "cc");
  g_autofree char *bcc = valise_kerio_mail_addresses (mail, "bcc");
  g_autofree char *reply_to = valise_kerio_mail_addresses (mail, "replyTo");
  g_autofree char *sender = valise_kerio_mail_addresses (mail, "sender");
  g_autofree char *message_id = valise_kerio_mail_header (mail, "mhMessageID");
  g_autofree char *in_reply_to = valise_kerio_mail_header (mail, "mhInReplayTo");
  g_autofree char *plain = valise_kerio_mail_body (mail, "ctTextPlain");
  g_autofree char *html = valise_kerio_mail_body (mail, "ctTextHtml");
  g_autofree char *notice = valise_kerio_mail_notice (mail);
  g_autofree char *noticed = notice != NULL ? g_strconcat (notice, "\n\n", plain, NULL) : NULL;
  g_autoptr (GPtrArray) attachments = list_attachments (mail);
  ValiseKerioTime date = valise_kerio_time_read (valise_json_string (mail, "sendDate"));
  const ValiseMailText parts = {
    .from = from,
    .to = to,
    .cc = cc,
    .bcc = bcc,
    .reply_to = reply_to,
    .sender = sender,
    .subject = valise_json_string (mail, "subject"),
    .message_id = message_id,
    .in_reply_to = in_reply_to,
    .date = date.is_set ? date.utc : read_date (mail),
    .date_offset = date.offset,
    .plain = noticed != NULL && (plain != NULL || html == NULL) ? noticed : plain,
    .html = html,
    .attachments = attachments,
  };

  return valise_mail_text_build (&parts);
}
