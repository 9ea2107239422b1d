/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "valise-application.h"

G_BEGIN_DECLS

void valise_application_actions_init (ValiseApplication *self);

G_END_DECLS
