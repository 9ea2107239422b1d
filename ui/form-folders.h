/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "model/kind.h"

G_BEGIN_DECLS

gboolean valise_form_folders_fill (GtkComboBoxText *folders, ValiseEngine *engine, ValiseKind kind);

G_END_DECLS
