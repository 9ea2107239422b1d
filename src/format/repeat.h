/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar.h"
#include "format/recurrence-rule.h"

G_BEGIN_DECLS

/* A recurrence rule as a form asks for it. */
typedef struct
{
  ValiseFreq freq;
  guint interval;
  char *days;  /* its other parts as they stand: "BYDAY=MO,WE"; "" none */
  guint count; /* 0: not limited */
  char *until; /* nullable: the last day, "2026-12-31" */
} ValiseRepeat;

ValiseRepeat *valise_repeat_parse (const char *rule);
char *valise_repeat_write (const ValiseRepeat *repeat);
void valise_repeat_free (ValiseRepeat *repeat);
guint8 valise_repeat_weekdays (const ValiseRepeat *repeat);
void valise_repeat_set_weekdays (ValiseRepeat *repeat, guint8 weekdays);
GStrv valise_repeat_suggest_days (ValiseFreq freq, const char *start);
void valise_repeat_move (ValiseRepeat *repeat, const char *from, const char *to);

char *valise_repeat_read (ValiseCalendar *calendar);
char *valise_repeat_fit_until (ValiseCalendar *calendar, const char *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRepeat, valise_repeat_free)

G_END_DECLS
