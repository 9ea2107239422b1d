/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The envelope, the session, and what goes wrong on purpose. */

#include "fixture.h"

static void
test_login (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  JsonObject *details;

  details = valise_json_object (client_result (client, "Session.whoAmI", "{}"), "userDetails");
  g_assert_cmpstr (valise_json_string (details, "fullName"), ==, "Alice Holt");
  g_assert_true (client_login (client, "alice", "secret"));
  g_assert_true (client_login (client, "alice", "app-secret"));
  g_assert_false (client_login (client, "alice", "wrong"));
  g_assert_false (client_login (client, "bob", "secret"));
  g_assert_cmpint (client_error (client, "Session.login", "{'userName':'a','password':'b'}"), ==,
                   -32602);
}

/* One of them alone is worth nothing. */
static void
test_token_and_cookie (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *token = g_steal_pointer (&client->token);

  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, -32001);
  g_assert_cmpuint (client->status, ==, 500);
  client->token = g_strdup (token);
  client_result (client, "Folders.get", "{}");
  client_forget_cookies (client);
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, -32001);
}

static void
test_logout_and_expiry (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");

  client_result (client, "Session.logout", "{}");
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, -32001);
  client_login (client, "alice", "secret");
  client_control (client, "{'do':'expire-sessions'}");
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, -32001);
  client_login (client, "alice", "secret");
  client_set (client, "session-requests=2");
  client_result (client, "Folders.get", "{}");
  client_result (client, "Folders.get", "{}");
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, -32001);
}

static void
test_envelope (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  JsonObject *answer = client_post (client, "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":"
                                            "\"Session.whoAmI\",\"token\":\"harmless\"}");

  g_assert_cmpstr (valise_json_string (answer, "id"), ==, "x");
  g_assert_nonnull (valise_json_object (answer, "result"));
  answer = client_post (client, "{no");
  g_assert_cmpint (valise_json_int (valise_json_object (answer, "error"), "code", 0), ==, -32700);
  answer = client_post (client, "{\"id\":1,\"method\":\"Folders.get\"}");
  g_assert_cmpint (valise_json_int (valise_json_object (answer, "error"), "code", 0), ==, -32600);
}

static void
test_unknown (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *notes = client_folder (client, "Notes");

  g_assert_cmpint (client_error (client, "Mails.getRaw", "{}"), ==, -32601);
  g_assert_cmpuint (client->status, ==, 404);
  g_assert_cmpint (client_error (client, "Occurrences.create", "{}"), ==, -32601);
  g_assert_cmpint (client_error (client, "Folders.get", "{'all':true}"), ==, -32602);
  g_assert_cmpint (client_error (client, "Notes.get", "{'folderIds':['%s']}", notes), ==, -32602);
  g_assert_cmpint (
      client_error (client, "Notes.create", "{'notes':[{'folderId':'%s','subject':'x'}]}", notes),
      ==, -32602);
  g_assert_cmpint (client_error (client, "Notes.get",
                                 "{'folderIds':['%s'],'query':{'fields':['subject']}}", notes),
                   ==, -32602);
  g_assert_cmpint (client_error (client, "Notes.create",
                                 "{'notes':[{'folderId':'%s','color':'Purple'}]}", notes),
                   ==, -32602);
}

static void
test_error_status (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "error-status=ok");

  g_assert_cmpint (client_error (client, "No.method", "{}"), ==, -32601);
  g_assert_cmpuint (client->status, ==, 200);
  client_set (client, "error-status=documented");
  g_assert_cmpint (client_error (client, "No.method", "{}"), ==, -32601);
  g_assert_cmpuint (client->status, ==, 404);
}

static void
test_two_factor (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "two-factor=on login-code=1004");

  g_assert_cmpint (client_error (client, "Session.login",
                                 "{'userName':'alice','password':'secret','application':"
                                 "{'name':'a','vendor':'b','version':'c'}}"),
                   ==, 1004);
  g_assert_true (client_login (client, "alice", "app-secret"));
  client_set (client, "app-passwords=off");
  g_assert_false (client_login (client, "alice", "app-secret"));
  client_set (client, "two-factor=off");
  g_assert_true (client_login (client, "alice", "secret"));
}

static void
test_second_cookie (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "second-cookie=off");

  client_result (client, "Folders.get", "{}");
  client_set (client, "second-cookie=on");
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, -32001);
  g_assert_true (client_login (client, "alice", "secret"));
  client_result (client, "Folders.get", "{}");
}

