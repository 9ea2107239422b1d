/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening: from what the user typed, or from what is remembered, to a session. The session is kept
 * over restarts (the memo), so that a run with nothing new needs no request for it. Each API answer
 * says which session it belongs to; when that is another one, it is read again at the next open. */

#include "remote/jmap/client.h"

#include "net/json.h"
#include "remote/jmap/discovery.h"

/**
 * valise_jmap_new:
 * @server: the server's address as the user gave it
 * @user: the user's name
 * @http: (transfer none): the account's HTTP client
 *
 * Returns: (transfer full): a client without a session
 */
ValiseJmap *
valise_jmap_new (const char *server, const char *user, ValiseHttp *http)
{
  ValiseJmap *self = g_new0 (ValiseJmap, 1);

  g_mutex_init (&self->lock);
  self->server = g_strdup (server);
  self->user = g_strdup (user);
  self->http = g_object_ref (http);
  return self;
}

/**
 * valise_jmap_free:
 * @self: (transfer full) (nullable): a client
 */
void
valise_jmap_free (ValiseJmap *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->http);
  g_clear_pointer (&self->session, valise_jmap_session_free);
  g_free (self->server);
  g_free (self->user);
  g_free (self->session_state);
  g_free (self->email_state);
  g_free (self->notes);
  g_free (self->mailbox_state);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* The server names its own addresses in a session that came over a checked connection, so the
 * credentials may go there: some keep downloads on another host. Plain HTTP is checked again. */
static gboolean
trust_session (ValiseJmap *self, const ValiseJmapSession *session, GError **error)
{
  const char *const urls[] = { session->url, session->api_url, session->download_url,
                               session->upload_url, session->event_source_url };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      const char *end = urls[i] != NULL ? strchr (strstr (urls[i], "://") + 3, '/') : NULL;
      g_autofree char *origin = end != NULL ? g_strndup (urls[i], (gsize)(end - urls[i]))
                                            : g_strdup (urls[i]);

      if (origin != NULL && !valise_http_trust (self->http, origin, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * valise_jmap_open:
 * @self: a client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb open in remote.h.
 *
 * Returns: whether there is a session that holds, as far as is known
 */
gboolean
valise_jmap_open (ValiseJmap *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (ValiseJmapSession) session = NULL;

  if (self->session != NULL && !self->outdated)
    return TRUE;
  session = valise_jmap_discover (self->http, self->server, self->user, cancellable, error);
  if (session == NULL || !trust_session (self, session, error))
    return FALSE;
  g_clear_pointer (&self->session, valise_jmap_session_free);
  self->session = g_steal_pointer (&session);
  if (!self->outdated)
    g_clear_pointer (&self->session_state, g_free);
  self->outdated = FALSE;
  return TRUE;
}

/**
 * valise_jmap_note_session_state:
 * @self: a client
 * @state: (nullable): the sessionState of an API answer (RFC 8620 section 3.4)
 *
 * Has the session read again when it is another one now. It is compared with the one of the last
 * answer first: some servers count the two differently.
 */
void
valise_jmap_note_session_state (ValiseJmap *self, const char *state)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const char *known = self->session_state != NULL ? self->session_state : self->session->state;

  if (state == NULL || g_strcmp0 (state, known) == 0)
    return;
  self->outdated = known != NULL;
  g_free (self->session_state);
  self->session_state = g_strdup (state);
}

/**
 * valise_jmap_set_outdated:
 * @self: a client
 *
 * Has the session read again at the next open.
 */
void
valise_jmap_set_outdated (ValiseJmap *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->outdated = TRUE;
}

/**
 * valise_jmap_load_memo:
 * @self: a client without a session
 * @memo: (nullable): what valise_jmap_get_memo() gave
 *
 * Takes the session and the mailbox of notes from @memo. One that is damaged, or of another server,
 * is no error: the session is then read from the server.
 */
void
valise_jmap_load_memo (ValiseJmap *self, const char *memo)
{
  g_autoptr (JsonObject) object = memo != NULL ? valise_json_parse (memo, strlen (memo), NULL)
                                               : NULL;
  JsonObject *session_object = valise_json_object (object, "session");
  const char *url = valise_json_string (object, "url");
  g_autoptr (ValiseJmapSession) session = NULL;

  if (session_object == NULL || url == NULL || strstr (url, "://") == NULL
      || g_strcmp0 (valise_json_string (object, "server"), self->server) != 0)
    return;
  session = valise_jmap_session_new (session_object, url, NULL);
  if (session == NULL || !trust_session (self, session, NULL))
    return;
  self->session = g_steal_pointer (&session);
  self->session_state = g_strdup (valise_json_string (object, "sessionState"));
  self->notes = g_strdup (valise_json_string (object, "notes"));
  self->tree_known = json_object_has_member (object, "notes");
  valise_http_set_sign_in (self->http, valise_json_bool (object, "bearer", FALSE)
                                           ? VALISE_SIGN_IN_BEARER
                                           : VALISE_SIGN_IN_BASIC);
}

/**
 * valise_jmap_get_memo:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): the session as text, without secrets
 */
char *
valise_jmap_get_memo (ValiseJmap *self)
{
  g_autoptr (JsonObject) memo = NULL;

  if (self->session == NULL || self->outdated)
    return NULL;
  memo = json_object_new ();
  json_object_set_string_member (memo, "server", self->server);
  json_object_set_string_member (memo, "url", self->session->url);
  json_object_set_boolean_member (memo, "bearer",
                                  valise_http_get_sign_in (self->http) == VALISE_SIGN_IN_BEARER);
  if (self->session_state != NULL)
    json_object_set_string_member (memo, "sessionState", self->session_state);
  if (self->notes != NULL)
    json_object_set_string_member (memo, "notes", self->notes);
  else if (self->tree_known)
    json_object_set_null_member (memo, "notes");
  json_object_set_object_member (memo, "session", json_object_ref (self->session->object));
  return valise_json_print (memo);
}
