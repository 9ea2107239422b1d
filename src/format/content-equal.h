/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

gboolean valise_content_equal (ValiseKind kind, GBytes *a, GBytes *b);

G_END_DECLS
