/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Long polls: calls of Changes.get that wait until something changed or their time is over. */

#include "demo/fault.h"
#include "demo/methods.h"
#include "demo/server-private.h"
#include "net/json.h"

typedef struct
{
  ValiseDemoServer *server;
  SoupServerMessage *message;
  JsonNode *id;
  JsonObject *params;
  guint64 session;
  GSource *timer;
} Poll;

static void
poll_free (Poll *poll)
{
  g_source_destroy (poll->timer);
  g_source_unref (poll->timer);
  g_object_unref (poll->message);
  json_node_unref (poll->id);
  json_object_unref (poll->params);
  g_free (poll);
}

/**
 * valise_demo_polls_init:
 * @self: the server
 */
void
valise_demo_polls_init (ValiseDemoServer *self)
{
  self->polls = g_ptr_array_new_with_free_func ((GDestroyNotify)poll_free);
}

/* Asks again; answers when there is something, or when @at_any_rate. */
static gboolean
try_poll (Poll *poll, gboolean at_any_rate)
{
  ValiseDemoServer *server = poll->server;
  ValiseDemoCall call = {
    .mailbox = server->mailbox,
    .switches = server->switches,
    .method = "Changes.get",
    .params = poll->params,
  };
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  server->mailbox->author = poll->session;
  done = valise_demo_call_run (&call, &error);
  server->mailbox->author = 0;
  result = call.result;
  if (done && call.wait_seconds > 0 && !at_any_rate)
    return FALSE;
  valise_demo_rpc_answer (server, poll->message, poll->id, result, error);
  soup_server_message_unpause (poll->message);
  return TRUE;
}

static gboolean
on_time_over_cb (gpointer data)
{
  Poll *poll = data;

  try_poll (poll, TRUE);
  g_ptr_array_remove (poll->server->polls, poll);
  return G_SOURCE_REMOVE;
}

static gboolean
has_key (Poll *poll, JsonObject *key)
{
  JsonObject *own = valise_json_object (poll->params, "lastSyncKey");

  return valise_json_int (own, "watermark", 0) == valise_json_int (key, "watermark", 0)
         && valise_json_int (own, "id", 0) == valise_json_int (key, "id", 0);
}

/**
 * valise_demo_polls_kill:
 * @self: the server
 * @key: a sync key
 *
 * Ends the poll that waits with @key.
 */
void
valise_demo_polls_kill (ValiseDemoServer *self, JsonObject *key)
{
  for (guint i = self->polls->len; i-- > 0;)
    {
      Poll *poll = self->polls->pdata[i];

      if (!has_key (poll, key))
        continue;
      try_poll (poll, TRUE);
      g_ptr_array_remove_index (self->polls, i);
    }
}

/* Only one long poll with the same key is permitted; what becomes of a second one is not said. */
static gboolean
make_room (ValiseDemoServer *self, JsonObject *key, GError **error)
{
  for (guint i = 0; i < self->polls->len; i++)
    {
      if (!has_key (self->polls->pdata[i], key))
        continue;
      if (valise_demo_switch_is (self->switches, VALISE_DEMO_SECOND_POLL, "refused"))
        return valise_demo_fail (error, VALISE_DEMO_IN_PROGRESS,
                                 "Only one request with the same key is permitted.", NULL);
      valise_demo_polls_kill (self, key);
      return TRUE;
    }
  return TRUE;
}

/**
 * valise_demo_polls_add:
 * @self: the server
 * @message: a call of Changes.get with nothing to be told yet
 * @id: its id
 * @params: its parameters
 * @session: its session
 * @seconds: how long it waits
 * @error: where the error goes
 *
 * Returns: whether it waits now
 */
gboolean
valise_demo_polls_add (ValiseDemoServer *self,
                       SoupServerMessage *message,
                       JsonNode *id,
                       JsonObject *params,
                       guint64 session,
                       guint seconds,
                       GError **error)
{
  Poll *poll;

  if (!make_room (self, valise_json_object (params, "lastSyncKey"), error))
    return FALSE;
  poll = g_new0 (Poll, 1);
  poll->server = self;
  poll->message = g_object_ref (message);
  poll->id = json_node_copy (id);
  poll->params = json_object_ref (params);
  poll->session = session;
  poll->timer = valise_demo_server_add_timer (self, seconds * 1000, on_time_over_cb, poll);
  soup_server_message_pause (message);
  g_ptr_array_add (self->polls, poll);
  return TRUE;
}

/**
 * valise_demo_polls_try:
 * @self: the server
 *
 * Answers the polls that there is something for.
 */
void
valise_demo_polls_try (ValiseDemoServer *self)
{
  for (guint i = self->polls->len; i-- > 0;)
    if (try_poll (self->polls->pdata[i], FALSE))
      g_ptr_array_remove_index (self->polls, i);
}

/**
 * valise_demo_polls_hang_up:
 * @self: the server
 *
 * Closes the connections of all polls without an answer.
 */
void
valise_demo_polls_hang_up (ValiseDemoServer *self)
{
  for (guint i = 0; i < self->polls->len; i++)
    valise_demo_server_hang_up (((Poll *)self->polls->pdata[i])->message);
  g_ptr_array_set_size (self->polls, 0);
}
