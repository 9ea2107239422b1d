/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *valise_text_flow (const char *text);
char *valise_text_unflow (const char *text, gboolean delsp);
char *valise_text_quote (const char *text);

G_END_DECLS
