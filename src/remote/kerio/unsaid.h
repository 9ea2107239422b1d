/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

gboolean valise_kerio_check_said (ValiseKind kind, GBytes *content, GError **error);

G_END_DECLS
