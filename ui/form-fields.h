/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "format/item-form.h"

G_BEGIN_DECLS

GtkWidget *valise_form_field_make (const ValiseFormField *field, ValiseEngine *engine);
char *valise_form_field_get (GtkWidget *widget);
void valise_form_field_set (GtkWidget *widget, const char *value);
gboolean valise_form_field_is_tall (GtkWidget *widget);

G_END_DECLS
