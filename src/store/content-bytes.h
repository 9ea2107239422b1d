/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

gboolean valise_content_bytes_are_large (GBytes *bytes);
gboolean valise_content_bytes_write (ValiseStore *store, gint64 id, GBytes *bytes, GError **error);
GBytes *valise_content_bytes_read (ValiseStore *store, gint64 id, GError **error);

G_END_DECLS
