/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A mail of the API -> message/rfc822, built of what the API tells of it. Equal structures give
 * equal bytes: the boundaries come of the mail's own id. */

#include "remote/kerio/mail.h"

#include <string.h>

#include "format/format.h"
#include "format/mail-header.h"
#include "net/json.h"
#include "remote/kerio/fields.h"

#define BASE64_LINE 57 /* bytes, which become 76 characters (RFC 2045 section 6.8) */

/* X-Priority, as most programs write it. */
static const ValiseKerioWord priorities[] = { { "High", "1" }, { "Low", "5" } };

static void
append_header (GString *out, JsonObject *mail)
{
  static const struct
  {
    const char *member;
    const char *field;
  } addresses[] = {
    { "from", "From" },
    { "sender", "Sender" },
    { "replyTo", "Reply-To" },
    { "to", "To" },
    { "cc", "Cc" },
    { "bcc", "Bcc" },
    { "notificationTo", "Disposition-Notification-To" },
  };
  static const struct
  {
    const char *type;
    const char *field;
  } ids[] = { { "mhMessageID", "Message-ID" },
              { "mhInReplayTo", "In-Reply-To" },
              { "mhResentMessageID", "Resent-Message-ID" } };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *list = valise_kerio_mail_addresses (mail, addresses[i].member);

      valise_mail_header_append_addresses (out, addresses[i].field, list);
    }
  valise_mail_header_append_text (out, "Subject", valise_json_string (mail, "subject"));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = valise_kerio_mail_header (mail, ids[i].type);

      valise_mail_header_append_ids (out, ids[i].field, id);
    }
}

static void
append_extras (GString *out, JsonObject *mail)
{
  valise_mail_header_append_text (
      out, "X-Priority",
      valise_kerio_word_to_format (priorities, G_N_ELEMENTS (priorities),
                                   valise_json_string (mail, "priority")));
  if (valise_json_bool (mail, "requestDSN", FALSE))
    g_string_append (out, "X-KERIO-Request-DSN: yes\r\n");
  if (valise_json_bool (mail, "showExternal", FALSE))
    g_string_append (out, "X-KERIO-Show-External: yes\r\n");
}

static void
append_base64 (GString *out, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at += BASE64_LINE)
    {
      g_autofree char *line = g_base64_encode (data + at, MIN (size - at, BASE64_LINE));

      g_string_append_printf (out, "%s\r\n", line);
    }
}

/* A media type as it may stand in a header; what is none is unknown. */
static char *
safe_type (const char *type)
{
  const char *slash = type != NULL ? strchr (type, '/') : NULL;

  if (slash == NULL || slash == type || slash[1] == '\0' || g_str_has_prefix (type, "multipart/")
      || strspn (type, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "!#$&-^_.+/") != strlen (type))
    return g_strdup ("application/octet-stream");
  return g_ascii_strdown (type, -1);
}

static void
append_attachment (GString *out, JsonObject *attachment, GBytes *bytes)
{
  g_autofree char *type = safe_type (valise_json_string (attachment, "contentType"));
  const char *name = valise_json_string (attachment, "name");
  const char *cid = valise_json_string (attachment, "contentId");
  /* A message within the message must not be encoded (RFC 2046 section 5.2.1). */
  gboolean raw = g_str_equal (type, "message/rfc822");

  g_string_append_printf (out, "Content-Type: %s", type);
  valise_mail_header_append_param (out, "name", name, 255);
  g_string_append_printf (out, "\r\nContent-Disposition: %s",
                          cid != NULL && *cid != '\0' ? "inline" : "attachment");
  valise_mail_header_append_param (out, "filename", name, 255);
  g_string_append (out, "\r\n");
  if (cid != NULL && *cid != '\0')
    valise_mail_header_append_ids (out, "Content-ID", cid);
  g_string_append_printf (out, "Content-Transfer-Encoding: %s\r\n\r\n", raw ? "8bit" : "base64");
  if (raw)
    g_string_append_len (out, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes));
  else
    append_base64 (out, bytes);
}

/* Begins the next part of a multipart. */
static void
append_boundary (GString *out, const char *boundary, const char *tail)
{
  g_string_append_printf (out, "\r\n--%s%s\r\n", boundary, tail);
}

static void
begin_multipart (GString *out, const char *subtype, const char *boundary)
{
  g_string_append_printf (out, "Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n", subtype,
                          boundary);
}

static gboolean
is_inline (JsonObject *attachment)
{
  const char *cid = valise_json_string (attachment, "contentId");

  return cid != NULL && *cid != '\0';
}

