/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean valise_tray_hint_is_due (void);
const char *valise_tray_hint_text (void);

G_END_DECLS
