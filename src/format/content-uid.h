/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

GBytes *valise_content_ensure_uid (
    ValiseKind kind, GBytes *bytes, const char *keep, char **uid, GError **error);
GBytes *valise_content_renew_uid (ValiseKind kind, GBytes *bytes, char **uid, GError **error);

G_END_DECLS
