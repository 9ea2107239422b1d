/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates and wall clock times as numbers, so that they can be added to and compared: days since
 * 1970-01-01, and seconds since its midnight on the clock of whatever zone is meant. */

#define VALISE_DAY_SECONDS ((gint64)24 * 60 * 60)

/* The years that are worked with; what lies outside is not a date. */
#define VALISE_YEAR_MIN 1
#define VALISE_YEAR_MAX 9999

typedef struct
{
  int year, month, day; /* from 1 */
} ValiseDate;

gint64 valise_civil_days (int year, int month, int day);
ValiseDate valise_civil_date (gint64 days);
int valise_civil_month_length (int year, int month);
int valise_civil_year_length (int year);
int valise_civil_weekday (gint64 days);
gint64 valise_civil_day_of (gint64 seconds);

gboolean valise_civil_parse (const char *text, gint64 *seconds, gboolean *is_date, gboolean *utc);
char *valise_civil_format (gint64 seconds, gboolean is_date, gboolean utc);
gboolean valise_civil_parse_duration (const char *text, gint64 *days, gint64 *seconds);

G_END_DECLS
