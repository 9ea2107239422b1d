/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Builds one JMAP request of several method calls, and finds the answer to each of them. A call is
 * known by its index, which is also its id on the wire; arguments are plain json-glib objects that
 * get the account's id by themselves. */

#include "remote/jmap/request.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "remote/jmap/errors.h"

struct _ValiseJmapBatch
{
  ValiseJmap *jmap;
  JsonArray *using;
  JsonArray *calls;
  gboolean writing;
};

struct _ValiseJmapAnswer
{
  JsonObject *object;
  JsonArray *responses; /* borrowed from object */
  ValiseJmap *jmap;
};

/**
 * valise_jmap_batch_new:
 * @jmap: an opened client
 *
 * Returns: (transfer full): a request without calls
 */
ValiseJmapBatch *
valise_jmap_batch_new (ValiseJmap *jmap)
{
  ValiseJmapBatch *self = g_new0 (ValiseJmapBatch, 1);

  self->jmap = jmap;
  self->using = json_array_new ();
  self->calls = json_array_new ();
  valise_jmap_batch_use (self, VALISE_JMAP_CORE);
  valise_jmap_batch_use (self, VALISE_JMAP_MAIL);
  return self;
}

/**
 * valise_jmap_batch_free:
 * @self: (transfer full) (nullable): a request
 */
void
valise_jmap_batch_free (ValiseJmapBatch *self)
{
  if (self == NULL)
    return;
  json_array_unref (self->using);
  json_array_unref (self->calls);
  g_free (self);
}

/**
 * valise_jmap_batch_use:
 * @self: a request
 * @capability: a capability that a call needs, beside core and mail
 */
void
valise_jmap_batch_use (ValiseJmapBatch *self, const char *capability)
{
  json_array_add_string_element (self->using, capability);
}

/**
 * valise_jmap_batch_add:
 * @self: a request
 * @method: the method's name
 *
 * Adds a call; its index is the number of calls before it.
 *
 * Returns: (transfer none): its arguments, to be filled in
 */
JsonObject *
valise_jmap_batch_add (ValiseJmapBatch *self, const char *method)
{
  JsonArray *call = json_array_new ();
  JsonObject *args = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%u", json_array_get_length (self->calls));

  json_object_set_string_member (args, "accountId", self->jmap->session->account_id);
  json_array_add_string_element (call, method);
  json_array_add_object_element (call, args);
  json_array_add_string_element (call, id);
  json_array_add_array_element (self->calls, call);
  return args;
}

/**
 * valise_jmap_batch_refer:
 * @self: a request
 * @args: the arguments of a later call
 * @name: the argument that takes its value from
 * @call: the index of an earlier call
 * @path: and this part of its answer (RFC 8620 section 3.7)
 */
void
valise_jmap_batch_refer (
    ValiseJmapBatch *self, JsonObject *args, const char *name, guint call, const char *path)
{
  JsonArray *earlier = json_array_get_array_element (self->calls, call);
  JsonObject *reference = json_object_new ();
  g_autofree char *key = g_strconcat ("#", name, NULL);

  json_object_set_string_member (reference, "resultOf", json_array_get_string_element (earlier, 2));
  json_object_set_string_member (reference, "name", json_array_get_string_element (earlier, 0));
  json_object_set_string_member (reference, "path", path);
  json_object_set_object_member (args, key, reference);
}

/**
 * valise_jmap_batch_set_writing:
 * @self: a request
 *
 * Some call changes the server: it must not be sent a second time when the answer is lost.
 */
void
valise_jmap_batch_set_writing (ValiseJmapBatch *self)
{
  self->writing = TRUE;
}

