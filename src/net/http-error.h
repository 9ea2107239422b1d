/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define VALISE_HTTP_TOO_MANY_REQUESTS 429 /* RFC 6585; libsoup has no name for it */

/* For http.c and whoever reads a stream from it. */
GError *valise_http_error_from_io (const GError *error, GUri *uri, SoupMessage *message);
GError *valise_http_error_from_status (guint status, GUri *uri);
gboolean valise_http_error_is_lost_connection (const GError *error);
gint64 valise_http_retry_after (SoupMessageHeaders *headers, gint64 now);

G_END_DECLS
