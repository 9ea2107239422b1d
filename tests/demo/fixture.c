/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include <string.h>

#define API "/webmail/api/jsonrpc/"

static JsonObject *last_answer;

static JsonObject *
keep (JsonObject *answer)
{
  g_clear_pointer (&last_answer, json_object_unref);
  last_answer = answer;
  return answer;
}

Client *
client_new (ValiseDemoSize size, const char *switches)
{
  Client *self = g_new0 (Client, 1);
  ValiseDemoSwitches *all = valise_demo_switches_new ();
  g_auto (GStrv) words = g_strsplit (switches, " ", -1);
  g_autoptr (SoupCookieJar) jar = soup_cookie_jar_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        valise_demo_switches_set (all, words[i], &error);
      g_assert_no_error (error);
    }
  self->server = valise_demo_server_new (valise_demo_sample_new (size, all), all, 0, &error);
  g_assert_no_error (error);
  self->session = soup_session_new ();
  soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (jar));
  g_assert_true (client_login (self, "alice@demo.example", "secret")
                 || strstr (switches, "two-factor=on") != NULL);
  return self;
}

void
client_free (Client *self)
{
  if (self == NULL)
    return;
  keep (NULL);
  g_object_unref (self->session);
  valise_demo_server_free (self->server);
  g_free (self->token);
  g_free (self);
}

void
client_set (Client *self, const char *assignment)
{
  client_control (self, "{'do':'switch','set':'%s'}", assignment);
}

void
client_forget_cookies (Client *self)
{
  g_autoptr (SoupCookieJar) jar = soup_cookie_jar_new ();

  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (jar));
}

static GBytes *
send_message (Client *self, SoupMessage *message)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (self->token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "X-Token",
                                  self->token);
  bytes = soup_session_send_and_read (self->session, message, NULL, &error);
  self->status = bytes != NULL ? soup_message_get_status (message) : 0;
  return bytes;
}

static GBytes *
post_to (Client *self, const char *path, const char *type, const char *body)
{
  g_autofree char *url = g_strconcat (valise_demo_server_get_url (self->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  /* One connection each, so that a lost answer is not asked for again. */
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_set_request_body_from_bytes (message, type, bytes);
  return send_message (self, message);
}

JsonObject *
client_post (Client *self, const char *body)
{
  g_autoptr (GBytes) answer = post_to (self, API, "application/json-rpc; charset=UTF-8", body);
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  if (answer == NULL)
    return keep (NULL);
  object = valise_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), &error);
  g_assert_no_error (error);
  return keep (object);
}

static JsonObject *
call_text (Client *self, const char *method, const char *params)
{
  g_autofree char *body = g_strdup_printf ("{'jsonrpc':'2.0','id':7,'method':'%s','params':%s}",
                                           method, *params != '\0' ? params : "{}");

  return client_post (self, g_strdelimit (body, "'", '"'));
}

#define FORMAT(text)                                                                               \
  va_list args;                                                                                    \
  g_autofree char *text = NULL;                                                                    \
  va_start (args, format);                                                                         \
  text = g_strdup_vprintf (format, args);                                                          \
  va_end (args)

JsonObject *
client_call (Client *self, const char *method, const char *format, ...)
{
  FORMAT (params);
  return call_text (self, method, params);
}

JsonObject *
client_result (Client *self, const char *method, const char *format, ...)
{
  JsonObject *answer;

  FORMAT (params);
  answer = call_text (self, method, params);
  if (valise_json_object (answer, "result") == NULL)
    {
      g_autofree char *text = answer != NULL ? valise_json_print (answer) : NULL;

      g_error ("%s %s: %s", method, params, text);
    }
  return valise_json_object (answer, "result");
}

int
client_error (Client *self, const char *method, const char *format, ...)
{
  FORMAT (params);
  return (int)valise_json_int (valise_json_object (call_text (self, method, params), "error"),
                               "code", 0);
}

gboolean
client_login (Client *self, const char *user, const char *password)
{
  JsonObject *answer;

  g_clear_pointer (&self->token, g_free);
  answer = client_call (self, "Session.login",
                        "{'userName':'%s','password':'%s','application':"
                        "{'name':'test','vendor':'Valise','version':'1'}}",
                        user, password);
  self->token = g_strdup (valise_json_string (valise_json_object (answer, "result"), "token"));
  return self->token != NULL;
}

JsonObject *
client_control (Client *self, const char *format, ...)
{
  g_autoptr (JsonObject) request = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  FORMAT (text);
  g_strdelimit (text, "'", '"');
  request = valise_json_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  answer = valise_demo_server_control (self->server, request, &error);
  g_assert_no_error (error);
  return keep (answer);
}

char *
client_folder (Client *self, const char *path)
{
  return g_strdup (
      valise_json_string (client_control (self, "{'do':'find','folder':'%s'}", path), "id"));
}

char *
client_create_note (Client *self, const char *text)
{
  g_autofree char *folder = client_folder (self, "Notes");
  JsonObject *result = client_result (
      self, "Notes.create",
      "{'notes':[{'folderId':'%s','text':'%s','color':'Blue','position':"
      "{'xOffset':1,'yOffset':2,'xSize':3,'ySize':4}}]}",
      folder, text);

  g_assert_cmpint (first_error (result), ==, 0);
  return g_strdup (first_id (result));
}

char *
client_upload (Client *self, const char *type, const char *bytes, gboolean form)
{
  g_autofree char *body = form ? g_strdup_printf (
                              "--cut\r\nContent-Disposition: form-data; name=\"file\"; "
                              "filename=\"a.txt\"\r\nContent-Type: %s\r\n\r\n%s\r\n--cut--\r\n",
                              type, bytes)
                               : g_strdup (bytes);
  g_autoptr (GBytes) answer = post_to (self, API "attachment-upload/",
                                       form ? "multipart/form-data; boundary=cut" : type, body);
  g_autoptr (JsonObject) object = NULL;

  if (self->status != SOUP_STATUS_OK)
    return NULL;
  object = valise_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL);
  return g_strdup (valise_json_string (
      valise_json_object (valise_json_object (object, "result"), "fileUpload"), "id"));
}

GBytes *
client_get (Client *self, const char *path)
{
  g_autofree char *url = g_strconcat (valise_demo_server_get_url (self->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  return send_message (self, message);
}

JsonObject *
first (JsonObject *result, const char *list)
{
  return valise_json_object_at (valise_json_array (result, list), 0);
}

int
first_error (JsonObject *result)
{
  return (int)valise_json_int (first (result, "errors"), "code", 0);
}

const char *
first_id (JsonObject *result)
{
  return valise_json_string (first (result, "result"), "id");
}
