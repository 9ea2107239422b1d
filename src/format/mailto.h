/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/mail-compose.h"

G_BEGIN_DECLS

ValiseMailDraft *valise_mailto_parse (const char *uri, GError **error);

G_END_DECLS
