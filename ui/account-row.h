/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* One account in the list of them.
 *
 * Signal: failed (const char *text)  what was wanted of it could not be done; %NULL: all is well */
#define VALISE_TYPE_ACCOUNT_ROW (valise_account_row_get_type ())
G_DECLARE_FINAL_TYPE (ValiseAccountRow, valise_account_row, VALISE, ACCOUNT_ROW, GtkBox)

GtkWidget *valise_account_row_new (ValiseEngine *engine, const ValiseAccount *account);
void valise_account_row_show_status (ValiseAccountRow *self, const ValiseStatus *status);

G_END_DECLS
