/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"

G_BEGIN_DECLS

char *
valise_text_decode (const char *data, gsize size, const char *charset, ValiseProblems *problems);
char *valise_text_html_charset (const char *html, gsize size);

G_END_DECLS
