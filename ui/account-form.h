/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* Asks for what is needed to add an account, and adds it.
 *
 * Signal: added () */
#define VALISE_TYPE_ACCOUNT_FORM (valise_account_form_get_type ())
G_DECLARE_FINAL_TYPE (ValiseAccountForm, valise_account_form, VALISE, ACCOUNT_FORM, GtkBin)

void valise_account_form_set_engine (ValiseAccountForm *self, ValiseEngine *engine);
void valise_account_form_present (GtkWindow *parent, ValiseEngine *engine);

G_END_DECLS
