/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Series: their changed and removed occurrences, rules that cannot be said, ways to count days. */

#include "remote/kerio/calendar.h"
#include "remote/kerio/exceptions.h"
#include "remote/kerio/series-zone.h"

#include <string.h>

#include "format/civil.h"
#include "format/recurrence.h"
#include "model/error.h"
#include "net/json.h"

#include <json-glib/json-glib.h>

static ValiseKerioContext context;

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  return json_node_dup_object (node);
}

#define SERIES(days)                                                                               \
  "{\"id\":\"e1\",\"summary\":\"Weekly\",\"start\":\"20260803T090000+0200\",\"end\":"              \
  "\"20260803T100000+0200\",\"rule\":{\"isSet\":true,\"frequency\":\"Weekly\",\"endBy\":{"         \
  "\"type\":\"ByRecurrenceDate\",\"date\":\"20260831T235959+0200\"},\"preciseBy\":{\"byDay\":"     \
  "[" days "],\"byMonthDay\":[],\"byMonth\":[],\"byPosition\":[],\"byInterval\":1}}}"

/* Mondays are the 3rd, 10th, 17th, 24th and 31st. The 10th was removed; the 17th is a Tuesday. */
static const char occurrences[]
    = "{\"list\":["
      "{\"id\":\"o1\",\"start\":\"20260803T090000+0200\",\"end\":\"20260803T100000+0200\"},"
      "{\"id\":\"o3\",\"start\":\"20260818T110000+0200\",\"end\":\"20260818T120000+0200\","
      "\"isException\":true,\"summary\":\"Moved\"},"
      "{\"id\":\"o4\",\"start\":\"20260824T090000+0200\",\"end\":\"20260824T100000+0200\"},"
      "{\"id\":\"o5\",\"start\":\"20260831T090000+0200\",\"end\":\"20260831T100000+0200\"}]}";

static GBytes *
read_series (void)
{
  g_autoptr (JsonObject) event = parse (SERIES ("1"));
  g_autoptr (JsonObject) told = parse (occurrences);

  return valise_kerio_event_read (event, valise_json_array (told, "list"), "uid", &context);
}

static GArray *
expand (GBytes *content)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, NULL);

  return valise_recurrence_expand (calendar, context.from, context.to, context.here, NULL);
}

static void
test_read (void)
{
  static const int days[] = { 3, 18, 24, 31 };
  g_autoptr (GBytes) content = read_series ();
  g_autoptr (GArray) found = expand (content);

  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (days));
  for (guint i = 0; i < found->len; i++)
    {
      const ValiseOccurrence *one = &g_array_index (found, ValiseOccurrence, i);

      g_assert_cmpint (valise_civil_date (valise_civil_day_of (one->start)).day, ==, days[i]);
    }
  g_assert_true (valise_kerio_exceptions_needed (content));
}

/* What the server has already is not removed again, and a changed one is written to its own id. */
static void
test_write_again (void)
{
  g_autoptr (GBytes) content = read_series ();
  g_autoptr (JsonObject) told = parse (occurrences);
  g_autoptr (ValiseKerioExceptions) exceptions = valise_kerio_exceptions_write (
      content, valise_json_array (told, "list"), &context, NULL);

  g_assert_cmpuint (exceptions->remove->len, ==, 0);
  g_assert_cmpuint (exceptions->set->len, ==, 1);
  g_assert_cmpstr (valise_json_string (exceptions->set->pdata[0], "id"), ==, "o3");
  g_assert_cmpstr (valise_json_string (exceptions->set->pdata[0], "summary"), ==, "Moved");
  g_assert_cmpstr (valise_json_string (exceptions->set->pdata[0], "modification"), ==,
                   "modifyThis");
}

static void
test_write_first (void)
{
  g_autoptr (GBytes) content = read_series ();
  g_autoptr (JsonObject) told = parse (
      "{\"list\":[{\"id\":\"n1\",\"start\":\"20260803T090000+0200\"},"
      "{\"id\":\"n2\",\"start\":\"20260810T090000+0200\"},"
      "{\"id\":\"n3\",\"start\":\"20260817T090000+0200\"},"
      "{\"id\":\"n4\",\"start\":\"20260824T090000+0200\"},"
      "{\"id\":\"n5\",\"start\":\"20260831T090000+0200\"}]}");
  g_autoptr (ValiseKerioExceptions) exceptions = valise_kerio_exceptions_write (
      content, valise_json_array (told, "list"), &context, NULL);

  g_assert_cmpuint (exceptions->remove->len, ==, 1);
  g_assert_cmpstr (exceptions->remove->pdata[0], ==, "n2");
  g_assert_cmpuint (exceptions->set->len, ==, 1);
  g_assert_cmpstr (valise_json_string (exceptions->set->pdata[0], "id"), ==, "n3");
}

