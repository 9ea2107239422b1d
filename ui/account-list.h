/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* The accounts: how each stands, and what can be done with it. */
#define VALISE_TYPE_ACCOUNT_LIST (valise_account_list_get_type ())
G_DECLARE_FINAL_TYPE (ValiseAccountList, valise_account_list, VALISE, ACCOUNT_LIST, GtkDialog)

void valise_account_list_present (GtkWindow *parent, ValiseEngine *engine);

G_END_DECLS
