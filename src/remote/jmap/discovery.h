/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/http.h"
#include "remote/jmap/session.h"

G_BEGIN_DECLS

ValiseJmapSession *valise_jmap_discover (ValiseHttp *http,
                                         const char *server,
                                         const char *user,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
