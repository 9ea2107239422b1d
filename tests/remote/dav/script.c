/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "script.h"

#include "remote/dav/remote-dav.h"

static ScriptRule *
find_rule (Script *self, const char *method, const char *path, const char *body)
{
  ScriptRule *rule = self->rules;

  for (; rule->method != NULL; rule++)
    if (g_str_equal (rule->method, method) && g_str_equal (rule->path, path)
        && (rule->asks == NULL || strstr (body, rule->asks) != NULL) && !(rule->once && rule->used))
      return rule;
  return NULL;
}

static void
answer (Double *server, SoupServerMessage *message, const char *path, gpointer data)
{
  Script *self = data;
  g_autoptr (GBytes) bytes = soup_message_body_flatten (
      soup_server_message_get_request_body (message));
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *method = soup_server_message_get_method (message);
  ScriptRule *rule = find_rule (self, method, path, body);
  g_autofree char *text = NULL;

  g_string_append_printf (self->log, "%s %s\n", method, path);
  if (rule == NULL)
    {
      double_answer (message, 404, NULL, NULL);
      return;
    }
  rule->used = TRUE;
  if (rule->etag != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag",
                                  rule->etag);
  if (rule->status == 207 && rule->answer != NULL && *rule->answer != '!')
    text = g_strdup_printf ("<multistatus xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav' "
                            "xmlns:A='urn:ietf:params:xml:ns:carddav' "
                            "xmlns:S='http://calendarserver.org/ns/'>%s</multistatus>",
                            rule->answer);
  else if (rule->answer != NULL)
    text = g_strdup (rule->answer + (*rule->answer == '!'));
  if (rule->status / 100 == 3)
    double_redirect (message, rule->status, rule->answer);
  else
    double_answer (message, rule->status, "application/xml", text);
}

static char *
give_secret (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup ("s3cret");
}

/* Returns a CalDAV driver for the scripted server, given that path on it. */
ValiseRemote *
script_start (Script *self, const char *path)
{
  g_autofree char *url = NULL;

  self->log = g_string_new (NULL);
  self->server = double_new (answer, self, NULL);
  url = g_strconcat (double_url (self->server), path, NULL);
  return valise_remote_dav_new ("caldav", url, "alice", FALSE, NULL, give_secret, NULL, NULL);
}

void
script_stop (Script *self)
{
  g_clear_pointer (&self->server, double_free);
  g_string_free (self->log, TRUE);
}

/* How many requests of "METHOD path" came since the last time that was asked. */
guint
script_count (Script *self, const char *line)
{
  g_auto (GStrv) lines = g_strsplit (self->log->str, "\n", -1);
  guint count = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    count += g_str_equal (lines[i], line);
  g_string_truncate (self->log, 0);
  return count;
}

/* Returns: (nullable): the item with that id */
const ValiseRemoteItem *
script_find (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((ValiseRemoteItem *)items->pdata[i])->id, id))
      return items->pdata[i];
  return NULL;
}
