/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"

G_BEGIN_DECLS

char *valise_text_clean_line (const char *text);
char *valise_text_clean (const char *text, gssize length, ValiseProblems *problems);
char *valise_text_cut (const char *text, gsize max_bytes);

G_END_DECLS
