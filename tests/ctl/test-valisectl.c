/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl as scripts meet it: what it prints and how it ends. The data is prepared through the
 * store; the account's server does not exist, so nothing but a refused connection comes of it. */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "store/accounts.h"
#include "store/folders.h"

/* Port 1 of this computer: nobody listens there. */
#define NO_SERVER "http://127.0.0.1:1"

static const char letter[] = "From: Ann <ann@example.org>\r\nSubject: Crane\r\n"
                             "Date: Mon, 02 Mar 2026 10:00:00 +0000\r\n"
                             "Message-ID: <crane@example.org>\r\n\r\nIt is blue.\r\n";

typedef struct
{
  char *dir;
  char *out, *err; /* of the last call */
} Fixture;

static void
add_folder (ValiseStore *store, gint64 account, gint64 service, const char *name, ValiseRole role)
{
  g_autoptr (ValiseFolder) folder = g_new0 (ValiseFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->account_id = account;
  folder->service_id = service;
  folder->remote_id = g_strdup (name);
  folder->name = g_strdup (name);
  folder->role = role;
  folder->rights = VALISE_RIGHTS_ALL;
  folder->sync = role != VALISE_ROLE_ARCHIVE;
  folder->depth = VALISE_DEPTH_FULL;
  g_assert_true (valise_folders_save (store, folder, &error));
  g_assert_no_error (error);
}

static void
add_account (Fixture *fixture, const char *name)
{
  g_autofree char *data = g_build_filename (fixture->dir, "valise", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (data, &error);
  ValiseAccount account = { .name = (char *)name,
                            .user = (char *)"ann",
                            .server = (char *)NO_SERVER,
                            .password_command = (char *)"echo secret" };
  ValiseService service = { .protocol = (char *)"jmap", .url = (char *)NO_SERVER };

  g_assert_no_error (error);
  g_assert_true (valise_accounts_add (store, &account, &error));
  service.account_id = account.id;
  g_assert_true (valise_services_add (store, &service, &error));
  add_folder (store, account.id, service.id, "Inbox", VALISE_ROLE_INBOX);
  add_folder (store, account.id, service.id, "Projects", VALISE_ROLE_NONE);
  add_folder (store, account.id, service.id, "Trash", VALISE_ROLE_TRASH);
  add_folder (store, account.id, service.id, "Archive", VALISE_ROLE_ARCHIVE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = g_dir_make_tmp ("valisectl-XXXXXX", NULL);
  path = g_build_filename (fixture->dir, "letter.eml", NULL);
  g_assert_true (g_file_set_contents (path, letter, -1, NULL));
}

static void
set_up_with_account (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  add_account (fixture, "Work");
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->out);
  g_free (fixture->err);
}

/* Runs valisectl in the fixture's folder. Returns: its exit status. */
static int
call (Fixture *fixture, const char *command)
{
  g_autofree char *line = g_strdup_printf ("%s %s", g_getenv ("VALISE_CTL"), command);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  const char *const argv[] = { "/bin/sh", "-c", line, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->err, g_free);
  g_subprocess_launcher_set_cwd (launcher, fixture->dir);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->dir, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &fixture->out, &fixture->err, &error);
  g_assert_no_error (error);
  g_test_message ("%s -> %d\n%s%s", command, g_subprocess_get_exit_status (process), fixture->out,
                  fixture->err);
  return g_subprocess_get_exit_status (process);
}

/* The one sentence of a failure. */
static void
assert_fails (Fixture *fixture, const char *command, int status, const char *says)
{
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (call (fixture, command), ==, status);
  lines = g_strsplit (g_strchomp (fixture->err), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1);
  g_assert_true (g_str_has_prefix (lines[0], "valisectl: "));
  g_assert_nonnull (strstr (lines[0], says));
}

/* Runs a listing. Returns: (transfer full): what it printed. */
static JsonNode *
ask (Fixture *fixture, const char *command)
{
  g_autofree char *with_json = g_strconcat (command, " --json", NULL);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_assert_cmpint (call (fixture, with_json), ==, 0);
  g_assert_cmpstr (fixture->err, ==, "");
  node = json_from_string (fixture->out, &error);
  g_assert_no_error (error);
  return node;
}

static JsonObject *
element (JsonNode *list, guint index)
{
  return json_array_get_object_element (json_node_get_array (list), index);
}

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
    "account add --user ann --service gopher=x --password-command x",
    "account add --user ann --service caldav --password-command x",
    "account remove",
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
  static const char *const commands[] = { "account add", "account list", "account remove", "sync",
                                          "status",      "mode",         "folders",        "set",
                                          "items",       "show",         "export",         "add",
                                          "replace",     "flag",         "move",           "delete",
                                          "conflicts",   "resolve",      "check" };

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
  ADD ("several-accounts", test_several_accounts, set_up_with_account);
  return g_test_run ();
}
