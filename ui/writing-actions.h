/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

void valise_writing_actions_init (GtkApplication *application, ValiseEngine *engine);
void valise_writing_actions_add (GtkApplicationWindow *window, ValiseEngine *engine);
void valise_writing_actions_set_item (GtkApplicationWindow *window, gint64 item_id);
gboolean valise_writing_actions_open (GtkApplicationWindow *window);

G_END_DECLS
