/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recurrence rules in the parts that a form asks for. */

#include "format/repeat.h"

#include <string.h>

/* What is not touched is not changed. */
static void
test_kept (void)
{
  static const char *const rules[] = {
    "FREQ=DAILY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20301231",
    "FREQ=DAILY;X-OTHER=kept;COUNT=3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (ValiseRepeat) repeat = valise_repeat_parse (rules[i]);
      g_autofree char *back = valise_repeat_write (repeat);

      g_assert_cmpstr (back, ==, rules[i]);
    }
  g_assert_null (valise_repeat_parse ("every now and then"));
}

static void
test_weekdays (void)
{
  g_autoptr (ValiseRepeat) repeat = valise_repeat_parse ("FREQ=WEEKLY;BYDAY=FR;WKST=SU");
  g_autofree char *rule = NULL;

  g_assert_cmpint (valise_repeat_weekdays (repeat), ==, 1 << 5);
  valise_repeat_set_weekdays (repeat, 1 << 0 | 1 << 1 | 1 << 6);
  rule = valise_repeat_write (repeat);
  g_assert_cmpstr (rule, ==, "FREQ=WEEKLY;BYDAY=MO,SA,SU;WKST=SU");
  valise_repeat_set_weekdays (repeat, 0);
  g_assert_cmpstr (repeat->days, ==, "WKST=SU");
}

static void
test_suggest (void)
{
  static const struct
  {
    const char *start;
    const char *days;
  } cases[] = {
    { "2026-03-03 10:00", "|BYDAY=1TU" },          { "2026-03-24", "|BYDAY=4TU" },
    { "2026-03-25", "|BYDAY=4WE|BYDAY=-1WE" },     { "2026-03-31", "|BYDAY=-1TU|BYMONTHDAY=-1" },
    { "2028-02-29", "|BYDAY=-1TU|BYMONTHDAY=-1" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) days = valise_repeat_suggest_days (VALISE_FREQ_MONTHLY, cases[i].start);
      g_autofree char *joined = g_strjoinv ("|", days);

      g_assert_cmpstr (joined, ==, cases[i].days);
    }
}

/* A rule that is bound to the day of the start follows it; any other stays. */
static void
test_move (void)
{
  static const struct
  {
    const char *rule, *from, *to, *moved;
  } cases[] = {
    { "FREQ=WEEKLY;BYDAY=MO", "2026-03-02 10:00", "2026-03-03 10:00", "FREQ=WEEKLY;BYDAY=TU" },
    { "FREQ=WEEKLY;BYDAY=MO,WE", "2026-03-02", "2026-03-03", "FREQ=WEEKLY;BYDAY=MO,WE" },
    { "FREQ=WEEKLY;BYDAY=FR", "2026-03-02", "2026-03-03", "FREQ=WEEKLY;BYDAY=FR" },
    { "FREQ=WEEKLY", "2026-03-02", "2026-03-03", "FREQ=WEEKLY" },
    { "FREQ=MONTHLY;BYDAY=1MO", "2026-03-02", "2026-03-11", "FREQ=MONTHLY;BYDAY=2WE" },
    { "FREQ=MONTHLY;BYDAY=-1TU", "2026-03-31", "2026-03-25", "FREQ=MONTHLY;BYDAY=-1WE" },
    { "FREQ=MONTHLY;BYDAY=-1TU", "2026-03-31", "2026-03-04", "FREQ=MONTHLY" },
    { "FREQ=MONTHLY;BYDAY=3FR", "2026-03-02", "2026-03-11", "FREQ=MONTHLY;BYDAY=3FR" },
    { "FREQ=WEEKLY;BYDAY=MO", "2026-03-02", "2026-0", "FREQ=WEEKLY;BYDAY=MO" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ValiseRepeat) repeat = valise_repeat_parse (cases[i].rule);
      g_autofree char *moved = NULL;

      valise_repeat_move (repeat, cases[i].from, cases[i].to);
      moved = valise_repeat_write (repeat);
      g_assert_cmpstr (moved, ==, cases[i].moved);
    }
}

static ValiseCalendar *
make_event (const char *start, const char *rule)
{
  g_autofree char *text = g_strdup_printf (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
      "DTSTAMP:20260101T000000Z\r\nDTSTART%s\r\nRRULE:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      start, rule);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  ValiseCalendar *calendar = valise_calendar_parse (bytes, &error);

  g_assert_no_error (error);
  return calendar;
}

/* UNTIL is the last day in a form, and of the kind of DTSTART in a file (RFC 5545 section 3.3.10).
 */
static void
test_until (void)
{
  static const struct
  {
    const char *start, *in_file, *in_form, *written;
  } cases[] = {
    { ";VALUE=DATE:20260302", "20260330", "20260330", "20260330" },
    { ";VALUE=DATE:20260302", "20260330T235959Z", "20260330", "20260330" },
    { ":20260302T100000Z", "20260330T100000Z", "20260330", "20260330T235959Z" },
    /* It is over before the hour of that day has come. */
    { ":20260302T100000Z", "20260330T095959Z", "20260329", "20260329T235959Z" },
    { ":20260302T100000", "20260330T235959", "20260330", "20260330T235959" },
    { ";TZID=Europe/Berlin:20260302T100000", "20260330T215959Z", "20260330", "20260330T215959Z" },
    { ";TZID=America/New_York:20260302T200000", "20260331T000000Z", "20260330",
      "20260331T035959Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rule = g_strconcat ("FREQ=DAILY;UNTIL=", cases[i].in_file, NULL);
      g_autoptr (ValiseCalendar) calendar = make_event (cases[i].start, rule);
      g_autofree char *read = valise_repeat_read (calendar);
      g_autofree char *written = valise_repeat_fit_until (calendar, read);

      g_assert_true (g_str_has_prefix (read, "FREQ=DAILY;UNTIL="));
      g_assert_cmpstr (strrchr (read, '=') + 1, ==, cases[i].in_form);
      g_assert_cmpstr (strrchr (written, '=') + 1, ==, cases[i].written);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repeat/kept", test_kept);
  g_test_add_func ("/repeat/weekdays", test_weekdays);
  g_test_add_func ("/repeat/suggest", test_suggest);
  g_test_add_func ("/repeat/move", test_move);
  g_test_add_func ("/repeat/until", test_until);
  return g_test_run ();
}
