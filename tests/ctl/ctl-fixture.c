/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tests of valisectl start from. The data is prepared through the store; the account's server
 * does not exist, so nothing but a refused connection comes of it. */

#include "ctl-fixture.h"

#include <glib/gstdio.h>

#include "store/accounts.h"
#include "store/folders.h"

const char letter[] = "From: Ann <ann@example.org>\r\nSubject: Crane\r\n"
                      "Date: Mon, 02 Mar 2026 10:00:00 +0000\r\n"
                      "Message-ID: <crane@example.org>\r\n\r\nIt is blue.\r\n";

static void
add_folder (ValiseStore *store,
            const ValiseService *service,
            const char *name,
            ValiseKind kind,
            ValiseRole role)
{
  g_autoptr (ValiseFolder) folder = g_new0 (ValiseFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->account_id = service->account_id;
  folder->service_id = service->id;
  folder->remote_id = g_strdup (name);
  folder->name = g_strdup (name);
  folder->kind = kind;
  folder->role = role;
  folder->rights = VALISE_RIGHTS_ALL;
  folder->sync = role != VALISE_ROLE_ARCHIVE;
  folder->depth = VALISE_DEPTH_FULL;
  g_assert_true (valise_folders_save (store, folder, &error));
  g_assert_no_error (error);
}

void
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
  add_folder (store, &service, "Inbox", VALISE_KIND_MAIL, VALISE_ROLE_INBOX);
  add_folder (store, &service, "Projects", VALISE_KIND_MAIL, VALISE_ROLE_NONE);
  add_folder (store, &service, "Trash", VALISE_KIND_MAIL, VALISE_ROLE_TRASH);
  add_folder (store, &service, "Archive", VALISE_KIND_MAIL, VALISE_ROLE_ARCHIVE);
}

/* An account without mail and with a folder of each other kind. */
void
add_groupware (Fixture *fixture)
{
  g_autofree char *data = g_build_filename (fixture->dir, "valise", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (data, &error);
  ValiseAccount account = { .name = (char *)"Home",
                            .user = (char *)"ann",
                            .server = (char *)NO_SERVER,
                            .password_command = (char *)"echo secret" };
  ValiseService service = { .protocol = (char *)"caldav", .url = (char *)NO_SERVER };

  g_assert_no_error (error);
  g_assert_true (valise_accounts_add (store, &account, &error));
  service.account_id = account.id;
  g_assert_true (valise_services_add (store, &service, &error));
  add_folder (store, &service, "Site", VALISE_KIND_EVENT, VALISE_ROLE_NONE);
  add_folder (store, &service, "Jobs", VALISE_KIND_TASK, VALISE_ROLE_NONE);
  add_folder (store, &service, "Journal", VALISE_KIND_NOTE, VALISE_ROLE_NONE);
  add_folder (store, &service, "People", VALISE_KIND_CONTACT, VALISE_ROLE_NONE);
}

void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = g_dir_make_tmp ("valisectl-XXXXXX", NULL);
  path = g_build_filename (fixture->dir, "letter.eml", NULL);
  g_assert_true (g_file_set_contents (path, letter, -1, NULL));
}

void
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

void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->out);
  g_free (fixture->err);
}

/* Runs valisectl in the fixture's folder. Returns: its exit status. */
int
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
void
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
JsonNode *
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

JsonObject *
element (JsonNode *list, guint index)
{
  return json_array_get_object_element (json_node_get_array (list), index);
}
