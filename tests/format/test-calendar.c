/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/calendar-view.h"
#include "format/civil.h"
#include "format/recurrence.h"

#include "format/corpus.h"

#include <string.h>

#define SHOWN_OCCURRENCES 6

static ValiseZone *
berlin (void)
{
  ValiseZone *zone = valise_zone_resolve ("Europe/Berlin", NULL);

  g_assert_nonnull (zone);
  return zone;
}

static GArray *
expand_2025 (ValiseCalendar *calendar, const ValiseZone *here)
{
  gint64 from = valise_civil_days (2025, 1, 1) * VALISE_DAY_SECONDS;
  gint64 to = valise_civil_days (2026, 1, 1) * VALISE_DAY_SECONDS;

  return valise_recurrence_expand (calendar, valise_zone_to_utc (here, from),
                                   valise_zone_to_utc (here, to), here, NULL);
}

static void
append_occurrences (GString *out, ValiseCalendar *calendar, const ValiseZone *here)
{
  g_autoptr (GArray) occurrences = expand_2025 (calendar, here);

  for (guint i = 0; i < MIN (occurrences->len, SHOWN_OCCURRENCES); i++)
    {
      const ValiseOccurrence *occurrence = &g_array_index (occurrences, ValiseOccurrence, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (
          valise_zone_to_local (here, occurrence->start));
      g_autofree char *text = time != NULL
                                  ? g_date_time_format (time, occurrence->all_day ? "%F" : "%F %R")
                                  : NULL;

      g_string_append_printf (out, "[%s, %" G_GINT64_FORMAT " min%s]\n", text,
                              (occurrence->end - occurrence->start) / 60,
                              occurrence->changed ? ", changed" : "");
    }
  if (occurrences->len > SHOWN_OCCURRENCES)
    g_string_append (out, "[...]\n");
}

/* Every item of a file as a user in Berlin sees it, with its times in 2025. */
static char *
show (GBytes *content)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = valise_calendar_split (content, &error);
  g_autoptr (ValiseZone) here = berlin ();
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (g_ptr_array_index (items, i),
                                                                   &error);
      g_autoptr (ValiseCalendarView) view = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      view = valise_calendar_view_of (calendar, calendar->master, here);
      text = valise_calendar_view_to_text (view, here);
      g_string_append_printf (out, "%s%s", i > 0 ? "--\n" : "", text);
      if (calendar->kind != VALISE_KIND_NOTE)
        append_occurrences (out, calendar, here);
    }
  return g_string_free (out, FALSE);
}

static void
test_shown (gconstpointer name)
{
  corpus_check_text ("ical", name, show);
}

/* What nobody touches is written as it was read, byte for byte. */
static void
test_untouched (gconstpointer name)
{
  g_autoptr (GBytes) content = corpus_read ("ical", name);
  g_autoptr (ValiseComponent) file = valise_component_parse (content, NULL);
  g_autoptr (GBytes) written = valise_component_write (file);

  g_assert_true (g_bytes_equal (content, written));
}

static void
test_split (void)
{
  g_autoptr (GBytes) file = corpus_read ("ical", "google.ics");
  g_autoptr (GBytes) tasks = corpus_read ("ical", "tasks.ics");
  g_autoptr (GPtrArray) series = valise_calendar_split (file, NULL);
  g_autoptr (GPtrArray) items = valise_calendar_split (tasks, NULL);
  g_autofree char *difference = NULL;
  g_autofree char *last = NULL;
  gsize size;
  const char *data;

  /* A series stays one item, and is only freed from what is not of it. */
  g_assert_cmpuint (series->len, ==, 1);
  difference = corpus_difference (file, g_ptr_array_index (series, 0));
  g_assert_cmpstr (difference, ==,
                   "-METHOD:PUBLISH\n-X-WR-CALNAME:ann@example.org\n"
                   "-X-WR-TIMEZONE:America/New_York\n");

  /* Each item has the zones that it names, and no others. */
  g_assert_cmpuint (items->len, ==, 4);
  data = g_bytes_get_data (g_ptr_array_index (items, 0), &size);
  g_assert_nonnull (g_strstr_len (data, (gssize)size, "TZID:Europe/Berlin"));
  data = g_bytes_get_data (g_ptr_array_index (items, 3), &size);
  last = g_strndup (data, size);
  g_assert_cmpstr (last, ==,
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                   "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\r\n"
                   "BEGIN:VTODO\r\nUID:task-4\r\nDTSTAMP:20250101T000000Z\r\n"
                   "DTSTART:20250106T080000Z\r\nDURATION:PT90M\r\nSUMMARY:Start and duration\r\n"
                   "END:VTODO\r\nEND:VCALENDAR\r\n");
}

