/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's name and secret, and the way of signing in that the server takes.
 *
 * Basic is tried first and without waiting for a challenge, because some servers answer a request
 * without credentials with 200 and an empty session. The server's challenge then decides: one that
 * offers Bearer only gets the secret as a token. The secret is asked for when it is first needed,
 * kept in memory, and forgotten when the server refuses it, so that a new one is asked for then.
 *
 * Used by several threads at once: downloads run in parallel. */

#include "net/credentials.h"

#include <string.h>

struct _ValiseCredentials
{
  char *user;
  ValiseSecretFunc func;
  gpointer data;
  GDestroyNotify destroy;

  GMutex lock; /* guards what follows */
  char *secret;
  ValiseSignIn sign_in;
  gboolean settled;  /* the server has accepted sign_in */
  gboolean switched; /* the other way was tried since */
};

/**
 * valise_credentials_new:
 * @user: the user's name; empty: the secret is a token
 * @secret: gets the secret
 * @data: for @secret
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): the credentials
 */
ValiseCredentials *
valise_credentials_new (const char *user,
                        ValiseSecretFunc secret,
                        gpointer data,
                        GDestroyNotify destroy)
{
  ValiseCredentials *self = g_new0 (ValiseCredentials, 1);

  g_mutex_init (&self->lock);
  self->user = g_strdup (user != NULL ? user : "");
  self->func = secret;
  self->data = data;
  self->destroy = destroy;
  self->sign_in = *self->user == '\0' ? VALISE_SIGN_IN_BEARER : VALISE_SIGN_IN_BASIC;
  return self;
}

/**
 * valise_credentials_free:
 * @self: (transfer full) (nullable): the credentials
 */
void
valise_credentials_free (ValiseCredentials *self)
{
  if (self == NULL)
    return;
  if (self->destroy != NULL)
    self->destroy (self->data);
  valise_credentials_wipe (self->secret);
  g_free (self->user);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * valise_credentials_wipe:
 * @secret: (transfer full) (nullable): a secret or a header with one
 *
 * Frees @secret and leaves nothing of it in memory.
 */
void
valise_credentials_wipe (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static char *
make_header (ValiseCredentials *self)
{
  char *pair, *encoded, *header;

  if (self->sign_in == VALISE_SIGN_IN_BEARER)
    return g_strconcat ("Bearer ", self->secret, NULL);
  pair = g_strconcat (self->user, ":", self->secret, NULL);
  encoded = g_base64_encode ((const guchar *)pair, strlen (pair));
  header = g_strconcat ("Basic ", encoded, NULL);
  valise_credentials_wipe (pair);
  valise_credentials_wipe (encoded);
  return header;
}

/**
 * valise_credentials_get_header:
 * @self: the credentials
 * @cancellable: (nullable): cancels asking for the secret
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the value of an Authorization header; give it back to
 *   valise_credentials_wipe()
 */
char *
valise_credentials_get_header (ValiseCredentials *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->secret == NULL)
    self->secret = self->func (self->data, cancellable, error);
  return self->secret != NULL ? make_header (self) : NULL;
}

/**
 * valise_credentials_get_secret:
 * @self: the credentials
 * @cancellable: (nullable): cancels asking for the secret
 * @error: where the error goes
 *
 * For a driver that signs in by a request of its own (%VALISE_SIGN_IN_COOKIE).
 *
 * Returns: (transfer full) (nullable): the secret; give it back to valise_credentials_wipe()
 */
char *
valise_credentials_get_secret (ValiseCredentials *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->secret == NULL)
    self->secret = self->func (self->data, cancellable, error);
  return g_strdup (self->secret);
}

/* The server refused it: the next one who needs it asks for it anew. */
void
valise_credentials_forget_secret (ValiseCredentials *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->secret, valise_credentials_wipe);
}

/**
 * valise_credentials_accepted:
 * @self: the credentials
 *
 * The server took them: stay with this way of signing in.
 */
void
valise_credentials_accepted (ValiseCredentials *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->settled = TRUE;
  self->switched = FALSE;
}

/* Whether @challenge (RFC 9110 section 11.6.1, all fields joined by commas) offers @scheme. Quoted
 * strings are skipped: a realm may say anything. */
static gboolean
offers (const char *challenge, const char *scheme)
{
  gboolean quoted = FALSE;
  gboolean starts = TRUE;
  gsize length = strlen (scheme);

  for (const char *at = challenge; *at != '\0'; at++)
    {
      if (quoted && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        quoted = !quoted;
      else if (!quoted && starts && g_ascii_strncasecmp (at, scheme, length) == 0
               && (at[length] == '\0' || strchr (" ,", at[length]) != NULL))
        return TRUE;
      starts = !quoted && (*at == ',' || (starts && *at == ' '));
    }
  return FALSE;
}

/**
 * valise_credentials_refused:
 * @self: the credentials
 * @header: the header that the server refused
 * @challenge: (nullable): its WWW-Authenticate header
 *
 * The server answered 401.
 *
 * Returns: whether it is worth another try with a new valise_credentials_get_header(). If not,
 *   the secret is forgotten
 */
gboolean
valise_credentials_refused (ValiseCredentials *self, const char *header, const char *challenge)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean basic = self->sign_in == VALISE_SIGN_IN_BASIC;
  char *now = self->secret != NULL ? make_header (self) : NULL;
  gboolean outdated = now != NULL && !g_str_equal (now, header);

  valise_credentials_wipe (now);
  if (outdated)
    return TRUE; /* another thread has changed them meanwhile */
  if (!self->settled && !self->switched && challenge != NULL
      && offers (challenge, basic ? "Bearer" : "Basic"))
    {
      self->switched = TRUE;
      self->sign_in = basic ? VALISE_SIGN_IN_BEARER : VALISE_SIGN_IN_BASIC;
      return TRUE;
    }
  if (self->switched)
    self->sign_in = basic ? VALISE_SIGN_IN_BEARER : VALISE_SIGN_IN_BASIC;
  self->settled = FALSE;
  self->switched = FALSE;
  g_clear_pointer (&self->secret, valise_credentials_wipe);
  return FALSE;
}

/**
 * valise_credentials_get_sign_in:
 * @self: the credentials
 *
 * Returns: the way of signing in that is used now; worth remembering, as it saves a refused try
 */
ValiseSignIn
valise_credentials_get_sign_in (ValiseCredentials *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->sign_in;
}

/**
 * valise_credentials_set_sign_in:
 * @self: the credentials
 * @sign_in: the way that worked the last time
 */
void
valise_credentials_set_sign_in (ValiseCredentials *self, ValiseSignIn sign_in)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->sign_in = sign_in;
}
