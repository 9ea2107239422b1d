/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding the server, signing in, and what is remembered.
 *
 * Signing in sends the password in the body of a request, so that a server which is none of Kerio
 * Connect's would be told it for nothing. Before the first time the server is therefore asked who
 * we are: without a session, a Kerio Connect server refuses that in its own way.
 *
 * Cookies and token are the session; they stay in memory. The memo has the server's address and
 * what was learned about it. */

#include "remote/kerio/client.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "net/origin.h"
#include "remote/kerio/call.h"
#include "remote/kerio/errors.h"

/**
 * valise_kerio_new:
 * @server: the server's address as the user gave it
 * @user: the user's name
 * @http: (transfer none): the account's HTTP client
 *
 * Returns: (transfer full): a client that is not signed in
 */
ValiseKerio *
valise_kerio_new (const char *server, const char *user, ValiseHttp *http)
{
  ValiseKerio *self = g_new0 (ValiseKerio, 1);

  self->server = g_strdup (server);
  self->user = g_strdup (user);
  self->http = g_object_ref (http);
  self->here = valise_zone_new_system (NULL);
  self->own = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->recent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)json_object_unref);
  valise_http_set_sign_in (http, VALISE_SIGN_IN_COOKIE);
  return self;
}

/**
 * valise_kerio_free:
 * @self: (transfer full) (nullable): a client
 */
void
valise_kerio_free (ValiseKerio *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->http);
  g_clear_pointer (&self->here, valise_zone_unref);
  g_clear_pointer (&self->own, g_hash_table_unref);
  g_clear_pointer (&self->recent, g_hash_table_unref);
  g_clear_pointer (&self->token, valise_credentials_wipe);
  g_free (self->server);
  g_free (self->user);
  g_free (self->origin);
  g_free (self->key);
  g_free (self->poll);
  g_free (self);
}

/* The origin of what the user typed: a name, an address, or the address of the webmail. */
static char *
find_origin (ValiseKerio *self, GError **error)
{
  const char *at = strrchr (self->user, '@');
  const char *server = *self->server != '\0' ? self->server : at != NULL ? at + 1 : self->user;
  g_autofree char *address = strstr (server, "://") != NULL
                                 ? g_strdup (server)
                                 : g_strconcat ("https://", server, NULL);
  g_autoptr (GUri) uri = valise_origin_parse (address, error);

  return uri != NULL ? valise_origin_to_string (uri) : NULL;
}

static gboolean
no_such_server (ValiseKerio *self, GError **error)
{
  return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_USER,
                      _ ("There is no Kerio Connect server at %s. Check the address."),
                      self->origin);
}

/* Whether @failure is how a Kerio Connect server says that there is no session; a status 401, which
 * is about the account, is not. */
static gboolean
is_its_refusal (const GError *failure)
{
  return (valise_error_is (failure, VALISE_ERROR_SIGN_IN)
          && valise_error_scope (failure) == VALISE_SCOPE_SERVICE)
         || valise_error_is (failure, VALISE_ERROR_FORBIDDEN);
}

/* Asks without a password whether this is such a server. What passes by itself says nothing about
 * the address. */
