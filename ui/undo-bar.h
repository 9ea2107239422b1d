/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells what was done, and takes it back for a while. */
#define VALISE_TYPE_UNDO_BAR (valise_undo_bar_get_type ())
G_DECLARE_FINAL_TYPE (ValiseUndoBar, valise_undo_bar, VALISE, UNDO_BAR, GtkRevealer)

/* Called once: with TRUE to take it back, with FALSE when it is to stay. */
typedef void (*ValiseUndoFunc) (gboolean undo, gpointer data);

void valise_undo_bar_offer (ValiseUndoBar *self,
                            const char *text,
                            ValiseUndoFunc func,
                            gpointer data,
                            GDestroyNotify data_free);
void valise_undo_bar_settle (ValiseUndoBar *self, gboolean undo);

G_END_DECLS
