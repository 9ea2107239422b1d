/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Messages, both ways: what is written and read again says the same. */

#include "remote/kerio/mail.h"

#include <string.h>

#include "format/mail-equal.h"
#include "format/mail-view.h"
#include "model/flags.h"
#include "net/json.h"

#include <json-glib/json-glib.h>

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  return json_node_dup_object (node);
}

static GBytes *
message (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  char *source = g_strjoinv ("\r\n", lines);

  return g_bytes_new_take (source, strlen (source));
}

/* What the server tells of a mail that it was given so. */
static GBytes *
write_and_read (GBytes *content)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (JsonObject) mail = valise_kerio_mail_write (content, &files);
  g_autoptr (GPtrArray) bytes = g_ptr_array_new ();
  JsonArray *attachments = json_array_new ();

  for (guint i = 0; i < files->len; i++)
    {
      const ValiseKerioFile *file = files->pdata[i];

      json_array_add_object_element (attachments, valise_kerio_mail_attachment (file, "u1"));
      g_ptr_array_add (bytes, file->bytes);
    }
  json_object_set_array_member (mail, "attachments", attachments);
  json_object_set_string_member (mail, "id", "m1");
  return valise_kerio_mail_read (mail, bytes);
}

static const char *const messages[] = {
  "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>, \"Lee, C.\" <c@example.org>\n"
  "Subject: Plain\nDate: Mon, 03 Aug 2026 10:00:00 +0200\nContent-Type: text/plain\n\nHello.\n",

  "From: =?utf-8?q?J=C3=BCrgen?= <j@example.org>\nCc: bob@example.org\nSubject: "
  "=?utf-8?q?=C3=9C?=\n"
  "X-Priority: 1\nIn-Reply-To: <a@example.org>\nReply-To: other@example.org\n"
  "Content-Type: multipart/alternative; boundary=b\n\n"
  "--b\nContent-Type: text/plain; charset=utf-8\n\nGrüße\n"
  "--b\nContent-Type: text/html; charset=utf-8\n\n<p>Grüße</p>\n--b--\n",

  "From: ann@example.org\nSubject: Attached\nContent-Type: multipart/mixed; boundary=b\n\n"
  "--b\nContent-Type: text/plain\n\nSee below.\n"
  "--b\nContent-Type: image/png; name=\"a b.png\"\nContent-Disposition: attachment;"
  " filename=\"a b.png\"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
  "--b\nContent-Type: message/rfc822\n\nSubject: Within\n\nInner text.\n\n--b--\n",

  "From: ann@example.org\nSubject: Picture\nContent-Type: multipart/related; boundary=b\n\n"
  "--b\nContent-Type: text/html\n\n<img src=\"cid:p1\">\n"
  "--b\nContent-Type: image/png\nContent-ID: <p1>\nContent-Disposition: inline\n"
  "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n",
};

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GBytes) content = message (messages[i]);
      g_autoptr (GBytes) again = write_and_read (content);

      if (!valise_mail_equal (content, again))
        g_error ("not the same:\n%s\n%.*s", messages[i], (int)g_bytes_get_size (again),
                 (const char *)g_bytes_get_data (again, NULL));
    }
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) content = message (messages[2]);
  g_autoptr (GBytes) one = write_and_read (content);
  g_autoptr (GBytes) two = write_and_read (content);

  g_assert_true (g_bytes_equal (one, two));
}

