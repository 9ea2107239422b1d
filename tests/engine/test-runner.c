/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run over two services of which one, or both, fail. */

#include "engine/runner.h"
#include "fake-server.h"

#include <glib/gstdio.h>

#include "engine/mode.h"
#include "store/accounts.h"

typedef struct
{
  char *dir;
  FakeServer *mail, *contacts;
  gint64 account;
  ValiseRunner *runner;
} Fixture;

static ValiseRemote *
make_remote (const ValiseAccount *account,
             const ValiseService *service,
             const char *password,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Fixture *fixture = data;
  FakeServer *server = g_str_equal (service->protocol, "jmap") ? fixture->mail : fixture->contacts;
  ValiseRemotes remotes = fake_server_remotes (server);

  return remotes.make (account, service, password, remotes.data, cancellable, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const protocols[] = { "jmap", "carddav" };
  ValiseAccount account = { .name = (char *)"Work", .user = (char *)"ann", .server = (char *)"x" };
  const ValiseRemotes remotes = { .make = make_remote, .data = fixture };
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStore) store = NULL;

  fixture->dir = g_dir_make_tmp ("valise-runner-XXXXXX", &error);
  store = valise_store_open (fixture->dir, &error);
  g_assert_no_error (error);
  valise_accounts_add (store, &account, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      ValiseService service = { .account_id = account.id,
                                .protocol = (char *)protocols[i],
                                .url = (char *)"x" };

      valise_services_add (store, &service, &error);
      g_assert_no_error (error);
    }
  fixture->account = account.id;
  fixture->mail = fake_server_new ();
  fixture->contacts = fake_server_new ();
  fixture->runner = valise_runner_new (fixture->dir, account.id, &remotes);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;

  valise_runner_free (fixture->runner);
  fake_server_free (fixture->mail);
  fake_server_free (fixture->contacts);
  dir = g_dir_open (fixture->dir, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

/* Runs with servers that fail so (-1: they do not). Returns: (transfer full) (nullable): the error
 */
static GError *
run (Fixture *fixture, int mail, int contacts)
{
  const ValiseRunOptions options = { 0 };
  g_autoptr (ValiseRunReport) report = valise_run_report_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GError *error = NULL;

  fake_server_fail (fixture->mail, mail);
  fake_server_fail (fixture->contacts, contacts);
  valise_runner_run (fixture->runner, &options, report, cancellable, &error);
  return error;
}

static void
test_one_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) mail = run (fixture, VALISE_ERROR_UNREACHABLE, -1);
  guint calls = fake_server_calls (fixture->contacts);
  g_autoptr (GError) contacts = run (fixture, -1, VALISE_ERROR_CERTIFICATE);
  g_autoptr (GError) none = NULL;

  g_assert_error (mail, VALISE_ERROR, VALISE_ERROR_FAILED);
  g_assert_cmpstr (mail->message, ==, "Mail: The fake server fails.");
  g_assert_cmpuint (calls, >, 1);
  g_assert_error (contacts, VALISE_ERROR, VALISE_ERROR_FAILED);
  g_assert_cmpstr (contacts->message, ==, "Contacts: The fake server fails.");
  /* The other half of the account is in step: no reason to work offline. */
  g_assert_cmpint (valise_mode_initial (FALSE, contacts->code), ==, VALISE_MODE_ONLINE);

  none = run (fixture, -1, -1);
  g_assert_no_error (none);
}

static void
test_all_fail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = run (fixture, VALISE_ERROR_UNREACHABLE, VALISE_ERROR_UNREACHABLE);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_UNREACHABLE);
  g_assert_cmpstr (error->message, ==, "The fake server fails.");
}

static void
test_password_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = run (fixture, VALISE_ERROR_SIGN_IN, -1);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_SIGN_IN);
  g_assert_cmpuint (fake_server_calls (fixture->contacts), ==, 0);
}

#define ADD(path, func) g_test_add ("/runner/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-fails", test_one_fails);
  ADD ("all-fail", test_all_fail);
  ADD ("password-refused", test_password_refused);
  return g_test_run ();
}
