/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "form-value.h"

G_BEGIN_DECLS

/* A date, and a time of day unless there is none. Its property "value" is what is entered, as a
 * form has it: "2026-03-29 10:00", "2026-03-29", or "". */
#define VALISE_TYPE_TIME_ENTRY (valise_time_entry_get_type ())
G_DECLARE_FINAL_TYPE (ValiseTimeEntry, valise_time_entry, VALISE, TIME_ENTRY, ValiseFormValue)

GtkWidget *valise_time_entry_new (const char *name);
char *valise_time_entry_get (ValiseTimeEntry *self);
void valise_time_entry_set (ValiseTimeEntry *self, const char *value);
void valise_time_entry_set_clock (ValiseTimeEntry *self, gboolean clock);

G_END_DECLS
