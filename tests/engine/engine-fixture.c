/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the engine share. */

#include "engine-fixture.h"

#include <glib/gstdio.h>

#include "engine/ids.h"
#include "engine/run-result.h"
#include "store/accounts.h"

#define PATIENCE_SECONDS 20

static ValiseRemote *
make_remote (const ValiseAccount *account,
             const ValiseService *service,
             const char *password,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Fixture *fixture = data;
  FakeServer *server = g_str_equal (account->name, "Home") ? fixture->other_server
                                                           : fixture->server;
  ValiseRemotes remotes = fake_server_remotes (server);

  return remotes.make (account, service, password, remotes.data, cancellable, error);
}

void
add_account (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStore) store = valise_store_open (fixture->dir, &error);
  ValiseAccount account = { .name = (char *)name,
                            .user = (char *)"alice",
                            .server = (char *)"fake" };
  ValiseService service = { .protocol = (char *)"fake", .url = (char *)"fake" };

  g_assert_no_error (error);
  g_assert_true (valise_accounts_add (store, &account, &error));
  service.account_id = account.id;
  g_assert_true (valise_services_add (store, &service, &error));
}

void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->engine = valise_engine_new (fixture->dir, &fixture->remotes, &error);
  g_assert_no_error (error);
  valise_engine_start (fixture->engine);
}

void
stop (Fixture *fixture)
{
  valise_engine_stop (fixture->engine);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->engine);
}

void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->home = g_dir_make_tmp ("valise-engine-XXXXXX", NULL);
  fixture->dir = g_build_filename (fixture->home, "valise", NULL);
  fixture->server = fake_server_new ();
  fixture->other_server = fake_server_new ();
  fixture->remotes = (ValiseRemotes){ .make = make_remote, .data = fixture };
  add_account (fixture, "Work");
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_unlink (child);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->engine != NULL)
    stop (fixture);
  remove_tree (fixture->dir);
  fake_server_free (fixture->server);
  fake_server_free (fixture->other_server);
  g_free (fixture->dir);
  g_rmdir (fixture->home);
  g_free (fixture->home);
}

static gboolean
on_patience_over (gpointer data)
{
  g_error ("It did not happen within %d s.", PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

static gboolean
on_poll (gpointer data)
{
  return G_SOURCE_CONTINUE; /* wakes the loop, because a server's thread does not */
}

Waiting
waiting_begin (void)
{
  return (Waiting){ .patience = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_over, NULL),
                    .poll = g_timeout_add (5, on_poll, NULL) };
}

void
waiting_end (Waiting *waiting)
{
  g_source_remove (waiting->patience);
  g_source_remove (waiting->poll);
}

static gboolean
on_time_over (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets everything go on for a while, to see that nothing happens. */
void
let_time_pass (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_time_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

ValiseMode
mode_of (Fixture *fixture, guint index)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (fixture->engine);

  return ((const ValiseAccountStatus *)status->accounts->pdata[index])->mode;
}

gboolean
has_icon (Fixture *fixture, const char *icon)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (fixture->engine);

  return g_str_equal (status->icon, icon);
}

void
wait_until_in_step (Fixture *fixture)
{
  WAIT_UNTIL (mode_of (fixture, 0) == VALISE_MODE_ONLINE
              && fake_server_waiting (fixture->server) == 1);
}

void
on_synced (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GPtrArray **)data = valise_engine_sync_finish (VALISE_ENGINE (source), result, &error);
  g_assert_no_error (error);
}

/* Asks for a run of everything. Returns: the ValiseError of the first account, -1: it went through.
 */
int
sync_code (Fixture *fixture)
{
  g_autoptr (GPtrArray) results = NULL;

  valise_engine_sync_async (fixture->engine, 0, FALSE, NULL, on_synced, &results);
  WAIT_UNTIL (results != NULL);
  return ((const ValiseRunResult *)results->pdata[0])->code;
}

static void
on_valisectl_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, data, NULL, &error);
  g_assert_no_error (error);
}

/* Whether the engine can be asked by others. It goes on the bus by and by. */
static gboolean
is_on_bus (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
      g_variant_new ("(s)", VALISE_BUS_NAME), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1,
      NULL, NULL);
  gboolean has_owner = FALSE;

  g_assert_nonnull (answer);
  g_variant_get (answer, "(b)", &has_owner);
  return has_owner;
}

/* Runs valisectl beside the engine of this process. Returns: its exit status. */
int
run_valisectl (Fixture *fixture, const char *command, char **out)
{
  g_autofree char *line = g_strdup_printf ("exec %s %s 2>&1", g_getenv ("VALISE_CTL"), command);
  const char *const argv[] = { "/bin/sh", "-c", line, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  WAIT_UNTIL (is_on_bus ());
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->home, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, on_valisectl_ended, &output);
  WAIT_UNTIL (output != NULL);
  g_test_message ("valisectl %s -> %d\n%s", command, g_subprocess_get_exit_status (process),
                  output);
  if (out != NULL)
    *out = g_steal_pointer (&output);
  return g_subprocess_get_exit_status (process);
}
