/* SPDX-License-Identifier: GPL-3.0-or-later */

/* UtcDateTime of the API: "20260806T180000Z", "20260806T180000-0700", "20260806" for a whole day,
 * "" for none. */

#include "demo/times.h"

#include <string.h>

/**
 * valise_demo_time_is_date:
 * @text: a time of the API
 *
 * Returns: whether it is a day without a time
 */
gboolean
valise_demo_time_is_date (const char *text)
{
  return strlen (text) == 8;
}

/**
 * valise_demo_time_parse:
 * @text: a time of the API
 *
 * Returns: (transfer full) (nullable): the time, with the offset that it is written with; a day is
 *   its first moment in UTC
 */
GDateTime *
valise_demo_time_parse (const char *text)
{
  g_autofree char *whole = NULL;
  gsize length = strlen (text);

  if (length == 8)
    whole = g_strconcat (text, "T000000Z", NULL);
  else if ((length == 16 && text[15] == 'Z')
           || (length == 20 && (text[15] == '+' || text[15] == '-')))
    whole = g_strdup (text);
  return whole != NULL ? g_date_time_new_from_iso8601 (whole, NULL) : NULL;
}

/**
 * valise_demo_time_is_valid:
 * @text: anything
 *
 * Returns: whether it is a time of the API, or empty
 */
gboolean
valise_demo_time_is_valid (const char *text)
{
  g_autoptr (GDateTime) time = valise_demo_time_parse (text);

  return *text == '\0' || time != NULL;
}

/**
 * valise_demo_time_unix:
 * @text: a time of the API
 *
 * Returns: Unix seconds; 0 for none
 */
gint64
valise_demo_time_unix (const char *text)
{
  g_autoptr (GDateTime) time = valise_demo_time_parse (text);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/**
 * valise_demo_time_format:
 * @time: a time
 *
 * Returns: (transfer full): @time in UTC, as the API writes it
 */
char *
valise_demo_time_format (GDateTime *time)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);

  return g_date_time_format (utc, "%Y%m%dT%H%M%SZ");
}

/**
 * valise_demo_time_format_date:
 * @time: a time
 *
 * Returns: (transfer full): its day, as the API writes it
 */
char *
valise_demo_time_format_date (GDateTime *time)
{
  return g_date_time_format (time, "%Y%m%d");
}

/**
 * valise_demo_time_now:
 *
 * Returns: (transfer full): the time of now, as the API writes it
 */
char *
valise_demo_time_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return valise_demo_time_format (now);
}
