/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *valise_form_button_new_add (const char *label);
GtkWidget *valise_form_button_new_remove (void);
void valise_form_button_name (GtkWidget *button, const char *name);

G_END_DECLS
