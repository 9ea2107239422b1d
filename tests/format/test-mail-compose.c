/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Messages that are written here: new ones, answers, forwarded ones, and the way to bytes and back.
 */

#include "format/mail-address.h"
#include "format/mail-answer.h"
#include "format/mail-text.h"
#include "format/mail-view.h"
#include "model/error.h"

#include <string.h>

#define ORIGINAL_HEAD                                                                              \
  "From: \"Brown, Ann\" <ann@a.example>\r\n"                                                       \
  "To: me@home.example, Bob <bob@b.example>\r\n"                                                   \
  "Cc: Cid <cid@c.example>, ANN@a.example\r\n"                                                     \
  "Subject: Lunch\r\n"                                                                             \
  "Message-ID: <2@a.example>\r\n"                                                                  \
  "References: <0@a.example> <1@a.example>\r\n"                                                    \
  "Date: Mon, 02 Mar 2026 10:00:00 +0100\r\n"

static ValiseContent *
content_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
}

static ValiseMailDraft *
reply_to (const char *text, gboolean all)
{
  g_autoptr (ValiseContent) content = content_of (text);
  g_autoptr (GPtrArray) own = valise_mail_addresses_read ("me@home.example, Me@Work.example");

  return valise_mail_reply (content, own, all);
}

static char *
write_text (ValiseMailDraft *draft)
{
  g_autoptr (GBytes) bytes = valise_mail_draft_write (draft, 1772442000, 60);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_new (void)
{
  g_autoptr (ValiseMailDraft) draft = valise_mail_draft_new ();
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  draft->from = g_strdup ("Jürgen Müller <me@home.example>");
  draft->to = g_strdup ("Bob <bob@b.example>; \"B, C\" <c@c.example>, ");
  draft->bcc = g_strdup ("eve@e.example");
  draft->subject = g_strdup ("Grüße");
  g_free (draft->text);
  draft->text = g_strdup ("Hello\nFrom here\n");
  text = write_text (draft);
  g_assert_nonnull (draft->message_id);
  g_assert_true (g_str_has_suffix (draft->message_id, "@home.example"));
  g_assert_nonnull (strstr (text, "Date: Mon, 02 Mar 2026 10:00:00 +0100\r\n"));
  g_assert_nonnull (strstr (text, "To: Bob <bob@b.example>, \"B, C\" <c@c.example>\r\n"));
  g_assert_nonnull (strstr (text, "Bcc: eve@e.example\r\n"));
  g_assert_nonnull (strstr (text, "format=flowed"));
  g_assert_nonnull (strstr (text, "\r\n\r\nHello\r\n From here\r\n"));
  g_assert_true (g_str_is_ascii (text));
  /* The same draft written again is the same message. */
  again = write_text (draft);
  g_assert_cmpstr (strstr (again, draft->message_id), !=, NULL);
}

/* All that the user wrote comes back when the draft is opened again. */
static void
test_round_trip (void)
{
  g_autoptr (ValiseMailDraft) draft = valise_mail_draft_new ();
  g_autoptr (ValiseMailDraft) back = NULL;
  g_autoptr (GBytes) picture = g_bytes_new_static ("\x89PNG\0\r\n\x1a", 8);
  g_autoptr (GBytes) message = g_bytes_new_static (ORIGINAL_HEAD "\r\nHi\r\n",
                                                   strlen (ORIGINAL_HEAD) + 6);
  g_autoptr (GBytes) bytes = NULL;
  const ValiseMailFile *file;

  draft->from = g_strdup ("Jürgen Müller <me@home.example>");
  draft->to = g_strdup ("\"Brown, Ann\" <ann@a.example>, Bób <bob@b.example>");
  draft->cc = g_strdup ("cid@c.example");
  draft->bcc = g_strdup ("eve@e.example");
  draft->subject = g_strdup ("Ein sehr langer Betreff mit Grüßen, der über mehrere Zeilen der "
                             "Nachricht verteilt werden muss, weil er so lang ist");
  draft->in_reply_to = g_strdup ("<2@a.example>");
  draft->references = g_strdup ("<1@a.example> <2@a.example>");
  draft->wanted = g_strdup ("9@a.example");
  g_free (draft->text);
  draft->text = g_strdup ("  Ein Absatz, der länger ist als eine Zeile sein darf, und der deshalb "
                          "umbrochen wird.\n\n> zitiert\n.\nFrom me\n-- \nJ\n");
  g_ptr_array_add (draft->files, valise_mail_file_new ("Bild \"1\" ä.png", "image/png", picture));
  g_ptr_array_add (draft->files, valise_mail_file_new ("old.eml", "message/rfc822", message));
  bytes = valise_mail_draft_write (draft, 1772442000, 60);
  back = valise_mail_draft_read (bytes);
  g_assert_cmpstr (back->from, ==, draft->from);
  g_assert_cmpstr (back->to, ==, draft->to);
  g_assert_cmpstr (back->cc, ==, draft->cc);
  g_assert_cmpstr (back->bcc, ==, draft->bcc);
  g_assert_cmpstr (back->subject, ==, draft->subject);
  g_assert_cmpstr (back->message_id, ==, draft->message_id);
  g_assert_cmpstr (back->in_reply_to, ==, draft->in_reply_to);
  g_assert_cmpstr (back->references, ==, draft->references);
  g_assert_cmpstr (back->wanted, ==, draft->wanted);
  g_assert_cmpstr (back->text, ==, draft->text);
  g_assert_cmpuint (back->files->len, ==, 2);
  file = back->files->pdata[0];
  g_assert_cmpstr (file->name, ==, "Bild \"1\" ä.png");
  g_assert_cmpstr (file->type, ==, "image/png");
  g_assert_true (g_bytes_equal (file->bytes, picture));
  file = back->files->pdata[1];
  g_assert_cmpstr (file->type, ==, "message/rfc822");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (file->bytes, NULL),
                                  (gssize)g_bytes_get_size (file->bytes), "Lunch"));
}

