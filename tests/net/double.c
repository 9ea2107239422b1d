/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "double.h"

struct _Double
{
  DoubleFunc func;
  gpointer data;
  GTlsCertificate *certificate;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *server;
  char *url;

  GMutex lock; /* guards what follows */
  GCond changed;
  gboolean ready;
  GPtrArray *authorizations; /* one for each request; "" for none */
};

static void
on_request_cb (SoupServer *server,
               SoupServerMessage *message,
               const char *path,
               GHashTable *query,
               gpointer user_data)
{
  Double *self = user_data;
  const char *authorization = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->authorizations, g_strdup (authorization != NULL ? authorization : ""));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  self->func (self, message, path, self->data);
}

static gpointer
run (gpointer data)
{
  Double *self = data;
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;
  SoupServerListenOptions options = self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("server-header", "double", NULL);
  if (self->certificate != NULL)
    soup_server_set_tls_certificate (self->server, self->certificate);
  soup_server_add_handler (self->server, NULL, on_request_cb, self, NULL);
  g_assert_true (
      soup_server_listen_local (self->server, 0, options | SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_mutex_lock (&self->lock);
  self->url = g_strdup_printf ("%s://127.0.0.1:%d", g_uri_get_scheme (uris->data),
                               g_uri_get_port (uris->data));
  self->ready = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

Double *
double_new (DoubleFunc func, gpointer data, GTlsCertificate *certificate)
{
  Double *self = g_new0 (Double, 1);

  self->func = func;
  self->data = data;
  self->certificate = certificate;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->authorizations = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("double", run, self);
  g_mutex_lock (&self->lock);
  while (!self->ready)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
double_free (Double *self)
{
  if (self == NULL)
    return;
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->authorizations);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->url);
  g_free (self);
}

const char *
double_url (Double *self)
{
  return self->url;
}

guint
double_count (Double *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->authorizations->len;
}

char *
double_authorization (Double *self, guint index)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_assert_cmpuint (index, <, self->authorizations->len);
  return g_strdup (self->authorizations->pdata[index]);
}

/* Waits until @count requests have come. */
void
double_wait_for (Double *self, guint count)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (self->authorizations->len < count)
    g_cond_wait (&self->changed, &self->lock);
}

void
double_answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

void
double_redirect (SoupServerMessage *message, guint status, const char *location)
{
  soup_server_message_set_redirect (message, status, location);
}

/* Cuts the connection without an answer. */
void
double_hang_up (SoupServerMessage *message)
{
  g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);

  g_io_stream_close (connection, NULL, NULL);
}

/* Keeps the connection and never answers. */
void
double_stay_silent (SoupServerMessage *message)
{
  soup_server_message_pause (message);
}
