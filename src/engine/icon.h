/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/status.h"

G_BEGIN_DECLS

ValiseMode valise_icon_mode (gboolean work_offline, GPtrArray *accounts);
gboolean valise_icon_attention (ValiseMode mode, GPtrArray *accounts);
const char *valise_icon_name (ValiseMode mode, gboolean attention);
char *valise_icon_line (gboolean work_offline, GPtrArray *accounts, gint64 now);

G_END_DECLS
