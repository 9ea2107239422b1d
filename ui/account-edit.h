/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* Changes an account. */
#define VALISE_TYPE_ACCOUNT_EDIT (valise_account_edit_get_type ())
G_DECLARE_FINAL_TYPE (ValiseAccountEdit, valise_account_edit, VALISE, ACCOUNT_EDIT, GtkDialog)

void valise_account_edit_present (GtkWindow *parent, ValiseEngine *engine, gint64 account_id);

G_END_DECLS
