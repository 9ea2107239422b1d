/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "form-value.h"

G_BEGIN_DECLS

/* How often something is repeated. Its property "value" is a rule as format/repeat.c has it, or "".
 */
#define VALISE_TYPE_REPEAT_ENTRY (valise_repeat_entry_get_type ())
G_DECLARE_FINAL_TYPE (ValiseRepeatEntry, valise_repeat_entry, VALISE, REPEAT_ENTRY, ValiseFormValue)

GtkWidget *valise_repeat_entry_new (const char *name);
void valise_repeat_entry_set_start (ValiseRepeatEntry *self, const char *start);

G_END_DECLS