static void
test_busy (void)
{
  static const struct
  {
    const char *assignment;
    int code;
  } rows[] = {
    { "busy=reindexed", 4100 }, { "busy=in-progress", 4101 }, { "busy=locked", 1000 },
    { "busy=folder", 1000 },    { "busy=shutdown", 1000 },
  };
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      client_set (client, rows[i].assignment);
      g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, rows[i].code);
      g_assert_cmpuint (client->status, ==, 200);
    }
  client_set (client, "busy-times=2");
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, 1000);
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, 1000);
  client_result (client, "Folders.get", "{}");
}

/* What is asked for is done, and nobody hears of it. */
static void
test_lost_answers (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "lose-answers=1");
  g_autofree char *notes = client_folder (client, "Notes");
  JsonObject *found;

  client_result (client, "Folders.get", "{}");
  g_assert_null (client_call (client, "Notes.create",
                              "{'notes':[{'folderId':'%s','text':'once','color':'Blue','position':"
                              "{'xOffset':1,'yOffset':2,'xSize':3,'ySize':4}}]}",
                              notes));
  g_assert_cmpuint (client->status, ==, 0);
  found = client_control (client, "{'do':'find','folder':'Notes','title':'once'}");
  g_assert_cmpuint (valise_json_length (valise_json_array (found, "items")), ==, 1);
  client_set (client, "lose-method=Folders.get");
  client_set (client, "lose-answers=1");
  g_assert_null (client_call (client, "Folders.get", "{}"));
  client_result (client, "Folders.get", "{}");
}

static void
test_unreachable_and_slow (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  gint64 start;

  client_set (client, "unreachable=on");
  g_assert_null (client_call (client, "Folders.get", "{}"));
  client_set (client, "unreachable=off");
  client_set (client, "delay-ms=50");
  start = g_get_monotonic_time ();
  client_result (client, "Folders.get", "{}");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 50000);
}

static void
test_counts_and_password (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  JsonObject *counts;

  client_result (client, "Folders.get", "{}");
  counts = client_control (client, "{'do':'counts'}");
  g_assert_cmpint (valise_json_int (counts, "total", 0), ==, 2);
  g_assert_cmpint (valise_json_int (valise_json_object (counts, "methods"), "Folders.get", 0), ==,
                   1);
  client_control (client, "{'do':'reset-counts'}");
  counts = client_control (client, "{'do':'counts'}");
  g_assert_cmpint (valise_json_int (counts, "total", 1), ==, 0);
  client_control (client, "{'do':'password','password':'other'}");
  g_assert_cmpint (client_error (client, "Folders.get", "{}"), ==, -32001);
  g_assert_false (client_login (client, "alice", "secret"));
  g_assert_true (client_login (client, "alice", "other"));
}

static void
test_switches (void)
{
  g_autoptr (ValiseDemoSwitches) switches = valise_demo_switches_new ();
  g_autofree char *help = valise_demo_switches_help ();

  g_assert_nonnull (strstr (help, "stale-key=error|empty|everything [error]"));
  g_assert_false (valise_demo_switches_set (switches, "stale-key=maybe", NULL));
  g_assert_false (valise_demo_switches_set (switches, "list-cap=many", NULL));
  g_assert_false (valise_demo_switches_set (switches, "no-such=1", NULL));
  g_assert_false (valise_demo_switches_set (switches, "stale-key", NULL));
  g_assert_true (valise_demo_switches_set (switches, "list-cap=3", NULL));
  g_assert_cmpint (valise_demo_switch_number (switches, VALISE_DEMO_LIST_CAP), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/protocol/login", test_login);
  g_test_add_func ("/demo/protocol/token-and-cookie", test_token_and_cookie);
  g_test_add_func ("/demo/protocol/logout-and-expiry", test_logout_and_expiry);
  g_test_add_func ("/demo/protocol/envelope", test_envelope);
  g_test_add_func ("/demo/protocol/unknown", test_unknown);
  g_test_add_func ("/demo/protocol/error-status", test_error_status);
  g_test_add_func ("/demo/protocol/two-factor", test_two_factor);
  g_test_add_func ("/demo/protocol/second-cookie", test_second_cookie);
  g_test_add_func ("/demo/protocol/busy", test_busy);
  g_test_add_func ("/demo/protocol/lost-answers", test_lost_answers);
  g_test_add_func ("/demo/protocol/unreachable-and-slow", test_unreachable_and_slow);
  g_test_add_func ("/demo/protocol/counts-and-password", test_counts_and_password);
  g_test_add_func ("/demo/protocol/switches", test_switches);
  return g_test_run ();
}
