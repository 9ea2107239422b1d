/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/content-uid.h"
#include "model/error.h"

#include <string.h>

#define EVENT(lines)                                                                               \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Site\r\nBEGIN:VEVENT\r\n" lines                  \
  "SUMMARY:Survey\r\nX-MINE:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define CARD(version, lines)                                                                       \
  "BEGIN:VCARD\r\nVERSION:" version "\r\n" lines "FN:Ann\r\nX-MINE:1\r\nEND:VCARD\r\n"

static char *
ensure (ValiseKind kind, const char *text, const char *keep, char **uid)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) named = valise_content_ensure_uid (kind, bytes, keep, uid, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (named, NULL), g_bytes_get_size (named));
}

/* One that has a UID is not touched at all. */
static void
test_kept (void)
{
  g_autofree char *uid = NULL;
  g_autofree char *card_uid = NULL;
  const char *event = EVENT ("UID:e@example.org\r\n");
  const char *card = CARD ("4.0", "UID:urn:uuid:8b6ee2bb-2b1f-4b0b-9d8c-0a3b9e0f5d11\r\n");
  g_autofree char *same = ensure (VALISE_KIND_EVENT, event, "e@example.org", &uid);
  g_autofree char *same_card = ensure (VALISE_KIND_CONTACT, card, NULL, &card_uid);

  g_assert_cmpstr (same, ==, event);
  g_assert_cmpstr (uid, ==, "e@example.org");
  g_assert_cmpstr (same_card, ==, card);
  g_assert_cmpstr (card_uid, ==, "8b6ee2bb-2b1f-4b0b-9d8c-0a3b9e0f5d11");
}

static void
test_made (void)
{
  g_autofree char *uid = NULL;
  g_autofree char *card_uid = NULL;
  g_autofree char *event = ensure (VALISE_KIND_EVENT, EVENT (""), NULL, &uid);
  g_autofree char *card = ensure (VALISE_KIND_CONTACT, CARD ("4.0", ""), NULL, &card_uid);
  g_autofree char *line = g_strdup_printf ("\r\nUID:%s\r\n", uid);
  g_autofree char *card_line = g_strdup_printf ("\r\nUID:urn:uuid:%s\r\n", card_uid);

  g_assert_nonnull (strstr (event, line));
  g_assert_nonnull (strstr (event, "X-MINE:1"));
  g_assert_nonnull (strstr (event, "X-WR-CALNAME:Site"));
  g_assert_nonnull (strstr (card, card_line));
}

/* A new version of an item stays that item, with all its occurrences. */
static void
test_replaced (void)
{
  const char *text
      = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:other\r\n"
        "RRULE:FREQ=DAILY\r\nDTSTART:20261124T090000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"
        "UID:other\r\nRECURRENCE-ID:20261125T090000Z\r\nDTSTART:20261125T100000Z\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autofree char *uid = NULL;
  g_autofree char *event = ensure (VALISE_KIND_EVENT, text, "mine", &uid);
  g_auto (GStrv) parts = g_strsplit (event, "UID:mine\r\n", -1);

  g_assert_cmpstr (uid, ==, "mine");
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_null (strstr (event, "other"));
  g_assert_null (strstr (event, "METHOD"));
}

static void
assert_refused (ValiseKind kind, const char *text, const char *message)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL;

  g_assert_null (valise_content_ensure_uid (kind, bytes, NULL, &uid, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  assert_refused (VALISE_KIND_TASK, EVENT ("UID:e\r\n"),
                  "This is not a task. Put it into a folder of its kind.");
  assert_refused (VALISE_KIND_EVENT,
                  "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"
                  "UID:2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                  "There is more than one item in this file.");
  assert_refused (VALISE_KIND_CONTACT, CARD ("3.0", "") CARD ("3.0", ""),
                  "There is more than one item in this file.");
}

static void
test_renewed (void)
{
  static const struct
  {
    ValiseKind kind;
    const char *text;
  } samples[] = {
    { VALISE_KIND_MAIL, "Message-ID: <old@example.org>\r\n\r\nHello\r\n" },
    { VALISE_KIND_EVENT, EVENT ("UID:old@example.org\r\n") },
    { VALISE_KIND_CONTACT, CARD ("3.0", "UID:old@example.org\r\n") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (samples[i].text, strlen (samples[i].text));
      g_autofree char *uid = NULL;
      g_autoptr (GBytes) renewed = valise_content_renew_uid (samples[i].kind, bytes, &uid, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (renewed, NULL),
                                         g_bytes_get_size (renewed));

      g_assert_null (strstr (text, "old@example.org"));
      g_assert_nonnull (strstr (text, uid));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content-uid/kept", test_kept);
  g_test_add_func ("/content-uid/made", test_made);
  g_test_add_func ("/content-uid/replaced", test_replaced);
  g_test_add_func ("/content-uid/refused", test_refused);
  g_test_add_func ("/content-uid/renewed", test_renewed);
  return g_test_run ();
}
