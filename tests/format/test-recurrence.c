/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/recurrence.h"

#include "format/civil.h"
#include "format/recurrence-rule.h"

#include <libical/ical.h>
#include <string.h>

static ValiseZone *
zone_named (const char *name)
{
  ValiseZone *zone = valise_zone_resolve (name, NULL);

  g_assert_nonnull (zone);
  return zone;
}

/* "2025-03-30 10:00" on the clock of @zone. */
static gint64
at (const ValiseZone *zone, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);
  g_autofree char *joined = g_strjoin ("T", parts[0], parts[1], NULL);
  gint64 seconds;
  gboolean is_date, utc;

  g_assert_true (valise_civil_parse (joined, &seconds, &is_date, &utc));
  return valise_zone_to_utc (zone, seconds);
}

static void
append_time (GString *out, const ValiseZone *zone, gint64 utc, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (valise_zone_to_local (zone, utc));
  g_autofree char *text = g_date_time_format (time, format);

  g_string_append (out, text);
}

/* The occurrences of an event made of @lines, one a line, as a user in @where sees them. */
static char *
list (const char *lines, const char *from, const char *to, const char *where)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n%s\n"
                                           "END:VEVENT\nEND:VCALENDAR\n",
                                           lines);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (bytes, &error);
  g_autoptr (ValiseZone) here = zone_named (where);
  g_autoptr (GArray) occurrences = NULL;
  GString *out = g_string_new (NULL);
  gboolean complete;

  g_assert_no_error (error);
  occurrences = valise_recurrence_expand (calendar, at (here, from), at (here, to), here,
                                          &complete);
  g_assert_true (complete);
  for (guint i = 0; i < occurrences->len; i++)
    {
      const ValiseOccurrence *occurrence = &g_array_index (occurrences, ValiseOccurrence, i);

      append_time (out, here, occurrence->start, occurrence->all_day ? "%F" : "%F %R");
      if (occurrence->end != occurrence->start)
        append_time (out, here, occurrence->end, occurrence->all_day ? "..%F" : "..%R");
      g_string_append_printf (out, "%s\n", occurrence->changed ? " changed" : "");
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  const char *lines, *from, *to, *where;
  const char *expected;
} Case;

