/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is signed in. After Session.login each call has to bring the session's cookies *and* its
 * token in X-Token; one of them alone is worth nothing. */

#include "demo/sessions.h"

#include <string.h>

#include "demo/fault.h"
#include "net/json.h"

#define SESSION_COOKIE "SESSION_CONNECT_WEBMAIL"
#define TOKEN_COOKIE "TOKEN_CONNECT_WEBMAIL"

typedef struct
{
  guint64 id;
  char *cookie;
  char *token;
  gint64 requests;
} Session;

struct _ValiseDemoSessions
{
  GPtrArray *sessions;
  guint64 next_id;
};

static void
session_free (Session *session)
{
  g_free (session->cookie);
  g_free (session->token);
  g_free (session);
}

/**
 * valise_demo_sessions_new:
 *
 * Returns: (transfer full): nobody is signed in
 */
ValiseDemoSessions *
valise_demo_sessions_new (void)
{
  ValiseDemoSessions *self = g_new0 (ValiseDemoSessions, 1);

  self->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify)session_free);
  return self;
}

/**
 * valise_demo_sessions_free:
 * @self: (transfer full) (nullable): sessions
 */
void
valise_demo_sessions_free (ValiseDemoSessions *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sessions);
  g_free (self);
}

/* Of the primary domain, the domain may be left out. */
static gboolean
is_user (ValiseDemoMailbox *mailbox, const char *name)
{
  g_autofree char *address = valise_demo_mailbox_address (mailbox);

  return g_ascii_strcasecmp (name, address) == 0 || g_ascii_strcasecmp (name, mailbox->user) == 0;
}

static gboolean
is_password (ValiseDemoMailbox *mailbox, ValiseDemoSwitches *switches, const char *password)
{
  if (valise_demo_switch_on (switches, VALISE_DEMO_APP_PASSWORDS)
      && g_str_equal (password, mailbox->app_password))
    return TRUE;
  return !valise_demo_switch_on (switches, VALISE_DEMO_TWO_FACTOR)
         && g_str_equal (password, mailbox->password);
}

static gboolean
check_login (ValiseDemoMailbox *mailbox,
             ValiseDemoSwitches *switches,
             JsonObject *params,
             GError **error)
{
  const char *name = valise_json_string (params, "userName");
  const char *password = valise_json_string (params, "password");
  JsonObject *application = valise_json_object (params, "application");

  if (name == NULL || password == NULL || json_object_get_size (params) != 3
      || valise_json_string (application, "name") == NULL
      || valise_json_string (application, "vendor") == NULL
      || valise_json_string (application, "version") == NULL)
    return valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "Invalid params: %1.", "Session.login");
  if (is_user (mailbox, name) && is_password (mailbox, switches, password))
    return TRUE;
  return valise_demo_fail (error, valise_demo_switch_number (switches, VALISE_DEMO_LOGIN_CODE),
                           "Invalid user name or password.", NULL);
}

static char *
make_secret (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, uuid, -1);
}

static void
set_cookie (SoupServerMessage *message, const char *name, const char *value)
{
  g_autofree char *cookie = g_strdup_printf ("%s=%s; Path=/; HttpOnly", name, value);

  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie",
                               cookie);
}

/**
 * valise_demo_sessions_login:
 * @self: sessions
 * @mailbox: whose password counts
 * @switches: what login is like
 * @params: of Session.login
 * @message: gets the cookies
 * @error: where the error goes
 *
 * Returns: (transfer none) (nullable): the token of the new session
 */
const char *
valise_demo_sessions_login (ValiseDemoSessions *self,
                            ValiseDemoMailbox *mailbox,
                            ValiseDemoSwitches *switches,
                            JsonObject *params,
                            SoupServerMessage *message,
                            GError **error)
{
  Session *session;

  if (!check_login (mailbox, switches, params, error))
    return NULL;
  session = g_new0 (Session, 1);
  session->id = ++self->next_id;
  session->cookie = make_secret ();
  session->token = make_secret ();
  g_ptr_array_add (self->sessions, session);
  set_cookie (message, SESSION_COOKIE, session->cookie);
  if (valise_demo_switch_on (switches, VALISE_DEMO_SECOND_COOKIE))
    set_cookie (message, TOKEN_COOKIE, session->token);
  return session->token;
}

static gboolean
has_cookie (SoupServerMessage *message, const char *name, const char *value)
{
  const char *header = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Cookie");
  g_auto (GStrv) cookies = g_strsplit_set (header != NULL ? header : "", ";,", -1);
  g_autofree char *wanted = g_strdup_printf ("%s=%s", name, value);

  for (guint i = 0; cookies[i] != NULL; i++)
    if (g_str_equal (g_strstrip (cookies[i]), wanted))
      return TRUE;
  return FALSE;
}

static gboolean
is_session (Session *session,
            ValiseDemoSwitches *switches,
            SoupServerMessage *message,
            gboolean with_token)
{
  const char *token = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "X-Token");

  if (!has_cookie (message, SESSION_COOKIE, session->cookie))
    return FALSE;
  if (valise_demo_switch_on (switches, VALISE_DEMO_SECOND_COOKIE)
      && !has_cookie (message, TOKEN_COOKIE, session->token))
    return FALSE;
  return !with_token || g_strcmp0 (token, session->token) == 0;
}

/**
 * valise_demo_sessions_check:
 * @self: sessions
 * @switches: how long they last
 * @message: a request
 * @with_token: whether the cookies alone are not enough
 *
 * Returns: the session that the request belongs to, 0 for none
 */
guint64
valise_demo_sessions_check (ValiseDemoSessions *self,
                            ValiseDemoSwitches *switches,
                            SoupServerMessage *message,
                            gboolean with_token)
{
  gint64 most = valise_demo_switch_number (switches, VALISE_DEMO_SESSION_REQUESTS);

  for (guint i = 0; i < self->sessions->len; i++)
    {
      Session *session = self->sessions->pdata[i];

      if (!is_session (session, switches, message, with_token))
        continue;
      if (most == 0 || ++session->requests <= most)
        return session->id;
      g_ptr_array_remove_index (self->sessions, i);
      return 0;
    }
  return 0;
}

/**
 * valise_demo_sessions_logout:
 * @self: sessions
 * @id: one of them
 */
void
valise_demo_sessions_logout (ValiseDemoSessions *self, guint64 id)
{
  for (guint i = 0; i < self->sessions->len; i++)
    if (((Session *)self->sessions->pdata[i])->id == id)
      {
        g_ptr_array_remove_index (self->sessions, i);
        return;
      }
}

/**
 * valise_demo_sessions_expire:
 * @self: sessions
 *
 * Ends all of them.
 */
void
valise_demo_sessions_expire (ValiseDemoSessions *self)
{
  g_ptr_array_set_size (self->sessions, 0);
}
