/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/credentials.h"
#include "remote/remote.h"

G_BEGIN_DECLS

#define VALISE_TYPE_REMOTE_JMAP (valise_remote_jmap_get_type ())
G_DECLARE_FINAL_TYPE (ValiseRemoteJmap, valise_remote_jmap, VALISE, REMOTE_JMAP, GObject)

ValiseRemote *valise_remote_jmap_new (const char *server,
                                      const char *user,
                                      gboolean allow_plain_http,
                                      const char *memo,
                                      ValiseSecretFunc secret,
                                      gpointer data,
                                      GDestroyNotify destroy);

G_END_DECLS
