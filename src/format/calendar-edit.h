/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar.h"
#include "format/field-edit.h"

G_BEGIN_DECLS

GBytes *valise_calendar_edit (
    GBytes *content, const ValiseFieldEdit *edits, guint n_edits, gint64 now, GError **error);
GBytes *valise_calendar_create (ValiseKind kind,
                                const char *uid,
                                const ValiseFieldEdit *edits,
                                guint n_edits,
                                gint64 now,
                                GError **error);

/* Below calendar-edit.c: the fields that are times. */
gboolean valise_calendar_edit_time (ValiseCalendar *calendar,
                                    const char *name,
                                    const char *value,
                                    gboolean keep_length,
                                    GError **error);

G_END_DECLS
