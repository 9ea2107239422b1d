/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* The window in which an event, a contact, a task or a note is made or edited. */
#define VALISE_TYPE_ITEM_FORM (valise_item_form_get_type ())
G_DECLARE_FINAL_TYPE (ValiseItemForm, valise_item_form, VALISE, ITEM_FORM, GtkApplicationWindow)

void
valise_item_form_present_new (GtkApplication *application, ValiseEngine *engine, ValiseKind kind);
void valise_item_form_present (GtkApplication *application,
                               ValiseEngine *engine,
                               ValiseKind kind,
                               gint64 item_id);

G_END_DECLS
