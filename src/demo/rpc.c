/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON-RPC 2.0 over HTTP: the envelope, the session, and what goes wrong on purpose. */

#include "demo/fault.h"
#include "demo/methods.h"
#include "demo/server-private.h"
#include "net/json.h"

/* One request. */
typedef struct
{
  JsonObject *object;
  const char *method;
  JsonNode *id;
  JsonObject *params;
  guint64 session;
} Request;

static void
request_clear (Request *request)
{
  g_clear_pointer (&request->object, json_object_unref);
  g_clear_pointer (&request->params, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static gboolean
parse (SoupServerMessage *message, Request *request, GError **error)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  request->object = valise_json_parse (text != NULL ? text : "", size, NULL);
  if (request->object == NULL)
    return valise_demo_fail (error, VALISE_DEMO_PARSE_ERROR, "Parse error.", NULL);
  request->method = valise_json_string (request->object, "method");
  request->id = json_object_get_member (request->object, "id");
  if (request->method == NULL || request->id == NULL
      || g_strcmp0 (valise_json_string (request->object, "jsonrpc"), "2.0") != 0)
    return valise_demo_fail (error, VALISE_DEMO_BAD_REQUEST, "Invalid request.", NULL);
  if (!json_object_has_member (request->object, "params"))
    request->params = json_object_new ();
  else if (valise_json_object (request->object, "params") != NULL)
    request->params = json_object_ref (valise_json_object (request->object, "params"));
  else
    return valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "Invalid params: %1.", request->method);
  return TRUE;
}

/* The documentation names a status other than 200 for errors of the protocol. */
static guint
status_of (ValiseDemoServer *self, const GError *error)
{
  if (error == NULL || error->code > 0
      || valise_demo_switch_is (self->switches, VALISE_DEMO_ERROR_STATUS, "ok"))
    return SOUP_STATUS_OK;
  return error->code == VALISE_DEMO_NO_METHOD ? SOUP_STATUS_NOT_FOUND
                                              : SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

/**
 * valise_demo_rpc_answer:
 * @self: the server
 * @message: the request
 * @id: (nullable): its id
 * @result: (nullable): what came of it
 * @error: (nullable): why nothing came of it
 */
void
valise_demo_rpc_answer (ValiseDemoServer *self,
                        SoupServerMessage *message,
                        JsonNode *id,
                        JsonObject *result,
                        const GError *error)
{
  g_autoptr (JsonObject) answer = json_object_new ();

  json_object_set_string_member (answer, "jsonrpc", "2.0");
  json_object_set_member (answer, "id",
                          id != NULL ? json_node_copy (id) : json_node_new (JSON_NODE_NULL));
  if (error != NULL)
    json_object_set_object_member (answer, "error", valise_demo_fault_of_call (error));
  else
    json_object_set_object_member (answer, "result", json_object_ref (result));
  valise_demo_server_answer_json (message, status_of (self, error), answer);
}

/* What goes wrong on purpose */

static gboolean
check_busy (ValiseDemoServer *self, GError **error)
{
  static const struct
  {
    const char *word, *message;
    ValiseDemoCode code;
  } answers[] = {
    { "reindexed", "Folder is being reindexed. Try later.", VALISE_DEMO_REINDEXED },
    { "in-progress", "Operation on this folder is in progress. Try later.",
      VALISE_DEMO_IN_PROGRESS },
    { "locked", "User's mailbox is locked. Try later.", VALISE_DEMO_FAILED },
    { "folder", "Cannot open folder %1. Try later.\nINBOX", VALISE_DEMO_FAILED },
    { "shutdown", "Server is shutting down. Service is temporarily unavailable.",
      VALISE_DEMO_FAILED },
  };
  const char *word = valise_demo_switch_word (self->switches, VALISE_DEMO_BUSY);
  gint64 times = valise_demo_switch_number (self->switches, VALISE_DEMO_BUSY_TIMES);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (word, answers[i].word))
      {
        valise_demo_fail (error, answers[i].code, answers[i].message, NULL);
        if (times == 1)
          valise_demo_switches_set (self->switches, "busy=off", NULL);
        valise_demo_switch_take (self->switches, VALISE_DEMO_BUSY_TIMES);
        return FALSE;
      }
  return TRUE;
}

