/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/credentials.h"
#include "remote/remote.h"

G_BEGIN_DECLS

#define VALISE_TYPE_REMOTE_DAV (valise_remote_dav_get_type ())
G_DECLARE_FINAL_TYPE (ValiseRemoteDav, valise_remote_dav, VALISE, REMOTE_DAV, GObject)

ValiseRemote *valise_remote_dav_new (const char *protocol,
                                     const char *server,
                                     const char *user,
                                     gboolean allow_plain_http,
                                     const char *memo,
                                     ValiseSecretFunc secret,
                                     gpointer data,
                                     GDestroyNotify destroy);

G_END_DECLS