static const Case cases[] = {
  { "once", "DTSTART:20250330T080000Z\nDTEND:20250330T090000Z", "2025-03-30", "2025-03-31",
    "Europe/Berlin", "2025-03-30 10:00..11:00\n" },
  { "not-in-span", "DTSTART:20250330T080000Z\nDTEND:20250330T090000Z", "2025-03-31", "2025-04-30",
    "Europe/Berlin", "" },
  { "ends-at-start-of-span", "DTSTART:20250330T200000Z\nDTEND:20250330T220000Z", "2025-03-31",
    "2025-04-01", "Europe/Berlin", "" },
  { "runs-into-span", "DTSTART:20250328T200000Z\nDURATION:P4D", "2025-03-31", "2025-04-01",
    "Europe/Berlin", "2025-03-28 21:00..22:00\n" },
  { "no-end", "DTSTART:20250330T220000Z", "2025-03-31", "2025-04-01", "Europe/Berlin",
    "2025-03-31 00:00\n" },
  { "end-before-start", "DTSTART:20250330T100000Z\nDTEND:20250330T090000Z", "2025-03-30",
    "2025-03-31", "UTC", "2025-03-30 10:00\n" },
  { "negative-duration", "DTSTART:20250330T100000Z\nDURATION:-PT1H", "2025-03-30", "2025-03-31",
    "UTC", "2025-03-30 10:00\n" },
  { "all-day", "DTSTART;VALUE=DATE:20250330", "2025-03-30", "2025-03-31", "America/New_York",
    "2025-03-30..2025-03-31\n" },
  { "all-day-other-day", "DTSTART;VALUE=DATE:20250330\nDTEND;VALUE=DATE:20250330", "2025-03-31",
    "2025-04-01", "Pacific/Auckland", "" },
  { "floating", "DTSTART:20250330T100000\nDTEND:20250330T110000", "2025-03-30", "2025-03-31",
    "Asia/Tokyo", "2025-03-30 10:00..11:00\n" },
  { "keeps-hour-over-dst",
    "DTSTART;TZID=Europe/Berlin:20250322T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3",
    "2025-03-01", "2025-05-01", "UTC",
    "2025-03-22 09:00..10:00\n2025-03-29 09:00..10:00\n2025-04-05 08:00..09:00\n" },
  { "hour-that-is-not-there",
    "DTSTART;TZID=Europe/Berlin:20250329T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3",
    "2025-03-01", "2025-05-01", "Europe/Berlin",
    "2025-03-29 02:30..03:30\n2025-03-30 03:30..04:30\n2025-03-31 02:30..03:30\n" },
  { "hour-that-is-there-twice", "DTSTART;TZID=Europe/Berlin:20251026T023000\nDURATION:PT1H",
    "2025-10-01", "2025-11-01", "UTC", "2025-10-26 00:30..01:30\n" },
  { "whole-days-over-dst",
    "DTSTART;VALUE=DATE:20250329\nDTEND;VALUE=DATE:20250331\nRRULE:FREQ=MONTHLY;COUNT=2",
    "2025-03-01", "2025-05-01", "Europe/Berlin",
    "2025-03-29..2025-03-31\n2025-04-29..2025-05-01\n" },
  { "leap-day", "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY", "2024-01-01", "2033-01-01", "UTC",
    "2024-02-29..2024-03-01\n2028-02-29..2028-03-01\n2032-02-29..2032-03-01\n" },
  { "day-31", "DTSTART;VALUE=DATE:20250131\nRRULE:FREQ=MONTHLY", "2025-01-01", "2025-06-01", "UTC",
    "2025-01-31..2025-02-01\n2025-03-31..2025-04-01\n2025-05-31..2025-06-01\n" },
  { "last-day", "DTSTART;VALUE=DATE:20250131\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1", "2025-02-01",
    "2025-04-01", "UTC", "2025-02-28..2025-03-01\n2025-03-31..2025-04-01\n" },
  { "exdate-and-rdate",
    "DTSTART:20250101T100000Z\nRRULE:FREQ=DAILY;UNTIL=20250104T100000Z\n"
    "EXDATE:20250102T100000Z,20250103T100000Z\nRDATE:20250110T120000Z\n"
    "RDATE;VALUE=PERIOD:20250111T120000Z/PT2H,20250112T120000Z/20250112T130000Z",
    "2025-01-01", "2025-02-01", "UTC",
    "2025-01-01 10:00\n2025-01-04 10:00\n2025-01-10 12:00\n2025-01-11 12:00..14:00\n"
    "2025-01-12 12:00..13:00\n" },
  { "exdate-in-another-zone",
    "DTSTART;TZID=Europe/Berlin:20250101T100000\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20250102T090000Z",
    "2025-01-01", "2025-02-01", "UTC", "2025-01-01 09:00\n" },
  { "exdate-without-time",
    "DTSTART;TZID=Europe/Berlin:20250101T100000\nRRULE:FREQ=DAILY;COUNT=2\n"
    "EXDATE;VALUE=DATE:20250102",
    "2025-01-01", "2025-02-01", "UTC", "2025-01-01 09:00\n" },
  { "until-is-a-date",
    "DTSTART;TZID=Europe/Berlin:20250101T230000\nRRULE:FREQ=DAILY;UNTIL=20250102", "2025-01-01",
    "2025-02-01", "Europe/Berlin", "2025-01-01 23:00\n2025-01-02 23:00\n" },
  { "until-in-utc",
    "DTSTART;TZID=America/New_York:20250101T230000\nRRULE:FREQ=DAILY;UNTIL=20250103T040000Z",
    "2025-01-01", "2025-02-01", "America/New_York", "2025-01-01 23:00\n2025-01-02 23:00\n" },
  { "outlook-days", "DTSTART:20250106T100000Z\nRRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO, FR",
    "2025-01-01", "2025-02-01", "UTC", "2025-01-06 10:00\n2025-01-10 10:00\n2025-01-13 10:00\n" },
  { "windows-zone", "DTSTART;TZID=\"W. Europe Standard Time\":20250701T100000\nDURATION:PT1H",
    "2025-07-01", "2025-08-01", "UTC", "2025-07-01 08:00..09:00\n" },
  { "prefixed-zone",
    "DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Berlin:20250701T100000",
    "2025-07-01", "2025-08-01", "UTC", "2025-07-01 08:00\n" },
  { "unknown-zone", "DTSTART;TZID=../../etc/passwd:20250701T100000", "2025-07-01", "2025-08-01",
    "Europe/Berlin", "2025-07-01 10:00\n" },
  { "broken-rule", "DTSTART:20250701T100000Z\nRRULE:FREQ=WEEKLY;BYDAY=XX", "2025-07-01",
    "2025-09-01", "UTC", "2025-07-01 10:00\n" },
  { "every-five-hours", "DTSTART:20250101T100000Z\nRRULE:FREQ=HOURLY;INTERVAL=5", "2025-01-10",
    "2025-01-11", "UTC",
    "2025-01-10 04:00\n2025-01-10 09:00\n2025-01-10 14:00\n2025-01-10 19:00\n" },
  { "far-away", "DTSTART:19700101T100000Z\nRRULE:FREQ=SECONDLY", "2025-01-10 10:00:00",
    "2025-01-10 10:00:02", "UTC", "2025-01-10 10:00\n2025-01-10 10:00\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *this = data;
  g_autofree char *listed = list (this->lines, this->from, this->to, this->where);

  g_assert_cmpstr (listed, ==, this->expected);
}

/* A changed occurrence takes the place of its own, wherever it went. */
static void
test_overrides (void)
{
  const char *lines = "DTSTART;TZID=Europe/Berlin:20250303T100000\nDURATION:PT1H\n"
                      "RRULE:FREQ=WEEKLY;COUNT=5\nEND:VEVENT\n"
                      "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20250310T100000\n"
                      "DTSTART;TZID=Europe/Berlin:20250311T150000\nDURATION:PT2H\nEND:VEVENT\n"
                      "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20250317T090000Z\n"
                      "DTSTART;TZID=Europe/Berlin:20250501T100000\nDURATION:PT1H\nEND:VEVENT\n"
                      "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;VALUE=DATE:20250324\n"
                      "DTSTART;TZID=Europe/Berlin:20250304T080000";
  g_autofree char *march = list (lines, "2025-03-01", "2025-04-01", "Europe/Berlin");
  g_autofree char *week = list (lines, "2025-03-10", "2025-03-11", "Europe/Berlin");
  g_autofree char *may = list (lines, "2025-05-01", "2025-06-01", "Europe/Berlin");

  g_assert_cmpstr (march, ==,
                   "2025-03-03 10:00..11:00\n2025-03-04 08:00 changed\n"
                   "2025-03-11 15:00..17:00 changed\n2025-03-31 10:00..11:00\n");
  g_assert_cmpstr (week, ==, "");
  g_assert_cmpstr (may, ==, "2025-05-01 10:00..11:00 changed\n");
}

/* Rules that were made to hurt: the answer comes at once, and says when it is not whole. */
static void
test_hostile (void)
{
  const char *const rules[] = {
    "FREQ=SECONDLY",
    "FREQ=SECONDLY;COUNT=2147483647",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
    "FREQ=MINUTELY;BYYEARDAY=366;BYMONTH=1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;COUNT=3",
    "FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=100",
    "FREQ=YEARLY;INTERVAL=1000000",
    "FREQ=SECONDLY;INTERVAL=1000000;COUNT=2000000000",
    "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;"
    "BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,"
    "30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59;"
    "BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29",
    "FREQ=YEARLY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,-366,366,1",
    "FREQ=SECONDLY;BYSECOND=60",
    "FREQ=DAILY;UNTIL=00010101",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "BEGIN:VEVENT\nUID:1\nDTSTART:00010101T000000Z\nRRULE:%s\nRRULE:%s\nEND:VEVENT\n",
          rules[i], rules[i]);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (bytes, NULL);
      g_autoptr (ValiseZone) utc = zone_named ("UTC");
      g_autoptr (GArray) occurrences = valise_recurrence_expand (calendar, at (utc, "2025-01-01"),
                                                                 at (utc, "2035-01-01"), utc, NULL);

      g_assert_cmpuint (occurrences->len, <, 50000);
    }
}

