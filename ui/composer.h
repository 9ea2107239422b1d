/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "compose-start.h"
#include "engine/engine.h"

G_BEGIN_DECLS

/* The window in which a message is written. */
#define VALISE_TYPE_COMPOSER (valise_composer_get_type ())
G_DECLARE_FINAL_TYPE (ValiseComposer, valise_composer, VALISE, COMPOSER, GtkApplicationWindow)

void valise_composer_present (GtkApplication *application,
                              ValiseEngine *engine,
                              ValiseComposeKind kind,
                              gint64 item_id);
void valise_composer_present_draft (GtkApplication *application,
                                    ValiseEngine *engine,
                                    ValiseMailDraft *draft);

G_END_DECLS
