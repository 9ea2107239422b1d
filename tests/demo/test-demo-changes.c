/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sync keys, changes and the long poll. */

#include "fixture.h"

/* A key as JSON text. */
static char *
sync_key (Client *client)
{
  g_autofree char *text = valise_json_print (
      valise_json_object (client_result (client, "Changes.getSyncKey", "{}"), "syncKey"));

  return g_strdelimit (g_steal_pointer (&text), "\"", '\'');
}

static JsonObject *
changes (Client *client, const char *key)
{
  return client_result (client, "Changes.get", "{'lastSyncKey':%s,'timeout':0}", key);
}

static guint
count (JsonObject *result)
{
  return valise_json_length (valise_json_array (result, "list"));
}

static const char *
type_of (JsonObject *result, guint index)
{
  return valise_json_string (valise_json_object_at (valise_json_array (result, "list"), index),
                             "type");
}

static void
test_get (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *key = sync_key (client);
  g_autofree char *id = client_create_note (client, "one");
  g_autofree char *folder = client_folder (client, "Notes");
  JsonObject *result;
  gint64 watermark;

  result = changes (client, key);
  g_assert_cmpuint (count (result), ==, 1);
  g_assert_cmpstr (type_of (result, 0), ==, "chtCreated");
  g_assert_cmpstr (valise_json_string (first (result, "list"), "itemId"), ==, id);
  g_assert_cmpstr (valise_json_string (first (result, "list"), "itemType"), ==, "itNote");
  g_assert_false (json_object_has_member (first (result, "list"), "author"));
  watermark = valise_json_int (valise_json_object (result, "syncKey"), "watermark", 0);
  g_assert_cmpint (valise_json_int (first (result, "list"), "watermark", 0), ==, watermark);
  result = client_result (client, "Changes.getFolder", "{'folderId':'%s','lastSyncKey':%d}", folder,
                          (int)watermark - 1);
  g_assert_cmpuint (count (result), ==, 1);
  g_assert_cmpint (valise_json_int (result, "syncKey", 0), ==, watermark);
  result = client_result (client, "Changes.getFolderSyncKey", "{'folderId':'%s'}", folder);
  g_assert_cmpint (valise_json_int (result, "syncKey", 0), ==, watermark);
  g_assert_cmpint (
      client_error (client, "Changes.get", "{'lastSyncKey':{'id':1,'watermark':1000},'timeout':0}"),
      ==, 1000);
}

static void
test_stale_key (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *id = client_create_note (client, "one");
  g_autofree char *key = sync_key (client);
  g_autofree char *folder = client_folder (client, "Notes");
  JsonObject *result;

  client_control (client, "{'do':'forget-keys'}");
  g_assert_cmpint (client_error (client, "Changes.get", "{'lastSyncKey':%s,'timeout':0}", key), ==,
                   1000);
  g_assert_cmpint (
      client_error (client, "Changes.getFolder", "{'folderId':'%s','lastSyncKey':1001}", folder),
      ==, 1000);
  client_set (client, "stale-key=empty");
  result = changes (client, key);
  g_assert_cmpuint (count (result), ==, 0);
  client_set (client, "stale-key=everything");
  result = changes (client, key);
  g_assert_cmpuint (count (result), ==, 1);
  g_assert_cmpstr (valise_json_string (first (result, "list"), "itemId"), ==, id);
  client_set (client, "stale-key=error");
  g_free (key);
  key = sync_key (client);
  g_assert_cmpuint (count (changes (client, key)), ==, 0);
}

static void
test_journal_length (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "journal-length=2");
  g_autofree char *key = sync_key (client);

  g_free (client_create_note (client, "one"));
  g_free (client_create_note (client, "two"));
  g_assert_cmpuint (count (changes (client, key)), ==, 2);
  g_free (client_create_note (client, "three"));
  g_assert_cmpint (client_error (client, "Changes.get", "{'lastSyncKey':%s,'timeout':0}", key), ==,
                   1000);
  client_set (client, "journal-length=100000");
}

static void
test_own_echo (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "own-echo=off");
  g_autofree char *key = sync_key (client);
  g_autofree char *id = client_create_note (client, "one");

  g_assert_cmpuint (count (changes (client, key)), ==, 0);
  client_control (client, "{'do':'edit','id':'%s'}", id);
  g_assert_cmpuint (count (changes (client, key)), ==, 1);
  client_set (client, "own-echo=on");
  g_assert_cmpuint (count (changes (client, key)), ==, 2);
}