static gboolean
verify (ValiseKerio *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonObject) result = NULL;

  if (self->verified)
    return TRUE;
  result = valise_kerio_call_once (self, "Session.whoAmI", NULL, cancellable, &failure);
  self->verified = result != NULL || is_its_refusal (failure);
  if (self->verified)
    return TRUE;
  if (failure->domain == VALISE_ERROR && !valise_error_is (failure, VALISE_ERROR_BUSY)
      && !valise_error_is (failure, VALISE_ERROR_UNREACHABLE)
      && !valise_error_is (failure, VALISE_ERROR_CERTIFICATE))
    return no_such_server (self, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static JsonObject *
login_params (ValiseKerio *self, const char *password)
{
  JsonObject *params = json_object_new ();
  JsonObject *application = json_object_new ();

  json_object_set_string_member (application, "name", "Valise");
  json_object_set_string_member (application, "vendor", "Valise");
  json_object_set_string_member (application, "version", VALISE_VERSION);
  json_object_set_string_member (params, "userName", self->user);
  json_object_set_string_member (params, "password", password);
  json_object_set_object_member (params, "application", application);
  return params;
}

/* What a refused login means. Which code the server uses for a wrong password is not documented, so
 * whatever does not pass by itself means that. */
static void
explain_refusal (ValiseKerio *self, GError *failure, GError **error)
{
  if (failure->domain != VALISE_ERROR || valise_error_is (failure, VALISE_ERROR_BUSY)
      || valise_error_is (failure, VALISE_ERROR_UNREACHABLE)
      || valise_error_is (failure, VALISE_ERROR_CERTIFICATE))
    {
      g_propagate_error (error, failure);
      return;
    }
  valise_http_forget_secret (self->http);
  valise_fail (error, VALISE_ERROR_SIGN_IN, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
               _ ("%s refuses the user name or the password. Where sign-in needs a second step, "
                  "make an app password in the webmail and use that."),
               self->origin);
  g_error_free (failure);
}

/**
 * valise_kerio_sign_in:
 * @self: a client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN when the password is refused
 *
 * Begins a session.
 *
 * Returns: whether there is one
 */
gboolean
valise_kerio_sign_in (ValiseKerio *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) params = NULL;
  g_autoptr (JsonObject) result = NULL;
  GError *failure = NULL;
  char *password;

  if (self->origin == NULL)
    self->origin = find_origin (self, error);
  if (self->origin == NULL || !valise_http_trust (self->http, self->origin, error)
      || !verify (self, cancellable, error))
    return FALSE;
  password = valise_http_get_secret (self->http, cancellable, error);
  if (password == NULL)
    return FALSE;
  params = login_params (self, password);
  valise_credentials_wipe (password);
  result = valise_kerio_call_once (self, "Session.login", params, cancellable, &failure);
  if (result == NULL)
    {
      explain_refusal (self, failure, error);
      return FALSE;
    }
  self->token = g_strdup (valise_json_string (result, "token"));
  if (self->token != NULL)
    return TRUE;
  return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                      _ ("The server's answer makes no sense: it began no session."));
}

/* Forgets the session. The server ends it by itself. */
void
valise_kerio_sign_out (ValiseKerio *self)
{
  g_clear_pointer (&self->token, valise_credentials_wipe);
  g_clear_pointer (&self->poll, g_free);
  valise_http_forget_cookies (self->http);
}

/**
 * valise_kerio_open:
 * @self: a client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb open in remote.h. A session that was begun holds until a call finds that it does
 * not.
 *
 * Returns: whether there is a session, as far as is known
 */
gboolean
valise_kerio_open (ValiseKerio *self, GCancellable *cancellable, GError **error)
{
  return self->token != NULL || valise_kerio_sign_in (self, cancellable, error);
}

/**
 * valise_kerio_load_memo:
 * @self: a client
 * @memo: (nullable): what valise_kerio_get_memo() gave
 *
 * One that is damaged, or of another server, is no error: all is then asked anew.
 */
void
valise_kerio_load_memo (ValiseKerio *self, const char *memo)
{
  g_autoptr (JsonObject) object = memo != NULL ? valise_json_parse (memo, strlen (memo), NULL)
                                               : NULL;
  const char *origin = valise_json_string (object, "origin");

  if (origin == NULL || g_strcmp0 (valise_json_string (object, "server"), self->server) != 0
      || !valise_http_trust (self->http, origin, NULL))
    return;
  self->origin = g_strdup (origin);
  self->verified = TRUE;
  self->written = valise_json_int (object, "written", 0);
  self->wrote = valise_json_bool (object, "wrote", FALSE);
  self->days = (ValiseKerioDays)CLAMP (valise_json_int (object, "days", 0), 0,
                                       VALISE_KERIO_N_DAYS - 1);
}

/**
 * valise_kerio_get_memo:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): what is worth finding again; no secret
 */
char *
valise_kerio_get_memo (ValiseKerio *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (!self->verified)
    return NULL;
  json_object_set_string_member (object, "server", self->server);
  json_object_set_string_member (object, "origin", self->origin);
  json_object_set_int_member (object, "written", self->written);
  json_object_set_boolean_member (object, "wrote", self->wrote);
  json_object_set_int_member (object, "days", self->days);
  return valise_json_print (object);
}

/**
 * valise_kerio_note_written:
 * @self: a client
 * @watermark: of the version that an own write made; 0: unknown
 *
 * The server may tell the same write again as a change; it is none.
 */
void
valise_kerio_note_written (ValiseKerio *self, gint64 watermark)
{
  self->wrote = TRUE;
  if (watermark <= 0)
    return;
  g_hash_table_add (self->own, g_memdup2 (&watermark, sizeof watermark));
  self->written = MAX (self->written, watermark);
}
