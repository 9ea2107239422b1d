/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The driver against the double, in one process: waiting, sessions, errors and memory. */

#include "remote/kerio/remote-kerio.h"

#include "demo/sample.h"
#include "demo/server.h"
#include "net/json.h"

#include <json-glib/json-glib.h>

typedef struct
{
  ValiseDemoServer *server;
  ValiseRemote *remote;
} Fixture;

static char *
give_secret (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup ("secret");
}

static ValiseRemote *
new_remote (Fixture *self, const char *memo)
{
  return valise_remote_kerio_new (valise_demo_server_get_url (self->server), "alice@demo.example",
                                  FALSE, memo, give_secret, NULL, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  ValiseDemoSwitches *switches = valise_demo_switches_new ();
  g_autoptr (GError) error = NULL;

  self->server = valise_demo_server_new (valise_demo_sample_new (VALISE_DEMO_SAMPLE, switches),
                                         switches, 0, &error);
  g_assert_no_error (error);
  self->remote = new_remote (self, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->remote);
  valise_demo_server_free (self->server);
}

/* Has the double do something; JSON with ' for ". */
static JsonObject *
control (Fixture *self, const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *answer = valise_demo_server_control (self->server, json_node_get_object (node),
                                                   &error);

  g_assert_no_error (error);
  return answer;
}

static void
tell (Fixture *self, const char *text)
{
  json_object_unref (control (self, text));
}

static gint64
count (Fixture *self, const char *method)
{
  g_autoptr (JsonObject) counts = control (self, "{'do':'counts'}");

  return valise_json_int (valise_json_object (counts, "methods"), method, 0);
}

static char *
first_token (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseRemoteChanges) changes = valise_remote_changes (self->remote, NULL, NULL,
                                                                   &error);

  g_assert_no_error (error);
  return g_strdup (changes->token);
}

static void
test_session_ends (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = valise_remote_folders (self->remote, NULL, &error);
  g_autoptr (GPtrArray) again = NULL;

  g_assert_no_error (error);
  tell (self, "{'do':'expire-sessions'}");
  again = valise_remote_folders (self->remote, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (folders->len, ==, again->len);
  g_assert_cmpint (count (self, "Session.login"), ==, 2);
}

static void
test_memo_has_no_secret (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *memo = NULL;
  g_autoptr (ValiseRemote) next = NULL;

  g_assert_null (valise_remote_get_memo (self->remote));
  g_assert_true (valise_remote_open (self->remote, NULL, &error));
  memo = valise_remote_get_memo (self->remote);
  g_assert_null (strstr (memo, "secret"));
  g_assert_null (strstr (memo, "oken"));
  next = new_remote (self, memo);
  g_assert_true (valise_remote_open (next, NULL, &error));
  g_assert_cmpint (count (self, "Session.whoAmI"), ==, 1);
}

static void
test_busy (Fixture *self, gconstpointer data)
{
  static const char *const reasons[] = { "reindexed", "in-progress", "locked", "shutdown" };

  g_assert_true (valise_remote_open (self->remote, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'do':'switch','set':'busy=%s'}", reasons[i]);
      g_autoptr (GError) error = NULL;

      tell (self, text);
      g_assert_null (valise_remote_folders (self->remote, NULL, &error));
      g_assert_true (valise_error_is (error, VALISE_ERROR_BUSY));
      g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_RETRY_LATER);
    }
}

static void
test_wait_times_out (Fixture *self, gconstpointer data)
{
  g_autofree char *token = first_token (self);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (valise_remote_wait (self->remote, 1, NULL, &error), ==, VALISE_WAIT_TIMED_OUT);
  g_assert_no_error (error);
}

/* Delivers a mail once the driver waits. */
static gpointer
deliver (gpointer data)
{
  Fixture *self = data;
  g_autoptr (JsonObject) counts = NULL;

  do
    {
      g_clear_pointer (&counts, json_object_unref);
      counts = control (self, "{'do':'counts'}");
      g_usleep (2000);
    }
  while (valise_json_int (counts, "polls", 0) == 0);
  tell (self, "{'do':'deliver','mail':{'subject':'News','from':{'name':'','address':"
              "'bob@demo.example'}}}");
  return NULL;
}

static void
test_wait_for_news (Fixture *self, gconstpointer data)
{
  g_autofree char *token = first_token (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseRemoteChanges) changes = NULL;
  GThread *thread = g_thread_new ("deliver", deliver, self);

  g_assert_cmpint (valise_remote_wait (self->remote, 60, NULL, &error), ==, VALISE_WAIT_CHANGED);
  g_assert_no_error (error);
  g_thread_join (thread);
  changes = valise_remote_changes (self->remote, token, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->items->len, ==, 1);
  g_assert_cmpstr (((ValiseRemoteItem *)changes->items->pdata[0])->summary.title, ==, "News");
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

/* A wait that was cancelled leaves no long poll behind that stands in the way of the next. */
static void
test_wait_again (Fixture *self, gconstpointer data)
{
  g_autofree char *token = first_token (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_cmpint (valise_remote_wait (self->remote, 60, cancellable, &error), ==,
                   VALISE_WAIT_FAILED);
  g_assert_true (valise_error_is_cancelled (error));
  g_clear_error (&error);
  g_thread_join (thread);
  g_assert_cmpint (valise_remote_wait (self->remote, 1, NULL, &error), ==, VALISE_WAIT_TIMED_OUT);
  g_assert_no_error (error);
}

#define ADD(name, func) g_test_add ("/kerio/driver/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("session-ends", test_session_ends);
  ADD ("memo-has-no-secret", test_memo_has_no_secret);
  ADD ("busy", test_busy);
  ADD ("wait-times-out", test_wait_times_out);
  ADD ("wait-for-news", test_wait_for_news);
  ADD ("wait-again", test_wait_again);
  return g_test_run ();
}
