/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding a server and reading what it says about itself: leniently, and without trusting it. */

#include "script.h"

#include "remote/jmap/session.h"

static char *
say_nothing_new (Script *self, const char *method, JsonObject *args)
{
  if (g_str_has_suffix (method, "/changes"))
    return g_strdup ("{\"oldState\":\"1\",\"newState\":\"1\",\"hasMoreChanges\":false,"
                     "\"created\":[],\"updated\":[],\"destroyed\":[]}");
  return script_state ("1");
}

static ValiseJmapSession *
read_session (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  return valise_jmap_session_new (json_node_get_object (json_parser_get_root (parser)),
                                  "https://mail.example.org/jmap/session", error);
}

static void
test_usual (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseJmapSession) session = read_session (
      SCRIPT_SESSION ("\"urn:ietf:params:jmap:core\":{\"maxObjectsInGet\":250,"
                      "\"maxConcurrentRequests\":3},"
                      "\"urn:ietf:params:jmap:blob\":{},"
                      "\"urn:ietf:params:jmap:submission\":{}"),
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (session->api_url, ==, "https://mail.example.org/api/");
  g_assert_cmpstr (session->account_id, ==, "a");
  g_assert_cmpuint (session->max_objects_get, ==, 250);
  g_assert_cmpuint (session->max_concurrent, ==, 3);
  g_assert_cmpstr (session->blob, ==, "urn:ietf:params:jmap:blob");
  g_assert_true (session->can_submit);
}

/* No limit may be 0, negative, or more than Valise can bear, whatever the server says. */
static void
test_limits (void)
{
  const char *const cores[] = {
    "", /* not even the capability */
    "\"urn:ietf:params:jmap:core\":{}", "\"urn:ietf:params:jmap:core\":7",
    "\"urn:ietf:params:jmap:core\":{\"maxObjectsInGet\":0,\"maxObjectsInSet\":-5,"
    "\"maxConcurrentRequests\":\"many\",\"maxSizeRequest\":null,\"maxSizeUpload\":[]}",
    "\"urn:ietf:params:jmap:core\":{\"maxObjectsInGet\":1e300,\"maxObjectsInSet\":"
    "9007199254740991,\"maxConcurrentRequests\":1000000,\"maxSizeRequest\":1e15}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (cores); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"apiUrl\":\"/api\",\"accounts\":{\"a\":{}},\"capabilities\":{%s}}", cores[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (ValiseJmapSession) session = read_session (text, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (session->max_objects_get, ==, 500);
      g_assert_cmpuint (session->max_objects_set, ==, 500);
      g_assert_cmpuint (session->max_concurrent, >=, 4);
      g_assert_cmpuint (session->max_concurrent, <=, 8);
      g_assert_cmpint (session->max_size_request, ==, 10000000);
      g_assert_cmpint (session->max_size_upload, ==, 50000000);
      g_assert_null (session->download_url);
    }
}

static void
test_useless (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_session ("{\"hello\":1}", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_clear_error (&error);
  /* So some answer to somebody whom they do not know, with status 200. */
  g_assert_null (read_session ("{\"apiUrl\":\"/api\",\"accounts\":{}}", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_SIGN_IN));
}

static void
test_expand (void)
{
  g_autofree char *url = valise_jmap_expand ("https://x/{a}/{b}?t={a}", "a", "1/2 3", "b", "ü",
                                             NULL);

  g_assert_cmpstr (url, ==, "https://x/1%2F2%203/%C3%BC?t=1%2F2%203");
}

/* A run with nothing new is one request, also after a restart. */
static void
test_memo (void)
{
  Script script = { .func = say_nothing_new };
  g_autoptr (ValiseRemote) first = NULL;
  g_autoptr (ValiseRemote) second = NULL;
  g_autoptr (ValiseRemoteChanges) changes = NULL;
  g_autofree char *memo = NULL;
  g_autofree char *later = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  script_start (&script);
  first = script_remote (&script);
  token = driver_token (first);
  memo = valise_remote_get_memo (first);
  g_assert_nonnull (memo);
  g_assert_null (strstr (memo, "s3cret"));
  script.requests = script.sessions = 0;

  second = script_remote_with_memo (&script, memo);
  g_assert_true (valise_remote_open (second, NULL, &error));
  changes = valise_remote_changes (second, token, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (changes->token, ==, token);
  g_assert_cmpint (script.requests, ==, 1);
  g_assert_cmpint (script.sessions, ==, 0);

  script.session_state = "s2"; /* the server's limits changed: read it again, once */
  g_clear_pointer (&changes, valise_remote_changes_free);
  changes = valise_remote_changes (second, token, NULL, &error);
  g_assert_true (valise_remote_open (second, NULL, &error));
  g_clear_pointer (&changes, valise_remote_changes_free);
  changes = valise_remote_changes (second, token, NULL, &error);
  g_assert_true (valise_remote_open (second, NULL, &error));
  g_assert_cmpint (script.sessions, ==, 1);
  later = valise_remote_get_memo (second);
  g_assert_nonnull (later);
  script_stop (&script);
}

static void
test_bad_memo (void)
{
  const char *const memos[] = { "", "{", "[]", "{\"session\":1}",
                                "{\"session\":{},\"url\":\"x\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (memos); i++)
    {
      Script script = { .func = say_nothing_new };
      g_autoptr (ValiseRemote) remote = NULL;
      g_autofree char *token = NULL;

      script_start (&script);
      remote = script_remote_with_memo (&script, memos[i]);
      token = driver_token (remote);
      script_stop (&script);
    }
}

static void
answer_other (Double *self, SoupServerMessage *message, const char *path, gpointer data)
{
  const char *location = data;

  if (location != NULL && !g_str_equal (path, "/session"))
    double_redirect (message, 307, location);
  else if (location != NULL)
    double_answer (message, 200, "application/json", SCRIPT_SESSION (SCRIPT_CORE));
  else
    double_answer (message, 200, "text/html", "<html>Welcome</html>");
}

static gboolean
try_open (Double *server, GError **error)
{
  g_autoptr (ValiseRemote) remote = driver_new (double_url (server), "alice", "s3cret");

  return valise_remote_open (remote, NULL, error);
}

static void
test_discovery (void)
{
  g_autoptr (Double) elsewhere = double_new (answer_other, NULL, NULL);
  g_autoptr (Double) here = double_new (answer_other, (gpointer) "/session", NULL);
  g_autoptr (Double) away = double_new (answer_other, (gpointer)double_url (elsewhere), NULL);
  g_autofree char *authorization = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (try_open (here, &error));
  g_assert_no_error (error);
  authorization = double_authorization (here, 1); /* kept on the way */
  g_assert_cmpstr (authorization, ==, "Basic YWxpY2U6czNjcmV0");

  g_assert_false (try_open (away, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_assert_nonnull (strstr (error->message, double_url (elsewhere)));
  g_assert_cmpuint (double_count (elsewhere), ==, 0);
  g_clear_error (&error);

  g_assert_false (try_open (elsewhere, &error)); /* not JMAP */
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jmap/session/usual", test_usual);
  g_test_add_func ("/jmap/session/limits", test_limits);
  g_test_add_func ("/jmap/session/useless", test_useless);
  g_test_add_func ("/jmap/session/expand", test_expand);
  g_test_add_func ("/jmap/session/memo", test_memo);
  g_test_add_func ("/jmap/session/bad-memo", test_bad_memo);
  g_test_add_func ("/jmap/session/discovery", test_discovery);
  return g_test_run ();
}
