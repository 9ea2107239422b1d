/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* Shows one item.
 *
 * Signal: shown (gint64 item): the user sees it now. */
#define VALISE_TYPE_READER (valise_reader_get_type ())
G_DECLARE_FINAL_TYPE (ValiseReader, valise_reader, VALISE, READER, GtkBin)

void valise_reader_set_engine (ValiseReader *self, ValiseEngine *engine);
void valise_reader_show_item (ValiseReader *self, gint64 item_id);

G_END_DECLS
