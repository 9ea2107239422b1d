/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean valise_autostart_is_on (void);
gboolean valise_autostart_set (gboolean on, GError **error);

G_END_DECLS
