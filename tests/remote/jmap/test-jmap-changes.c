/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes and folders as odd servers tell them. */

#include "script.h"

#include "net/json.h"

#define TOKEN "{\"mailbox\":\"1\",\"email\":\"1\"}"
#define EMAIL(id)                                                                                  \
  "{\"id\":\"" id "\",\"blobId\":\"B" id "\",\"mailboxIds\":{\"f\":true},\"keywords\":{},"         \
  "\"subject\":\"S" id "\",\"receivedAt\":\"2026-08-03T10:00:00Z\",\"size\":100}"
#define NO_MAILBOXES                                                                               \
  "{\"oldState\":\"1\",\"newState\":\"2\",\"hasMoreChanges\":false,\"created\":[],"                \
  "\"updated\":[],\"destroyed\":[]}"

/* What a server says; NULL: that nothing changed. */
typedef struct
{
  const char *mailboxes, *emails, *created, *updated, *rest;
} Answers;

static char *
say (Script *self, const char *method, JsonObject *args)
{
  const Answers *answers = self->data;
  const char *text = answers->rest;

  if (g_str_equal (method, "Mailbox/changes"))
    text = answers->mailboxes != NULL ? answers->mailboxes : NO_MAILBOXES;
  else if (g_str_equal (method, "Email/changes"))
    text = answers->emails;
  else if (script_has_ids (args, "/created"))
    text = answers->created;
  else if (script_has_ids (args, "/updated"))
    text = answers->updated;
  return text != NULL ? g_strdup (text) : script_state ("9");
}

static ValiseRemoteChanges *
ask (const Answers *answers, int *requests, GError **error)
{
  Script script = { .func = say, .data = (gpointer)answers };
  g_autoptr (ValiseRemote) remote = NULL;
  g_autoptr (GPtrArray) tree = NULL;
  ValiseRemoteChanges *changes;

  script_start (&script);
  remote = script_remote (&script);
  tree = valise_remote_folders (remote, NULL, NULL);
  g_assert_nonnull (tree);
  script.requests = 0;
  changes = valise_remote_changes (remote, TOKEN, NULL, error);
  if (requests != NULL)
    *requests = script.requests;
  script_stop (&script);
  return changes;
}

static ValiseRemoteItem *
item_of (ValiseRemoteChanges *changes, const char *id)
{
  ValiseRemoteItem *found = NULL;

  for (guint i = 0; i < changes->items->len; i++)
    {
      ValiseRemoteItem *item = changes->items->pdata[i];

      if (!g_str_equal (item->id, id))
        continue;
      g_assert_null (found); /* at most one for each id */
      found = item;
    }
  return found;
}

static void
test_page (void)
{
  const Answers answers = {
    .emails = "{\"oldState\":\"1\",\"newState\":\"3\",\"hasMoreChanges\":true,"
              "\"created\":[\"a\",\"b\",\"d\"],\"updated\":[\"b\",\"c\"],"
              "\"destroyed\":[\"d\",\"e\"]}",
    /* The state of /get is newer than newState: it must not be taken. */
    .created = "{\"state\":\"4\",\"list\":[" EMAIL ("a") "," EMAIL ("b") "],\"notFound\":[\"d\"]}",
    .updated = "{\"state\":\"4\",\"list\":[" EMAIL ("b") "," EMAIL ("c") "],\"notFound\":[]}"
  };
  g_autoptr (GError) error = NULL;
  int requests;
  g_autoptr (ValiseRemoteChanges) changes = ask (&answers, &requests, &error);

  g_assert_no_error (error);
  g_assert_cmpint (requests, ==, 1);
  g_assert_cmpstr (changes->token, ==, "{\"mailbox\":\"2\",\"email\":\"3\"}");
  g_assert_true (changes->more);
  g_assert_false (changes->folders_changed);
  g_assert_cmpuint (changes->items->len, ==, 5);
  g_assert_cmpstr (item_of (changes, "a")->summary.title, ==, "Sa");
  g_assert_true (item_of (changes, "c")->has_summary); /* it may be unknown here */
  g_assert_true (item_of (changes, "d")->gone);
  g_assert_true (item_of (changes, "e")->gone);
}

static void
test_not_found (void)
{
  const Answers answers = {
    .emails = "{\"oldState\":\"1\",\"newState\":\"3\",\"hasMoreChanges\":false,"
              "\"created\":[],\"updated\":[\"x\"],\"destroyed\":[]}",
    .updated = "{\"state\":\"4\",\"list\":[],\"notFound\":[\"x\"]}"
  };
  g_autoptr (GError) error = NULL;
  int requests;
  g_autoptr (ValiseRemoteChanges) changes = ask (&answers, &requests, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (changes->items->len, ==, 0); /* it will be told as destroyed */
  g_assert_cmpint (requests, ==, 1);
}

/* A server that tells more than was asked for, and then refuses to give so many. */
static void
test_overshoot (void)
{
  const Answers answers = {
    .emails = "{\"oldState\":\"1\",\"newState\":\"3\",\"hasMoreChanges\":false,"
              "\"created\":[\"a\"],\"updated\":[\"b\"],\"destroyed\":[]}",
    .created = "!requestTooLarge",
    .updated = "!requestTooLarge",
    .rest = "{\"state\":\"4\",\"list\":[" EMAIL ("a") "," EMAIL ("b") "],\"notFound\":[]}"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseRemoteChanges) changes = ask (&answers, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (item_of (changes, "a"));
  g_assert_nonnull (item_of (changes, "b"));
}

static void
test_cannot_calculate (void)
{
  const char *const refusals[] = {
    "!cannotCalculateChanges", "!serverFail", "!invalidArguments", "{}",
    /* No progress. */
    "{\"oldState\":\"1\",\"newState\":\"1\",\"hasMoreChanges\":true,\"created\":[],"
    "\"updated\":[],\"destroyed\":[]}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Answers answers = { .emails = refusals[i],
                                .mailboxes = "{\"oldState\":\"1\",\"newState\":\"1\","
                                             "\"created\":[],\"updated\":[],\"destroyed\":[]}" };
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (&answers, NULL, &error));
      g_assert_true (valise_error_is (error, VALISE_ERROR_CANNOT_CALCULATE));
    }
}

