/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/recurrence.h"

G_BEGIN_DECLS

/* What events and tasks share. */

ValiseCalendar *valise_kerio_calendar_read (ValiseKind kind, JsonObject *object, const char *uid);
void valise_kerio_calendar_read_texts (JsonObject *object, ValiseComponent *component);
void valise_kerio_calendar_read_extras (JsonObject *object, ValiseComponent *component);
void valise_kerio_calendar_write_texts (const ValiseComponent *component, JsonObject *object);
gboolean valise_kerio_calendar_write_extras (ValiseCalendar *calendar,
                                             const ValiseComponent *component,
                                             const ValiseKerioContext *context,
                                             JsonObject *object,
                                             GError **error);
const ValiseZone *valise_kerio_calendar_zone (JsonObject *object,
                                              const ValiseKerioContext *context,
                                              ValiseCalendar *calendar,
                                              gint64 at);
char *valise_kerio_calendar_write_time (ValiseCalendar *calendar,
                                        const ValiseComponent *component,
                                        const char *property,
                                        const ValiseKerioContext *context);

GBytes *valise_kerio_event_read (JsonObject *event,
                                 JsonArray *occurrences,
                                 const char *uid,
                                 const ValiseKerioContext *context);
JsonObject *
valise_kerio_event_write (GBytes *content, const ValiseKerioContext *context, GError **error);
JsonObject *valise_kerio_event_write_component (ValiseCalendar *calendar,
                                                const ValiseComponent *component,
                                                const ValiseKerioContext *context,
                                                GError **error);
void valise_kerio_event_read_component (JsonObject *event,
                                        const ValiseZone *zone,
                                        const ValiseKerioContext *context,
                                        ValiseComponent *component);

GBytes *
valise_kerio_task_read (JsonObject *task, const char *uid, const ValiseKerioContext *context);
JsonObject *
valise_kerio_task_write (GBytes *content, const ValiseKerioContext *context, GError **error);

G_END_DECLS
