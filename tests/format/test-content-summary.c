/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/content-summary.h"
#include "model/error.h"

#include <string.h>

static const struct
{
  ValiseKind kind;
  const char *text;
  const char *uid, *title, *word; /* @word is found by a search for it */
} samples[] = {
  { VALISE_KIND_MAIL, "Message-ID: <m@example.org>\r\nSubject: Bridge\r\n\r\nThe third arch.\r\n",
    "m@example.org", "Bridge", "arch" },
  { VALISE_KIND_EVENT,
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:e@example.org\r\nSUMMARY:Survey\r\n"
    "DTSTART:20261124T090000Z\r\nLOCATION:North pier\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "e@example.org", "Survey", "pier" },
  { VALISE_KIND_TASK,
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:t@example.org\r\nSUMMARY:Order\r\n"
    "DUE:20261124T090000Z\r\nDESCRIPTION:forty bolts\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
    "t@example.org", "Order", "bolts" },
  { VALISE_KIND_NOTE,
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VJOURNAL\r\nUID:n@example.org\r\nSUMMARY:Level\r\n"
    "DESCRIPTION:high water\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n",
    "n@example.org", "Level", "water" },
  { VALISE_KIND_CONTACT,
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:c@example.org\r\nFN:Ann Mason\r\nNOTE:stone cutter\r\n"
    "END:VCARD\r\n",
    "c@example.org", "Ann Mason", "cutter" },
};

static void
test_every_kind (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (samples[i].text, strlen (samples[i].text));
      g_auto (ValiseSummary) summary = { 0 };
      g_autofree char *text = valise_content_text_of (samples[i].kind, bytes);
      g_autoptr (GError) error = NULL;

      g_assert_true (valise_content_summarize (samples[i].kind, bytes, &summary, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (summary.uid, ==, samples[i].uid);
      g_assert_cmpstr (summary.title, ==, samples[i].title);
      g_assert_cmpint (summary.size, ==, strlen (samples[i].text));
      g_assert_nonnull (strstr (text, samples[i].word));
    }
}

/* Mail may be anything; what is no card or calendar is refused and leaves the summary alone. */
static void
test_nothing_of_the_kind (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hello", 5);

  for (ValiseKind kind = VALISE_KIND_EVENT; kind <= VALISE_KIND_NOTE; kind++)
    {
      g_auto (ValiseSummary) summary = { .title = g_strdup ("before") };
      g_autoptr (GError) error = NULL;

      g_assert_false (valise_content_summarize (kind, bytes, &summary, &error));
      g_assert_error (error, VALISE_ERROR, VALISE_ERROR_INVALID);
      g_assert_cmpstr (summary.title, ==, "before");
      g_assert_null (valise_content_text_of (kind, bytes));
    }
}

/* LAST-MODIFIED goes before DTSTAMP; a message does not tell. */
static void
test_changed_at (void)
{
  static const struct
  {
    ValiseKind kind;
    const char *text;
    gint64 changed_at;
  } cases[] = {
    { VALISE_KIND_EVENT,
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:e\r\nDTSTAMP:20260101T000000Z\r\n"
      "LAST-MODIFIED:20260329T140200Z\r\nDTSTART:20261124T090000Z\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n",
      1774792920 },
    { VALISE_KIND_TASK,
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:t\r\nDTSTAMP:20260329T140200Z\r\n"
      "END:VTODO\r\nEND:VCALENDAR\r\n",
      1774792920 },
    { VALISE_KIND_CONTACT,
      "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:c\r\nFN:Ann\r\nREV:20260329T140200Z\r\nEND:VCARD\r\n",
      1774792920 },
    { VALISE_KIND_CONTACT, "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:c\r\nFN:Ann\r\nEND:VCARD\r\n", 0 },
    { VALISE_KIND_NOTE, "no note", 0 },
    { VALISE_KIND_MAIL, "Date: Mon, 02 Mar 2026 10:00:00 +0000\r\n\r\nText\r\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));

      g_assert_cmpint (valise_content_changed_at (cases[i].kind, bytes), ==, cases[i].changed_at);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content-summary/every-kind", test_every_kind);
  g_test_add_func ("/content-summary/changed-at", test_changed_at);
  g_test_add_func ("/content-summary/nothing-of-the-kind", test_nothing_of_the_kind);
  return g_test_run ();
}
