/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Gets the password or the API token, and may block for that.
 * Returns: (transfer full) (nullable): NULL with @error set. */
typedef char *(*ValiseSecretFunc) (gpointer data, GCancellable *cancellable, GError **error);

typedef enum
{
  VALISE_SIGN_IN_BASIC,  /* RFC 7617 */
  VALISE_SIGN_IN_BEARER, /* RFC 6750 */
  VALISE_SIGN_IN_COOKIE, /* the driver signs in by a request of its own; RFC 6265 does the rest */
} ValiseSignIn;

typedef struct _ValiseCredentials ValiseCredentials;

ValiseCredentials *valise_credentials_new (const char *user,
                                           ValiseSecretFunc secret,
                                           gpointer data,
                                           GDestroyNotify destroy);
void valise_credentials_free (ValiseCredentials *self);

char *
valise_credentials_get_header (ValiseCredentials *self, GCancellable *cancellable, GError **error);
char *
valise_credentials_get_secret (ValiseCredentials *self, GCancellable *cancellable, GError **error);
void valise_credentials_forget_secret (ValiseCredentials *self);
void valise_credentials_accepted (ValiseCredentials *self);
gboolean
valise_credentials_refused (ValiseCredentials *self, const char *header, const char *challenge);

ValiseSignIn valise_credentials_get_sign_in (ValiseCredentials *self);
void valise_credentials_set_sign_in (ValiseCredentials *self, ValiseSignIn sign_in);

void valise_credentials_wipe (char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseCredentials, valise_credentials_free)

G_END_DECLS
