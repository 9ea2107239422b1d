/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/credentials.h"
#include "remote/remote.h"

G_BEGIN_DECLS

#define VALISE_TYPE_REMOTE_KERIO (valise_remote_kerio_get_type ())
G_DECLARE_FINAL_TYPE (ValiseRemoteKerio, valise_remote_kerio, VALISE, REMOTE_KERIO, GObject)

ValiseRemote *valise_remote_kerio_new (const char *server,
                                       const char *user,
                                       gboolean allow_plain_http,
                                       const char *memo,
                                       ValiseSecretFunc secret,
                                       gpointer data,
                                       GDestroyNotify destroy);

G_END_DECLS
