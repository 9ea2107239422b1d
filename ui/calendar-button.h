/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is entered, as a day since 1970. Returns: whether it is a day */
typedef gboolean (*ValiseDayReadFunc) (gpointer data, gint64 *day);
typedef void (*ValiseDayTakeFunc) (gpointer data, gint64 day);

/* A button with a calendar, which fills in the entry beside it. */
#define VALISE_TYPE_CALENDAR_BUTTON (valise_calendar_button_get_type ())
G_DECLARE_FINAL_TYPE (
    ValiseCalendarButton, valise_calendar_button, VALISE, CALENDAR_BUTTON, GtkMenuButton)

GtkWidget *valise_calendar_button_new (GtkEntry *entry,
                                       ValiseDayReadFunc read,
                                       ValiseDayTakeFunc take,
                                       gpointer data);
void valise_calendar_button_set_name (ValiseCalendarButton *self, const char *name);

G_END_DECLS