static void
test_flags (void)
{
  static const struct
  {
    const char *member;
    const char *flag;
  } flags[] = {
    { "isSeen", "$seen" },           { "isFlagged", "$flagged" }, { "isAnswered", "$answered" },
    { "isForwarded", "$forwarded" }, { "isJunk", "$junk" },       { "isMDNSent", "$mdnsent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (JsonObject) mail = json_object_new ();
      g_autoptr (JsonObject) written = json_object_new ();
      g_autofree char *read = NULL;

      json_object_set_boolean_member (mail, flags[i].member, TRUE);
      read = valise_kerio_mail_flags (mail);
      g_assert_cmpstr (read, ==, flags[i].flag);
      valise_kerio_mail_write_flags ("", read, written);
      g_assert_cmpuint (json_object_get_size (written), ==, 1);
      g_assert_true (valise_json_bool (written, flags[i].member, FALSE));
    }
}

/* Only what was touched here is sent, and never what cannot be written. */
static void
test_changed_flags (void)
{
  g_autoptr (JsonObject) mail = json_object_new ();

  valise_kerio_mail_write_flags ("$draft $flagged $seen", "$answered $seen mine", mail);
  g_assert_cmpuint (json_object_get_size (mail), ==, 2);
  g_assert_false (valise_json_bool (mail, "isFlagged", TRUE));
  g_assert_true (valise_json_bool (mail, "isAnswered", FALSE));
}

static void
test_summary (void)
{
  g_autoptr (JsonObject) mail = parse (
      "{\"id\":\"m1\",\"from\":{\"name\":\"Ann\",\"address\":\"ann@example.org\"},"
      "\"to\":[{\"name\":\"\",\"address\":\"bob@example.org\"}],\"subject\":\"Hi\",\"size\":99,"
      "\"receiveDate\":\"20260803T080000Z\",\"hasAttachment\":true,\"displayableParts\":"
      "[{\"id\":\"0\",\"contentType\":\"ctTextHtml\",\"content\":\"<p>Some words</p>\"}],"
      "\"headers\":[{\"type\":\"mhMessageID\",\"value\":\"<x@example.org>\"}]}");
  g_auto (ValiseSummary) summary = { 0 };

  valise_kerio_mail_summarize (mail, &summary);
  g_assert_cmpstr (summary.uid, ==, "x@example.org");
  g_assert_cmpstr (summary.title, ==, "Hi");
  g_assert_cmpstr (summary.from, ==, "Ann <ann@example.org>");
  g_assert_cmpstr (summary.preview, ==, "Some words");
  g_assert_cmpint (summary.date, ==, 1785744000);
  g_assert_true (summary.has_attachment);
  g_assert_false (summary.must_be_full);
}

static void
test_signed (void)
{
  g_autoptr (JsonObject) mail = parse (
      "{\"id\":\"m1\",\"subject\":\"Signed\",\"signInfo\":{\"isSigned\":true,\"isValid\":false},"
      "\"displayableParts\":[{\"id\":\"0\",\"contentType\":\"ctTextPlain\",\"content\":\"Text\"}]"
      "}");
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = valise_kerio_mail_read (mail, nothing);
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseMailView) view = valise_mail_view_new (content);
  g_auto (ValiseSummary) summary = { 0 };

  g_assert_nonnull (strstr (view->body, "could NOT confirm"));
  g_assert_nonnull (strstr (view->body, "Text"));
  valise_kerio_mail_summarize (mail, &summary);
  g_assert_true (summary.must_be_full);
}

/* What a server sends is never a header of its own making. */
static void
test_hostile (void)
{
  g_autoptr (JsonObject) mail = parse (
      "{\"id\":\"m1\",\"subject\":\"a\\r\\nBcc: evil@example.org\","
      "\"from\":{\"name\":\"x\\r\\nX: y\",\"address\":\"a@example.org\\r\\nZ: q\"},"
      "\"attachments\":[{\"id\":\"1\",\"name\":\"n\\r\\nQ: 1\",\"contentType\":\"a/b\\r\\nX: 2\"}],"
      "\"displayableParts\":[{\"contentType\":\"ctTextPlain\",\"content\":7},3],\"to\":\"x\"}");
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GPtrArray) bytes = g_ptr_array_new ();
  g_autoptr (GBytes) content = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (bytes, nothing);
  content = valise_kerio_mail_read (mail, bytes);
  text = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  g_assert_null (strstr (text, "\nBcc:"));
  g_assert_null (strstr (text, "\nX:"));
  g_assert_null (strstr (text, "\nZ:"));
  g_assert_null (strstr (text, "\nQ:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kerio/mail/round-trip", test_round_trip);
  g_test_add_func ("/kerio/mail/same-bytes", test_same_bytes);
  g_test_add_func ("/kerio/mail/flags", test_flags);
  g_test_add_func ("/kerio/mail/changed-flags", test_changed_flags);
  g_test_add_func ("/kerio/mail/summary", test_summary);
  g_test_add_func ("/kerio/mail/signed", test_signed);
  g_test_add_func ("/kerio/mail/hostile", test_hostile);
  return g_test_run ();
}
