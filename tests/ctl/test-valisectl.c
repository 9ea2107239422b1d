/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl as scripts meet it: what it prints and how it ends. */

#include "ctl-fixture.h"

static void
assert_keys (JsonObject *object, const char *keys)
{
  g_auto (GStrv) split = g_strsplit (keys, " ", -1);

  for (guint i = 0; split[i] != NULL; i++)
    {
      g_test_message ("key %s", split[i]);
      g_assert_true (json_object_has_member (object, split[i]));
    }
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  static const char *const commands[] = {
    "",
    "frobnicate",
    "account",
    "account frobnicate",
    "account add --user ann",
    "account add --user ann --server " NO_SERVER,
    "account add --user ann --server x --password-stdin --password-command x",
    "account add Work --name Work --user ann --server x --password-command x",
    "account add --user ann --service gopher=x --password-command x",
    "account add --user ann --service caldav --password-command x",
    "account remove",
    "account edit",
    "account edit Work --password-stdin --password-command x",
    "account disable",
    "account enable",
    "sync --no-such-option",
    "sync Inbox",
    "mode sideways",
    "items",
    "items Inbox --limit -3",
    "set Inbox",
    "set Inbox --sync perhaps",
    "set Inbox --depth huge",
    "show",
    "show twelve",
    "show 0",
    "export 1 2",
    "flag 1",
    "flag 1 seen",
    "flag 1 '+a b'",
    "move 1",
    "resolve 1",
    "resolve 1 --keep yours",
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_fails (fixture, commands[i], 2, "");
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  static const char *const commands[] = { "account add",
                                          "account list",
                                          "account remove",
                                          "account edit",
                                          "account disable",
                                          "account enable",
                                          "sync",
                                          "status",
                                          "mode",
                                          "folders",
                                          "set",
                                          "items",
                                          "show",
                                          "export",
                                          "add",
                                          "replace",
                                          "flag",
                                          "move",
                                          "delete",
                                          "conflicts",
                                          "resolve",
                                          "check" };

  g_assert_cmpint (call (fixture, "--version"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, VALISE_VERSION));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *help = g_strconcat (commands[i], " --help", NULL);

      g_assert_cmpint (call (fixture, "--help"), ==, 0);
      g_assert_nonnull (strstr (fixture->out, commands[i]));
      g_assert_cmpint (call (fixture, help), ==, 0);
      g_assert_nonnull (strstr (fixture->out, commands[i]));
      g_assert_cmpstr (fixture->err, ==, "");
    }
}

static void
test_without_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) accounts = ask (fixture, "account list");
  g_autoptr (JsonNode) status = ask (fixture, "status");

  g_assert_cmpuint (json_array_get_length (json_node_get_array (accounts)), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (status), "mode"), ==,
                   "online");
  assert_fails (fixture, "sync", 1, "account add");
  assert_fails (fixture, "folders", 1, "account add");
  assert_fails (fixture, "show 1", 1, "");
  assert_fails (fixture, "account remove Work", 1, "Work");
  assert_fails (fixture,
                "account add --user ann --server " NO_SERVER " --password-command 'echo x'", 3, "");
}

