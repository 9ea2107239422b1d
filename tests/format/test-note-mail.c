/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/note-mail.h"

#include "format/calendar-edit.h"
#include "format/calendar-view.h"
#include "format/content-equal.h"
#include "format/mail-summary.h"

#include <string.h>

static const char html_note[]
    = "From: Ann <ann@example.org>\r\n"
      "Subject: Einkaufen =?utf-8?q?f=C3=BCr?= heute\r\n"
      "X-Uniform-Type-Identifier: com.apple.mail-note\r\n"
      "X-Universally-Unique-Identifier: 11111111-2222\r\n"
      "X-Mail-Created-Date: Wed, 01 Jan 2025 09:00:00 +0100\r\n"
      "X-Other: kept\r\n"
      "Message-Id: <old@example.org>\r\n"
      "Date: Thu, 02 Jan 2025 10:00:00 +0000\r\n"
      "Mime-Version: 1.0 (iOS)\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
      "<div>Milch</div><div><b>Brot</b></div>\r\n"
      "--b\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_read (void)
{
  g_autoptr (GBytes) message = bytes_of (html_note);
  g_autoptr (GBytes) journal = valise_note_from_mail (message);
  g_autofree char *text = text_of (journal);

  g_assert_true (valise_note_is_mail (message));
  g_assert_cmpstr (text, ==,
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Valise//" VALISE_VERSION "//EN\r\n"
                   "BEGIN:VJOURNAL\r\nUID:11111111-2222\r\nDTSTAMP:20250102T100000Z\r\n"
                   "CREATED:20250101T080000Z\r\nLAST-MODIFIED:20250102T100000Z\r\n"
                   "SUMMARY:Einkaufen für heute\r\nDESCRIPTION:Milch\\nBrot\r\n"
                   "ATTACH;FMTTYPE=image/png;X-FILENAME=a.png:cid:1\r\n"
                   "END:VJOURNAL\r\nEND:VCALENDAR\r\n");
}

static GBytes *
edit (GBytes *journal, const char *field, const char *value)
{
  const ValiseFieldEdit edits[] = { { field, value } };
  GBytes *edited = valise_calendar_edit (journal, edits, 1, 1767225600, NULL);

  g_assert_nonnull (edited);
  return edited;
}

/* A new title keeps the body as it is; a new text replaces the body only. */
static void
test_edit (void)
{
  g_autoptr (GBytes) message = bytes_of (html_note);
  g_autoptr (GBytes) journal = valise_note_from_mail (message);
  g_autoptr (GBytes) titled = edit (journal, "title", "Später");
  g_autoptr (GBytes) written = edit (journal, "description", "Käse\nWein");
  g_autoptr (GBytes) titled_mail = valise_note_to_mail (titled, message, NULL, NULL);
  g_autoptr (GBytes) again = valise_note_to_mail (titled, message, NULL, NULL);
  g_autoptr (GBytes) written_mail = valise_note_to_mail (written, message, NULL, NULL);
  g_autoptr (GBytes) titled_back = valise_note_from_mail (titled_mail);
  g_autoptr (GBytes) written_back = valise_note_from_mail (written_mail);
  g_autofree char *titled_text = text_of (titled_mail);
  g_autofree char *written_text = text_of (written_mail);

  g_assert_true (valise_content_equal (VALISE_KIND_NOTE, titled, titled_back));
  g_assert_true (valise_content_equal (VALISE_KIND_NOTE, written, written_back));
  g_assert_true (g_bytes_equal (titled_mail, again));
  g_assert_false (valise_content_equal (VALISE_KIND_NOTE, journal, written_back));
  g_assert_nonnull (strstr (titled_text, "<div>Milch</div><div><b>Brot</b></div>\r\n"));
  g_assert_null (strstr (written_text, "Milch"));
  for (guint i = 0; i < 2; i++)
    {
      const char *text = i == 0 ? titled_text : written_text;

      g_assert_nonnull (strstr (text, "X-Other: kept\r\n"));
      g_assert_nonnull (strstr (text, "X-Uniform-Type-Identifier: com.apple.mail-note\r\n"));
      g_assert_nonnull (strstr (text, "X-Universally-Unique-Identifier: 11111111-2222\r\n"));
      g_assert_nonnull (strstr (text, "iVBORw0KGgo="));
      g_assert_nonnull (strstr (text, "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n"));
      g_assert_null (strstr (text, "old@example.org"));
    }
}

static void
test_new (void)
{
  const ValiseFieldEdit edits[] = { { "title", "Grüße\r\nBcc: eve@example.org" },
                                    { "description", "Eins\nZwei" },
                                    { "categories", "Home, Ärger" } };
  g_autoptr (GBytes) journal = valise_calendar_create (VALISE_KIND_NOTE, "note-7", edits,
                                                       G_N_ELEMENTS (edits), 1767225600, NULL);
  g_autoptr (GBytes) mail = valise_note_to_mail (journal, NULL, "Ann <ann@example.org>", NULL);
  g_autoptr (GBytes) back = valise_note_from_mail (mail);
  g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (back, NULL, NULL);
  g_autofree char *text = text_of (mail);
  g_auto (ValiseSummary) summary = { 0 };

  g_assert_true (valise_note_is_mail (mail));
  g_assert_null (strstr (text, "\nBcc:"));
  g_assert_cmpstr (view->uid, ==, "note-7");
  g_assert_cmpstr (view->title, ==, "Grüße Bcc: eve@example.org");
  g_assert_cmpstr (view->description, ==, "Eins\nZwei");
  g_assert_cmpstr (view->categories[1], ==, "Ärger");
  valise_mail_summarize (mail, &summary);
  g_assert_cmpint (summary.date, ==, 1767225600);
  g_assert_cmpstr (summary.from, ==, "Ann <ann@example.org>");
}

/* Any message can be taken for a note; what is no note is refused the other way. */
static void
test_odd (void)
{
  const char *const texts[] = { "", "Hello", "Subject: x\n\n",
                                "X-Uniform-Type-Identifier: other\n\nx" };
  g_autoptr (GBytes) nothing = bytes_of ("no calendar");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) message = bytes_of (texts[i]);
      g_autoptr (GBytes) journal = valise_note_from_mail (message);
      g_autoptr (GBytes) mail = valise_note_to_mail (journal, message, NULL, NULL);
      g_autoptr (GBytes) back = valise_note_from_mail (mail);

      g_autoptr (ValiseCalendarView) before = valise_calendar_view_new (journal, NULL, NULL);
      g_autoptr (ValiseCalendarView) after = valise_calendar_view_new (back, NULL, NULL);

      g_assert_false (valise_note_is_mail (message));
      g_assert_cmpstr (before->title, ==, after->title);
      g_assert_cmpstr (before->description, ==, after->description);
    }
  g_assert_null (valise_note_to_mail (nothing, NULL, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/note-mail/read", test_read);
  g_test_add_func ("/note-mail/edit", test_edit);
  g_test_add_func ("/note-mail/new", test_new);
  g_test_add_func ("/note-mail/odd", test_odd);
  return g_test_run ();
}
