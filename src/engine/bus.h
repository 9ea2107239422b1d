/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

/* The engine on the session bus, for valisectl. */
typedef struct _ValiseBus ValiseBus;

ValiseBus *valise_bus_new (ValiseEngine *engine);
void valise_bus_free (ValiseBus *self);

extern const char valise_bus_xml[];

G_END_DECLS
