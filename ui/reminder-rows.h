/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "form-value.h"
#include "model/kind.h"

G_BEGIN_DECLS

/* The reminders of an event or a task. Its property "value" has them one a line, as
 * format/reminders.c does. */
#define VALISE_TYPE_REMINDER_ROWS (valise_reminder_rows_get_type ())
G_DECLARE_FINAL_TYPE (
    ValiseReminderRows, valise_reminder_rows, VALISE, REMINDER_ROWS, ValiseFormValue)

GtkWidget *valise_reminder_rows_new (ValiseKind kind);

G_END_DECLS
