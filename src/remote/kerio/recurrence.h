/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How a server counts the days of the week in byDay, which no document tells. Stored in the memo:
 * append only. */
typedef enum
{
  VALISE_KERIO_DAYS_SUNDAY_0, /* or not known yet */
  VALISE_KERIO_DAYS_SUNDAY_1,
  VALISE_KERIO_DAYS_MONDAY_1,
} ValiseKerioDays;

#define VALISE_KERIO_N_DAYS (VALISE_KERIO_DAYS_MONDAY_1 + 1)

/* What the functions of a kind need to know beside the item itself. */
typedef struct
{
  const ValiseZone *here; /* the user's zone */
  ValiseKerioDays days;
  gint64 from, to; /* Unix seconds: the span that occurrences are told of */
} ValiseKerioContext;

void valise_kerio_read_rule (JsonObject *rule,
                             const ValiseKerioContext *context,
                             gboolean all_day,
                             ValiseComponent *component);
JsonObject *valise_kerio_write_rule (ValiseCalendar *calendar,
                                     const ValiseKerioContext *context,
                                     GError **error);
gboolean valise_kerio_rule_fits (JsonObject *rule, int weekday, ValiseKerioDays days);

G_END_DECLS
