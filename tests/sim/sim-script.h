/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-schedule.h"

G_BEGIN_DECLS

void sim_script_play (SimWorld *world, const char *script);

G_END_DECLS
