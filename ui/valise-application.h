/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "main-window.h"

G_BEGIN_DECLS

#define VALISE_TYPE_APPLICATION (valise_application_get_type ())
G_DECLARE_FINAL_TYPE (ValiseApplication, valise_application, VALISE, APPLICATION, GtkApplication)

ValiseApplication *valise_application_new (void);
ValiseEngine *valise_application_get_engine (ValiseApplication *self);
ValiseMainWindow *valise_application_get_window (ValiseApplication *self);
GtkWindow *valise_application_show_window (ValiseApplication *self);

G_END_DECLS
