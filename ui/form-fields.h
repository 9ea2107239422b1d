/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "format/item-form.h"

G_BEGIN_DECLS

GtkWidget *valise_form_field_make (const ValiseFormField *field, ValiseEngine *engine);
char *valise_form_field_get (GtkWidget *widget, ValiseFieldType type);
gboolean valise_form_field_is_tall (ValiseFieldType type);
void valise_form_field_set (GtkWidget *widget, ValiseFieldType type, const char *value);

G_END_DECLS
