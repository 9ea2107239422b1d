/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A Kerio Connect server with one account, for "--demo" and for the tests.
 *
 *   HTTP --> server.c --> rpc.c ------> methods*.c --> mailbox.c   folders, items
 *               |           |-> sessions.c   |------> journal.c    what changed: watermarks
 *               |           '-> polls.c      |------> rules.c      what the server wants
 *               |                            '------> blobs.c      attachments, photos
 *               |-> transfers.c                uploads, downloads
 *               '-> control.c                  what is no part of Kerio's API: for the tests
 *
 * Design
 * - It is strict: what the documentation of the API says firmly is enforced, and what it does not
 *   know is refused, so that a client that works here does nothing on luck. Where the documentation
 *   is silent, a switch chooses (switches.c), and the client has to work with every choice.
 * - It keeps the API's own JSON structures. Nothing is converted, and no code is shared with the
 *   driver: a mistake in reading the documentation cannot cancel itself out. The structures are
 *   tables (field-tables.c), which check, complete and cut.
 * - Methods that the documentation has and no client needs (alarms, filters, certificates, free
 *   and busy times, the calendar inbox, permissions) do not exist here.
 * - Everything is in memory and belongs to the server's thread. Who wants something of it from
 *   outside has it done there (valise_demo_server_control ()).
 * - Ids, attachments and texts of the sample account (sample.c) come from a fixed seed: two starts
 *   on one day give the same bytes.
 * - It listens on the loopback interface only. */

#include "demo/server-private.h"

#include <string.h>

#include "demo/journal.h"
#include "net/json.h"

#define API "/webmail/api/jsonrpc"
#define UPLOAD API "/attachment-upload"
#define DOWNLOAD "/webmail/api/download/"

/* Answers */

/**
 * valise_demo_server_count:
 * @self: the server
 * @what: what was asked for
 */
void
valise_demo_server_count (ValiseDemoServer *self, const char *what)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, what));

  g_hash_table_insert (self->counts, g_strdup (what), GUINT_TO_POINTER (count + 1));
}

/**
 * valise_demo_server_changed:
 * @self: the server
 *
 * Tells those who wait that something may have changed.
 */
void
valise_demo_server_changed (ValiseDemoServer *self)
{
  valise_demo_polls_try (self);
}

/**
 * valise_demo_server_hang_up:
 * @message: a request
 *
 * Closes the connection without an answer.
 */
void
valise_demo_server_hang_up (SoupServerMessage *message)
{
  g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);

  g_io_stream_close (connection, NULL, NULL);
}

/**
 * valise_demo_server_answer_json:
 * @message: a request
 * @status: the HTTP status
 * @answer: the answer
 */
void
valise_demo_server_answer_json (SoupServerMessage *message, guint status, JsonObject *answer)
{
  char *text = valise_json_print (answer);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json-rpc; charset=UTF-8",
                                    SOUP_MEMORY_TAKE, text, strlen (text));
}

/**
 * valise_demo_server_add_timer:
 * @self: the server
 * @milliseconds: how long
 * @func: what is to be done then, on the server's thread
 * @data: for @func
 *
 * Returns: (transfer full): the timer
 */
GSource *
valise_demo_server_add_timer (ValiseDemoServer *self,
                              guint milliseconds,
                              GSourceFunc func,
                              gpointer data)
{
  GSource *timer = g_timeout_source_new (milliseconds);

  g_source_set_callback (timer, func, data, NULL);
  g_source_attach (timer, self->context);
  return timer;
}

/* Requests */

static gboolean
on_delay_over_cb (gpointer data)
{
  soup_server_message_unpause (data);
  g_object_unref (data);
  return G_SOURCE_REMOVE;
}

static void
delay (ValiseDemoServer *self, SoupServerMessage *message)
{
  gint64 milliseconds = valise_demo_switch_number (self->switches, VALISE_DEMO_DELAY_MS);
  g_autoptr (GSource) timer = NULL;

  /* One that has no status yet waits for something else, or is gone. */
  if (milliseconds == 0 || soup_server_message_get_status (message) == 0)
    return;
  soup_server_message_pause (message);
  timer = valise_demo_server_add_timer (self, milliseconds, on_delay_over_cb,
                                        g_object_ref (message));
}

static void
control (ValiseDemoServer *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (
      soup_server_message_get_request_body (message));
  g_autoptr (JsonObject) request = NULL, answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (body, &size);

  request = valise_json_parse (text != NULL ? text : "", size, &error);
  if (request != NULL)
    answer = valise_demo_control_run (self, request, &error);
  if (answer != NULL)
    {
      valise_demo_server_answer_json (message, SOUP_STATUS_OK, answer);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_BAD_REQUEST, NULL);
  soup_server_message_set_response (message, "text/plain; charset=UTF-8", SOUP_MEMORY_COPY,
                                    error->message, strlen (error->message));
}

static gboolean
is_path (const char *path, const char *wanted)
{
  gsize length = strlen (wanted);

  return strncmp (path, wanted, length) == 0
         && (path[length] == '\0' || g_str_equal (path + length, "/"));
}

