/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"

G_BEGIN_DECLS

char *valise_html_to_text (const char *html, gssize length, ValiseProblems *problems);

G_END_DECLS
