/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-fixture.h"

G_BEGIN_DECLS

/* What is done with a window: @name tells it from the others. */
typedef void (*AppWindowFunc) (App *app, GtkWidget *window, const char *name, gpointer data);

void app_windows_init (void);
void app_windows_close_at_once (App *app);
void app_windows_foreach (App *app, AppWindowFunc func, gpointer data);

G_END_DECLS
