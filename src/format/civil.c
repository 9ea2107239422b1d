/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates of the Gregorian calendar as numbers, and the texts that iCalendar writes them as.
 * GDateTime would do the same with an allocation for each step, of which a recurrence takes
 * thousands. */

#include "format/civil.h"

#include <stdio.h>
#include <string.h>

/**
 * valise_civil_days:
 * @year: any year from -9999 to 99999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: days from 1970-01-01
 */
gint64
valise_civil_days (int year, int month, int day)
{
  /* Years that begin in March have their leap day at the end, so that months follow a formula. */
  gint64 shifted = month > 2 ? year : year - 1;
  gint64 era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  gint64 year_of_era = shifted - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
         - 719468;
}

/* The reverse of valise_civil_days(). */
ValiseDate
valise_civil_date (gint64 days)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 day = shifted - era * 146097;
  gint64 year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  gint64 day_of_year = day - (365 * year + year / 4 - year / 100);
  int month = (int)((5 * day_of_year + 2) / 153);
  ValiseDate date = { .day = (int)day_of_year - (153 * month + 2) / 5 + 1,
                      .month = month < 10 ? month + 3 : month - 9 };

  date.year = (int)(year + era * 400) + (date.month <= 2);
  return date;
}

int
valise_civil_year_length (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 366 : 365;
}

int
valise_civil_month_length (int year, int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && valise_civil_year_length (year) == 366 ? 29 : lengths[month - 1];
}

/* Returns: 0 for Sunday to 6 for Saturday. */
int
valise_civil_weekday (gint64 days)
{
  return (int)(((days + 4) % 7 + 7) % 7);
}

/* Returns: the day that @seconds are in. */
gint64
valise_civil_day_of (gint64 seconds)
{
  return seconds >= 0 ? seconds / VALISE_DAY_SECONDS
                      : -((-seconds + VALISE_DAY_SECONDS - 1) / VALISE_DAY_SECONDS);
}

/* Reads exactly @count digits at @p, and the separator before them if there is one; NUL for none.
 */
static gboolean
read_digits (const char **p, char separator, int count, int *number)
{
  if (separator != '\0' && **p == separator)
    (*p)++;
  *number = 0;
  for (int i = 0; i < count; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *number = *number * 10 + (**p - '0');
    }
  return TRUE;
}

/**
 * valise_civil_parse:
 * @text: "20260329", "20260329T103000", "20260329T083000Z"; "2026-03-29T10:30" is taken too
 * @seconds: (out): seconds since 1970-01-01 00:00 on the clock that is meant
 * @is_date: (out): whether @text has no time of day
 * @utc: (out): whether that clock is UTC's
 *
 * Reads a DATE or a DATE-TIME (RFC 5545 sections 3.3.4 and 3.3.5).
 *
 * Returns: whether @text is one
 */
gboolean
valise_civil_parse (const char *text, gint64 *seconds, gboolean *is_date, gboolean *utc)
{
  int year, month, day, hour = 0, minute = 0, second = 0;
  const char *p = text + strspn (text, " \t");

  if (!read_digits (&p, '\0', 4, &year) || !read_digits (&p, '-', 2, &month)
      || !read_digits (&p, '-', 2, &day) || year < VALISE_YEAR_MIN || month < 1 || month > 12
      || day < 1 || day > valise_civil_month_length (year, month))
    return FALSE;
  *is_date = *p != 'T' && *p != 't';
  if (!*is_date)
    {
      p++;
      if (!read_digits (&p, '\0', 2, &hour) || !read_digits (&p, ':', 2, &minute))
        return FALSE;
      if (g_ascii_isdigit (*p) || *p == ':')
        if (!read_digits (&p, ':', 2, &second))
          return FALSE;
    }
  *utc = *p == 'Z' || *p == 'z';
  p += *utc;
  p += strspn (p, " \t");
  if (*p != '\0' || hour > 24 || minute > 59 || second > 60)
    return FALSE;
  *seconds = valise_civil_days (year, month, day) * VALISE_DAY_SECONDS + hour * 3600 + minute * 60
             + MIN (second, 59);
  return TRUE;
}

/* Returns: (transfer full): what valise_civil_parse() reads. */
char *
valise_civil_format (gint64 seconds, gboolean is_date, gboolean utc)
{
  gint64 days = valise_civil_day_of (seconds);
  ValiseDate date = valise_civil_date (days);
  int time = (int)(seconds - days * VALISE_DAY_SECONDS);

  if (is_date)
    return g_strdup_printf ("%04d%02d%02d", date.year, date.month, date.day);
  return g_strdup_printf ("%04d%02d%02dT%02d%02d%02d%s", date.year, date.month, date.day,
                          time / 3600, time / 60 % 60, time % 60, utc ? "Z" : "");
}

/**
 * valise_civil_parse_duration:
 * @text: "P1DT2H", "-PT15M", "P2W" (RFC 5545 section 3.3.6)
 * @days: (out): its whole days, as the calendar counts them; negative for "-P1D"
 * @seconds: (out): the rest
 *
 * Returns: whether @text is a duration
 */
gboolean
valise_civil_parse_duration (const char *text, gint64 *days, gint64 *seconds)
{
  const char *p = text + strspn (text, " \t");
  int sign = *p == '-' ? -1 : 1;
  gboolean in_time = FALSE, any = FALSE;

  *days = *seconds = 0;
  p += *p == '-' || *p == '+';
  if (*p++ != 'P')
    return FALSE;
  for (; *p != '\0'; p++)
    {
      gint64 number = 0;

      if (*p == 'T' && !in_time)
        {
          in_time = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*p))
        return any && strspn (p, " \t") == strlen (p);
      for (; g_ascii_isdigit (*p); p++)
        number = MIN (number * 10 + (*p - '0'), 1000 * 1000 * 1000);
      if (*p == 'W' && !in_time)
        *days += sign * 7 * number;
      else if (*p == 'D' && !in_time)
        *days += sign * number;
      else if (*p == 'H' || *p == 'M' || *p == 'S')
        *seconds += sign * number * (*p == 'H' ? 3600 : *p == 'M' ? 60 : 1);
      else
        return FALSE;
      any = TRUE;
    }
  return any;
}