/* A server that understands the rule in another way must not empty the series. */
static void
test_disagree (void)
{
  g_autoptr (JsonObject) event = parse (SERIES ("1"));
  g_autoptr (JsonObject) told = parse (
      "{\"list\":[{\"id\":\"o1\",\"start\":\"20260804T090000+0200\"},"
      "{\"id\":\"o2\",\"start\":\"20260811T090000+0200\"}]}");
  g_autoptr (GBytes) content = valise_kerio_event_read (event, valise_json_array (told, "list"),
                                                        "uid", &context);
  g_autoptr (GArray) found = expand (content);

  g_assert_cmpuint (found->len, ==, 5);
}

static void
test_days (void)
{
  static const struct
  {
    const char *numbers;
    ValiseKerioDays days;
    const char *words;
  } ways[] = {
    { "0,1", VALISE_KERIO_DAYS_SUNDAY_0, "BYDAY=SU,MO" },
    { "1,2", VALISE_KERIO_DAYS_SUNDAY_1, "BYDAY=SU,MO" },
    { "7,1", VALISE_KERIO_DAYS_MONDAY_1, "BYDAY=SU,MO" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"isSet\":true,\"frequency\":\"Weekly\",\"preciseBy\":{\"byDay\":[%s]}}",
          ways[i].numbers);
      g_autoptr (JsonObject) rule = parse (text);
      ValiseKerioContext counted = context;
      ValiseComponent *event = valise_component_new ("VEVENT");

      counted.days = ways[i].days;
      valise_kerio_read_rule (rule, &counted, FALSE, event);
      g_assert_nonnull (strstr (valise_component_find (event, "RRULE")->value, ways[i].words));
      g_assert_true (valise_kerio_rule_fits (rule, 1, ways[i].days));
      g_assert_false (valise_kerio_rule_fits (rule, 3, ways[i].days));
      valise_component_free (event);
    }
}

static void
test_refused (void)
{
  static const char *const rules[] = {
    "RRULE:FREQ=HOURLY",
    "RRULE:FREQ=YEARLY;BYWEEKNO=20",
    "RRULE:FREQ=YEARLY;BYYEARDAY=100",
    "RRULE:FREQ=MONTHLY;BYDAY=1MO,2TU",
    "RRULE:FREQ=DAILY;BYHOUR=9,17",
    "RDATE:20260901T090000Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *text = g_strdup_printf ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n"
                                    "DTSTART:20260803T070000Z\r\n%s\r\nEND:VEVENT\r\n"
                                    "END:VCALENDAR\r\n",
                                    rules[i]);
      g_autoptr (GBytes) content = g_bytes_new_take (text, strlen (text));
      g_autoptr (GError) error = NULL;

      g_assert_null (valise_kerio_event_write (content, &context, &error));
      g_assert_true (valise_error_is (error, VALISE_ERROR_INVALID));
      g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_ITEM);
    }
}

static GBytes *
make_event (const char *lines)
{
  char *text = g_strdup_printf ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n%s"
                                "END:VEVENT\r\nEND:VCALENDAR\r\n",
                                lines);

  return g_bytes_new_take (text, strlen (text));
}

static JsonObject *
write_event (const char *lines, GError **error)
{
  g_autoptr (GBytes) content = make_event (lines);

  return valise_kerio_event_write (content, &context, error);
}

/* A series at the hours of another zone would be moved by an hour, or to another day. */
static void
test_other_zone (void)
{
  static const struct
  {
    const char *lines;
    gboolean fits;
  } cases[] = {
    { "DTSTART;TZID=America/New_York:20260803T200000\r\nRRULE:FREQ=WEEKLY\r\n", FALSE },
    { "DTSTART;TZID=America/New_York:20260803T200000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3\r\n",
      FALSE },
    { "DTSTART;TZID=America/New_York:20260803T080000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3\r\n",
      TRUE },
    { "DTSTART;TZID=America/New_York:20260803T080000\r\n"
      "RRULE:FREQ=WEEKLY;UNTIL=20260901T000000Z\r\n",
      TRUE },
    { "DTSTART;TZID=Europe/London:20260803T200000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n", TRUE },
    { "DTSTART:20260803T080000Z\r\nRRULE:FREQ=DAILY\r\n", FALSE },
    { "DTSTART;VALUE=DATE:20260803\r\nRRULE:FREQ=DAILY\r\n", TRUE },
    { "DTSTART:20260803T080000\r\nRRULE:FREQ=DAILY\r\n", TRUE },
    { "DTSTART;TZID=America/New_York:20260803T200000\r\n", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) content = make_event (cases[i].lines);

      g_test_message ("%s", cases[i].lines);
      g_assert_cmpint (valise_kerio_series_check_zone (content, NULL, &context, &error), ==,
                       cases[i].fits);
      if (!cases[i].fits)
        g_assert_nonnull (strstr (error->message, "Europe/Berlin"));
    }
}

