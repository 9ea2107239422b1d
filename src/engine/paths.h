/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *valise_paths_data_dir (GError **error);
char *valise_paths_state_dir (void);
void valise_paths_set_data_dir (const char *dir);

G_END_DECLS
