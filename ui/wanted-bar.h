/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says what a message that is being written waits for.
 *
 * Signal: without (): the attachments are not to go along. */
#define VALISE_TYPE_WANTED_BAR (valise_wanted_bar_get_type ())
G_DECLARE_FINAL_TYPE (ValiseWantedBar, valise_wanted_bar, VALISE, WANTED_BAR, GtkInfoBar)

void valise_wanted_bar_show (ValiseWantedBar *self,
                             gboolean waiting,
                             gboolean has_text,
                             gboolean fetching);

G_END_DECLS
