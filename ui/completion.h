/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_completion_attach (GtkEntry *entry, GtkEntryCompletion *completion);

G_END_DECLS
