/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* The conflicts that wait, and the decision on each. */
#define VALISE_TYPE_CONFLICT_LIST (valise_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (ValiseConflictList, valise_conflict_list, VALISE, CONFLICT_LIST, GtkDialog)

void valise_conflict_list_present (GtkWindow *parent, ValiseEngine *engine);

G_END_DECLS
