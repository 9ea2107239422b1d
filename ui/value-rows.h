/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "form-value.h"

#include "format/item-form.h"

G_BEGIN_DECLS

/* The e-mail addresses, telephone numbers or web addresses of a contact, one a row. Its property
 * "value" holds them all, as src/format/contact-values.c says. */
#define VALISE_TYPE_VALUE_ROWS (valise_value_rows_get_type ())
G_DECLARE_FINAL_TYPE (ValiseValueRows, valise_value_rows, VALISE, VALUE_ROWS, ValiseFormValue)

GtkWidget *valise_value_rows_new (ValiseFieldType type);

G_END_DECLS
