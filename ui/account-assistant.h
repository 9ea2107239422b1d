/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* Asks who the user is, finds the server, shows what it has, and adds the account.
 *
 * Signal: added () */
#define VALISE_TYPE_ACCOUNT_ASSISTANT (valise_account_assistant_get_type ())
G_DECLARE_FINAL_TYPE (
    ValiseAccountAssistant, valise_account_assistant, VALISE, ACCOUNT_ASSISTANT, GtkBin)

void valise_account_assistant_set_engine (ValiseAccountAssistant *self, ValiseEngine *engine);
void valise_account_assistant_present (GtkWindow *parent, ValiseEngine *engine);

G_END_DECLS
