/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "model/item.h"

G_BEGIN_DECLS

/* Contents that carry the number of the save that they are, so that a check can tell them apart. */

GBytes *sim_text_build (ValiseKind kind, const char *uid, guint version);
GBytes *sim_text_edit (ValiseKind kind, const char *uid, GBytes *before, guint version);
GBytes *sim_text_rewrite (ValiseKind kind, GBytes *bytes);
ValiseContent *sim_text_content (GBytes *bytes, ValiseDepth depth);
char *sim_text_title (ValiseKind kind, GBytes *bytes);
guint sim_text_version_of_title (const char *title);
guint sim_text_version (GBytes *bytes);
void sim_text_summarize (
    ValiseKind kind, const char *uid, GBytes *bytes, gint64 date, ValiseSummary *summary);

G_END_DECLS
