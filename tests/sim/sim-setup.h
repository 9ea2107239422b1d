/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sim_set_up (void);
void sim_tear_down (char *dir);

G_END_DECLS
