/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_reader_text_attach (GtkTextView *view);
void valise_reader_text_show (GtkTextView *view, const char *text);

G_END_DECLS
