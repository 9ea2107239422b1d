/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* The icon in the panel with its menu. */
#define VALISE_TYPE_TRAY (valise_tray_get_type ())
G_DECLARE_FINAL_TYPE (ValiseTray, valise_tray, VALISE, TRAY, GObject)

ValiseTray *valise_tray_new (ValiseEngine *engine, GActionGroup *actions, const char *icon_dir);
void valise_tray_add_submenu (ValiseTray *self, const char *label, GtkWidget *submenu);

G_END_DECLS
