/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *valise_form_add_button_new (const char *label);
GtkWidget *valise_form_remove_button_new (void);
void valise_form_name_button (GtkWidget *button, const char *name);
void valise_form_read_left_to_right (GtkEntry *entry);
void valise_form_ignore_wheel (GtkWidget *widget);

G_END_DECLS
