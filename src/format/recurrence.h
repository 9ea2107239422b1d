/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar.h"

G_BEGIN_DECLS

/* One time that an event or task is at. */
typedef struct
{
  gint64 start, end;                /* Unix seconds; the end does not belong to it */
  gboolean all_day;                 /* @start and @end are midnights where the user is */
  gboolean floating;                /* no zone of its own: at this hour wherever the user is */
  const char *zone;                 /* nullable: its own zone. Owned by the calendar */
  gint64 original;                  /* where the rule had put it: its RECURRENCE-ID, Unix seconds */
  gboolean changed;                 /* it differs from the rest of its series */
  const ValiseComponent *component; /* what to show of it. Owned by the calendar */
} ValiseOccurrence;

GArray *valise_recurrence_expand (
    ValiseCalendar *calendar, gint64 from, gint64 to, const ValiseZone *here, gboolean *complete);

G_END_DECLS
