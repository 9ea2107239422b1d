/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An Email object (RFC 8621 section 4) as an item. Its blobId serves as the revision: the source of
 * an Email never changes, so neither does the blob, and a content can be fetched by it. */

#include "remote/jmap/email.h"

#include "format/mail-header.h"
#include "format/mail-security.h"
#include "model/flags.h"
#include "net/json.h"
#include "remote/jmap/request.h"

#define MAX_TEXT_BYTES (256 * 1024) /* of each part of a text; more than people read */

static const char *const mutable_properties[] = { "id", "blobId", "mailboxIds", "keywords", NULL };
static const char *const summary_properties[] = { "id",
                                                  "blobId",
                                                  "mailboxIds",
                                                  "keywords",
                                                  "messageId",
                                                  "subject",
                                                  "from",
                                                  "to",
                                                  "cc",
                                                  "bcc",
                                                  "receivedAt",
                                                  "size",
                                                  "preview",
                                                  "hasAttachment",
                                                  "header:Content-Type",
                                                  "attachments",
                                                  NULL };
static const char *const text_properties[] = { "id",
                                               "blobId",
                                               "mailboxIds",
                                               "keywords",
                                               "messageId",
                                               "subject",
                                               "from",
                                               "to",
                                               "cc",
                                               "bcc",
                                               "receivedAt",
                                               "size",
                                               "preview",
                                               "hasAttachment",
                                               "header:Content-Type",
                                               "attachments",
                                               "sender",
                                               "replyTo",
                                               "inReplyTo",
                                               "references",
                                               "sentAt",
                                               "textBody",
                                               "bodyValues",
                                               NULL };
static const char *const summary_body_properties[] = { "type", NULL };
static const char *const text_body_properties[] = { "partId", "type", "name", "size", NULL };

/* Where a signature or an encryption sits in a message (RFC 1847, RFC 3156, RFC 8551). */
static const char *const whole_types[] = { "multipart/signed", "multipart/encrypted",
                                           "application/pkcs7-mime", "application/x-pkcs7-mime",
                                           NULL };
static const char *const signature_types[] = { "application/pgp-signature",
                                               "application/pgp-encrypted",
                                               "application/pkcs7-signature",
                                               "application/x-pkcs7-signature",
                                               "application/pkcs7-mime",
                                               "application/x-pkcs7-mime",
                                               NULL };

/**
 * valise_email_ask:
 * @args: arguments of Email/get
 * @properties: what is wanted
 *
 * Fills in what to ask for.
 */
void
valise_email_ask (JsonObject *args, ValiseEmailProperties properties)
{
  switch (properties)
    {
    case VALISE_EMAIL_MUTABLE:
      json_object_set_array_member (args, "properties", valise_jmap_names (mutable_properties));
      break;
    case VALISE_EMAIL_SUMMARY:
      json_object_set_array_member (args, "properties", valise_jmap_names (summary_properties));
      json_object_set_array_member (args, "bodyProperties",
                                    valise_jmap_names (summary_body_properties));
      break;
    case VALISE_EMAIL_TEXT:
      json_object_set_array_member (args, "properties", valise_jmap_names (text_properties));
      json_object_set_array_member (args, "bodyProperties",
                                    valise_jmap_names (text_body_properties));
      json_object_set_boolean_member (args, "fetchTextBodyValues", TRUE);
      json_object_set_int_member (args, "maxBodyValueBytes", MAX_TEXT_BYTES);
      break;
    }
}

/* The members of a set: names whose value is true. */
static GPtrArray *
read_set (JsonObject *email, const char *name)
{
  JsonObject *object = valise_json_object (email, name);
  GPtrArray *set = g_ptr_array_new ();
  JsonObjectIter iter;
  const char *member;

  if (object == NULL)
    return set;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, NULL))
    if (valise_json_bool (object, member, FALSE))
      g_ptr_array_add (set, (char *)member);
  return set;
}

/**
 * valise_email_folders:
 * @email: an Email object
 *
 * Returns: (transfer full): the ids of the folders that it is filed in
 */
GStrv
valise_email_folders (JsonObject *email)
{
  g_autoptr (GPtrArray) set = read_set (email, "mailboxIds");

  g_ptr_array_add (set, NULL);
  return g_strdupv ((GStrv)set->pdata);
}

/**
 * valise_email_flags:
 * @email: an Email object
 *
 * Returns: (transfer full): its keywords as flags
 */
char *
valise_email_flags (JsonObject *email)
{
  g_autoptr (GPtrArray) set = read_set (email, "keywords");
  g_autofree char *joined = NULL;

  g_ptr_array_add (set, NULL);
  joined = g_strjoinv (" ", (GStrv)set->pdata);
  return valise_flags_normalize (joined);
}

