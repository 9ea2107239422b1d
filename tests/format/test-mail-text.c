/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/mail-text.h"

#include "format/mail-header.h"

#include <gmime/gmime.h>
#include <string.h>
#include <time.h>

static char *
bytes_to_string (ValiseContent *content)
{
  gsize size;
  const char *data = g_bytes_get_data (content->bytes, &size);

  return g_strndup (data, size);
}

/* Reads @content as any other program would. */
static GMimeMessage *
parse (ValiseContent *content)
{
  gsize size;
  const char *data = g_bytes_get_data (content->bytes, &size);
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (data, size);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_object_unref (parser);
  g_object_unref (stream);
  g_assert_nonnull (message);
  return message;
}

static void
test_whole (void)
{
  ValiseAttachmentInfo files[] = { { "plan.pdf", "application/pdf", 1200 },
                                   { "Übersicht \"neu\".txt", "text/plain", 0 },
                                   { "x\r\nBcc: evil@example.org", "no type", 3 } };
  g_autoptr (GPtrArray) attachments = g_ptr_array_new ();
  ValiseMailText parts = {
    .from = "Ann Example <ann@example.org>",
    .to = "Bob <bob@example.org>, carol@example.org",
    .subject = "Lunch",
    .message_id = "1@example.org",
    .references = "<a@example.org> b@example.org",
    .date = 1755763200,
    .date_offset = 120,
    .plain = "See you\nthere\n",
    .attachments = attachments,
  };
  g_autoptr (ValiseContent) content = NULL;
  g_autofree char *bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_ptr_array_add (attachments, &files[i]);
  content = valise_mail_text_build (&parts);
  bytes = bytes_to_string (content);

  g_assert_cmpint (content->depth, ==, VALISE_DEPTH_TEXT);
  g_assert_cmpint (content->problems, ==, VALISE_PROBLEM_NONE);
  g_assert_cmpstr (content->text, ==, "See you\nthere\n");
  g_assert_cmpstr (bytes, ==,
                   "Date: Thu, 21 Aug 2025 10:00:00 +0200\r\n"
                   "From: Ann Example <ann@example.org>\r\n"
                   "To: Bob <bob@example.org>, carol@example.org\r\n"
                   "Subject: Lunch\r\n"
                   "Message-ID: <1@example.org>\r\n"
                   "References: <a@example.org> <b@example.org>\r\n"
                   "X-Valise-Depth: text\r\n"
                   "X-Valise-Attachment: application/pdf;\r\n"
                   " name=\"plan.pdf\";\r\n"
                   " size=1200\r\n"
                   "X-Valise-Attachment: text/plain;\r\n"
                   " name*=utf-8''%C3%9Cbersicht%20%22neu%22.txt\r\n"
                   "X-Valise-Attachment: application/octet-stream;\r\n"
                   " name=\"x Bcc: evil@example.org\";\r\n"
                   " size=3\r\n"
                   "MIME-Version: 1.0\r\n"
                   "Content-Type: text/plain; charset=utf-8\r\n"
                   "Content-Transfer-Encoding: 7bit\r\n"
                   "\r\n"
                   "See you\r\nthere\r\n");
}

static void
test_not_ascii (void)
{
  ValiseMailText parts = {
    .from = "Jürgen Müller <j@example.org>, \"Doe, Jane\" <d@example.org>, 日本 <n@example.org>",
    .subject = "Grüße aus München, und zwar so viele, daß die Zeile gefaltet werden muß 日本語",
    .plain = "Grüße\r\nÄrger\r",
  };
  g_autoptr (ValiseContent) content = valise_mail_text_build (&parts);
  g_autofree char *bytes = bytes_to_string (content);
  GMimeMessage *message = parse (content);
  InternetAddressList *from = g_mime_message_get_from (message);
  g_autofree char *shown = internet_address_list_to_string (from, NULL, FALSE);

  g_assert_cmpstr (shown, ==, parts.from);
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, parts.subject);
  g_assert_cmpstr (content->text, ==, "Grüße\nÄrger\n");
  g_assert_true (g_str_has_suffix (bytes, "\r\n\r\nGrüße\r\nÄrger\r\n"));
  g_assert_nonnull (strstr (bytes, "Content-Transfer-Encoding: 8bit\r\n"));
  g_object_unref (message);
}