/* No value of any field starts another one. */
static void
test_injection (void)
{
  static const char evil[] = "x\r\nBcc: eve@e.example\nX-Evil: 1\r\n\r\nbody <a@b.example>";
  g_autoptr (ValiseMailDraft) draft = valise_mail_draft_new ();
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autofree char *text = NULL;

  draft->from = g_strdup (evil);
  draft->to = g_strdup (evil);
  draft->cc = g_strdup (evil);
  draft->subject = g_strdup (evil);
  draft->in_reply_to = g_strdup (evil);
  draft->references = g_strdup (evil);
  draft->message_id = g_strdup (evil);
  draft->wanted = g_strdup (evil);
  g_ptr_array_add (draft->files, valise_mail_file_new (evil, "text/x\r\nX-Evil: 2", nothing));
  text = write_text (draft);
  g_assert_null (strstr (text, "\nBcc:"));
  g_assert_null (strstr (text, "\nX-Evil"));
}

static void
test_reply (void)
{
  g_autoptr (ValiseMailDraft) draft = reply_to (ORIGINAL_HEAD "\r\nNoon?\r\n-- \r\nAnn\r\n", FALSE);

  g_assert_cmpstr (draft->to, ==, "\"Brown, Ann\" <ann@a.example>");
  g_assert_null (draft->cc);
  g_assert_cmpstr (draft->subject, ==, "Re: Lunch");
  g_assert_cmpstr (draft->in_reply_to, ==, "<2@a.example>");
  g_assert_cmpstr (draft->references, ==, "<0@a.example> <1@a.example> <2@a.example>");
  g_assert_cmpstr (draft->text, ==, "\n\nOn 2026-03-02 10:00 +0100, Brown, Ann wrote:\n> Noon?\n");
}

