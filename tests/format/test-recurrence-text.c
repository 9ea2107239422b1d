/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people read of a rule and of a reminder. */

#include "format/calendar-view.h"

#include <string.h>

static const struct
{
  const char *rule;
  const char *words;
} rules[] = {
  { "FREQ=DAILY", "every day" },
  { "FREQ=HOURLY;INTERVAL=6", "every 6 hours" },
  { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2 weeks on Monday, Thursday" },
  { "FREQ=WEEKLY;WKST=SU;BYDAY=MO,SU", "every week on Sunday, Monday" },
  { "FREQ=MONTHLY;BYDAY=1MO", "every month on the first Monday" },
  { "FREQ=MONTHLY;BYDAY=4SA,-1SU", "every month on the fourth Saturday, the last Sunday" },
  { "FREQ=MONTHLY;BYDAY=5FR", "every month on Friday number 5" },
  { "FREQ=MONTHLY;BYDAY=-2WE", "every month on Wednesday number -2" },
  { "FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "every month on day 1, day 15, the last day" },
  { "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "every year on the last Sunday in March, October" },
  { "FREQ=YEARLY;BYMONTH=2", "every year in February" },
  { "FREQ=DAILY;COUNT=1", "every day, once" },
  { "FREQ=DAILY;INTERVAL=3;COUNT=7", "every 3 days, 7 times" },
  { "FREQ=WEEKLY;BYDAY=TU;UNTIL=20251231", "every week on Tuesday, until 2025-12-31" },
  { "FREQ=WEEKLY;BYDAY=XX", "by a rule that Valise cannot read" },
};

static const struct
{
  const char *trigger;
  const char *words;
} reminders[] = {
  { "TRIGGER:PT0S", "at the start" },
  { "TRIGGER;RELATED=END:PT0S", "at the end" },
  { "TRIGGER:-PT15M", "15 minutes before the start" },
  { "TRIGGER:-P1D", "1 day before the start" },
  { "TRIGGER:-P2W", "2 weeks before the start" },
  { "TRIGGER;RELATED=END:-PT90S", "90 seconds before the end" },
  { "TRIGGER:PT1H", "1 hour after the start" },
  { "TRIGGER;RELATED=END:PT2H", "2 hours after the end" },
};

static const struct
{
  const char *trigger;
  const char *words;
} due_reminders[] = {
  { "TRIGGER;RELATED=END:PT0S", "when it is due" },
  { "TRIGGER;RELATED=END:-PT15M", "15 minutes before it is due" },
  { "TRIGGER;RELATED=END:P1D", "1 day after it was due" },
  { "TRIGGER:-P1D", "1 day before the start" },
};

static ValiseCalendarView *
view_of (const char *rule, const char *trigger)
{
  g_autofree char *text = g_strdup_printf (
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n"
      "DTSTART:20250304T100000Z\nDTEND:20250304T110000Z\n"
      "RRULE:%s\nBEGIN:VALARM\nACTION:DISPLAY\n%s\nEND:VALARM\n"
      "END:VEVENT\nEND:VCALENDAR\n",
      rule, trigger);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  ValiseCalendarView *view = valise_calendar_view_new (bytes, NULL, &error);

  g_assert_no_error (error);
  return view;
}

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (ValiseCalendarView) view = view_of (rules[i].rule, "TRIGGER:PT0S");

      g_assert_cmpstr (view->recurrence, ==, rules[i].words);
    }
}

static void
test_reminders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reminders); i++)
    {
      g_autoptr (ValiseCalendarView) view = view_of ("FREQ=DAILY", reminders[i].trigger);

      g_assert_cmpstr (view->alarms[0], ==, reminders[i].words);
    }
}

/* The end of a task is when it is due. */
static void
test_reminders_of_tasks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (due_reminders); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nDUE:20250304T100000Z\nBEGIN:VALARM\n"
          "ACTION:DISPLAY\n%s\nEND:VALARM\nEND:VTODO\nEND:VCALENDAR\n",
          due_reminders[i].trigger);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (bytes, NULL, NULL);

      g_assert_cmpstr (view->alarms[0], ==, due_reminders[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence-text/rules", test_rules);
  g_test_add_func ("/recurrence-text/reminders", test_reminders);
  g_test_add_func ("/recurrence-text/reminders-of-tasks", test_reminders_of_tasks);
  return g_test_run ();
}