/* A zone that only the file knows, and one whose description says nothing. */
static void
test_described_zone (void)
{
  const char *text = "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\n"
                     "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0330\n"
                     "TZOFFSETTO:+0230\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
                     "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0230\n"
                     "TZOFFSETTO:+0330\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\n"
                     "END:VTIMEZONE\nBEGIN:VTIMEZONE\nTZID:Empty\nEND:VTIMEZONE\n"
                     "BEGIN:VTIMEZONE\nTZID:Fixed\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
                     "TZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (ValiseComponent) file = valise_component_parse (bytes, NULL);
  g_autoptr (ValiseZone) custom = valise_zone_resolve (
      "Customized Time Zone", valise_calendar_find_vtimezone (file, "Customized Time Zone"));
  g_autoptr (ValiseZone) empty = valise_zone_resolve (
      "Empty", valise_calendar_find_vtimezone (file, "Empty"));
  g_autoptr (ValiseZone) fixed = valise_zone_resolve (
      "Fixed", valise_calendar_find_vtimezone (file, "Fixed"));
  g_autoptr (ValiseZone) utc = zone_named ("UTC");

  g_assert_cmpint (valise_zone_get_offset (custom, at (utc, "2025-01-15")), ==, 9000);
  g_assert_cmpint (valise_zone_get_offset (custom, at (utc, "2025-07-15")), ==, 12600);
  g_assert_cmpint (at (custom, "2025-03-30 02:30"), ==, at (utc, "2025-03-30 00:00"));
  g_assert_cmpint (at (custom, "2025-10-26 02:30"), ==, at (utc, "2025-10-25 23:00"));
  g_assert_null (empty);
  g_assert_cmpint (valise_zone_get_offset (fixed, 0), ==, -18000);
}