static void
test_reply_all (void)
{
  g_autoptr (ValiseMailDraft) draft = reply_to (ORIGINAL_HEAD "\r\nNoon?\r\n", TRUE);

  g_assert_cmpstr (draft->to, ==, "\"Brown, Ann\" <ann@a.example>");
  /* Neither the user nor the sender a second time. */
  g_assert_cmpstr (draft->cc, ==, "Bob <bob@b.example>, Cid <cid@c.example>");
}

static void
test_reply_to_field (void)
{
  g_autoptr (ValiseMailDraft) draft = reply_to (
      ORIGINAL_HEAD "Reply-To: office@a.example\r\n\r\nNoon?\r\n", FALSE);
  g_autoptr (ValiseMailDraft) all = reply_to (
      ORIGINAL_HEAD "Reply-To: office@a.example\r\n\r\nNoon?\r\n", TRUE);

  g_assert_cmpstr (draft->to, ==, "office@a.example");
  g_assert_cmpstr (all->to, ==, "office@a.example");
}

/* An answer to one member of a mailing list does not go to all, one to all does. */
static void
test_reply_list (void)
{
  static const char message[] = ORIGINAL_HEAD
      "Reply-To: list@l.example\r\nList-Post: <mailto:list@l.example>\r\n\r\nNoon?\r\n";
  static const char hidden[]
      = "From: ann@a.example\r\nTo: me@home.example\r\nList-Post: <mailto:list@l.example>\r\n\r\n";
  static const char no[] = "From: ann@a.example\r\nTo: me@home.example\r\nList-Post: NO\r\n\r\n";
  g_autoptr (ValiseMailDraft) one = reply_to (message, FALSE);
  g_autoptr (ValiseMailDraft) all = reply_to (message, TRUE);
  g_autoptr (ValiseMailDraft) blind = reply_to (hidden, TRUE);
  g_autoptr (ValiseMailDraft) none = reply_to (no, TRUE);

  g_assert_cmpstr (one->to, ==, "\"Brown, Ann\" <ann@a.example>");
  g_assert_cmpstr (all->to, ==, "list@l.example");
  g_assert_cmpstr (blind->to, ==, "ann@a.example");
  g_assert_cmpstr (blind->cc, ==, "list@l.example");
  g_assert_null (none->cc);
}

/* To an own message one adds something for those who got it. */
static void
test_reply_own (void)
{
  g_autoptr (ValiseMailDraft) draft = reply_to (
      "From: me@work.example\r\nTo: Bob <bob@b.example>\r\nSubject: AW: Re: re[2]: x\r\n\r\n",
      FALSE);

  g_assert_cmpstr (draft->to, ==, "Bob <bob@b.example>");
  g_assert_cmpstr (draft->subject, ==, "Re: x");
  g_assert_null (draft->in_reply_to);
  g_assert_null (draft->references);
}

#define WITH_FILE                                                                                  \
  ORIGINAL_HEAD                                                                                    \
  "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"                         \
  "--b\r\nContent-Type: text/plain\r\n\r\nSee there.\r\n"                                          \
  "--b\r\nContent-Type: application/pdf; name=plan.pdf\r\n"                                        \
  "Content-Disposition: attachment; filename=plan.pdf\r\n\r\n%PDF\r\n--b--\r\n"

static void
test_forward (void)
{
  g_autoptr (ValiseContent) content = content_of (WITH_FILE);
  g_autoptr (ValiseMailDraft) draft = valise_mail_forward (content);
  const ValiseMailFile *file;

  g_assert_null (draft->to);
  g_assert_null (draft->in_reply_to);
  g_assert_null (draft->wanted);
  g_assert_cmpstr (draft->subject, ==, "Fwd: Lunch");
  g_assert_nonnull (strstr (draft->text, "From: \"Brown, Ann\" <ann@a.example>\n"));
  g_assert_nonnull (strstr (draft->text, "\n\nSee there."));
  g_assert_cmpuint (draft->files->len, ==, 1);
  file = draft->files->pdata[0];
  g_assert_cmpstr (file->name, ==, "plan.pdf");
  g_assert_cmpmem (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes), "%PDF", 4);
}

