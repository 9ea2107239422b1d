/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"

G_BEGIN_DECLS

/* An entry for a list of addresses, which offers people while one is typed. */
#define VALISE_TYPE_ADDRESS_ENTRY (valise_address_entry_get_type ())
G_DECLARE_FINAL_TYPE (ValiseAddressEntry, valise_address_entry, VALISE, ADDRESS_ENTRY, GtkEntry)

void valise_address_entry_set_engine (ValiseAddressEntry *self, ValiseEngine *engine);

G_END_DECLS
