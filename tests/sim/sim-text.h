/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "model/item.h"

G_BEGIN_DECLS

/* Messages that carry the number of the save that they are, so that a check can tell them apart. */

GBytes *sim_text_build (const char *uid, guint version, ValiseDepth depth);
ValiseContent *sim_text_content (const char *uid, guint version, ValiseDepth depth);
guint sim_text_version (GBytes *bytes);
guint sim_text_version_of_title (const char *title);
char *sim_text_title (const char *uid, guint version);
void sim_text_summarize (const char *uid, guint version, gint64 date, ValiseSummary *summary);

G_END_DECLS
