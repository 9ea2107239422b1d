/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GUri *valise_origin_parse (const char *url, GError **error);
char *valise_origin_to_string (GUri *uri);
gboolean valise_origin_equal (GUri *a, GUri *b);
gboolean valise_origin_is_upgrade (GUri *from, GUri *to);
gboolean valise_origin_is_loopback (GUri *uri);
gboolean valise_origin_check (GUri *uri, gboolean allow_plain_http, GError **error);

G_END_DECLS
