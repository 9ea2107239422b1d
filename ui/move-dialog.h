/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "model/item.h"

G_BEGIN_DECLS

/* Asks for the folder to move items to. */
#define VALISE_TYPE_MOVE_DIALOG (valise_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ValiseMoveDialog, valise_move_dialog, VALISE, MOVE_DIALOG, GtkDialog)

typedef void (*ValiseMoveFunc) (gint64 folder_id, gpointer data);

void valise_move_dialog_present (GtkWindow *parent,
                                 ValiseEngine *engine,
                                 const ValiseItem *item,
                                 ValiseMoveFunc func,
                                 gpointer data);
void valise_move_dialog_present_new (GtkWindow *parent,
                                     ValiseEngine *engine,
                                     ValiseKind kind,
                                     ValiseMoveFunc func,
                                     gpointer data,
                                     GDestroyNotify free_data);

G_END_DECLS
