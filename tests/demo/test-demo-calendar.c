/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events, their occurrences and exceptions. */

#include "fixture.h"

#define RULE(frequency, by_day, interval)                                                          \
  "'rule':{'isSet':true,'frequency':'" frequency                                                   \
  "','endBy':{'type':'ByRecurrenceNever','date':''},"                                              \
  "'preciseBy':{'byDay':[" by_day                                                                  \
  "],'byMonthDay':[],'byMonth':[],'byPosition':[],'byInterval':" interval "}}"

static JsonObject *
create (Client *client, const char *members)
{
  g_autofree char *calendar = client_folder (client, "Calendar");

  return client_result (client, "Events.create", "{'events':[{'folderId':'%s','summary':'x',%s}]}",
                        calendar, members);
}

/* Monday, 2 November 2026, 9:00. */
#define MONDAY "'start':'20261102T090000Z','end':'20261102T100000Z'"

static JsonObject *
occurrences (Client *client, const char *from, const char *to)
{
  g_autofree char *calendar = client_folder (client, "Calendar");

  return client_result (client, "Occurrences.get",
                        "{'folderIds':['%s'],'query':{'combining':'And','conditions':["
                        "{'fieldName':'start','comparator':'GreaterEq','value':'%s'},"
                        "{'fieldName':'end','comparator':'LessThan','value':'%s'}],"
                        "'orderBy':[{'columnName':'start','direction':'Asc'}]}}",
                        calendar, from, to);
}

static void
check_days (Client *client, const char *expected)
{
  JsonArray *list = valise_json_array (occurrences (client, "20261101T000000Z", "20261201T000000Z"),
                                       "list");
  g_autoptr (GString) days = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i++)
    g_string_append_printf (days, " %.2s",
                            valise_json_string (valise_json_object_at (list, i), "start")
                                + strlen ("202611"));
  g_assert_cmpstr (days->str, ==, expected);
}

