/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates and times as people type them. */

#include "format/typed-time.h"

static void
test_clock (void)
{
  static const struct
  {
    const char *text;
    int minute; /* -1: it is none */
  } cases[] = {
    { "9:30", 570 },   { "09:30", 570 },      { "9", 540 },      { "930", 570 },
    { "0930", 570 },   { "9.30", 570 },       { "9h30", 570 },   { "9h", 540 },
    { " 9:30 ", 570 }, { "9:30 pm", 1290 },   { "12am", 0 },     { "12 pm", 720 },
    { "2 p.m.", 840 }, { "0:00", 0 },         { "23:59", 1439 }, { "", -1 },
    { "24:00", -1 },   { "9:60", -1 },        { "9:3", -1 },     { "noon", -1 },
    { "13 pm", -1 },   { "9:30x", -1 },       { "-1", -1 },      { "12345", -1 },
    { "9:", -1 },      { "99999999999", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minute = -1;

      if (!valise_typed_clock (cases[i].text, &minute))
        minute = -1;
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (minute, ==, cases[i].minute);
    }
}

static void
test_date (void)
{
  static const char *const none[] = {
    "",        "tomorrow", "2026-02-30",     "2026-13-01", "32",
    "x1",      "10:00",    "10 12",          "5 March",    "March 2026",
    "10 2026", "1 2026",   "next week 10:00"
  };
  static const char *const same[] = { "2026-03-29",    "20260329",       " 2026-03-29 ",
                                      "29 March 2026", "March 29, 2026", "3/29/2026" };
  gint64 day;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *back = NULL;

      g_assert_true (valise_typed_date (same[i], &day));
      back = valise_typed_write_date (day);
      g_assert_cmpstr (back, ==, "2026-03-29");
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_test_message ("%s", none[i]);
      g_assert_false (valise_typed_date (none[i], &day));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed-time/clock", test_clock);
  g_test_add_func ("/typed-time/date", test_date);
  return g_test_run ();
}
