/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/calendar-edit.h"
#include "format/calendar-view.h"
#include "format/contact-edit.h"
#include "format/contact-view.h"
#include "format/content-equal.h"
#include "format/recurrence.h"

#include "format/corpus.h"

#include <string.h>

#define NOW 1767225600 /* 2026-01-01 */

static GBytes *
edit (GBytes *content, gboolean contact, const char *field, const char *value)
{
  const ValiseFieldEdit edits[] = { { field, value } };
  g_autoptr (GError) error = NULL;
  GBytes *edited = contact ? valise_contact_edit (content, edits, 1, NOW, &error)
                           : valise_calendar_edit (content, edits, 1, NOW, &error);

  g_assert_no_error (error);
  return edited;
}

/* The lines that one edit changes, but for the time stamps. */
static char *
change (const char *name, const char *field, const char *value)
{
  gboolean contact = g_str_has_suffix (name, ".vcf");
  g_autoptr (GBytes) content = corpus_read (contact ? "vcard" : "ical", name);
  g_autoptr (GBytes) edited = edit (content, contact, field, value);
  g_autofree char *difference = corpus_difference (content, edited);
  g_auto (GStrv) lines = g_strsplit (difference, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (!g_str_has_prefix (lines[i] + 1, "DTSTAMP:") && !g_str_has_prefix (lines[i] + 1, "REV:")
        && !g_str_has_prefix (lines[i] + 1, "LAST-MODIFIED:"))
      g_string_append_printf (out, "%s\n", lines[i]);
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name, *field, *value, *expected;
} Case;

static const Case cases[] = {
  { "apple.ics", "title", "Lunch; late", "-SUMMARY:Frühstück\\, spät\n+SUMMARY:Lunch\\; late\n" },
  { "apple.ics", "title", "Frühstück, spät", "" },
  { "apple.ics", "location", NULL, "-LOCATION:Café Müller\\nHauptstraße 1\\, 80331 München\n" },
  { "apple.ics", "start", "2025-03-30T12:00",
    "-DTEND;TZID=Europe/Berlin:20250330T110000\n-DTSTART;TZID=Europe/Berlin:20250330T100000\n"
    "-SEQUENCE:1\n+DTEND;TZID=Europe/Berlin:20250330T130000\n"
    "+DTSTART;TZID=Europe/Berlin:20250330T120000\n+SEQUENCE:2\n" },
  { "apple.ics", "start", "2025-03-30",
    "-DTEND;TZID=Europe/Berlin:20250330T110000\n-DTSTART;TZID=Europe/Berlin:20250330T100000\n"
    "-SEQUENCE:1\n+DTEND;VALUE=DATE:20250331\n+DTSTART;VALUE=DATE:20250330\n+SEQUENCE:2\n" },
  { "outlook.ics", "description", "New\ntext",
    "-DESCRIPTION:Zeile 1\\n\\n\\tEingerückt\\n\n"
    "-X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Zeile 1</p></body></html>\n"
    "+DESCRIPTION:New\\ntext\n" },
  /* A series that moves takes its exceptions along. */
  { "exceptions.ics", "start", "2025-03-04T11:00",
    "-SEQUENCE:2\n-DTSTART;TZID=Europe/Berlin:20250303T100000\n"
    "-DTEND;TZID=Europe/Berlin:20250303T110000\n-RRULE:FREQ=WEEKLY;UNTIL=20250407T080000Z\n"
    "-EXDATE;TZID=Europe/Berlin:20250310T100000,20250317T100000\n"
    "-RECURRENCE-ID;TZID=Europe/Berlin:20250324T100000\n-RECURRENCE-ID:20250331T080000Z\n"
    "+SEQUENCE:3\n+DTSTART;TZID=Europe/Berlin:20250304T110000\n"
    "+DTEND;TZID=Europe/Berlin:20250304T120000\n+RRULE:FREQ=WEEKLY;UNTIL=20250408T090000Z\n"
    "+EXDATE;TZID=Europe/Berlin:20250311T110000,20250318T110000\n"
    "+RECURRENCE-ID;TZID=Europe/Berlin:20250325T110000\n"
    "+RECURRENCE-ID;TZID=Europe/Berlin:20250401T110000\n" },
  { "tasks.ics", "percent", "60", "-PERCENT-COMPLETE:40\n+PERCENT-COMPLETE:60\n" },
  /* STATUS:COMPLETED and its percentage stand in the file's second task too. */
  { "tasks.ics", "status", "completed",
    "-STATUS:IN-PROCESS\n-PERCENT-COMPLETE:40\n+COMPLETED:20260101T000000Z\n" },
  { "tasks.ics", "due", "2025-08-01T09:00Z",
    "-DUE;TZID=Europe/Berlin:20250731T180000\n+DUE:20250801T090000Z\n+SEQUENCE:1\n" },
  { "tasks.ics", "categories", "Home, Work",
    "-CATEGORIES:Home,Money\\, taxes\n+CATEGORIES:Home,Work\n" },
  { "apple.vcf", "note", "x", "-NOTE:First line\\nSecond line\\, with a comma\n+NOTE:x\n" },
  { "apple.vcf", "given", "Jane", "-N:Appleseed;Jöhn;Q.;Dr.;Jr.\n+N:Appleseed;Jane;Q.;Dr.;Jr.\n" },
  { "apple.vcf", "organization", "Apples; more",
    "-ORG:Orchard\\, Inc.;Research;\n+ORG:Apples\\; more;Research;\n" },
  { "apple.vcf", "birthday", "1985-04-12",
    "-BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\n+BDAY:1985-04-12\n" },
  { "apple.ics", "transparency", "TRANSPARENT", "-TRANSP:OPAQUE\n+TRANSP:TRANSPARENT\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *this = data;
  g_autofree char *difference = change (this->name, this->field, this->value);

  g_assert_cmpstr (difference, ==, this->expected);
}

/* One field of any file: nothing else is lost, and the field is what was asked for. */
static void
test_any_event (gconstpointer name)
{
  g_autoptr (GBytes) file = corpus_read ("ical", name);
  g_autoptr (GPtrArray) items = valise_calendar_split (file, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      GBytes *content = g_ptr_array_index (items, i);
      g_autoptr (ValiseComponent) before = valise_component_parse (content, NULL);
      g_autoptr (GBytes) edited = edit (content, FALSE, "title", "Edited, by hand");
      g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (edited, NULL, NULL);
      g_autofree char *difference = corpus_difference (content, edited);
      g_auto (GStrv) lines = g_strsplit (difference, "\n", -1);

      g_assert_cmpstr (view->title, ==, "Edited, by hand");
      for (guint j = 0; lines[j] != NULL && *lines[j] != '\0'; j++)
        g_assert_true (strstr (lines[j], "SUMM") != NULL || strstr (lines[j], "ARY") != NULL
                       || strstr (lines[j], "DTSTAMP") != NULL
                       || strstr (lines[j], "LAST-MODIFIED") != NULL
                       /* The rest of a folded or encoded title. */
                       || g_str_has_prefix (lines[j], "- ") || g_str_has_prefix (lines[j], "-\t")
                       || g_str_has_prefix (lines[j], "-M=FC"));
    }
}

static void
test_any_contact (gconstpointer name)
{
  g_autoptr (GBytes) content = corpus_read ("vcard", name);
  g_autoptr (GBytes) edited = edit (content, TRUE, "nickname", "Edited");
  g_autoptr (ValiseContactView) view = valise_contact_view_new (edited, NULL);
  g_autofree char *difference = corpus_difference (content, edited);
  g_auto (GStrv) lines = g_strsplit (difference, "\n", -1);

  g_assert_cmpstr (view->nickname, ==, "Edited");
  for (guint j = 0; lines[j] != NULL && *lines[j] != '\0'; j++)
    g_assert_true (strstr (lines[j], "NICKNAME") != NULL || strstr (lines[j], "REV:") != NULL
                   || g_str_has_prefix (lines[j], "+N:") || g_str_has_prefix (lines[j] + 1, "FN:")
                   || g_str_equal (name, "no-end.vcf") || g_str_equal (name, "cr-only.vcf"));
}

/* A series that moved has its exceptions still where they were, relative to it. */
static void
test_series (void)
{
  g_autoptr (GBytes) content = corpus_read ("ical", "exceptions.ics");
  g_autoptr (GBytes) edited = edit (content, FALSE, "start", "2025-03-03T08:00 America/New_York");
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (edited, NULL);
  g_autoptr (ValiseZone) here = valise_zone_resolve ("America/New_York", NULL);
  g_autoptr (GArray) occurrences = valise_recurrence_expand (calendar, 1740000000, 1745000000, here,
                                                             NULL);
  guint n_changed = 0;

  for (guint i = 0; i < occurrences->len; i++)
    n_changed += g_array_index (occurrences, ValiseOccurrence, i).changed;
  /* Two periods, the first, the cancelled and the last; two excluded; one is a year away. */
  g_assert_cmpuint (occurrences->len, ==, 5);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_nonnull (valise_calendar_find_vtimezone (calendar->file, "America/New_York"));
  g_assert_nonnull (valise_calendar_find_vtimezone (calendar->file, "Europe/Berlin"));
}

/* What Valise writes about a zone is what the system knows of it. */
static void
test_described_zones (void)
{
  const char *const names[] = { "Europe/Berlin",       "America/New_York", "Asia/Kathmandu",
                                "Australia/Lord_Howe", "Europe/London",    "America/Santiago" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ValiseZone) zone = valise_zone_resolve (names[i], NULL);
      g_autoptr (ValiseComponent) vtimezone = valise_zone_describe (zone, NOW);
      g_autoptr (ValiseZone) again = valise_zone_new_described (names[i], vtimezone);

      for (gint64 at = NOW; at < NOW + (gint64)5 * 365 * 86400; at += 3600)
        g_assert_cmpint (valise_zone_get_offset (zone, at), ==, valise_zone_get_offset (again, at));
    }
}

static void
test_create (void)
{
  const ValiseFieldEdit event[] = { { "title", "Lunch" },
                                    { "start", "2026-03-29T10:00 Europe/Berlin" },
                                    { "end", "2026-03-29T11:00 Europe/Berlin" } };
  const ValiseFieldEdit contact[] = { { "given", "Ann" },
                                      { "family", "Example" },
                                      { "emails", "work: ann@example.org" } };
  g_autoptr (GBytes) ics = valise_calendar_create (VALISE_KIND_EVENT, "uid-1", event,
                                                   G_N_ELEMENTS (event), NOW, NULL);
  g_autoptr (GBytes) vcf = valise_contact_create ("uid-2", contact, G_N_ELEMENTS (contact), NOW,
                                                  NULL);
  g_autofree char *ics_text = g_strndup (g_bytes_get_data (ics, NULL), g_bytes_get_size (ics));
  g_autofree char *vcf_text = g_strndup (g_bytes_get_data (vcf, NULL), g_bytes_get_size (vcf));

  g_assert_cmpstr (ics_text, ==,
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Valise//" VALISE_VERSION "//EN\r\n"
                   "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
                   "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\n"
                   "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
                   "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\n"
                   "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                   "END:STANDARD\r\nEND:VTIMEZONE\r\n"
                   "BEGIN:VEVENT\r\nUID:uid-1\r\nDTSTAMP:20260101T000000Z\r\n"
                   "CREATED:20260101T000000Z\r\nSUMMARY:Lunch\r\n"
                   "DTSTART;TZID=Europe/Berlin:20260329T100000\r\n"
                   "DTEND;TZID=Europe/Berlin:20260329T110000\r\n"
                   "LAST-MODIFIED:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  g_assert_cmpstr (vcf_text, ==,
                   "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Valise//" VALISE_VERSION "//EN\r\n"
                   "UID:uid-2\r\nN:Example;Ann;;;\r\nEMAIL;TYPE=work:ann@example.org\r\n"
                   "FN:Ann Example\r\nREV:20260101T000000Z\r\nEND:VCARD\r\n");
}

static void
test_refused (void)
{
  const ValiseFieldEdit edits[] = {
    { "start", "tomorrow" },     { "start", "2026-01-01T10:00 Nowhere/Land" },
    { "status", "lazy" },        { "percent", "120" },
    { "recurrence", "often" },   { "colour", "red" },
    { "transparency", "glass" }, { "priority", "urgent" }
  };
  g_autoptr (GBytes) content = corpus_read ("ical", "apple.ics");

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (valise_calendar_edit (content, &edits[i], 1, NOW, &error));
      g_assert_nonnull (error);
    }
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* What servers and programs rewrite by themselves is no difference; what a user edits is one. */
static void
test_equal (void)
{
  const struct
  {
    ValiseKind kind;
    const char *a, *b;
    gboolean equal;
  } pairs[] = {
    { VALISE_KIND_EVENT,
      "BEGIN:VCALENDAR\r\nPRODID:a\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20250101T000000Z\r\n"
      "SUMMARY:Long\r\n er\r\nCATEGORIES:b,a\r\nRRULE:FREQ=DAILY;COUNT=2\r\nSEQUENCE:1\r\n"
      "ATTENDEE;CN=\"Ann\";PARTSTAT=NEEDS-ACTION:MAILTO:a@example.org\r\nCLASS:PUBLIC\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n",
      "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VTIMEZONE\nTZID:x\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
      "CATEGORIES:a\nCATEGORIES:b\nSUMMARY:Longer\nUID:1\nRRULE:COUNT=2;FREQ=DAILY\nLOCATION:\n"
      "ATTENDEE;CN=Ann;SCHEDULE-STATUS=1.1:mailto:a@example.org\nX-RADICALE-NAME:1.ics\n"
      "LAST-MODIFIED:20260101T000000Z\nEND:VEVENT\nEND:VCALENDAR\n",
      TRUE },
    { VALISE_KIND_EVENT, "BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n",
      "BEGIN:VEVENT\nSUMMARY:b\nEND:VEVENT\n", FALSE },
    { VALISE_KIND_EVENT, "BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n",
      "BEGIN:VEVENT\nSUMMARY:a\nBEGIN:VALARM\nTRIGGER:PT0S\nEND:VALARM\nEND:VEVENT\n", FALSE },
    { VALISE_KIND_EVENT, "BEGIN:VEVENT\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a\nEND:VEVENT\n",
      "BEGIN:VEVENT\nATTENDEE;PARTSTAT=DECLINED:mailto:a\nEND:VEVENT\n", FALSE },
    { VALISE_KIND_EVENT, "BEGIN:VEVENT\nDTSTART;TZID=A/B:20250101T000000\nEND:VEVENT\n",
      "BEGIN:VEVENT\nDTSTART;TZID=C/D:20250101T000000\nEND:VEVENT\n", FALSE },
    { VALISE_KIND_TASK, "", "", TRUE },
    { VALISE_KIND_TASK, "\n", "\n\n", FALSE },
    { VALISE_KIND_CONTACT,
      "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;J.;;;\r\nFN:J. Doe\r\nUID:urn:uuid:1-2\r\n"
      "item1.EMAIL;TYPE=INTERNET;TYPE=pref:a@example.org\r\nitem1.X-ABLabel:Farm\r\n"
      "TEL;TYPE=WORK,VOICE:123\r\nREV:1\r\nPHOTO;ENCODING=b;TYPE=PNG:AAAA\r\nEND:VCARD\r\n",
      "BEGIN:VCARD\nVERSION:4.0\nPRODID:x\nFN:J. Doe\nN:Doe;J.\nUID:1-2\n"
      "TEL;TYPE=work;VALUE=uri:tel:123\nPHOTO:data:image/png;base64,AAAA\n"
      "g7.X-ABLabel:Farm\ng7.EMAIL;PREF=1:a@example.org\nKIND:individual\nEND:VCARD\n",
      TRUE },
    { VALISE_KIND_CONTACT, "BEGIN:VCARD\nFN:a\ni.TEL:1\ni.X-ABLABEL:x\nEND:VCARD\n",
      "BEGIN:VCARD\nFN:a\ni.TEL:1\ni.X-ABLABEL:y\nEND:VCARD\n", FALSE },
    { VALISE_KIND_CONTACT, "BEGIN:VCARD\nFN:a\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n",
      "BEGIN:VCARD\nFN:a\nPHOTO;ENCODING=b:AAAB\nEND:VCARD\n", FALSE },
    { VALISE_KIND_CONTACT, "BEGIN:VCARD\nFN:a\nTEL;TYPE=home:1\nEND:VCARD\n",
      "BEGIN:VCARD\nFN:a\nTEL;TYPE=work:1\nEND:VCARD\n", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GBytes) a = bytes_of (pairs[i].a);
      g_autoptr (GBytes) b = bytes_of (pairs[i].b);

      g_test_message ("pair %u", i);
      g_assert_cmpint (valise_content_equal (pairs[i].kind, a, b), ==, pairs[i].equal);
      g_assert_cmpint (valise_content_equal (pairs[i].kind, b, a), ==, pairs[i].equal);
    }
}

/* An edit of any file makes it another one; only time stamps do not. */
static void
test_edit_is_difference (void)
{
  g_autoptr (GBytes) content = corpus_read ("ical", "exceptions.ics");
  g_autoptr (GBytes) same = edit (content, FALSE, "title", "Series");
  g_autoptr (GBytes) other = edit (content, FALSE, "title", "Serious");
  g_autoptr (GBytes) back = edit (other, FALSE, "title", "Series");

  g_assert_true (g_bytes_equal (content, same));
  g_assert_false (valise_content_equal (VALISE_KIND_EVENT, content, other));
  g_assert_false (g_bytes_equal (content, back));
  g_assert_true (valise_content_equal (VALISE_KIND_EVENT, content, back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pim-edit/%s/%s/%u", cases[i].name, cases[i].field,
                                               i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  corpus_add ("ical", "/pim-edit/any-event", test_any_event);
  corpus_add ("vcard", "/pim-edit/any-contact", test_any_contact);
  g_test_add_func ("/pim-edit/series", test_series);
  g_test_add_func ("/pim-edit/described-zones", test_described_zones);
  g_test_add_func ("/pim-edit/create", test_create);
  g_test_add_func ("/pim-edit/refused", test_refused);
  g_test_add_func ("/pim-equal/pairs", test_equal);
  g_test_add_func ("/pim-equal/edit", test_edit_is_difference);
  return g_test_run ();
}