/* Every zone that Windows knows is one of this system. */
static void
test_windows_zones (void)
{
  const char *const names[] = { "AUS Central Standard Time",
                                "dateline standard time",
                                "Yukon Standard Time",
                                "W. Europe Standard Time",
                                "UTC",
                                "Pacific Standard Time" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ValiseZone) zone = valise_zone_resolve (names[i], NULL);

      g_assert_nonnull (zone);
    }
}

/* One to three numbers in order: libical does not sort them. */
static void
append_list (GString *rule, GRand *rand, const char *name, int min, int max, gboolean negative)
{
  int number = g_rand_int_range (rand, min, max + 1);

  if (negative && g_rand_int_range (rand, 0, 3) == 0)
    {
      g_string_append_printf (rule, ";%s=-%d", name, number);
      return;
    }
  g_string_append_printf (rule, ";%s=%d", name, number);
  while ((number += g_rand_int_range (rand, 1, max / 2)) <= max)
    g_string_append_printf (rule, ",%d", number);
}

static void
append_days (GString *rule, GRand *rand, gboolean ordinal)
{
  static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  int day = g_rand_int_range (rand, 0, 7);
  const char *separator = ";BYDAY=";

  for (; day < 7; day += g_rand_int_range (rand, 1, 4))
    {
      g_string_append (rule, separator);
      if (ordinal)
        g_string_append_printf (rule, "%d", g_rand_boolean (rand) ? 1 : -1);
      g_string_append (rule, days[day]);
      separator = ",";
    }
}

/* A rule of a kind that people make. */
static char *
make_rule (GRand *rand)
{
  static const char *const freqs[] = { "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  int freq = g_rand_int_range (rand, 0, 5);
  GString *rule = g_string_new (NULL);

  g_string_printf (rule, "FREQ=%s;INTERVAL=%d", freqs[freq], g_rand_int_range (rand, 1, 4));
  if (g_rand_int_range (rand, 0, 4) == 0)
    append_list (rule, rand, "BYMONTH", 1, 12, FALSE);
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      append_days (rule, rand, FALSE);
      break;
    case 1:
      if (freq >= 3)
        append_days (rule, rand, TRUE);
      break;
    case 2:
      /* A yearly rule without a month means every month here, the month of the start there. */
      if (freq != 2 && (freq != 4 || strstr (rule->str, "BYMONTH=") != NULL))
        append_list (rule, rand, "BYMONTHDAY", 1, 28, freq >= 3);
      break;
    case 3:
      if (freq == 4)
        append_list (rule, rand, "BYYEARDAY", 1, 365, TRUE);
      break;
    default:
      break;
    }
  if (freq > 0 && g_rand_int_range (rand, 0, 5) == 0)
    append_list (rule, rand, "BYHOUR", 0, 23, FALSE);
  if (g_rand_int_range (rand, 0, 5) == 0)
    append_list (rule, rand, "BYMINUTE", 0, 59, FALSE);
  /* libical picks whole days only. */
  if (freq >= 3 && g_rand_int_range (rand, 0, 4) == 0 && strstr (rule->str, "BYHOUR") == NULL
      && strstr (rule->str, "BYMINUTE") == NULL)
    g_string_append (rule, g_rand_boolean (rand) ? ";BYSETPOS=1" : ";BYSETPOS=-1");
  if (g_rand_int_range (rand, 0, 3) == 0)
    g_string_append (rule, ";COUNT=7");
  return g_string_free (rule, FALSE);
}

