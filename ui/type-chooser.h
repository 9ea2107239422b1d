/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What kind of number or address something is: one of the usual kinds, or what it says already. */
#define VALISE_TYPE_TYPE_CHOOSER (valise_type_chooser_get_type ())
G_DECLARE_FINAL_TYPE (ValiseTypeChooser, valise_type_chooser, VALISE, TYPE_CHOOSER, GtkComboBoxText)

GtkWidget *valise_type_chooser_new (const char *const *choices);
void valise_type_chooser_choose (ValiseTypeChooser *self, const char *types, const char *label);
const char *valise_type_chooser_get_types (ValiseTypeChooser *self);
const char *valise_type_chooser_get_label (ValiseTypeChooser *self);

G_END_DECLS
