/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VALISE_FREQ_SECONDLY,
  VALISE_FREQ_MINUTELY,
  VALISE_FREQ_HOURLY,
  VALISE_FREQ_DAILY,
  VALISE_FREQ_WEEKLY,
  VALISE_FREQ_MONTHLY,
  VALISE_FREQ_YEARLY,
} ValiseFreq;

/* A set of numbers of which some count from the end: bit n stands for n or for -n. */
typedef struct
{
  guint64 plus[6], minus[6];
  gboolean any;
} ValiseNumbers;

/* "The second Tuesday": 2 and 2. "Every Tuesday" is in the rule's @weekdays. */
typedef struct
{
  int nth; /* negative: from the end */
  int weekday;
} ValiseNthDay;

/* A recurrence rule (RFC 5545 section 3.3.10). */
typedef struct
{
  ValiseFreq freq;
  int interval;
  int count;    /* 0: not limited */
  gint64 until; /* G_MAXINT64: for ever; on the clock of UTC or of the event */
  gboolean until_is_date, until_is_utc;
  int week_start;   /* 0 Sunday */
  guint8 weekdays;  /* bit 0 Sunday */
  GArray *nth_days; /* of ValiseNthDay */
  ValiseNumbers seconds, minutes, hours, month_days, year_days, weeks, months, positions;
} ValiseRule;

ValiseRule *valise_rule_parse (const char *text);
void valise_rule_free (ValiseRule *rule);
gboolean valise_numbers_has (const ValiseNumbers *numbers, int number, int count);

gboolean valise_rule_expand (
    const ValiseRule *rule, gint64 start, gint64 from, gint64 to, guint *budget, GArray *times);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRule, valise_rule_free)

G_END_DECLS