static gboolean
answer_is_lost (ValiseDemoServer *self, const ValiseDemoMethod *method, const char *name)
{
  const char *wanted = valise_demo_switch_word (self->switches, VALISE_DEMO_LOSE_METHOD);
  gboolean meant = *wanted != '\0' ? g_str_equal (wanted, name) : method->writes;

  return meant && valise_demo_switch_take (self->switches, VALISE_DEMO_LOSE_ANSWERS);
}

/* Methods */

static gboolean
login (ValiseDemoServer *self, SoupServerMessage *message, Request *request, GError **error)
{
  g_autoptr (JsonObject) result = NULL;
  const char *token = valise_demo_sessions_login (self->sessions, self->mailbox, self->switches,
                                                  request->params, message, error);

  if (token == NULL)
    return FALSE;
  result = json_object_new ();
  json_object_set_string_member (result, "token", token);
  valise_demo_rpc_answer (self, message, request->id, result, NULL);
  return TRUE;
}

static gboolean
logout (ValiseDemoServer *self, SoupServerMessage *message, Request *request)
{
  g_autoptr (JsonObject) result = json_object_new ();

  valise_demo_sessions_logout (self->sessions, request->session);
  valise_demo_rpc_answer (self, message, request->id, result, NULL);
  return TRUE;
}

static gboolean
run_method (ValiseDemoServer *self, SoupServerMessage *message, Request *request, GError **error)
{
  ValiseDemoCall call = {
    .mailbox = self->mailbox,
    .switches = self->switches,
    .method = request->method,
    .params = request->params,
  };
  const ValiseDemoMethod *method = valise_demo_method_find (request->method);
  g_autoptr (JsonObject) result = NULL;
  gboolean done;

  self->mailbox->author = request->session;
  done = valise_demo_call_run (&call, error);
  self->mailbox->author = 0;
  result = call.result;
  if (!done)
    return FALSE;
  if (g_str_equal (request->method, "Changes.killRequest"))
    valise_demo_polls_kill (self, valise_json_object (request->params, "lastSyncKey"));
  if (call.wait_seconds > 0)
    return valise_demo_polls_add (self, message, request->id, request->params, request->session,
                                  call.wait_seconds, error);
  if (answer_is_lost (self, method, request->method))
    valise_demo_server_hang_up (message);
  else
    valise_demo_rpc_answer (self, message, request->id, result, NULL);
  valise_demo_server_changed (self);
  return TRUE;
}

static gboolean
handle (ValiseDemoServer *self, SoupServerMessage *message, Request *request, GError **error)
{
  if (!parse (message, request, error))
    return FALSE;
  valise_demo_server_count (self, request->method);
  if (g_str_equal (request->method, "Session.login"))
    return login (self, message, request, error);
  request->session = valise_demo_sessions_check (self->sessions, self->switches, message, TRUE);
  if (request->session == 0)
    return valise_demo_fail (error, VALISE_DEMO_EXPIRED, "Session expired.", NULL);
  if (g_str_equal (request->method, "Session.logout"))
    return logout (self, message, request);
  return check_busy (self, error) && run_method (self, message, request, error);
}

/**
 * valise_demo_rpc_handle:
 * @self: the server
 * @message: a request to the API
 */
void
valise_demo_rpc_handle (ValiseDemoServer *self, SoupServerMessage *message)
{
  g_auto (Request) request = { 0 };
  g_autoptr (GError) error = NULL;

  if (!handle (self, message, &request, &error))
    valise_demo_rpc_answer (self, message, request.id, NULL, error);
}
