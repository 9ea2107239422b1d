/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "script.h"

#include "net/json.h"

/* Answers one method call with a response. */
static void
add_response (Script *self, JsonArray *responses, JsonArray *call)
{
  const char *method = valise_json_string_at (call, 0);
  g_autofree char *text = self->func (self, method, valise_json_object_at (call, 1));
  JsonArray *response = json_array_new ();
  gboolean failed = text != NULL && *text == '!';
  g_autofree char *problem = failed ? g_strdup_printf ("{\"type\":\"%s\"}", text + 1)
                                    : g_strdup (text);

  if (text == NULL)
    {
      self->cut = TRUE;
      json_array_unref (response);
      return;
    }
  json_array_add_string_element (response, failed ? "error" : method);
  json_array_add_element (response, json_from_string (problem, NULL));
  json_array_add_string_element (response, valise_json_string_at (call, 2));
  json_array_add_array_element (responses, response);
}

static void
answer_api (Script *self, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (JsonObject) request = valise_json_parse (g_bytes_get_data (bytes, NULL),
                                                      g_bytes_get_size (bytes), NULL);
  JsonArray *calls = valise_json_array (request, "methodCalls");
  g_autoptr (JsonObject) answer = json_object_new ();
  JsonArray *responses = json_array_new ();
  g_autofree char *text = NULL;

  g_assert_nonnull (calls);
  json_object_set_array_member (answer, "methodResponses", responses);
  for (guint i = 0; i < valise_json_length (calls); i++)
    add_response (self, responses, valise_json_array_at (calls, i));
  json_object_set_string_member (answer, "sessionState",
                                 self->session_state != NULL ? self->session_state : "s1");
  text = valise_json_print (answer);
  if (self->cut)
    double_hang_up (message);
  else
    double_answer (message, 200, "application/json", text);
  self->cut = FALSE;
}

static void
answer_request (Double *server, SoupServerMessage *message, const char *path, gpointer data)
{
  Script *self = data;

  if (g_str_equal (path, "/.well-known/jmap"))
    {
      g_atomic_int_inc (&self->sessions);
      double_answer (message, 200, "application/json",
                     self->session != NULL ? self->session : SCRIPT_SESSION (SCRIPT_CORE));
    }
  else if (!g_str_equal (path, "/api/"))
    self->other (server, message, path, self);
  else
    {
      g_atomic_int_inc (&self->requests);
      if (self->raw != NULL)
        double_answer (message, 200, "application/json", self->raw);
      else
        answer_api (self, message);
    }
}

void
script_start (Script *self)
{
  self->server = double_new (answer_request, self, NULL);
}

void
script_stop (Script *self)
{
  g_clear_pointer (&self->server, double_free);
}

static char *
give_secret (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup ("s3cret");
}

ValiseRemote *
script_remote_with_memo (Script *self, const char *memo)
{
  return valise_remote_jmap_new (double_url (self->server), "alice", FALSE, memo, give_secret, NULL,
                                 NULL);
}

ValiseRemote *
script_remote (Script *self)
{
  return script_remote_with_memo (self, NULL);
}

char *
script_state (const char *state)
{
  return g_strdup_printf ("{\"state\":\"%s\",\"list\":[],\"notFound\":[]}", state);
}

/* Whether the call refers to that part of an earlier answer. */
gboolean
script_has_ids (JsonObject *args, const char *name)
{
  return g_strcmp0 (valise_json_string (valise_json_object (args, "#ids"), "path"), name) == 0;
}
