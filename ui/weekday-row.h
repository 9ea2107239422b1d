/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button for each day of the week, in the user's order. Emits "changed" when one was pressed. */
#define VALISE_TYPE_WEEKDAY_ROW (valise_weekday_row_get_type ())
G_DECLARE_FINAL_TYPE (ValiseWeekdayRow, valise_weekday_row, VALISE, WEEKDAY_ROW, GtkBox)

GtkWidget *valise_weekday_row_new (void);
guint8 valise_weekday_row_get (ValiseWeekdayRow *self);
void valise_weekday_row_set (ValiseWeekdayRow *self, guint8 weekdays, const char *start);

G_END_DECLS
