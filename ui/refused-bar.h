/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "model/item.h"

G_BEGIN_DECLS

/* Says why the server refused a change of the item that is shown, and what can be done. */
#define VALISE_TYPE_REFUSED_BAR (valise_refused_bar_get_type ())
G_DECLARE_FINAL_TYPE (ValiseRefusedBar, valise_refused_bar, VALISE, REFUSED_BAR, GtkInfoBar)

void valise_refused_bar_set_engine (ValiseRefusedBar *self, ValiseEngine *engine);
void valise_refused_bar_show (ValiseRefusedBar *self, const ValiseItem *item);

G_END_DECLS