/* It is on the server already, from when the user was elsewhere. */
static void
test_was_elsewhere (void)
{
  g_autoptr (GBytes) content = make_event (
      "DTSTART;TZID=America/New_York:20260803T200000\r\nRRULE:FREQ=WEEKLY\r\n");
  g_autoptr (JsonObject) same = parse ("{\"start\":\"20260804T020000+0200\"}");
  g_autoptr (JsonObject) other = parse ("{\"start\":\"20260804T030000+0200\"}");

  g_assert_true (valise_kerio_series_check_zone (content, same, &context, NULL));
  g_assert_false (valise_kerio_series_check_zone (content, other, &context, NULL));
}

#define ALARM(trigger)                                                                             \
  "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:" trigger "\r\nEND:VALARM\r\n"

/* The API has room for one: the first. */
static void
test_reminders (void)
{
  g_autoptr (JsonObject) one = write_event ("DTSTART:20260803T070000Z\r\n" ALARM ("-PT15M"), NULL);
  g_autoptr (JsonObject) two = write_event (
      "DTSTART:20260803T070000Z\r\n" ALARM ("-PT15M") ALARM ("-P1D"), NULL);

  g_assert_cmpint (valise_json_int (valise_json_object (one, "reminder"), "minutesBeforeStart", 0),
                   ==, 15);
  g_assert_cmpint (valise_json_int (valise_json_object (two, "reminder"), "minutesBeforeStart", 0),
                   ==, 15);
}

/* The reminder of a task that is only due comes before that. */
static void
test_reminder_of_task (void)
{
  static const char text[] = "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:u\r\nDUE:20260803T070000Z\r\n"
                             "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\n"
                             "TRIGGER;RELATED=END:-PT15M\r\nEND:VALARM\r\n"
                             "END:VTODO\r\nEND:VCALENDAR\r\n";
  g_autoptr (GBytes) content = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonObject) task = valise_kerio_task_write (content, &context, NULL);
  g_autoptr (GBytes) back = valise_kerio_task_read (task, "u", &context);
  g_autofree char *said = g_strndup (g_bytes_get_data (back, NULL), g_bytes_get_size (back));

  g_assert_cmpint (valise_json_int (valise_json_object (task, "reminder"), "minutesBeforeStart", 0),
                   ==, 15);
  g_assert_nonnull (strstr (said, "TRIGGER;RELATED=END:-PT15M\r\n"));
}

/* Five times is until the fifth. */
static void
test_count (void)
{
  static const char text[] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n"
                             "DTSTART:20260803T070000Z\r\nRRULE:FREQ=DAILY;COUNT=5\r\n"
                             "END:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autoptr (GBytes) content = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonObject) event = valise_kerio_event_write (content, &context, NULL);
  JsonObject *end = valise_json_object (valise_json_object (event, "rule"), "endBy");

  g_assert_cmpstr (valise_json_string (end, "date"), ==, "20260807T090000+0200");
}

int
main (int argc, char **argv)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  g_test_init (&argc, &argv, NULL);
  context.here = valise_zone_new_system (zone);
  context.from = valise_civil_days (2026, 1, 1) * VALISE_DAY_SECONDS;
  context.to = valise_civil_days (2027, 1, 1) * VALISE_DAY_SECONDS;
  g_test_add_func ("/kerio/series/read", test_read);
  g_test_add_func ("/kerio/series/write-again", test_write_again);
  g_test_add_func ("/kerio/series/write-first", test_write_first);
  g_test_add_func ("/kerio/series/disagree", test_disagree);
  g_test_add_func ("/kerio/series/days", test_days);
  g_test_add_func ("/kerio/series/refused", test_refused);
  g_test_add_func ("/kerio/series/count", test_count);
  g_test_add_func ("/kerio/series/other-zone", test_other_zone);
  g_test_add_func ("/kerio/series/was-elsewhere", test_was_elsewhere);
  g_test_add_func ("/kerio/series/reminders", test_reminders);
  g_test_add_func ("/kerio/series/reminder-of-task", test_reminder_of_task);
  return g_test_run ();
}
