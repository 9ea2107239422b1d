/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GString *valise_html_tame (const char *html, gsize length);

G_END_DECLS
