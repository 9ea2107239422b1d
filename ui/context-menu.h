/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_context_menu_attach (GtkTreeView *view, const char *id);

G_END_DECLS
