/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* Asks for the password of an account. */
#define VALISE_TYPE_SIGN_IN_DIALOG (valise_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ValiseSignInDialog, valise_sign_in_dialog, VALISE, SIGN_IN_DIALOG, GtkDialog)

void valise_sign_in_dialog_present (GtkWindow *parent, ValiseEngine *engine, gint64 account_id);

G_END_DECLS
