/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "message-load.h"

G_BEGIN_DECLS

/* An event, a task, a note or a contact: its title, its picture, and its fields. */
#define VALISE_TYPE_READER_CARD (valise_reader_card_get_type ())
G_DECLARE_FINAL_TYPE (ValiseReaderCard, valise_reader_card, VALISE, READER_CARD, GtkGrid)

void valise_reader_card_show (ValiseReaderCard *self, const ValiseMessage *message);

G_END_DECLS