static GBytes *
to_bytes (ValiseJmapBatch *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  char *text;

  json_object_set_array_member (object, "using", json_array_ref (self->using));
  json_object_set_array_member (object, "methodCalls", json_array_ref (self->calls));
  text = valise_json_print (object);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * valise_jmap_batch_send_raw:
 * @self: a request
 * @max_bytes: of the answer; 0: the usual maximum
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Sends the request and does not look into the answer, which may be done on another thread.
 *
 * Returns: (transfer full) (nullable): the answer for valise_jmap_answer_parse()
 */
GBytes *
valise_jmap_batch_send_raw (ValiseJmapBatch *self,
                            gsize max_bytes,
                            GCancellable *cancellable,
                            GError **error)
{
  ValiseJmapSession *session = self->jmap->session;
  g_autoptr (GBytes) body = to_bytes (self);
  const ValiseHttpRequest request = { .method = "POST",
                                      .url = session->api_url,
                                      .accept = "application/json",
                                      .content_type = "application/json",
                                      .body = body,
                                      .max_bytes = max_bytes,
                                      .repeatable = !self->writing };
  g_autoptr (ValiseHttpResponse) response = NULL;

  if (g_bytes_get_size (body) > (gsize)session->max_size_request)
    {
      valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The request is larger than what the server takes."));
      return NULL;
    }
  response = valise_http_send (self->jmap->http, &request, cancellable, error);
  if (response == NULL)
    return NULL;
  if (response->status / 100 != 2)
    {
      if (response->status == 404 || response->status == 410)
        valise_jmap_set_outdated (self->jmap);
      valise_jmap_error_from_response (response, error);
      return NULL;
    }
  return g_bytes_ref (response->body);
}

/**
 * valise_jmap_batch_send:
 * @self: a request
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the answers
 */
ValiseJmapAnswer *
valise_jmap_batch_send (ValiseJmapBatch *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = valise_jmap_batch_send_raw (self, 0, cancellable, error);

  return bytes != NULL ? valise_jmap_answer_parse (self->jmap, bytes, error) : NULL;
}

/**
 * valise_jmap_answer_parse:
 * @jmap: the client that the request was sent by
 * @bytes: what valise_jmap_batch_send_raw() gave
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the answers
 */
ValiseJmapAnswer *
valise_jmap_answer_parse (ValiseJmap *jmap, GBytes *bytes, GError **error)
{
  g_autoptr (ValiseJmapAnswer) self = g_new0 (ValiseJmapAnswer, 1);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  self->jmap = jmap;
  self->object = valise_json_parse (text, length, error);
  if (self->object == NULL)
    return NULL;
  self->responses = valise_json_array (self->object, "methodResponses");
  if (self->responses == NULL)
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server's answer makes no sense: it is not a JMAP response."));
      return NULL;
    }
  valise_jmap_note_session_state (jmap, valise_json_string (self->object, "sessionState"));
  return g_steal_pointer (&self);
}

/**
 * valise_jmap_answer_free:
 * @self: (transfer full) (nullable): the answers
 */
void
valise_jmap_answer_free (ValiseJmapAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->object, json_object_unref);
  g_free (self);
}

/**
 * valise_jmap_answer_get:
 * @self: the answers
 * @call: the index of a call
 * @method: its method, or one that it set off by itself (such as onSuccessUpdateEmail)
 * @error: where the error goes
 *
 * Returns: (transfer none) (nullable): what @method answered; an error of the method (RFC 8620
 *   section 3.6.2) is in @error
 */
JsonObject *
valise_jmap_answer_get (ValiseJmapAnswer *self, guint call, const char *method, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%u", call);

  for (guint i = 0; i < valise_json_length (self->responses); i++)
    {
      JsonArray *response = valise_json_array_at (self->responses, i);
      const char *name = valise_json_string_at (response, 0);
      JsonObject *args = valise_json_object_at (response, 1);

      if (g_strcmp0 (valise_json_string_at (response, 2), id) != 0 || args == NULL)
        continue;
      if (g_strcmp0 (name, method) == 0)
        return args;
      if (g_strcmp0 (name, "error") == 0)
        {
          valise_jmap_error_from_method (self->jmap, method, args, error);
          return NULL;
        }
    }
  valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
               _ ("The server did not answer to %s."), method);
  return NULL;
}

/**
 * valise_jmap_names:
 * @names: (array zero-terminated=1): strings
 *
 * Returns: (transfer full): @names as JSON
 */
JsonArray *
valise_jmap_names (const char *const *names)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    json_array_add_string_element (array, names[i]);
  return array;
}

/**
 * valise_jmap_set_patch:
 * @patch: a PatchObject (RFC 8620 section 5.3)
 * @parent: a property that is a set
 * @key: one of its members
 * @on: whether it is to be in the set
 */
void
valise_jmap_set_patch (JsonObject *patch, const char *parent, const char *key, gboolean on)
{
  GString *pointer = g_string_new (key);
  g_autofree char *path = NULL;

  g_string_replace (pointer, "~", "~0", 0); /* RFC 6901 section 3 */
  g_string_replace (pointer, "/", "~1", 0);
  path = g_strconcat (parent, "/", pointer->str, NULL);
  g_string_free (pointer, TRUE);
  if (on)
    json_object_set_boolean_member (patch, path, TRUE);
  else
    json_object_set_null_member (patch, path);
}