static void
on_request_cb (SoupServer *soup,
               SoupServerMessage *message,
               const char *path,
               GHashTable *query,
               gpointer data)
{
  ValiseDemoServer *self = data;
  gboolean is_post = g_str_equal (soup_server_message_get_method (message), "POST");

  if (is_post && g_str_equal (path, self->control_path))
    {
      control (self, message);
      return;
    }
  if (valise_demo_switch_on (self->switches, VALISE_DEMO_UNREACHABLE))
    {
      valise_demo_server_hang_up (message);
      return;
    }
  if (is_post && is_path (path, API))
    valise_demo_rpc_handle (self, message);
  else if (is_post && is_path (path, UPLOAD))
    valise_demo_transfers_upload (self, message);
  else if (g_str_has_prefix (path, DOWNLOAD))
    valise_demo_transfers_download (self, message, path);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  delay (self, message);
}

/* Its thread */

static gpointer
run (gpointer data)
{
  ValiseDemoServer *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_ptr_array_set_size (self->polls, 0);
  if (self->editor != NULL)
    g_source_destroy (self->editor);
  g_clear_pointer (&self->editor, g_source_unref);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
listen_on (ValiseDemoServer *self, guint port, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoslist (GUri) uris = NULL;

  self->soup = soup_server_new ("server-header", "Kerio Connect 9.2.1", NULL);
  soup_server_add_handler (self->soup, NULL, on_request_cb, self, NULL);
  if (!soup_server_listen_local (self->soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (self->soup);
  self->port = g_uri_get_port (uris->data);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  self->control_path = g_strdup_printf ("/valise-demo/%s", uuid);
  self->control_url = g_strconcat (self->url, self->control_path, NULL);
  return TRUE;
}

/**
 * valise_demo_server_new:
 * @mailbox: (transfer full): its account
 * @switches: (transfer full): how it answers
 * @port: a port on the loopback interface; 0 for any
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the server, listening
 */
ValiseDemoServer *
valise_demo_server_new (ValiseDemoMailbox *mailbox,
                        ValiseDemoSwitches *switches,
                        guint port,
                        GError **error)
{
  g_autoptr (ValiseDemoServer) self = g_new0 (ValiseDemoServer, 1);
  gboolean listening;

  self->mailbox = mailbox;
  self->switches = switches;
  self->sessions = valise_demo_sessions_new ();
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  valise_demo_polls_init (self);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  listening = listen_on (self, port, error);
  valise_demo_second_editor_update (self);
  g_main_context_pop_thread_default (self->context);
  if (!listening)
    return NULL;
  self->thread = g_thread_new ("demo-server", run, self);
  return g_steal_pointer (&self);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/**
 * valise_demo_server_free:
 * @self: (transfer full) (nullable): a server
 */
void
valise_demo_server_free (ValiseDemoServer *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL)
    {
      g_main_context_invoke (self->context, quit_cb, self->loop);
      g_thread_join (self->thread);
    }
  g_clear_object (&self->soup);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->polls);
  g_hash_table_unref (self->counts);
  valise_demo_sessions_free (self->sessions);
  valise_demo_switches_free (self->switches);
  valise_demo_mailbox_free (self->mailbox);
  g_free (self->url);
  g_free (self->control_url);
  g_free (self->control_path);
  g_free (self);
}

/**
 * valise_demo_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none): what a user would type as the server's address
 */
const char *
valise_demo_server_get_url (ValiseDemoServer *self)
{
  return self->url;
}

/**
 * valise_demo_server_get_control_url:
 * @self: a server
 *
 * Returns: (transfer none): where the requests of control.c are posted to
 */
const char *
valise_demo_server_get_control_url (ValiseDemoServer *self)
{
  return self->control_url;
}

/* From another thread */

typedef struct
{
  ValiseDemoServer *server;
  JsonObject *request;
  JsonObject *answer;
  GError *error;
  gboolean done;
  GMutex lock;
  GCond changed;
} Errand;

static gboolean
run_errand_cb (gpointer data)
{
  Errand *errand = data;

  g_mutex_lock (&errand->lock);
  errand->answer = valise_demo_control_run (errand->server, errand->request, &errand->error);
  errand->done = TRUE;
  g_cond_signal (&errand->changed);
  g_mutex_unlock (&errand->lock);
  return G_SOURCE_REMOVE;
}

/**
 * valise_demo_server_control:
 * @self: a server
 * @request: as control.c has them
 * @error: where the error goes
 *
 * For the process that the server is in. Waits for the server's thread, which never takes long.
 *
 * Returns: (transfer full) (nullable): the answer
 */
JsonObject *
valise_demo_server_control (ValiseDemoServer *self, JsonObject *request, GError **error)
{
  Errand errand = { .server = self, .request = request };

  g_mutex_init (&errand.lock);
  g_cond_init (&errand.changed);
  g_main_context_invoke (self->context, run_errand_cb, &errand);
  g_mutex_lock (&errand.lock);
  while (!errand.done)
    g_cond_wait (&errand.changed, &errand.lock);
  g_mutex_unlock (&errand.lock);
  g_mutex_clear (&errand.lock);
  g_cond_clear (&errand.changed);
  if (errand.error != NULL)
    g_propagate_error (error, errand.error);
  return errand.answer;
}