static gint64
from_libical (struct icaltimetype time)
{
  return valise_civil_days (time.year, time.month, time.day) * VALISE_DAY_SECONDS + time.hour * 3600
         + time.minute * 60 + time.second;
}

/* The same times as libical finds, for thousands of rules that it is right about. It is only asked
 * for times that exist: for others it searches for minutes. */
static void
test_like_libical (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5545);
  guint compared = 0;

  for (guint round = 0; round < 2000; round++)
    {
      g_autofree char *text = make_rule (rand);
      struct icalrecurrencetype rule = icalrecurrencetype_from_string (text);
      g_autoptr (ValiseRule) ours = valise_rule_parse (text);
      g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 start = valise_civil_days (2024, 1, 15 + (int)(round % 17)) * VALISE_DAY_SECONDS
                     + 34200;
      gint64 end = start + (ours->freq == VALISE_FREQ_HOURLY ? 400 : 3000) * VALISE_DAY_SECONDS;
      icalrecur_iterator *theirs;
      guint budget = 10 * 1000 * 1000;
      g_autofree char *first = NULL;

      /* The first of the times is the start, as every program makes it. */
      g_assert_true (valise_rule_expand (ours, start, start, end, &budget, times));
      if (times->len == 0)
        continue;
      start = g_array_index (times, gint64, 0);
      g_array_set_size (times, 0);
      g_assert_true (valise_rule_expand (ours, start, start, end, &budget, times));

      first = valise_civil_format (start, FALSE, FALSE);
      theirs = icalrecur_iterator_new (rule, icaltime_from_string (first));
      for (guint i = 0; theirs != NULL && i < MIN (times->len, 30); i++, compared++)
        {
          gint64 expected = from_libical (icalrecur_iterator_next (theirs));

          if (g_array_index (times, gint64, i) != expected)
            g_test_message ("%s from %s, time %u", text, first, i);
          g_assert_cmpint (g_array_index (times, gint64, i), ==, expected);
        }
      if (theirs != NULL)
        icalrecur_iterator_free (theirs);
    }
  g_test_message ("%u times compared", compared);
  g_assert_cmpuint (compared, >, 20 * 1000);
}

/* A span in the middle has what a walk from the start has there. */
static void
test_any_span (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gint64 start = valise_civil_days (2024, 1, 15) * VALISE_DAY_SECONDS + 34200;

  for (guint round = 0; round < 1000; round++)
    {
      g_autofree char *text = make_rule (rand);
      g_autoptr (ValiseRule) rule = valise_rule_parse (text);
      g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 from = start + g_rand_int_range (rand, -100, 3000) * (gint64)43200;
      gint64 to = from + g_rand_int_range (rand, 1, 200) * VALISE_DAY_SECONDS;
      guint budget = 5 * 1000 * 1000, n = 0;

      g_assert_true (valise_rule_expand (rule, start, start, to, &budget, all));
      g_assert_true (valise_rule_expand (rule, start, from, to, &budget, some));
      for (guint i = 0; i < all->len; i++)
        if (g_array_index (all, gint64, i) >= from)
          g_assert_cmpint (g_array_index (all, gint64, i), ==, g_array_index (some, gint64, n++));
      g_assert_cmpuint (n, ==, some->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recurrence/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/recurrence/overrides", test_overrides);
  g_test_add_func ("/recurrence/hostile", test_hostile);
  g_test_add_func ("/recurrence/like-libical", test_like_libical);
  g_test_add_func ("/recurrence/any-span", test_any_span);
  g_test_add_func ("/zone/described", test_described_zone);
  g_test_add_func ("/zone/windows", test_windows_zones);
  return g_test_run ();
}
