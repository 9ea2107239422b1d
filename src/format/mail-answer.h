/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/mail-compose.h"
#include "model/content.h"

G_BEGIN_DECLS

ValiseMailDraft *valise_mail_reply (ValiseContent *original, GPtrArray *own, gboolean all);
ValiseMailDraft *valise_mail_forward (ValiseContent *original);

G_END_DECLS