static void
test_order_repeat_limit (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "changes-order=newest-first");
  g_autofree char *key = sync_key (client);
  g_autofree char *one = client_create_note (client, "one");
  g_autofree char *two = client_create_note (client, "two");
  g_autofree char *next = NULL;
  JsonObject *result;

  g_assert_cmpstr (valise_json_string (first (changes (client, key), "list"), "itemId"), ==, two);
  client_set (client, "changes-order=oldest-first");
  g_assert_cmpstr (valise_json_string (first (changes (client, key), "list"), "itemId"), ==, one);
  client_set (client, "changes-repeat=on");
  g_assert_cmpuint (count (changes (client, key)), ==, 4);
  client_set (client, "changes-repeat=off");
  client_set (client, "changes-limit=1");
  result = changes (client, key);
  g_assert_cmpuint (count (result), ==, 1);
  next = valise_json_print (valise_json_object (result, "syncKey"));
  result = changes (client, g_strdelimit (next, "\"", '\''));
  g_assert_cmpuint (count (result), ==, 1);
  g_assert_cmpstr (valise_json_string (first (result, "list"), "itemId"), ==, two);
}

/* The types of all changes since @key, in one text. */
static char *
types_since (Client *client, const char *key)
{
  JsonObject *result = changes (client, key);
  GString *types = g_string_new (NULL);

  for (guint i = 0; i < count (result); i++)
    g_string_append_printf (types, " %s", type_of (result, i));
  return g_string_free (types, FALSE);
}

static void
check_types (Client *client, const char *request, const char *expected)
{
  g_autofree char *key = sync_key (client);
  g_autofree char *types = NULL;

  client_control (client, "%s", request);
  types = types_since (client, key);
  g_assert_cmpstr (types, ==, expected);
}

static void
test_types (void)
{
  static const char mail[] = "{'do':'deliver','mail':{'subject':'x'}}";
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "folder-changes=off");
  g_autofree char *trash = client_folder (client, "Deleted Items");
  g_autofree char *id = NULL, *seen = NULL, *flagged = NULL, *move = NULL, *back = NULL;

  check_types (client, mail, " chtCreated chtNewMail");
  client_set (client, "new-mail=created");
  check_types (client, mail, " chtCreated");
  client_set (client, "new-mail=new-mail");
  check_types (client, mail, " chtNewMail");
  id = g_strdup (valise_json_string (
      first (client_control (client, "{'do':'find','folder':'INBOX'}"), "items"), "id"));
  seen = g_strdup_printf (
      "{'do':'call','method':'Mails.set','params':{'mails':[{'id':'%s','isSeen':true}]}}", id);
  flagged = g_strdup_printf (
      "{'do':'call','method':'Mails.set','params':{'mails':[{'id':'%s','isFlagged':true}]}}", id);
  check_types (client, seen, " chtReadFlagChanged");
  check_types (client, flagged, " chtModifiedMetadata");
  client_set (client, "flag-change=modified");
  check_types (client, seen, " chtModified");
  client_set (client, "folder-changes=on");
  check_types (client, mail, " chtNewMail chtModifiedContent");
  client_set (client, "folder-changes=off");
  move = g_strdup_printf (
      "{'do':'call','method':'Mails.move','params':{'ids':['%s'],'folder':'%s'}}", id, trash);
  check_types (client, move, " chtMoved");
  client_set (client, "move-change=deleted-created");
  g_free (id);
  id = g_strdup (valise_json_string (
      first (client_control (client, "{'do':'find','folder':'INBOX'}"), "items"), "id"));
  back = g_strdup_printf (
      "{'do':'call','method':'Mails.move','params':{'ids':['%s'],'folder':'%s'}}", id, trash);
  check_types (client, back, " chtDeleted chtCreated");
}

/* Long poll: the other device changes something while the poll waits. */

typedef struct
{
  Client *client;
  char *request;
} Later;

static void
wait_for_polls (Client *client, int wanted)
{
  while (valise_json_int (client_control (client, "{'do':'counts'}"), "polls", 0) < wanted)
    g_usleep (2000);
}

static gpointer
act_later (gpointer data)
{
  Later *later = data;
  g_autoptr (JsonObject) counts = valise_json_parse ("{\"do\":\"counts\"}", 15, NULL);
  g_autoptr (JsonObject) request = valise_json_parse (later->request, strlen (later->request),
                                                      NULL);
  gint64 polls = 0;

  while (polls == 0)
    {
      g_autoptr (JsonObject) answer = valise_demo_server_control (later->client->server, counts,
                                                                  NULL);

      polls = valise_json_int (answer, "polls", 0);
      g_usleep (2000);
    }
  json_object_unref (valise_demo_server_control (later->client->server, request, NULL));
  return NULL;
}

