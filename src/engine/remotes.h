/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "remote/remote.h"

G_BEGIN_DECLS

/* Makes the driver of a service. Blocking. @password is only given while an account is being added;
 * else it is asked for where it is kept, when the driver needs it. */
typedef ValiseRemote *(*ValiseRemoteFunc) (const ValiseAccount *account,
                                           const ValiseService *service,
                                           const char *password,
                                           gpointer data,
                                           GCancellable *cancellable,
                                           GError **error);

/* How drivers are made; tests put their own in. */
typedef struct
{
  ValiseRemoteFunc make;
  gpointer data;
} ValiseRemotes;

extern const ValiseRemotes valise_remotes_real;

G_END_DECLS
