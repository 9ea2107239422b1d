/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/item.h"

G_BEGIN_DECLS

void valise_mail_summarize (GBytes *bytes, ValiseSummary *summary);
char *valise_mail_text_of (GBytes *bytes);
char *valise_mail_preview (const char *text);

GBytes *valise_mail_ensure_message_id (GBytes *bytes, char **uid);
GBytes *valise_mail_renew_message_id (GBytes *bytes, char **uid);

G_END_DECLS
