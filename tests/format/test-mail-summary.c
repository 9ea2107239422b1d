/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/mail-summary.h"
#include "format/corpus.h"

#include <string.h>

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static char *
bytes_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static void
test_summary (void)
{
  g_autoptr (GBytes) bytes = corpus_read ("mail", "names-rfc2047.eml");
  g_auto (ValiseSummary) summary = { 0 };

  valise_mail_summarize (bytes, &summary);
  g_assert_cmpstr (summary.uid, ==, "names@example.org");
  g_assert_cmpstr (summary.title, ==, "split in the middle of ü");
  g_assert_cmpstr (summary.from, ==, "Jürgen Müller <ann@example.org>");
  g_assert_cmpstr (summary.people, ==,
                   "Jürgen Müller <ann@example.org>, \"Doe, Jane\" <jane@example.org>, "
                   "日本 <nihon@example.org>, undisclosed-recipients: ;, carol@example.org");
  g_assert_cmpint (summary.date, ==, 1787300100);
  g_assert_cmpint (summary.size, ==, g_bytes_get_size (bytes));
  g_assert_cmpstr (summary.preview, ==, "Names.");
  g_assert_false (summary.has_attachment);
  g_assert_false (summary.must_be_full);
}

static void
test_marks (void)
{
  static const struct
  {
    const char *name;
    gboolean has_attachment, must_be_full;
  } marks[] = {
    { "plain.eml", FALSE, FALSE },           { "names-rfc2231.eml", TRUE, FALSE },
    { "outlook.eml", FALSE, FALSE },         { "apple.eml", TRUE, FALSE },
    { "forwarded.eml", TRUE, FALSE },        { "signed-smime.eml", FALSE, TRUE },
    { "signed-pgp-list.eml", FALSE, TRUE },  { "encrypted-pgp.eml", TRUE, TRUE },
    { "encrypted-inline.eml", FALSE, TRUE }, { "encrypted-smime.eml", TRUE, TRUE },
    { "empty.eml", FALSE, FALSE },           { "binary.eml", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr (GBytes) bytes = corpus_read ("mail", marks[i].name);
      g_auto (ValiseSummary) summary = { 0 };

      valise_mail_summarize (bytes, &summary);
      g_assert_nonnull (summary.title);
      g_assert_cmpint (summary.has_attachment, ==, marks[i].has_attachment);
      g_assert_cmpint (summary.must_be_full, ==, marks[i].must_be_full);
    }
}

static void
test_preview (void)
{
  g_autofree char *quoted = valise_mail_preview ("> old\n> words\n\n  New\n\twords\n");
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *cut = valise_mail_preview (many);

  g_assert_cmpstr (quoted, ==, "New words");
  g_assert_cmpuint (strlen (cut), <=, 256);
}

/* A whole message keeps every byte. */
static void
test_ensure_nothing (void)
{
  g_autoptr (GBytes) bytes = corpus_read ("mail", "nested.eml");
  g_autofree char *uid = NULL;
  g_autoptr (GBytes) ensured = valise_mail_ensure_message_id (bytes, &uid);

  g_assert_true (ensured == bytes);
  g_assert_cmpstr (uid, ==, "nested@example.org");
}

/* Whatever it is, afterwards it has an id and a date, and what there was is there still. */
static void
test_ensure (void)
{
  static const char *const messages[] = {
    "Subject: x\r\n\r\nbody\r\n",
    "From: Ann <ann@mail.example>\nMessage-ID: \nDate: Fri, 21 Aug 2026 10:15:00 +0200\n\nbody\n",
    "Message-ID: <only@example.org>\n\nbody\n",
    "From ann@example.org Fri Aug 21 10:15:00 2026\nSubject: x\n\nbody\n",
    "\r\nbody\r\n",
    "no header, only body\n",
    "body",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GBytes) bytes = text_bytes (messages[i]);
      g_autofree char *uid = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GBytes) ensured = valise_mail_ensure_message_id (bytes, &uid);
      g_autoptr (GBytes) same = valise_mail_ensure_message_id (ensured, &again);
      g_autofree char *text = bytes_text (ensured);
      g_auto (ValiseSummary) before = { 0 };
      g_auto (ValiseSummary) after = { 0 };

      valise_mail_summarize (bytes, &before);
      valise_mail_summarize (ensured, &after);
      g_assert_true (same == ensured);
      g_assert_cmpstr (again, ==, uid);
      g_assert_cmpstr (after.uid, ==, uid);
      g_assert_cmpint (after.date, !=, 0);
      g_assert_cmpstr (after.title, ==, before.title);
      g_assert_cmpstr (after.preview, ==, before.preview);
      g_assert_nonnull (strstr (text, "Date: "));
      if (i == 1)
        g_assert_true (g_str_has_suffix (uid, "@mail.example"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-summary/summary", test_summary);
  g_test_add_func ("/mail-summary/marks", test_marks);
  g_test_add_func ("/mail-summary/preview", test_preview);
  g_test_add_func ("/mail-summary/ensure-nothing", test_ensure_nothing);
  g_test_add_func ("/mail-summary/ensure", test_ensure);
  return g_test_run ();
}
