/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar-view.h"

G_BEGIN_DECLS

/* Below item-form.c: the fields of events, tasks and notes. */
char *valise_calendar_form_read (const ValiseCalendarView *view,
                                 ValiseCalendar *calendar,
                                 const char *name);
char *valise_calendar_form_note (const ValiseCalendarView *view);
char *valise_calendar_form_time (const char *typed, gboolean is_end, const char *zone);
gboolean valise_calendar_form_check (GBytes *content, GError **error);
char *valise_calendar_form_next_hour (const ValiseZone *zone, gint64 now, int hours);

G_END_DECLS
