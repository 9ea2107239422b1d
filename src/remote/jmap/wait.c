/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Waiting for the server to say that something changed, by EventSource (RFC 8620 section 7.3).
 *
 * What happens while there is no connection is not told afterwards. So after each connect, the
 * states are asked for once and compared with what changes() told last; and an event that tells
 * these very states is an echo of an own push, or of the connect, and is not worth a run. A server
 * that is silent for twice the time between two signs of life is not there any more. */

#include "remote/jmap/verbs.h"

#include <glib/gi18n-lib.h>

#include "net/http-error.h"
#include "net/json.h"
#include "net/origin.h"
#include "net/sleep.h"
#include "remote/jmap/event-stream.h"
#include "remote/jmap/request.h"

#define PING 30      /* seconds between two signs of life */
#define MAX_LOSSES 3 /* in a row: then it is for the caller to go offline */
#define FIRST_PAUSE_MS 1000

typedef struct
{
  ValiseJmap *jmap;
  gint64 end; /* monotonic time */
  guint ping;
  GCancellable *cancellable;
} Waiting;

static gboolean
is_over (Waiting *self)
{
  return g_get_monotonic_time () >= self->end;
}

/* Whether a state is another one than what is known here. Without a known one, nothing is new. */
static gboolean
is_news (const char *known, const char *state)
{
  return known != NULL && state != NULL && !g_str_equal (known, state);
}

/* Asks whether something changed while there was no connection. */
static gboolean
ask_states (Waiting *self, gboolean *changed, GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = NULL;
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  JsonObject *emails, *mailboxes;

  *changed = FALSE;
  if (self->jmap->email_state == NULL)
    return TRUE;
  batch = valise_jmap_batch_new (self->jmap);
  json_object_set_array_member (valise_jmap_batch_add (batch, "Email/get"), "ids",
                                json_array_new ());
  json_object_set_array_member (valise_jmap_batch_add (batch, "Mailbox/get"), "ids",
                                json_array_new ());
  answer = valise_jmap_batch_send (batch, self->cancellable, error);
  emails = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/get", error) : NULL;
  mailboxes = emails != NULL ? valise_jmap_answer_get (answer, 1, "Mailbox/get", error) : NULL;
  if (mailboxes == NULL)
    return FALSE;
  *changed = is_news (self->jmap->email_state, valise_json_string (emails, "state"))
             || is_news (self->jmap->mailbox_state, valise_json_string (mailboxes, "state"));
  return TRUE;
}

/* Whether an event is a StateChange (RFC 8620 section 7.1) with news. Without known states every
 * state is news. */
static gboolean
tells_news (Waiting *self, const char *data)
{
  g_autoptr (JsonObject) event = valise_json_parse (data, strlen (data), NULL);
  JsonObject *accounts = valise_json_object (event, "changed");
  JsonObject *states = accounts != NULL
                           ? valise_json_object (accounts, self->jmap->session->account_id)
                           : NULL;
  const char *email = valise_json_string (states, "Email");
  const char *mailbox = valise_json_string (states, "Mailbox");

  return (email != NULL && g_strcmp0 (self->jmap->email_state, email) != 0)
         || (mailbox != NULL && g_strcmp0 (self->jmap->mailbox_state, mailbox) != 0);
}

/* Opens the stream. Returns: (nullable): NULL without an error: not supported */
static GInputStream *
connect_stream (Waiting *self, GError **error)
{
  g_autofree char *ping = g_strdup_printf ("%u", self->ping);
  g_autofree char *url = valise_jmap_expand (self->jmap->session->event_source_url, "types",
                                             "Email,Mailbox", "closeafter", "no", "ping", ping,
                                             NULL);
  guint status = 0;
  g_autoptr (GInputStream) stream = valise_http_open_stream (self->jmap->http, url,
                                                             "text/event-stream", 2 * self->ping,
                                                             &status, self->cancellable, error);

  if (stream == NULL || status == 200)
    return g_steal_pointer (&stream);
  if (status >= 500 && status != 501)
    valise_fail (error, VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server has a problem at the moment (status %u)."), status);
  return NULL;
}

/* Reads events until there is news, the time is over, or the connection is lost. */
static ValiseWait
read_events (Waiting *self, GInputStream *stream, GError **error)
{
  g_autoptr (ValiseEventStream) events = valise_event_stream_new (stream);

  while (!is_over (self))
    {
      g_autofree char *data = NULL;

      if (!valise_event_stream_next (events, &data, self->cancellable, error))
        return VALISE_WAIT_FAILED;
      if (data != NULL && tells_news (self, data))
        return VALISE_WAIT_CHANGED;
    }
  return VALISE_WAIT_TIMED_OUT;
}

/* One connection from its begin to its end. @lived: it stood. */
static ValiseWait
wait_once (Waiting *self, gboolean *lived, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GInputStream) stream = connect_stream (self, &failure);
  gboolean changed = FALSE;
  ValiseWait result = VALISE_WAIT_FAILED;

  if (stream == NULL && failure == NULL)
    return VALISE_WAIT_NOT_SUPPORTED;
  if (stream != NULL && ask_states (self, &changed, &failure))
    {
      *lived = TRUE;
      result = changed ? VALISE_WAIT_CHANGED : read_events (self, stream, &failure);
    }
  if (failure == NULL)
    return result;
  if (failure->domain == VALISE_ERROR || valise_error_is_cancelled (failure))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    {
      g_autoptr (GUri) uri = valise_origin_parse (self->jmap->session->api_url, NULL);

      g_propagate_error (error, valise_http_error_from_io (failure, uri, NULL));
    }
  return VALISE_WAIT_FAILED;
}

/**
 * valise_jmap_wait:
 * @jmap: an opened client
 * @seconds: how long at most
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb wait in remote.h. A connection that is lost is made again, more and more slowly.
 *
 * Returns: what ended it
 */
ValiseWait
valise_jmap_wait (ValiseJmap *jmap, guint seconds, GCancellable *cancellable, GError **error)
{
  Waiting waiting = { .jmap = jmap,
                      .end = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC,
                      .ping = CLAMP (seconds / 2, 1, PING),
                      .cancellable = cancellable };
  guint losses = 0;

  if (jmap->session->event_source_url == NULL)
    return VALISE_WAIT_NOT_SUPPORTED;
  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      gboolean lived = FALSE;
      ValiseWait result = wait_once (&waiting, &lived, &failure);
      guint pause;

      /* The server does not want to be asked again until the session is read anew. */
      if (result == VALISE_WAIT_NOT_SUPPORTED)
        g_clear_pointer (&jmap->session->event_source_url, g_free);
      if (result != VALISE_WAIT_FAILED)
        return result;
      losses = lived ? 1 : losses + 1;
      if (is_over (&waiting) && lived && !valise_error_is_cancelled (failure))
        return VALISE_WAIT_TIMED_OUT;
      if (losses >= MAX_LOSSES || is_over (&waiting)
          || !(valise_error_is (failure, VALISE_ERROR_UNREACHABLE)
               || valise_error_is (failure, VALISE_ERROR_BUSY)))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return VALISE_WAIT_FAILED;
        }
      pause = (guint)g_random_int_range (FIRST_PAUSE_MS / 2, FIRST_PAUSE_MS) << losses;
      if (!valise_sleep (pause, cancellable, error))
        return VALISE_WAIT_FAILED;
    }
}
