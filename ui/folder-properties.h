/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* What is known of a folder, and what is kept of it. */
#define VALISE_TYPE_FOLDER_PROPERTIES (valise_folder_properties_get_type ())
G_DECLARE_FINAL_TYPE (
    ValiseFolderProperties, valise_folder_properties, VALISE, FOLDER_PROPERTIES, GtkDialog)

void valise_folder_properties_present (GtkWindow *parent, ValiseEngine *engine, gint64 folder_id);

G_END_DECLS
