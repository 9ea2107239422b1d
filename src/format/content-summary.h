/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "model/item.h"

G_BEGIN_DECLS

gboolean
valise_content_summarize (ValiseKind kind, GBytes *bytes, ValiseSummary *summary, GError **error);
char *valise_content_text_of (ValiseKind kind, GBytes *bytes);
gint64 valise_content_changed_at (ValiseKind kind, GBytes *bytes);
ValiseContent *valise_content_new_whole (ValiseKind kind, GBytes *bytes);

G_END_DECLS
