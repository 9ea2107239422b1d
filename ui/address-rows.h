/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "form-value.h"

G_BEGIN_DECLS

/* The postal addresses of a contact, one below the other. Its property "value" holds them all, as
 * src/format/contact-values.c says. */
#define VALISE_TYPE_ADDRESS_ROWS (valise_address_rows_get_type ())
G_DECLARE_FINAL_TYPE (ValiseAddressRows, valise_address_rows, VALISE, ADDRESS_ROWS, ValiseFormValue)

GtkWidget *valise_address_rows_new (void);

G_END_DECLS
