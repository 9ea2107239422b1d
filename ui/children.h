/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_children_destroy (GtkContainer *container);
void valise_children_close_popovers (GtkContainer *container);

G_END_DECLS
