/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_placeholder_fit (GtkEntry *entry);

G_END_DECLS
