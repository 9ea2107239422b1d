/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The origins that an account's credentials may travel to. May be used by several threads. */

#include "net/trust.h"

#include "net/origin.h"

struct _ValiseTrust
{
  gboolean allow_plain_http;
  GMutex lock;
  GPtrArray *origins; /* (element-type GUri), guarded by lock */
};

/**
 * valise_trust_new:
 * @allow_plain_http: whether the user allowed this account to go without encryption
 *
 * Returns: (transfer full): a set without an origin
 */
ValiseTrust *
valise_trust_new (gboolean allow_plain_http)
{
  ValiseTrust *self = g_new0 (ValiseTrust, 1);

  g_mutex_init (&self->lock);
  self->allow_plain_http = allow_plain_http;
  self->origins = g_ptr_array_new_with_free_func ((GDestroyNotify)g_uri_unref);
  return self;
}

/**
 * valise_trust_free:
 * @self: (transfer full) (nullable): a set of origins
 */
void
valise_trust_free (ValiseTrust *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->origins);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * valise_trust_has:
 * @self: a set of origins
 * @uri: an address
 *
 * Returns: whether the origin of @uri is one of them
 */
gboolean
valise_trust_has (ValiseTrust *self, GUri *uri)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->origins->len; i++)
    if (valise_origin_equal (self->origins->pdata[i], uri))
      return TRUE;
  return FALSE;
}

/**
 * valise_trust_add:
 * @self: a set of origins
 * @uri: an address
 * @error: where the error goes
 *
 * Adds the origin of @uri, unless a password must not travel there at all.
 *
 * Returns: whether it is one of them now
 */
gboolean
valise_trust_add (ValiseTrust *self, GUri *uri, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  if (valise_trust_has (self, uri))
    return TRUE;
  if (!valise_origin_check (uri, self->allow_plain_http, error))
    return FALSE;
  locker = g_mutex_locker_new (&self->lock);
  g_ptr_array_add (self->origins, g_uri_ref (uri));
  return TRUE;
}
