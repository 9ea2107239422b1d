/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Push by EventSource: what is news and what is not, signs of life, silence. */

#include "script.h"

#define CHANGE(email)                                                                              \
  "event: state\ndata: {\"@type\":\"StateChange\",\"changed\":{\"a\":{\"Email\":\"" email          \
  "\",\"Mailbox\":\"1\"}}}\n\n"

/* What the server pushes, connection by connection. */
typedef struct
{
  const char *events[3]; /* nullable: stays silent */
  guint status;          /* of the event source; 0: 200 */
  gint connections;
} Push;

static char *
say_state (Script *self, const char *method, JsonObject *args)
{
  return script_state ("1");
}

static void
push_events (Double *server, SoupServerMessage *message, const char *path, gpointer data)
{
  Script *script = data;
  Push *push = script->data;
  guint index = (guint)g_atomic_int_add (&push->connections, 1);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *events = index < G_N_ELEMENTS (push->events) ? push->events[index] : NULL;

  soup_server_message_set_status (message, push->status != 0 ? push->status : 200, NULL);
  if (push->status != 0)
    return;
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  if (events != NULL)
    {
      SoupMessageBody *body = soup_server_message_get_response_body (message);

      soup_message_headers_set_encoding (headers, SOUP_ENCODING_EOF);
      soup_message_body_append (body, SOUP_MEMORY_COPY, events, strlen (events));
      soup_message_body_complete (body); /* and the connection ends */
    }
  else
    double_stay_silent (message);
}

static ValiseWait
wait_for (Push *push, guint seconds, GError **error)
{
  Script script = { .func = say_state, .data = push, .other = push_events };
  g_autoptr (ValiseRemote) remote = NULL;
  g_autofree char *token = NULL;
  ValiseWait result;

  script_start (&script);
  remote = script_remote (&script);
  token = driver_token (remote);
  result = valise_remote_wait (remote, seconds, NULL, error);
  script_stop (&script);
  return result;
}

static void
test_not_supported (void)
{
  const guint statuses[] = { 204, 404, 501 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      Push push = { .status = statuses[i] };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (wait_for (&push, 5, &error), ==, VALISE_WAIT_NOT_SUPPORTED);
      g_assert_no_error (error);
    }
}

/* A server that has no push is asked once, not with every poll. */
static void
test_not_asked_again (void)
{
  Push push = { .status = 204 };
  Script script = { .func = say_state, .data = &push, .other = push_events };
  g_autoptr (ValiseRemote) remote = NULL;
  g_autofree char *token = NULL;

  script_start (&script);
  remote = script_remote (&script);
  token = driver_token (remote);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (valise_remote_wait (remote, 5, NULL, NULL), ==, VALISE_WAIT_NOT_SUPPORTED);
  script_stop (&script);
  g_assert_cmpint (push.connections, ==, 1);
}

static void
test_change (void)
{
  const char *const news[] = {
    CHANGE ("2"), "event: ping\ndata: {\"interval\":30}\n\n: comment\n\n" CHANGE ("1") CHANGE ("2"),
    "data: {\"type\":\"connect\"}\r\n\r\ndata: {\"type\":\"change\",\r\ndata: \"changed\":"
    "{\"other\":{\"Email\":\"7\"},\"a\":{\"Mailbox\":\"2\"}}}\r\n\r\n",
    "data: 7\n\ndata: {\"changed\":[]}\n\n" CHANGE ("2")
  };

  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    {
      Push push = { .events = { news[i] } };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (wait_for (&push, 20, &error), ==, VALISE_WAIT_CHANGED);
      g_assert_no_error (error);
      g_assert_cmpint (push.connections, ==, 1);
    }
}

/* A connection that is lost is made again. */
static void
test_reconnect (void)
{
  Push push = { .events = { CHANGE ("1"), CHANGE ("2") } };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (wait_for (&push, 20, &error), ==, VALISE_WAIT_CHANGED);
  g_assert_no_error (error);
  g_assert_cmpint (push.connections, ==, 2);
}

/* A server that says nothing for too long is not there any more. */
static void
test_silence (void)
{
  Push push = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  ValiseWait result = wait_for (&push, 2, &error);

  g_assert_true (result == VALISE_WAIT_FAILED || result == VALISE_WAIT_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jmap/wait/not-supported", test_not_supported);
  g_test_add_func ("/jmap/wait/not-asked-again", test_not_asked_again);
  g_test_add_func ("/jmap/wait/change", test_change);
  g_test_add_func ("/jmap/wait/reconnect", test_reconnect);
  g_test_add_func ("/jmap/wait/silence", test_silence);
  return g_test_run ();
}