static JsonObject *
poll_while (Client *client, const char *key, guint seconds, const char *request)
{
  Later later = { client, g_strdelimit (g_strdup (request), "'", '"') };
  GThread *thread = g_thread_new ("later", act_later, &later);
  JsonObject *result = client_result (client, "Changes.get", "{'lastSyncKey':%s,'timeout':%u}", key,
                                      seconds);

  g_thread_join (thread);
  g_free (later.request);
  return result;
}

static void
test_poll (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *key = sync_key (client);
  JsonObject *result;
  gint64 start = g_get_monotonic_time ();
  g_autofree char *next = NULL;

  result = poll_while (client, key, 60, "{'do':'deliver','mail':{'subject':'x'}}");
  g_assert_cmpuint (count (result), >, 0);
  next = g_strdelimit (valise_json_print (valise_json_object (result, "syncKey")), "\"", '\'');
  result = client_result (client, "Changes.get", "{'lastSyncKey':%s,'timeout':1}", next);
  g_assert_cmpuint (count (result), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

/* A network that goes takes the polls with it. */
static void
test_poll_is_cut (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *key = sync_key (client);
  Later later = { client, g_strdup ("{\"do\":\"switch\",\"set\":\"unreachable=on\"}") };
  GThread *thread = g_thread_new ("later", act_later, &later);

  g_assert_null (client_call (client, "Changes.get", "{'lastSyncKey':%s,'timeout':60}", key));
  g_assert_cmpuint (client->status, ==, 0);
  g_thread_join (thread);
  g_free (later.request);
}

typedef struct
{
  Client *client;
  const char *key;
  JsonObject *answer;
} Waiting;

static gpointer
wait_in_thread (gpointer data)
{
  Waiting *waiting = data;
  g_autofree char *body = g_strdup_printf (
      "{'jsonrpc':'2.0','id':1,'method':'Changes.get','params':{'lastSyncKey':%s,'timeout':60}}",
      waiting->key);
  g_autofree char *url = g_strconcat (valise_demo_server_get_url (waiting->client->server),
                                      "/webmail/api/jsonrpc/", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (g_strdelimit (body, "'", '"'), strlen (body));

  soup_session_add_feature (
      session, soup_session_get_feature (waiting->client->session, SOUP_TYPE_COOKIE_JAR));
  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Token",
                                waiting->client->token);
  soup_message_set_request_body_from_bytes (message, "application/json-rpc", bytes);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  waiting->answer = valise_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer),
                                       NULL);
  return NULL;
}

static void
test_second_poll (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *key = sync_key (client);
  Waiting waiting = { client, key };
  GThread *thread = g_thread_new ("poll", wait_in_thread, &waiting);
  JsonObject *result;

  wait_for_polls (client, 1);
  g_assert_cmpint (client_error (client, "Changes.get", "{'lastSyncKey':%s,'timeout':60}", key), ==,
                   4101);
  client_set (client, "second-poll=replaces");
  result = client_result (client, "Changes.get", "{'lastSyncKey':%s,'timeout':1}", key);
  g_assert_cmpuint (count (result), ==, 0);
  g_thread_join (thread);
  g_assert_nonnull (valise_json_object (waiting.answer, "result"));
  json_object_unref (waiting.answer);

  thread = g_thread_new ("poll", wait_in_thread, &waiting);
  wait_for_polls (client, 1);
  client_result (client, "Changes.killRequest", "{'lastSyncKey':%s}", key);
  g_thread_join (thread);
  g_assert_nonnull (valise_json_object (waiting.answer, "result"));
  json_object_unref (waiting.answer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/changes/get", test_get);
  g_test_add_func ("/demo/changes/stale-key", test_stale_key);
  g_test_add_func ("/demo/changes/journal-length", test_journal_length);
  g_test_add_func ("/demo/changes/own-echo", test_own_echo);
  g_test_add_func ("/demo/changes/order-repeat-limit", test_order_repeat_limit);
  g_test_add_func ("/demo/changes/types", test_types);
  g_test_add_func ("/demo/changes/poll", test_poll);
  g_test_add_func ("/demo/changes/poll-is-cut", test_poll_is_cut);
  g_test_add_func ("/demo/changes/second-poll", test_second_poll);
  return g_test_run ();
}
