/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Links to write a message with, the honest and the hostile. */

#include "format/mailto.h"
#include "model/error.h"

static ValiseMailDraft *
parse (const char *uri)
{
  g_autoptr (GError) error = NULL;
  ValiseMailDraft *draft = valise_mailto_parse (uri, &error);

  g_assert_no_error (error);
  return draft;
}

static void
test_fields (void)
{
  g_autoptr (ValiseMailDraft) draft = parse (
      "mailto:one@a.example,%22Two%2C%20B%22%20%3Ctwo@a.example%3E?to=three@a.example"
      "&cc=four@a.example&Bcc=five@a.example&subject=caf%C3%A9%20%26%20more"
      "&body=First%0D%0ASecond&In-Reply-To=%3Cid@a.example%3E");

  g_assert_cmpstr (draft->to, ==, "one@a.example,\"Two, B\" <two@a.example>, three@a.example");
  g_assert_cmpstr (draft->cc, ==, "four@a.example");
  g_assert_cmpstr (draft->bcc, ==, "five@a.example");
  g_assert_cmpstr (draft->subject, ==, "café & more");
  g_assert_cmpstr (draft->text, ==, "First\nSecond");
  g_assert_cmpstr (draft->in_reply_to, ==, "<id@a.example>");
}

static void
test_plain (void)
{
  g_autoptr (ValiseMailDraft) draft = parse ("MAILTO:gorby%25kremvax@example.com");
  g_autoptr (ValiseMailDraft) nobody = parse ("mailto:?subject=a+b&amp;body=x");

  g_assert_cmpstr (draft->to, ==, "gorby%kremvax@example.com");
  g_assert_null (draft->subject);
  g_assert_null (nobody->to);
  g_assert_cmpstr (nobody->subject, ==, "a+b");
  g_assert_cmpstr (nobody->text, ==, "x");
}

/* Nothing but what the user sees gets into the message, and no field makes another one. */
static void
test_hostile (void)
{
  g_autoptr (ValiseMailDraft) draft = parse (
      "mailto:a@b.example%0D%0ABcc:%20x@y.example?attach=/etc/passwd&attachment=/etc/passwd"
      "&insert=/etc/passwd&from=boss@b.example&reply-to=x@y.example"
      "&x-valise-attachments-of=secret&subject=Hi%0d%0aBcc:x@y.example%00&body=%zz%4");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ValiseMailDraft) read = NULL;
  const char *text;

  g_assert_cmpuint (draft->files->len, ==, 0);
  g_assert_null (draft->from);
  g_assert_null (draft->wanted);
  g_assert_null (draft->bcc);
  g_assert_cmpstr (draft->subject, ==, "Hi Bcc:x@y.example");
  g_assert_cmpstr (draft->text, ==, "%zz%4");
  bytes = valise_mail_draft_write (draft, 1000000000, 0);
  text = g_bytes_get_data (bytes, NULL);
  g_assert_null (g_strstr_len (text, g_bytes_get_size (bytes), "\nBcc"));
  g_assert_null (g_strstr_len (text, g_bytes_get_size (bytes), "passwd"));
  read = valise_mail_draft_read (bytes);
  g_assert_null (read->bcc);
}

static void
test_not_one (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_one = g_strnfill (100000, 'a');
  g_autofree char *uri = g_strconcat ("mailto:", long_one, NULL);

  g_assert_null (valise_mailto_parse ("http://example.com/", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_USAGE));
  g_clear_error (&error);
  g_assert_null (valise_mailto_parse (uri, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_USAGE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mailto/fields", test_fields);
  g_test_add_func ("/mailto/plain", test_plain);
  g_test_add_func ("/mailto/hostile", test_hostile);
  g_test_add_func ("/mailto/not-one", test_not_one);
  return g_test_run ();
}
