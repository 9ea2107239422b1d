/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "model/kind.h"

G_BEGIN_DECLS

const char *valise_form_limits_describe (ValiseEngine *engine,
                                         ValiseKind kind,
                                         gint64 item_id,
                                         gint64 folder_id);

G_END_DECLS
