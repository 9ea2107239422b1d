/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

void valise_notifications_init (GApplication *application, ValiseEngine *engine);

G_END_DECLS
