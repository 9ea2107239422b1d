/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates and times as people type them. Both are shown as 2026-03-29 and 10:00, and read in any way
 * that cannot be misunderstood. */

#include "format/typed-time.h"

#include "format/civil.h"

#include <string.h>

/* Whether @text says all of @date: GDate makes a date of less, such as the year 5 of "5 March", and
 * the October of 2000 of "10:00". A month may be a word. */
static gboolean
says_all (const char *text, const GDate *date)
{
  guint numbers = 0;
  gboolean has_day = FALSE, has_word = FALSE, has_year = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      gsize digits = strspn (p, "0123456789");

      numbers += digits > 0;
      has_day = has_day || (digits > 0 && g_ascii_strtoull (p, NULL, 10) == g_date_get_day (date));
      has_word = has_word || g_unichar_isalpha (g_utf8_get_char (p));
      has_year = has_year || digits == 4;
      p = digits > 0 ? p + digits : g_utf8_next_char (p);
    }
  return numbers == 3 || (numbers == 2 && has_day && has_word && has_year);
}

/**
 * valise_typed_date:
 * @text: what was typed: "2026-03-29", "20260329", or a date as the user's language writes it
 * @day: (out): days since 1970-01-01
 *
 * Returns: whether @text is a date
 */
gboolean
valise_typed_date (const char *text, gint64 *day)
{
  gboolean is_date, utc;
  gint64 seconds;
  GDate date;

  if (valise_civil_parse (text, &seconds, &is_date, &utc))
    {
      *day = valise_civil_day_of (seconds);
      return is_date;
    }
  g_date_clear (&date, 1);
  g_date_set_parse (&date, text);
  if (!g_date_valid (&date) || !says_all (text, &date))
    return FALSE;
  *day = valise_civil_days (g_date_get_year (&date), (int)g_date_get_month (&date),
                            g_date_get_day (&date));
  return TRUE;
}

/* "am", "p.m.", "PM". Returns: 0 none, 1 in the morning, 2 after noon; -1 anything else */
static int
read_half (const char *text)
{
  g_autofree char *letters = g_ascii_strdown (text, -1);

  letters = g_strstrip (letters);
  if (*letters == '\0')
    return 0;
  if (g_str_equal (letters, "am") || g_str_equal (letters, "a.m."))
    return 1;
  return g_str_equal (letters, "pm") || g_str_equal (letters, "p.m.") ? 2 : -1;
}

/* "9", "930", "0930" or, with a colon, a point or an h between, "9:30". */
static gboolean
read_clock (const char **text, int *hour, int *minute)
{
  const char *p = *text;
  gsize digits = strspn (p, "0123456789");
  guint64 first = g_ascii_strtoull (p, NULL, 10);

  if (digits == 0 || digits > 4)
    return FALSE;
  p += digits;
  *hour = digits > 2 ? (int)first / 100 : (int)first;
  *minute = digits > 2 ? (int)first % 100 : 0;
  if (digits <= 2 && *p != '\0' && strchr (":.hH", *p) != NULL)
    {
      gsize more = strspn (++p, "0123456789");

      if (more != 2 && !(more == 0 && g_ascii_tolower (p[-1]) == 'h'))
        return FALSE;
      *minute = (int)g_ascii_strtoull (p, NULL, 10);
      p += more;
    }
  *text = p;
  return TRUE;
}

/**
 * valise_typed_clock:
 * @text: what was typed: "9:30", "9", "930", "9.30", "9h30", "9:30 pm"
 * @minute: (out): minutes since midnight
 *
 * Returns: whether @text is a time of day
 */
gboolean
valise_typed_clock (const char *text, int *minute)
{
  const char *p = text + strspn (text, " ");
  int hours, minutes, half;

  if (!read_clock (&p, &hours, &minutes))
    return FALSE;
  half = read_half (p);
  if (half < 0 || minutes > 59 || hours > 23 || (half > 0 && (hours < 1 || hours > 12)))
    return FALSE;
  if (half > 0)
    hours = hours % 12 + (half == 2 ? 12 : 0);
  *minute = hours * 60 + minutes;
  return TRUE;
}

/* Returns: (transfer full): "2026-03-29" */
char *
valise_typed_write_date (gint64 day)
{
  ValiseDate date = valise_civil_date (day);

  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

/* Returns: (transfer full): "09:30" */
char *
valise_typed_write_clock (int minute)
{
  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

/**
 * valise_typed_write_local:
 * @local: seconds on some clock, see civil.h
 *
 * Returns: (transfer full): "2026-03-29 09:30"
 */
char *
valise_typed_write_local (gint64 local)
{
  gint64 day = valise_civil_day_of (local);
  g_autofree char *date = valise_typed_write_date (day);
  g_autofree char *clock = valise_typed_write_clock (
      (int)((local - day * VALISE_DAY_SECONDS) / 60));

  return g_strdup_printf ("%s %s", date, clock);
}
