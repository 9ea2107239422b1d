/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar.h"
#include "model/item.h"

G_BEGIN_DECLS

/* A time as it is shown. */
typedef struct
{
  gboolean is_set;
  gint64 at;        /* Unix seconds; a date is midnight where the user is */
  gboolean is_date; /* no time of day */
  char *zone;       /* nullable: its own zone; it floats */
  gint64 local;     /* seconds on the clock of @zone; see format/civil.h */
} ValiseViewTime;

/* What somebody answered. */
typedef enum
{
  VALISE_ANSWER_NONE,
  VALISE_ANSWER_ACCEPTED,
  VALISE_ANSWER_TENTATIVE,
  VALISE_ANSWER_DECLINED,
  VALISE_ANSWER_DELEGATED,
} ValiseAnswer;

typedef struct
{
  char *name; /* nullable */
  char *email;
  ValiseAnswer answer;
  gboolean is_optional;
  gboolean is_resource; /* a room or a thing */
} ValiseAttendee;

/* What a reader sees of an event, a task or a note. Strings are UTF-8 and safe to show. */
typedef struct
{
  ValiseKind kind;
  char *uid;                     /* nullable */
  char *title;                   /* never NULL */
  ValiseViewTime start, end;     /* the end does not belong to it */
  ValiseViewTime due, completed; /* of a task */
  char *recurrence;              /* nullable: "every 2 weeks on Monday", in the user's language */
  guint n_changed;               /* occurrences that differ from their series */
  char *location, *description, *url;    /* nullable */
  char *organizer;                       /* nullable: "Name <address>" */
  GPtrArray *attendees;                  /* of ValiseAttendee */
  GStrv categories, alarms, attachments; /* in words; never NULL */
  char *status; /* nullable: "CONFIRMED", "NEEDS-ACTION", ...; see valise_calendar_status_words() */
  int percent;  /* of a task; -1 unknown */
  int priority; /* 1 highest to 9; 0 none */
  gboolean is_private, is_free;
  gint64 changed_at; /* Unix seconds; 0 unknown */
} ValiseCalendarView;

ValiseCalendarView *
valise_calendar_view_new (GBytes *content, const ValiseZone *here, GError **error);
ValiseCalendarView *valise_calendar_view_of (ValiseCalendar *calendar,
                                             const ValiseComponent *component,
                                             const ValiseZone *here);
void valise_calendar_view_free (ValiseCalendarView *view);
char *valise_calendar_view_to_text (const ValiseCalendarView *view, const ValiseZone *here);
const char *valise_calendar_status_words (const char *status);

char *valise_recurrence_describe (ValiseCalendar *calendar, const ValiseZone *here);
char *valise_rule_describe (const char *text, const ValiseZone *zone);
char *valise_reminder_describe (const char *trigger, ValiseKind kind, const ValiseZone *here);
char *valise_alarm_describe (const ValiseComponent *alarm, ValiseKind kind, const ValiseZone *here);

gboolean valise_calendar_summarize (GBytes *content,
                                    const ValiseZone *here,
                                    ValiseSummary *summary,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseCalendarView, valise_calendar_view_free)

G_END_DECLS