/* Appends the attachments that are, or are not, pictures in the text. Returns how many. */
static guint
append_attachments (
    GString *out, JsonObject *mail, GPtrArray *bytes, gboolean inlined, const char *boundary)
{
  JsonArray *list = valise_json_array (mail, "attachments");
  guint count = 0;

  for (guint i = 0; i < valise_json_length (list) && i < bytes->len; i++)
    {
      JsonObject *attachment = valise_json_object_at (list, i);

      if (attachment == NULL || is_inline (attachment) != inlined)
        continue;
      count++;
      if (out == NULL)
        continue;
      append_boundary (out, boundary, "");
      append_attachment (out, attachment, bytes->pdata[i]);
    }
  return count;
}

/* The HTML with the pictures that belong to it. */
static void
append_html (GString *out, JsonObject *mail, GPtrArray *bytes, const char *html, const char *seed)
{
  g_autofree char *boundary = g_strconcat ("related-", seed, NULL);

  if (append_attachments (NULL, mail, bytes, TRUE, NULL) == 0)
    {
      valise_mail_header_append_text_part (out, "html", html);
      return;
    }
  begin_multipart (out, "related", boundary);
  append_boundary (out, boundary, "");
  valise_mail_header_append_text_part (out, "html", html);
  append_attachments (out, mail, bytes, TRUE, boundary);
  append_boundary (out, boundary, "--");
}

static void
append_text (GString *out, JsonObject *mail, GPtrArray *bytes, const char *seed)
{
  g_autofree char *plain = valise_kerio_mail_body (mail, "ctTextPlain");
  g_autofree char *html = valise_kerio_mail_body (mail, "ctTextHtml");
  g_autofree char *boundary = g_strconcat ("alternative-", seed, NULL);

  if (html == NULL)
    valise_mail_header_append_text_part (out, "plain", plain != NULL ? plain : "");
  else if (plain == NULL)
    append_html (out, mail, bytes, html, seed);
  else
    {
      begin_multipart (out, "alternative", boundary);
      append_boundary (out, boundary, "");
      valise_mail_header_append_text_part (out, "plain", plain);
      append_boundary (out, boundary, "");
      append_html (out, mail, bytes, html, seed);
      append_boundary (out, boundary, "--");
    }
}

static gboolean
has_html (JsonObject *mail)
{
  g_autofree char *html = valise_kerio_mail_body (mail, "ctTextHtml");

  return html != NULL;
}

/**
 * valise_kerio_mail_read:
 * @mail: a Mail of the API with all its members
 * @attachments: (element-type GBytes): the bytes of its attachments, in their order
 *
 * Returns: (transfer full): the message
 */
GBytes *
valise_kerio_mail_read (JsonObject *mail, GPtrArray *attachments)
{
  const char *id = valise_json_string (mail, "id");
  g_autofree char *seed = g_compute_checksum_for_string (G_CHECKSUM_MD5, id != NULL ? id : "", -1);
  g_autofree char *boundary = g_strconcat ("mixed-", seed, NULL);
  g_autofree char *notice = valise_kerio_mail_notice (mail);
  gboolean html = has_html (mail);
  ValiseKerioTime date = valise_kerio_time_read (valise_json_string (mail, "sendDate"));
  GString *out = g_string_new (NULL);
  guint n_attached = append_attachments (NULL, mail, attachments, FALSE, NULL);

  /* Without HTML there is nothing that a picture could be in. */
  if (!html)
    n_attached += append_attachments (NULL, mail, attachments, TRUE, NULL);
  valise_format_init ();
  if (date.is_set)
    valise_mail_header_append_date (out, date.utc, date.offset);
  append_header (out, mail);
  append_extras (out, mail);
  g_string_append (out, "MIME-Version: 1.0\r\n");
  if (n_attached == 0 && notice == NULL)
    {
      append_text (out, mail, attachments, seed);
      return g_string_free_to_bytes (out);
    }
  begin_multipart (out, "mixed", boundary);
  if (notice != NULL)
    {
      append_boundary (out, boundary, "");
      valise_mail_header_append_text_part (out, "plain", notice);
    }
  append_boundary (out, boundary, "");
  append_text (out, mail, attachments, seed);
  append_attachments (out, mail, attachments, FALSE, boundary);
  if (!html)
    append_attachments (out, mail, attachments, TRUE, boundary);
  append_boundary (out, boundary, "--");
  return g_string_free_to_bytes (out);
}
