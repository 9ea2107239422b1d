/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"
#include "remote/kerio/recurrence.h"

G_BEGIN_DECLS

gboolean valise_kerio_is_same (ValiseKind kind,
                               JsonObject *wanted,
                               JsonObject *object,
                               const ValiseKerioContext *context);

G_END_DECLS
