/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

#define VALISE_TYPE_MAIN_WINDOW (valise_main_window_get_type ())
G_DECLARE_FINAL_TYPE (
    ValiseMainWindow, valise_main_window, VALISE, MAIN_WINDOW, GtkApplicationWindow)

ValiseMainWindow *valise_main_window_new (GtkApplication *application, ValiseEngine *engine);
gint64 valise_main_window_get_item (ValiseMainWindow *self);
void valise_main_window_show_item (ValiseMainWindow *self, gint64 item_id);
void valise_main_window_tell (ValiseMainWindow *self, GtkMessageType type, const char *text);

G_END_DECLS
