/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/status.h"

G_BEGIN_DECLS

/* What is going on, in words and numbers. */
#define VALISE_TYPE_STATUS_BAR (valise_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (ValiseStatusBar, valise_status_bar, VALISE, STATUS_BAR, GtkBin)

void valise_status_bar_show_status (ValiseStatusBar *self, const ValiseStatus *status);

G_END_DECLS
