/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "message-load.h"

G_BEGIN_DECLS

/* The header fields above the text. */
#define VALISE_TYPE_READER_FIELDS (valise_reader_fields_get_type ())
G_DECLARE_FINAL_TYPE (ValiseReaderFields, valise_reader_fields, VALISE, READER_FIELDS, GtkGrid)

void valise_reader_fields_show (ValiseReaderFields *self, const ValiseMessage *message);

G_END_DECLS
