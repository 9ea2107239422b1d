/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_reader_links_attach (GtkTextView *view);

G_END_DECLS
