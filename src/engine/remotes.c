/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place that knows all drivers. */

#include "engine/remotes.h"

#include <glib/gi18n-lib.h>

#include "engine/secrets.h"
#include "net/credentials.h"
#include "remote/dav/remote-dav.h"
#include "remote/jmap/remote-jmap.h"
#include "remote/kerio/remote-kerio.h"

/* What a driver needs for signing in; lives as long as the driver. */
typedef struct
{
  ValiseAccount *account;
  char *password; /* nullable: ask where it is kept */
} Login;

static void
login_free (gpointer data)
{
  Login *login = data;

  valise_account_free (login->account);
  valise_credentials_wipe (login->password);
  g_free (login);
}

static Login *
login_new (const ValiseAccount *account, const char *password)
{
  Login *login = g_new0 (Login, 1);

  login->account = valise_account_copy (account);
  login->password = g_strdup (password);
  return login;
}

/* A ValiseSecretFunc. */
static char *
get_password (gpointer data, GCancellable *cancellable, GError **error)
{
  Login *login = data;

  return login->password != NULL ? g_strdup (login->password)
                                 : valise_secrets_get (login->account, cancellable, error);
}

static ValiseRemote *
make_remote (const ValiseAccount *account,
             const ValiseService *service,
             const char *password,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  if (g_str_equal (service->protocol, "jmap"))
    return valise_remote_jmap_new (service->url, account->user, account->allow_plain_http,
                                   service->memo, get_password, login_new (account, password),
                                   login_free);
  if (g_str_equal (service->protocol, "caldav") || g_str_equal (service->protocol, "carddav"))
    return valise_remote_dav_new (service->protocol, service->url, account->user,
                                  account->allow_plain_http, service->memo, get_password,
                                  login_new (account, password), login_free);
  if (g_str_equal (service->protocol, "kerio"))
    return valise_remote_kerio_new (service->url, account->user, account->allow_plain_http,
                                    service->memo, get_password, login_new (account, password),
                                    login_free);
  valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_NEVER,
               /* Translators: a protocol */
               _ ("This Valise does not speak %s."), service->protocol);
  return NULL;
}

const ValiseRemotes valise_remotes_real = { .make = make_remote };
