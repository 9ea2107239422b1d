/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* What needs the user, each with the button that helps. */
#define VALISE_TYPE_INFO_BARS (valise_info_bars_get_type ())
G_DECLARE_FINAL_TYPE (ValiseInfoBars, valise_info_bars, VALISE, INFO_BARS, GtkBox)

void valise_info_bars_set_engine (ValiseInfoBars *self, ValiseEngine *engine);
void valise_info_bars_show_status (ValiseInfoBars *self, const ValiseStatus *status);
void valise_info_bars_tell (ValiseInfoBars *self, GtkMessageType type, const char *text);

G_END_DECLS
