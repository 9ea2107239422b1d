/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "remote/remote.h"

G_BEGIN_DECLS

/* Makes the driver of a service. Blocking: it may ask for the password. */
typedef ValiseRemote *(*ValiseRemoteFunc) (const ValiseAccount *account,
                                           const ValiseService *service,
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
