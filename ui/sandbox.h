/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean valise_sandbox_is_used (void);
char *valise_sandbox_icon (const char *icon, gboolean sandboxed);
void valise_sandbox_request_autostart (GDBusConnection *bus);

G_END_DECLS
