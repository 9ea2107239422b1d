/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "form-value.h"

G_BEGIN_DECLS

/* A date that may be without its year, to be typed or chosen. Its property "value" is what is
 * typed. */
#define VALISE_TYPE_DATE_ENTRY (valise_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (ValiseDateEntry, valise_date_entry, VALISE, DATE_ENTRY, ValiseFormValue)

GtkWidget *valise_date_entry_new (const char *name, const char *hint);

G_END_DECLS