static void
test_tree (void)
{
  const struct
  {
    const char *mailboxes;
    gboolean changed;
  } cases[] = {
    { "{\"newState\":\"2\",\"updated\":[\"f\"],\"updatedProperties\":[\"totalEmails\","
      "\"unreadEmails\"]}",
      FALSE },
    { "{\"newState\":\"2\",\"updated\":[\"f\"],\"updatedProperties\":[\"name\"]}", TRUE },
    { "{\"newState\":\"2\",\"updated\":[\"f\"],\"updatedProperties\":null}", TRUE },
    { "{\"newState\":\"2\",\"created\":[\"f\"]}", TRUE },
    { "{\"newState\":\"2\",\"destroyed\":[\"f\"]}", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Answers answers = { .mailboxes = cases[i].mailboxes, .emails = NO_MAILBOXES };
      g_autoptr (GError) error = NULL;
      g_autoptr (ValiseRemoteChanges) changes = ask (&answers, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (changes->folders_changed, ==, cases[i].changed);
    }
}

/* Whatever comes: an error, no crash, and the driver works on. */
static void
test_nonsense (void)
{
  const Answers fine = { .emails = NO_MAILBOXES };
  Script script = { .func = say, .data = (gpointer)&fine };
  g_autofree char *deep = g_strnfill (200000, '[');
  const char *const texts[] = {
    "",
    "{\"methodResponses\":[[\"Mailbox/chan",
    deep,
    "{\"methodResponses\":7}",
    "{\"methodResponses\":[7,[],[1,2,3],[\"Email/changes\",[],\"1\"]]}",
    "{\"methodResponses\":[[\"Mailbox/changes\",{\"newState\":7},\"0\"],"
    "[\"Email/changes\",{\"newState\":{},\"created\":7},\"1\"]]}"
  };
  g_autoptr (ValiseRemote) remote = NULL;
  g_autoptr (ValiseRemoteChanges) good = NULL;
  g_autoptr (GError) error = NULL;

  script_start (&script);
  remote = script_remote (&script);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      script.raw = texts[i];
      g_assert_null (valise_remote_changes (remote, TOKEN, NULL, &error));
      g_assert_cmpint (error->domain, ==, VALISE_ERROR);
      g_clear_error (&error);
      g_assert_null (valise_remote_folders (remote, NULL, &error));
      g_clear_error (&error);
    }
  script.raw = NULL;
  good = valise_remote_changes (remote, TOKEN, NULL, &error);
  g_assert_no_error (error);
  script_stop (&script);
}

static GPtrArray *
ask_folders (const char *list, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{\"state\":\"1\",\"list\":[%s]}", list);
  const Answers answers = { .rest = text };
  Script script = { .func = say, .data = (gpointer)&answers };
  g_autoptr (ValiseRemote) remote = NULL;
  GPtrArray *folders;

  script_start (&script);
  remote = script_remote (&script);
  folders = valise_remote_folders (remote, NULL, error);
  script_stop (&script);
  return folders;
}

static void
test_folders (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = ask_folders (
      "{\"id\":\"c\",\"parentId\":\"b\",\"name\":\"C\"},"
      "{\"id\":\"b\",\"name\":\"a/b\",\"role\":\"Inbox\"},7,{\"name\":\"no id\"},"
      "{\"id\":\"secret\",\"name\":\"S\",\"myRights\":{\"mayReadItems\":false}},"
      "{\"id\":\"d\",\"parentId\":\"secret\",\"name\":\"\"}",
      &error);
  ValiseRemoteFolder *folder;

  g_assert_no_error (error);
  g_assert_cmpuint (folders->len, ==, 3);
  folder = folders->pdata[0]; /* parents first */
  g_assert_cmpstr (folder->id, ==, "b");
  g_assert_cmpstr (folder->name, ==, "a/b");
  g_assert_cmpint (folder->role, ==, VALISE_ROLE_INBOX);
  folder = folders->pdata[1];
  g_assert_cmpstr (folder->id, ==, "d"); /* its parent cannot be seen */
  g_assert_null (folder->parent_id);
  folder = folders->pdata[2];
  g_assert_cmpstr (folder->id, ==, "c");

  g_assert_null (ask_folders ("{\"id\":\"a\",\"parentId\":\"b\",\"name\":\"A\"},"
                              "{\"id\":\"b\",\"parentId\":\"a\",\"name\":\"B\"}",
                              &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jmap/changes/page", test_page);
  g_test_add_func ("/jmap/changes/not-found", test_not_found);
  g_test_add_func ("/jmap/changes/overshoot", test_overshoot);
  g_test_add_func ("/jmap/changes/cannot-calculate", test_cannot_calculate);
  g_test_add_func ("/jmap/changes/tree", test_tree);
  g_test_add_func ("/jmap/changes/nonsense", test_nonsense);
  g_test_add_func ("/jmap/folders", test_folders);
  return g_test_run ();
}
