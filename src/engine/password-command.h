/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *valise_password_command_run (const char *command,
                                   guint seconds,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
