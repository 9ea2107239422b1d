/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line on the standard error that says what goes on; nothing where that is no terminal. */
void valise_ctl_progress (const char *line);
void valise_ctl_progress_end (void);

G_END_DECLS
