/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/component.h"
#include "format/zone.h"
#include "model/kind.h"

G_BEGIN_DECLS

/* One event, task or note: what a calendar object resource holds (RFC 4791 section 4.1). */
typedef struct
{
  ValiseComponent *file;
  ValiseKind kind;
  ValiseComponent *master; /* in @file: the item, or the only changed occurrence that is here */
  GPtrArray *overrides;    /* in @file: its changed occurrences, which have a RECURRENCE-ID */
  GHashTable *zones;       /* TZID to ValiseZone, or to NULL where nobody knows it */
  ValiseZone *utc;
} ValiseCalendar;

/* A DATE or DATE-TIME. */
typedef struct
{
  gint64 seconds; /* on the clock of @zone; see format/civil.h */
  gboolean is_date;
  const ValiseZone *zone; /* nullable: it floats. Owned by the calendar */
} ValiseTime;

/* When something is. */
typedef struct
{
  gboolean is_set;       /* a task or note need not have a time */
  ValiseTime start, end; /* the end does not belong to it */
} ValiseSpan;

ValiseCalendar *valise_calendar_parse (GBytes *content, GError **error);
ValiseCalendar *valise_calendar_new (ValiseKind kind, const char *uid, gint64 now);
void valise_calendar_free (ValiseCalendar *calendar);
GBytes *valise_calendar_write (ValiseCalendar *calendar);
GPtrArray *valise_calendar_split (GBytes *bytes, GError **error);

gboolean
valise_calendar_read_time (ValiseCalendar *calendar, const ValiseLine *line, ValiseTime *time);
gboolean valise_calendar_read_one (ValiseCalendar *calendar,
                                   const ValiseLine *line,
                                   const char *value,
                                   ValiseTime *time);
gint64 valise_time_to_utc (const ValiseTime *time, const ValiseZone *here);
ValiseTime valise_calendar_later (ValiseCalendar *calendar,
                                  const ValiseTime *time,
                                  gint64 days,
                                  gint64 seconds);
ValiseSpan valise_calendar_get_span (ValiseCalendar *calendar, const ValiseComponent *component);

gboolean valise_calendar_is_item (const ValiseComponent *component, ValiseKind *kind);
ValiseComponent *valise_calendar_find_vtimezone (const ValiseComponent *file, const char *tzid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseCalendar, valise_calendar_free)

G_END_DECLS