/* What has no UID gets one, and always the same. */
static void
test_split_without_uid (void)
{
  const char *text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n"
                     "BEGIN:VEVENT\nSUMMARY:b\nEND:VEVENT\nEND:VCALENDAR\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) once = valise_calendar_split (bytes, NULL);
  g_autoptr (GPtrArray) again = valise_calendar_split (bytes, NULL);

  g_assert_cmpuint (once->len, ==, 2);
  for (guint i = 0; i < once->len; i++)
    {
      g_auto (ValiseSummary) summary = { 0 };

      g_assert_true (g_bytes_equal (g_ptr_array_index (once, i), g_ptr_array_index (again, i)));
      g_assert_true (valise_calendar_summarize (g_ptr_array_index (once, i), NULL, &summary, NULL));
      g_assert_nonnull (summary.uid);
      g_assert_cmpstr (summary.title, ==, i == 0 ? "a" : "b");
    }
}

static void
test_summary (void)
{
  g_autoptr (GBytes) event = corpus_read ("ical", "google.ics");
  g_autoptr (GBytes) task = corpus_read ("ical", "tasks.ics");
  g_autoptr (GBytes) note = corpus_read ("ical", "notes.ics");
  g_autoptr (ValiseZone) here = berlin ();
  g_auto (ValiseSummary) summary = { 0 };

  g_assert_true (valise_calendar_summarize (event, here, &summary, NULL));
  g_assert_cmpstr (summary.uid, ==, "abc123@google.com");
  g_assert_cmpstr (summary.title, ==, "Stand-up");
  g_assert_cmpstr (summary.from, ==, "Ann Example <ann@example.org>");
  g_assert_cmpint (summary.date, ==, 1741010400);
  g_assert_true (valise_calendar_summarize (task, here, &summary, NULL));
  g_assert_cmpstr (summary.title, ==, "Tax return");
  g_assert_cmpint (summary.date, ==, 1753977600);
  g_assert_true (valise_calendar_summarize (note, here, &summary, NULL));
  g_assert_cmpstr (summary.title, ==, "Shopping");
  g_assert_cmpstr (summary.preview, ==, "Milk Bread • Käse");
  g_assert_cmpint (summary.date, ==, 1735776000);
}

static void
test_no_item (void)
{
  const char *const texts[] = { "", "Hello", "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
                                "BEGIN:VCARD\nFN:x\nEND:VCARD\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (valise_calendar_parse (bytes, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_null (valise_calendar_split (bytes, &error));
      g_assert_nonnull (error);
    }
}

static void
use (GBytes *content)
{
  g_autoptr (GPtrArray) items = valise_calendar_split (content, NULL);
  g_autofree char *text = items != NULL ? show (content) : g_strdup ("");

  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_mutated (gconstpointer name)
{
  g_autoptr (GBytes) content = corpus_read ("ical", name);

  corpus_mutate (content, 150, use);
}

/* A whole calendar of five thousand events is cut and read in a moment. */
static void
test_huge (void)
{
  GString *text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (ValiseZone) here = berlin ();
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text,
                            "BEGIN:VEVENT\r\nUID:%u\r\nDTSTAMP:20250101T000000Z\r\n"
                            "DTSTART;TZID=Europe/Berlin:20250101T100000\r\nDURATION:PT1H\r\n"
                            "RRULE:FREQ=WEEKLY\r\nSUMMARY:Event %u\r\nEND:VEVENT\r\n",
                            i, i);
  g_string_append (text, "END:VCALENDAR\r\n");
  bytes = g_string_free_to_bytes (text);
  items = valise_calendar_split (bytes, NULL);
  g_assert_cmpuint (items->len, ==, 5000);
  g_test_message ("split: %.3f s", (g_get_monotonic_time () - start) / 1e6);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (g_ptr_array_index (items, i),
                                                                   NULL);
      g_autoptr (GArray) occurrences = expand_2025 (calendar, here);

      g_assert_cmpuint (occurrences->len, ==, 53);
    }
  g_test_message ("expand: %.3f s", (g_get_monotonic_time () - start) / 1e6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  corpus_add ("ical", "/calendar/shown", test_shown);
  corpus_add ("ical", "/calendar/untouched", test_untouched);
  corpus_add ("ical", "/calendar/mutated", test_mutated);
  g_test_add_func ("/calendar/split", test_split);
  g_test_add_func ("/calendar/split-without-uid", test_split_without_uid);
  g_test_add_func ("/calendar/summary", test_summary);
  g_test_add_func ("/calendar/no-item", test_no_item);
  g_test_add_func ("/calendar/huge", test_huge);
  return g_test_run ();
}
