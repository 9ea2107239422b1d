/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

GPtrArray *valise_content_split (ValiseKind kind, GBytes *bytes, GError **error);

G_END_DECLS