/**
 * valise_email_addresses:
 * @email: an Email object
 * @name: a property that is a list of addresses
 *
 * Returns: (transfer full) (nullable): the addresses as in a header, %NULL without any
 */
char *
valise_email_addresses (JsonObject *email, const char *name)
{
  JsonArray *list = valise_json_array (email, name);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *address = valise_json_object_at (list, i);
      const char *who = valise_json_string (address, "name");
      const char *where = valise_json_string (address, "email");
      g_autofree char *text = where != NULL ? valise_mail_address_format (who, where) : NULL;

      if (text != NULL && *text != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
    }
  return g_string_free (out, out->len == 0);
}

/**
 * valise_email_date:
 * @email: an Email object
 * @name: a property that is a date
 * @offset: (out) (optional): its minutes east of UTC
 *
 * Returns: the date in Unix seconds, 0 without one
 */
gint64
valise_email_date (JsonObject *email, const char *name, int *offset)
{
  const char *text = valise_json_string (email, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (date != NULL && offset != NULL)
    *offset = (int)(g_date_time_get_utc_offset (date) / G_TIME_SPAN_MINUTE);
  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static gboolean
type_is_one_of (const char *type, const char *const *types)
{
  g_autofree char *bare = NULL;

  if (type == NULL)
    return FALSE;
  bare = g_ascii_strdown (type, (gssize)strcspn (type, ";"));
  return g_strv_contains (types, g_strstrip (bare));
}

/* Whether a part of the message is worthless: a signature can only be checked over the whole, and
 * an encrypted text can only be read with all of it. */
static gboolean
must_be_full (JsonObject *email)
{
  JsonArray *attachments = valise_json_array (email, "attachments");

  if (type_is_one_of (valise_json_string (email, "header:Content-Type"), whole_types))
    return TRUE;
  for (guint i = 0; i < valise_json_length (attachments); i++)
    {
      JsonObject *part = valise_json_object_at (attachments, i);

      if (type_is_one_of (valise_json_string (part, "type"), signature_types))
        return TRUE;
    }
  return FALSE;
}

static char *
read_people (JsonObject *email)
{
  const char *const names[] = { "from", "to", "cc", "bcc" };
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *addresses = valise_email_addresses (email, names[i]);

      if (addresses != NULL)
        g_ptr_array_add (people, addresses);
    }
  g_ptr_array_add (people, NULL);
  return people->len > 1 ? g_strjoinv (", ", (GStrv)people->pdata) : NULL;
}

static void
read_summary (JsonObject *email, ValiseSummary *summary)
{
  const char *subject = valise_json_string (email, "subject");

  summary->uid = g_strdup (valise_json_string_at (valise_json_array (email, "messageId"), 0));
  summary->title = g_strdup (subject != NULL ? subject : "");
  summary->from = valise_email_addresses (email, "from");
  summary->people = read_people (email);
  summary->date = valise_email_date (email, "receivedAt", NULL);
  summary->size = MAX (valise_json_int (email, "size", 0), 0);
  summary->preview = g_strdup (valise_json_string (email, "preview"));
  summary->has_attachment = valise_json_bool (email, "hasAttachment", FALSE);
  summary->must_be_full = must_be_full (email)
                          || valise_mail_security_of_text (summary->preview) != VALISE_MAIL_OPEN;
}

/* Takes the text along, unless it says itself that every byte of the message counts: PGP in the
 * text shows in no type, and below a greeting not even in the preview. */
static void
take_text (JsonObject *email, ValiseRemoteItem *item)
{
  g_autoptr (ValiseContent) content = valise_email_read_text (email);

  if (valise_mail_security_of_text (content->text) != VALISE_MAIL_OPEN)
    item->summary.must_be_full = TRUE;
  else
    item->content = g_steal_pointer (&content);
}

/**
 * valise_email_read:
 * @email: (nullable): an Email object
 * @properties: what was asked for
 *
 * Returns: (transfer full) (nullable): the item; %NULL where @email has no id or is filed nowhere
 */
ValiseRemoteItem *
valise_email_read (JsonObject *email, ValiseEmailProperties properties)
{
  const char *id = valise_json_string (email, "id");
  g_auto (GStrv) folders = NULL;
  ValiseRemoteItem *item;

  if (id == NULL)
    return NULL;
  folders = valise_email_folders (email);
  if (folders[0] == NULL)
    return NULL;
  item = valise_remote_item_new (id);
  item->revision = g_strdup (valise_json_string (email, "blobId"));
  item->folders = g_steal_pointer (&folders);
  g_free (item->flags);
  item->flags = valise_email_flags (email);
  item->has_summary = properties != VALISE_EMAIL_MUTABLE;
  if (item->has_summary)
    read_summary (email, &item->summary);
  if (properties == VALISE_EMAIL_TEXT && !item->summary.must_be_full)
    take_text (email, item);
  return item;
}
