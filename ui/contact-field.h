/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "format/item-form.h"

G_BEGIN_DECLS

GtkWidget *valise_contact_field_new (const ValiseFormField *field);

G_END_DECLS
