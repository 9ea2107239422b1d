/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading a recurrence rule. Lists become sets of bits: so a list that names the same day a
 * thousand times costs no more than one that names it once.
 *
 * Rules are not left to libical, which everything else would suggest, because its iterator cannot
 * be bounded: one call of icalrecur_iterator_next() searches until the year 2582, which for
 * "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30" are minutes, and icalrecur_iterator_set_start() loses the
 * step of rules like "every five hours". A calendar is written by strangers; see
 * recurrence-expand.c. The tests compare with libical where it is right. */

#include "format/recurrence-rule.h"

#include "format/civil.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NUMBER 383 /* what fits in the bits */
#define MAX_NTH_DAYS 500

void
valise_rule_free (ValiseRule *rule)
{
  g_array_unref (rule->nth_days);
  g_free (rule);
}

static gboolean
has_bit (const guint64 *bits, int number)
{
  return number >= 0 && number <= MAX_NUMBER && (bits[number / 64] >> (number % 64) & 1);
}

/**
 * valise_numbers_has:
 * @numbers: a set
 * @number: a number
 * @count: how many there are, for those that count from the end
 *
 * Returns: whether @number is in the set; an empty one has them all
 */
gboolean
valise_numbers_has (const ValiseNumbers *numbers, int number, int count)
{
  return !numbers->any || has_bit (numbers->plus, number)
         || has_bit (numbers->minus, count + 1 - number);
}

static gboolean
parse_numbers (const char *text, int min, int max, gboolean negative, ValiseNumbers *numbers)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *end;
      long number = strtol (g_strstrip (words[i]), &end, 10);
      int size;

      if (end == words[i] || *end != '\0' || number > max || number < (negative ? -max : 0))
        return FALSE;
      size = abs ((int)number);
      if (size < min)
        return FALSE;
      (number < 0 ? numbers->minus : numbers->plus)[size / 64] |= G_GUINT64_CONSTANT (1)
                                                                  << (size % 64);
      numbers->any = TRUE;
    }
  return numbers->any;
}

static int
parse_weekday (const char *text)
{
  static const char *const names[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

  for (int i = 0; i < (int)G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], text) == 0)
      return i;
  return -1;
}

/* "MO,WE", "2TU,-1FR"; Outlook has been seen to write "MO, WE" and "2 TU". */
static gboolean
parse_days (const char *text, ValiseRule *rule)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *end;
      long nth = strtol (words[i], &end, 10);
      ValiseNthDay day = { .nth = (int)nth, .weekday = parse_weekday (g_strstrip (end)) };

      if (day.weekday < 0 || nth > 53 || nth < -53)
        return FALSE;
      if (nth == 0)
        rule->weekdays |= (guint8)(1 << day.weekday);
      else if (rule->nth_days->len < MAX_NTH_DAYS)
        g_array_append_val (rule->nth_days, day);
    }
  return TRUE;
}

static gboolean
parse_freq (const char *text, ValiseRule *rule)
{
  static const char *const names[] = { "SECONDLY", "MINUTELY", "HOURLY", "DAILY",
                                       "WEEKLY",   "MONTHLY",  "YEARLY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], text) == 0)
      {
        rule->freq = (ValiseFreq)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_part (const char *name, const char *value, ValiseRule *rule)
{
  const struct
  {
    const char *name;
    ValiseNumbers *numbers;
    int min, max;
    gboolean negative;
  } lists[] = {
    { "BYSECOND", &rule->seconds, 0, 60, FALSE },
    { "BYMINUTE", &rule->minutes, 0, 59, FALSE },
    { "BYHOUR", &rule->hours, 0, 23, FALSE },
    { "BYMONTHDAY", &rule->month_days, 1, 31, TRUE },
    { "BYYEARDAY", &rule->year_days, 1, 366, TRUE },
    { "BYWEEKNO", &rule->weeks, 1, 53, TRUE },
    { "BYMONTH", &rule->months, 1, 12, FALSE },
    { "BYSETPOS", &rule->positions, 1, 366, TRUE },
  };

  if (g_str_equal (name, "FREQ"))
    return parse_freq (value, rule);
  if (g_str_equal (name, "INTERVAL"))
    return (rule->interval = atoi (value)) >= 1 && rule->interval <= 1000 * 1000;
  if (g_str_equal (name, "COUNT"))
    return (rule->count = atoi (value)) >= 1;
  if (g_str_equal (name, "UNTIL"))
    return valise_civil_parse (value, &rule->until, &rule->until_is_date, &rule->until_is_utc);
  if (g_str_equal (name, "WKST"))
    return (rule->week_start = parse_weekday (value)) >= 0;
  if (g_str_equal (name, "BYDAY"))
    return parse_days (value, rule);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].name, name))
      return parse_numbers (value, lists[i].min, lists[i].max, lists[i].negative, lists[i].numbers);
  /* Another calendar's months (RFC 7529) cannot be expanded; X- parts say nothing of the days. */
  return g_str_has_prefix (name, "X-") || g_str_equal (name, "SKIP")
         || (g_str_equal (name, "RSCALE") && g_ascii_strcasecmp (value, "GREGORIAN") == 0);
}

/**
 * valise_rule_parse:
 * @text: the value of an RRULE or an EXRULE
 *
 * Returns: (transfer full) (nullable): the rule; %NULL where it cannot be understood whole, because
 *   half a rule would show occurrences that do not exist
 */
ValiseRule *
valise_rule_parse (const char *text)
{
  g_autoptr (ValiseRule) rule = g_new0 (ValiseRule, 1);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  gboolean has_freq = FALSE;

  rule->nth_days = g_array_new (FALSE, FALSE, sizeof (ValiseNthDay));
  rule->interval = 1;
  rule->until = G_MAXINT64;
  rule->week_start = 1;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (g_strstrip (parts[i]), '=');
      g_autofree char *name = NULL;

      if (*parts[i] == '\0')
        continue;
      if (value == NULL)
        return NULL;
      *value++ = '\0';
      name = g_ascii_strup (parts[i], -1);
      if (!parse_part (name, g_strstrip (value), rule))
        return NULL;
      has_freq = has_freq || g_str_equal (name, "FREQ");
    }
  return has_freq ? g_steal_pointer (&rule) : NULL;
}
