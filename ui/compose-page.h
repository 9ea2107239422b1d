/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "format/mail-compose.h"

G_BEGIN_DECLS

/* The fields of a message that is being written, its text and its files.
 *
 * Signals: changed (), by the user; failed (char *why), in words. */
#define VALISE_TYPE_COMPOSE_PAGE (valise_compose_page_get_type ())
G_DECLARE_FINAL_TYPE (ValiseComposePage, valise_compose_page, VALISE, COMPOSE_PAGE, GtkBox)

void valise_compose_page_set_engine (ValiseComposePage *self, ValiseEngine *engine);
void valise_compose_page_show (ValiseComposePage *self,
                               const ValiseMailDraft *draft,
                               GPtrArray *senders);
void valise_compose_page_show_files (ValiseComposePage *self, GPtrArray *files);
void valise_compose_page_collect (ValiseComposePage *self, ValiseMailDraft *draft);
guint valise_compose_page_get_sender (ValiseComposePage *self);
const char *valise_compose_page_get_subject (ValiseComposePage *self);
void valise_compose_page_choose_files (ValiseComposePage *self);
gboolean valise_compose_page_is_attaching (ValiseComposePage *self);
void valise_compose_page_focus_wrong (ValiseComposePage *self);

G_END_DECLS
