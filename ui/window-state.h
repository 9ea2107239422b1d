/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the window was left. */
typedef struct
{
  int width, height;
  int tree, list; /* where the panes are parted, from the start of the window */
  gboolean maximized;
  gint64 folder; /* the open one; 0 none */
} ValiseWindowState;

void valise_window_state_load (ValiseWindowState *state);
void valise_window_state_save (const ValiseWindowState *state);

G_END_DECLS