/* Whatever comes from a server: no field of its own, no line over the limit, valid UTF-8 text. */
static void
test_hostile_values (void)
{
  g_autofree char *word = g_strnfill (5000, 'x');
  g_autofree char *wide = g_strnfill (3000, 'y');
  g_autofree char *text = g_strconcat (wide, "\xff=20\n.\n", wide, NULL);
  const char *values[] = { "a\r\nBcc: evil@example.org",
                           "a\nBcc: evil@example.org",
                           "a\rBcc: evil@example.org",
                           "ü\r\nBcc: evil@example.org",
                           "a\r\n\r\nBcc: evil@example.org",
                           "\x80\xff",
                           word,
                           "\n",
                           "a,b;c:d<e>(f\\",
                           "\"ü",
                           "Müller:;<<>>" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *v = values[i];
      ValiseMailText parts = { v, v, v, v, v, v, v, v, v, v, 1, 99999, text, NULL, NULL, 0 };
      g_autoptr (ValiseContent) content = valise_mail_text_build (&parts);
      g_autofree char *bytes = bytes_to_string (content);
      g_auto (GStrv) lines = g_strsplit (bytes, "\r\n", -1);
      GMimeMessage *message = parse (content);
      GMimeObject *body = g_mime_message_get_mime_part (message);

      g_assert_true (GMIME_IS_TEXT_PART (body));
      for (guint j = 0; lines[j] != NULL; j++)
        {
          g_assert_cmpuint (strlen (lines[j]), <=, 998);
          g_assert_null (strchr (lines[j], '\n'));
          g_assert_false (g_str_has_prefix (lines[j], "Bcc: evil"));
        }
      g_assert_cmpint (content->problems, ==, VALISE_PROBLEM_ENCODING);
      g_assert_true (g_utf8_validate (content->text, -1, NULL));
      g_object_unref (message);
    }
}

static void
test_quoted (void)
{
  g_autofree char *wide = g_strnfill (3000, 'y');
  g_autofree char *text = g_strconcat ("Über = all ", wide, " \n.\nFrom x\n", NULL);
  ValiseMailText parts = { .plain = text };
  g_autoptr (ValiseContent) content = valise_mail_text_build (&parts);
  GMimeMessage *message = parse (content);
  GMimeTextPart *part = GMIME_TEXT_PART (g_mime_message_get_mime_part (message));
  g_autofree char *read = g_mime_text_part_get_text (part);
  g_auto (GStrv) lines = g_strsplit (read, "\r\n", -1);
  g_autofree char *joined = g_strjoinv ("\n", lines);

  g_assert_cmpstr (joined, ==, text);
  g_object_unref (message);
}

static void
test_html_only (void)
{
  ValiseMailText parts = { .html = "<p>Hello <b>you</b></p>",
                           .problems = VALISE_PROBLEM_TRUNCATED };
  ValiseMailText both = { .plain = "", .html = "<p>Hello</p>" };
  ValiseMailText nothing = { 0 };
  g_autoptr (ValiseContent) content = valise_mail_text_build (&parts);
  g_autoptr (ValiseContent) plain = valise_mail_text_build (&both);
  g_autoptr (ValiseContent) empty = valise_mail_text_build (&nothing);

  g_assert_cmpstr (content->text, ==, "Hello you\n");
  g_assert_cmpint (content->problems, ==, VALISE_PROBLEM_TRUNCATED);
  g_assert_cmpstr (plain->text, ==, "");
  g_assert_cmpstr (empty->text, ==, "");
  g_object_unref (parse (empty));
}

static void
test_address (void)
{
  const char *const cases[][3] = {
    { "Ann", "ann@example.org", "Ann <ann@example.org>" },
    { "Doe, Jane", "d@example.org", "\"Doe, Jane\" <d@example.org>" },
    { "The \"Boss\"", "b@example.org", "\"The \\\"Boss\\\"\" <b@example.org>" },
    { NULL, "b@example.org", "b@example.org" },
    { "", "b@example.org", "b@example.org" },
    { "Group", NULL, "Group" },
    { NULL, NULL, "" },
    { "a\nb", "c\r\n@example.org", "a b <c @example.org>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = valise_mail_address_format (cases[i][0], cases[i][1]);

      g_assert_cmpstr (address, ==, cases[i][2]);
    }
}

/* A first synchronisation builds thousands of these. */
static void
test_fast (void)
{
  g_autofree char *line = g_strnfill (70, 'w');
  g_autoptr (GString) text = g_string_new (NULL);
  ValiseMailText parts = { .from = "Jürgen Müller <j@example.org>",
                           .to = "Ann <ann@example.org>, \"Doe, Jane\" <d@example.org>",
                           .subject = "Grüße aus München",
                           .message_id = "1@example.org",
                           .date = 1755763200 };
  clock_t start;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "%s\r\n", line);
  parts.plain = text->str;
  start = clock ();
  for (guint i = 0; i < 4000; i++)
    valise_content_unref (valise_mail_text_build (&parts));
  g_test_message ("4,000 messages: %.3f s", (clock () - start) / (double)CLOCKS_PER_SEC);
  g_assert_cmpint (clock () - start, <, 10 * CLOCKS_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_mime_init ();
  g_test_add_func ("/mail-text/whole", test_whole);
  g_test_add_func ("/mail-text/not-ascii", test_not_ascii);
  g_test_add_func ("/mail-text/hostile-values", test_hostile_values);
  g_test_add_func ("/mail-text/quoted", test_quoted);
  g_test_add_func ("/mail-text/html-only", test_html_only);
  g_test_add_func ("/mail-text/address", test_address);
  g_test_add_func ("/mail-text/fast", test_fast);
  return g_test_run ();
}
