/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/item.h"

G_BEGIN_DECLS

gboolean valise_mail_summarize (GBytes *bytes, ValiseSummary *summary, GError **error);
char *valise_mail_text_of (GBytes *bytes);
GBytes *valise_mail_ensure_message_id (GBytes *bytes, char **uid);

G_END_DECLS
