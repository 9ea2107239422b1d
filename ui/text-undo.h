/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_text_undo_attach (GtkTextView *view);
void valise_text_undo_forget (GtkTextView *view);

G_END_DECLS