static void
test_listings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) folders = NULL, all = NULL, items = NULL, status = NULL;
  JsonObject *item;

  g_assert_cmpint (call (fixture, "add inbox letter.eml"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, "1\n");

  folders = ask (fixture, "folders");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (folders)), ==, 3);
  assert_keys (element (folders, 0), "account path kind role sync depth total unread kept pending");
  all = ask (fixture, "folders --all");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (all)), ==, 4);

  items = ask (fixture, "items Inbox");
  item = element (items, 0);
  assert_keys (item, "id folder kind title from date size flags depth pending localOnly error");
  g_assert_cmpstr (json_object_get_string_member (item, "title"), ==, "Crane");
  g_assert_cmpstr (json_object_get_string_member (item, "date"), ==, "2026-03-02T10:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (item, "depth"), ==, "full");
  g_assert_true (json_object_get_boolean_member (item, "pending"));
  g_assert_true (json_object_get_null_member (item, "error"));

  status = ask (fixture, "status");
  assert_keys (json_node_get_object (status), "mode conflicts pending accounts");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (status), "pending"), ==, 1);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) items = NULL;

  g_assert_cmpint (call (fixture, "add Inbox - <letter.eml"), ==, 0);
  g_assert_cmpint (call (fixture, "show 1"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "It is blue."));
  g_assert_cmpint (call (fixture, "export 1"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, letter);

  g_assert_cmpint (call (fixture, "flag 1 -seen +flagged +project"), ==, 0);
  g_assert_cmpint (call (fixture, "move 1 Work:Projects"), ==, 0);
  items = ask (fixture, "items Projects");
  g_assert_cmpint (call (fixture, "items Projects"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "flagged project"));
  g_assert_null (strstr (fixture->out, "seen"));

  g_assert_cmpint (call (fixture, "delete 1"), ==, 0);
  g_assert_cmpint (call (fixture, "items Trash"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Crane"));
  g_assert_cmpint (call (fixture, "delete 1 --permanently"), ==, 0);
  assert_fails (fixture, "show 1", 1, "");
  assert_fails (fixture, "add Nowhere letter.eml", 1, "Nowhere");
  assert_fails (fixture, "add Inbox /no/such/file", 1, "/no/such/file");
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (call (fixture, "mode offline"), ==, 0);
  g_assert_cmpint (call (fixture, "mode"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, "offline\n");
  assert_fails (fixture, "sync", 3, "offline");
  g_assert_cmpint (call (fixture, "check"), ==, 0);
  assert_fails (fixture, "check --repair", 3, "offline");

  g_assert_cmpint (call (fixture, "mode online"), ==, 0);
  g_assert_cmpint (call (fixture, "mode"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, "online\n");
  assert_fails (fixture, "sync", 3, "");
  g_assert_cmpint (call (fixture, "mode"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, "offline (connection lost)\n");
}

static void
test_several_accounts (Fixture *fixture, gconstpointer data)
{
  add_account (fixture, "Home");
  g_assert_cmpint (call (fixture, "add Home:Inbox letter.eml"), ==, 0);
  g_assert_cmpint (call (fixture, "items Work:Inbox"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, "");
  assert_fails (fixture, "items Inbox", 2, "Home:Inbox");
  g_assert_cmpint (call (fixture, "sync"), ==, 3);
  g_assert_nonnull (strstr (fixture->err, "valisectl: Work: "));
  g_assert_nonnull (strstr (fixture->err, "valisectl: Home: "));
  assert_fails (fixture, "account remove Home", 1, "1 change");
  g_assert_cmpint (call (fixture, "account remove Home --force"), ==, 0);
  g_assert_cmpint (call (fixture, "items Inbox"), ==, 0);
}

/* A disabled account is here to be read and edited; no server is asked for it. */
static void
test_disabled_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) accounts = NULL;
  g_autoptr (JsonNode) status = NULL;
  JsonObject *row;

  g_assert_cmpint (call (fixture, "account disable Work"), ==, 0);
  accounts = ask (fixture, "account list");
  g_assert_true (json_object_get_boolean_member (element (accounts, 0), "disabled"));
  assert_fails (fixture, "sync", 3, "Enable it first");
  assert_fails (fixture, "sync --account Work", 3, "Enable it first");
  g_assert_cmpint (call (fixture, "check"), ==, 0);
  g_assert_cmpint (call (fixture, "add Inbox letter.eml"), ==, 0);
  g_assert_cmpint (call (fixture, "mode"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, "online\n");
  status = ask (fixture, "status");
  row = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (status), "accounts"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "mode"), ==, "disabled");
  g_assert_cmpint (json_object_get_int_member (row, "pending"), ==, 1);

  add_account (fixture, "Home");
  g_assert_cmpint (call (fixture, "sync"), ==, 3); /* of the other one */
  g_assert_null (strstr (fixture->err, "Work"));
  g_assert_cmpint (call (fixture, "account enable Work"), ==, 0);
  g_assert_cmpint (call (fixture, "sync"), ==, 3);
  g_assert_nonnull (strstr (fixture->err, "valisectl: Work: "));
}

/* What does not concern the sign-in needs no server; the rest is not stored without its consent. */
static void
test_edit_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) accounts = NULL;
  JsonObject *row;

  g_assert_cmpint (call (fixture, "account edit Work --name Office --person 'Jane Doe'"), ==, 0);
  g_assert_cmpint (call (fixture, "account edit Office --address jane@example.org"), ==, 0);
  assert_fails (fixture, "account edit Office --user bob", 3, "");
  g_assert_cmpint (call (fixture, "mode offline"), ==, 0);
  assert_fails (fixture, "account edit Office --user bob", 3, "offline");
  assert_fails (fixture, "account edit Office --name a:b", 1, "must not");
  assert_fails (fixture, "account edit Work --name Home", 1, "Work");
  accounts = ask (fixture, "account list");
  row = element (accounts, 0);
  g_assert_cmpstr (json_object_get_string_member (row, "name"), ==, "Office");
  g_assert_cmpstr (json_object_get_string_member (row, "person"), ==, "Jane Doe");
  g_assert_cmpstr (json_object_get_string_member (row, "address"), ==, "jane@example.org");
  g_assert_cmpstr (json_object_get_string_member (row, "user"), !=, "bob");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func, prepare) g_test_add ("/ctl/" path, Fixture, NULL, prepare, func, tear_down)
  ADD ("usage", test_usage, set_up_with_account);
  ADD ("help", test_help, set_up);
  ADD ("without-account", test_without_account, set_up);
  ADD ("listings", test_listings, set_up_with_account);
  ADD ("edits", test_edits, set_up_with_account);
  ADD ("modes", test_modes, set_up_with_account);
  ADD ("disabled-account", test_disabled_account, set_up_with_account);
  ADD ("edit-account", test_edit_account, set_up_with_account);
  ADD ("several-accounts", test_several_accounts, set_up_with_account);
  return g_test_run ();
}
