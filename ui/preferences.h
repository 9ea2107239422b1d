/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VALISE_TYPE_PREFERENCES (valise_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ValisePreferences, valise_preferences, VALISE, PREFERENCES, GtkDialog)

void valise_preferences_present (GtkWindow *parent);

G_END_DECLS
