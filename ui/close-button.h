/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_close_button_name (GtkInfoBar *bar);

G_END_DECLS