static void
test_rules (void)
{
  static const struct
  {
    const char *members, *days;
  } rows[] = {
    { MONDAY, " 02" },
    { MONDAY "," RULE ("Daily", "", "7"), " 02 09 16 23 30" },
    { MONDAY "," RULE ("Weekly", "1,3", "2"), " 02 04 16 18 30" },
    { MONDAY "," RULE ("Weekly", "", "1"), " 02 09 16 23 30" },
    { MONDAY "," RULE ("Monthly", "", "1"), " 02" },
    { MONDAY "," RULE ("Yearly", "", "1"), " 02" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");

      g_assert_cmpint (first_error (create (client, rows[i].members)), ==, 0);
      check_days (client, rows[i].days);
    }
}

static void
test_day_numbers (void)
{
  static const struct
  {
    const char *assignment, *days;
  } rows[] = {
    { "day-numbers=sunday-0", " 02 03 10 17 24" },
    { "day-numbers=sunday-1", " 02 09 16 23 30" },
    { "day-numbers=monday-1", " 02 03 10 17 24" },
  };
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");

  create (client, MONDAY "," RULE ("Weekly", "2", "1"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      client_set (client, rows[i].assignment);
      check_days (client, rows[i].days);
    }
}

static void
test_query_rules (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *calendar = client_folder (client, "Calendar");

  g_assert_cmpint (client_error (client, "Occurrences.get",
                                 "{'folderIds':['%s'],'query':{'combining':'Or'}}", calendar),
                   ==, 1000);
  g_assert_cmpint (client_error (client, "Occurrences.get",
                                 "{'folderIds':['%s'],'query':{'conditions':[{'fieldName':'start',"
                                 "'comparator':'GreaterEq','value':'20261101'}]}}",
                                 calendar),
                   ==, 1000);
  /* The parameter of this one has another name than all others. */
  client_result (client, "Events.get", "{'ids':['%s'],'query':{}}", calendar);
  g_assert_cmpint (client_error (client, "Events.get", "{'folderIds':['%s'],'query':{}}", calendar),
                   ==, -32602);
}

static void
test_exceptions (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *event = NULL, *second = NULL, *third = NULL;
  JsonArray *list;
  JsonObject *result, *occurrence;

  event = g_strdup (first_id (create (client, MONDAY "," RULE ("Weekly", "", "1"))));
  list = valise_json_array (occurrences (client, "20261101T000000Z", "20261201T000000Z"), "list");
  second = g_strdup (valise_json_string (valise_json_object_at (list, 1), "id"));
  third = g_strdup (valise_json_string (valise_json_object_at (list, 2), "id"));
  g_assert_false (json_object_has_member (valise_json_object_at (list, 1), "rule"));
  result = client_result (client, "Occurrences.set",
                          "{'occurrences':[{'id':'%s','modification':'modifyThis',"
                          "'summary':'moved','start':'20261110T090000Z',"
                          "'end':'20261110T100000Z'}]}",
                          second);
  g_assert_cmpint (first_error (result), ==, 0);
  result = client_result (client, "Occurrences.remove",
                          "{'occurrences':[{'id':'%s','modification':'modifyThis'}]}", third);
  g_assert_cmpint (first_error (result), ==, 0);
  check_days (client, " 02 10 23 30");
  occurrence = first (client_result (client, "Occurrences.getById", "{'ids':['%s']}", second),
                      "result");
  g_assert_true (valise_json_bool (occurrence, "isException", FALSE));
  g_assert_cmpstr (valise_json_string (occurrence, "summary"), ==, "moved");
  g_assert_cmpstr (valise_json_string (occurrence, "eventId"), ==, event);
  result = client_result (client, "Occurrences.getById", "{'ids':['%s']}", third);
  g_assert_cmpint (first_error (result), ==, 1002);
  result = client_result (client, "Events.getById", "{'id':'%s'}", event);
  g_assert_cmpstr (valise_json_string (valise_json_object (result, "result"), "summary"), ==, "x");
  result = client_result (client, "Occurrences.remove",
                          "{'occurrences':[{'id':'%s','modification':'modifyAllFollowing'}]}",
                          second);
  check_days (client, " 02");
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "'start':'','end':''",
    "'start':'20261102T090000Z','end':'20261102T080000Z'",
    "'start':'20261102T090000Z','end':'20261102T100000Z','isAllDay':true",
    "'start':'20261102','end':'20261102'",
    MONDAY ",'attendees':[{'displayName':'x','emailAddress':'nobody','role':'RoleRoom'}]",
  };
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (first_error (create (client, refused[i])), ==, 1000);
  g_assert_cmpint (client_error (client, "Events.getById", "{'id':'gone'}"), ==, 1002);
  g_assert_cmpint (
      first_error (create (client, "'start':'20261102','end':'20261103','isAllDay':true")), ==, 0);
}

static void
test_newer_fields (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "newer-fields=on");
  g_autofree char *id = g_strdup (first_id (create (client, MONDAY ",'description':'a < b'")));
  JsonObject *event;

  event = valise_json_object (client_result (client, "Events.getById", "{'id':'%s'}", id),
                              "result");
  g_assert_cmpstr (valise_json_string (event, "descriptionHtml"), ==, "<p>a &lt; b</p>");
  client_set (client, "newer-fields=off");
  event = valise_json_object (client_result (client, "Events.getById", "{'id':'%s'}", id),
                              "result");
  g_assert_false (json_object_has_member (event, "descriptionHtml"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/calendar/rules", test_rules);
  g_test_add_func ("/demo/calendar/day-numbers", test_day_numbers);
  g_test_add_func ("/demo/calendar/query-rules", test_query_rules);
  g_test_add_func ("/demo/calendar/exceptions", test_exceptions);
  g_test_add_func ("/demo/calendar/refused", test_refused);
  g_test_add_func ("/demo/calendar/newer-fields", test_newer_fields);
  return g_test_run ();
}