/* Of what is not here whole the draft says what is missing. */
static void
test_forward_text (void)
{
  g_autoptr (ValiseContent) whole = content_of (WITH_FILE);
  g_autoptr (ValiseContent) cut = valise_mail_text_reduce (whole);
  g_autoptr (ValiseMailDraft) draft = valise_mail_forward (cut);

  g_assert_cmpuint (draft->files->len, ==, 0);
  g_assert_cmpstr (draft->wanted, ==, "2@a.example");
}

/* A signature says nothing of a copy of the text. */
static void
test_forward_signed (void)
{
  static const char message[] = ORIGINAL_HEAD
      "MIME-Version: 1.0\r\n"
      "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; "
      "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nTrue.\r\n"
      "--b\r\nContent-Type: application/pgp-signature\r\n\r\nsig\r\n--b--\r\n";
  g_autoptr (ValiseContent) content = content_of (message);
  g_autoptr (ValiseMailDraft) draft = valise_mail_forward (content);
  const ValiseMailFile *file;
  g_autofree char *text = NULL;

  g_assert_cmpuint (draft->files->len, ==, 1);
  file = draft->files->pdata[0];
  g_assert_cmpstr (file->name, ==, "Lunch.eml");
  g_assert_true (g_bytes_equal (file->bytes, content->bytes));
  text = write_text (draft);
  g_assert_nonnull (strstr (text, message)); /* byte for byte */
}

static void
test_check (void)
{
  static const struct
  {
    const char *to, *word; /* NULL: it can be sent */
  } cases[] = {
    { "ann@a.example", NULL },
    { "Ann <ann@a.example>; bob@b.example,", NULL },
    { "\"Brown, Ann\" <ann@a.example>", NULL },
    { "Brown, Ann <ann@a.example>", "Brown" },
    { "team: ann@a.example, bob@b.example;", NULL },
    { "ann", "“ann”" },
    { "ann@", "“ann@”" },
    { "ann@a.example bob@b.example", "“ann@a.example bob@b.example”" },
    { "a b@c.example", "“a b@c.example”" },
    { "", "Nobody" },
    { " , ;", "Nobody" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ValiseMailDraft) draft = valise_mail_draft_new ();
      g_autoptr (GError) error = NULL;
      gboolean good;

      draft->from = g_strdup ("me@home.example");
      draft->to = g_strdup (cases[i].to);
      good = valise_mail_draft_check (draft, &error);
      g_test_message ("%s: %s", cases[i].to, error != NULL ? error->message : "good");
      g_assert_cmpint (good, ==, cases[i].word == NULL);
      if (cases[i].word != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

static void
test_last_member (void)
{
  g_assert_cmpuint (valise_mail_addresses_last (""), ==, 0);
  g_assert_cmpuint (valise_mail_addresses_last ("an"), ==, 0);
  g_assert_cmpuint (valise_mail_addresses_last ("a@b.c, an"), ==, 7);
  g_assert_cmpuint (valise_mail_addresses_last ("\"B, A\" <a@b.c>; an"), ==, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-compose/new", test_new);
  g_test_add_func ("/mail-compose/round-trip", test_round_trip);
  g_test_add_func ("/mail-compose/injection", test_injection);
  g_test_add_func ("/mail-compose/reply", test_reply);
  g_test_add_func ("/mail-compose/reply-all", test_reply_all);
  g_test_add_func ("/mail-compose/reply-to-field", test_reply_to_field);
  g_test_add_func ("/mail-compose/reply-list", test_reply_list);
  g_test_add_func ("/mail-compose/reply-own", test_reply_own);
  g_test_add_func ("/mail-compose/forward", test_forward);
  g_test_add_func ("/mail-compose/forward-text", test_forward_text);
  g_test_add_func ("/mail-compose/forward-signed", test_forward_signed);
  g_test_add_func ("/mail-compose/check", test_check);
  g_test_add_func ("/mail-compose/last-member", test_last_member);
  return g_test_run ();
}
