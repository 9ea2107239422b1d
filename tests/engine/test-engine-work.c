/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's edits through the engine, and what another process asks of it or did. */

#include "engine-fixture.h"

#include "engine/bus-client.h"
#include "engine/run-result.h"
#include "model/error.h"
#include "store/accounts.h"
#include "store/folders.h"

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_engine_edit_finish (VALISE_ENGINE (source), result, data, &error));
  g_assert_no_error (error);
}

static void
test_edit_is_sent (Fixture *fixture, gconstpointer data)
{
  static const char source[] = "From: a@example.org\r\nSubject: Hello\r\n\r\nText.\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (source, sizeof source - 1);
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseStatus) status = NULL;
  g_autoptr (ValiseFolder) inbox = NULL;
  gint64 item = 0;

  start (fixture);
  wait_until_in_step (fixture);
  inbox = valise_folders_by_role (valise_engine_get_store (fixture->engine), 1, VALISE_ROLE_INBOX,
                                  NULL);
  g_assert_nonnull (inbox);
  valise_engine_edit_add_async (fixture->engine, inbox->id, content, on_edited, &item);
  WAIT_UNTIL (item != 0);
  status = valise_engine_get_status (fixture->engine);
  g_assert_cmpint (status->pending, ==, 1);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&status, valise_status_unref);
      status = valise_engine_get_status (fixture->engine);
    }
  while (status->pending > 0);
}

static void
on_edit_failed (ValiseEngine *engine, GError *error, gpointer data)
{
  *(int *)data = error->code;
}

static void
test_edit_fails (Fixture *fixture, gconstpointer data)
{
  int code = -1;

  start (fixture);
  g_signal_connect (fixture->engine, "edit-failed", G_CALLBACK (on_edit_failed), &code);
  valise_engine_edit_delete_async (fixture->engine, 4711, FALSE, NULL, NULL);
  WAIT_UNTIL (code != -1);
  g_assert_cmpint (code, ==, VALISE_ERROR_NOT_FOUND);
}

/* What valisectl does while the tray application runs. */
typedef struct
{
  const char *dir;
  gboolean ended;
  GPtrArray *results;
  GPtrArray *lines;
} Client;

static void
on_line (const char *line, gpointer data)
{
  g_ptr_array_add (data, g_strdup (line));
}

static gpointer
client_main (gpointer data)
{
  Client *client = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (ValiseBusClient) bus = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (context);
  g_assert_null (valise_bus_client_new ("/another/folder"));
  bus = valise_bus_client_new (client->dir);
  g_assert_nonnull (bus);
  client->results = valise_bus_client_sync (bus, "Work", 0, FALSE, on_line, client->lines, &error);
  g_assert_no_error (error);
  g_assert_null (valise_bus_client_sync (bus, "Nobody", 0, FALSE, NULL, NULL, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
  g_main_context_pop_thread_default (context);
  g_atomic_int_set (&client->ended, TRUE);
  return NULL;
}

static void
test_asked_over_dbus (Fixture *fixture, gconstpointer data)
{
  Client client = { .dir = fixture->dir, .lines = g_ptr_array_new_with_free_func (g_free) };
  GThread *thread;

  start (fixture);
  wait_until_in_step (fixture);
  thread = g_thread_new ("client", client_main, &client);
  WAIT_UNTIL (g_atomic_int_get (&client.ended));
  g_thread_join (thread);
  g_assert_cmpuint (client.results->len, ==, 1);
  g_assert_cmpint (((const ValiseRunResult *)client.results->pdata[0])->code, ==, -1);
  g_ptr_array_unref (client.results);
  g_ptr_array_unref (client.lines);
}

static void
test_changed_outside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseStore) store = valise_store_open (fixture->dir, NULL);
  g_autoptr (ValiseStatus) status = NULL;

  start (fixture);
  wait_until_in_step (fixture);
  g_assert_true (valise_store_set_setting (store, "mode", "offline", NULL));
  valise_engine_changed_outside (fixture->engine);
  g_assert_true (has_icon (fixture, "valise-offline"));

  g_assert_true (valise_store_set_setting (store, "mode", "online", NULL));
  add_account (fixture, "Home");
  valise_engine_changed_outside (fixture->engine);
  WAIT_UNTIL (fake_server_waiting (fixture->server) == 1
              && fake_server_waiting (fixture->other_server) == 1);

  g_assert_true (valise_accounts_remove (store, 2, NULL));
  valise_engine_changed_outside (fixture->engine);
  g_assert_cmpuint (fake_server_waiting (fixture->other_server), ==, 0);
  status = valise_engine_get_status (fixture->engine);
  g_assert_cmpuint (status->accounts->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("edit-is-sent", test_edit_is_sent);
  ADD ("edit-fails", test_edit_fails);
  ADD ("asked-over-dbus", test_asked_over_dbus);
  ADD ("changed-outside", test_changed_outside);
  return g_test_run ();
}
