/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "model/conflict.h"

G_BEGIN_DECLS

/* Both versions of an item in conflict, side by side, with their differences marked. */
#define VALISE_TYPE_CONFLICT_COMPARE (valise_conflict_compare_get_type ())
G_DECLARE_FINAL_TYPE (
    ValiseConflictCompare, valise_conflict_compare, VALISE, CONFLICT_COMPARE, GtkBin)

void valise_conflict_compare_show (ValiseConflictCompare *self,
                                   ValiseEngine *engine,
                                   gint64 conflict_id);

G_END_DECLS
