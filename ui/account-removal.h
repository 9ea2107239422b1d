/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

void valise_account_removal_present (GtkWindow *parent, ValiseEngine *engine, gint64 account_id);

G_END_DECLS
