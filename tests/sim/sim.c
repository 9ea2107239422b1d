/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The simulation: sim --schedules N --seed S [--trace]. */

#include "sim-schedule.h"
#include "sim-setup.h"

static void
report (guint32 seed, const char *failure)
{
  g_autoptr (SimSchedule) schedule = sim_schedule_new (seed);
  g_autofree char *shorter = NULL;
  g_autofree char *trace = NULL;
  g_auto (GStrv) lines = NULL;

  g_print ("# seed %u: %s\n", seed, failure);
  sim_schedule_shrink (schedule, failure);
  shorter = sim_schedule_play (schedule, FALSE, &trace);
  sim_schedule_print (schedule);
  lines = g_strsplit (trace, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("#   %s\n", lines[i]);
}

static gboolean
play_seed (guint32 seed, gboolean trace)
{
  g_autoptr (SimSchedule) schedule = sim_schedule_new (seed);
  g_autofree char *failure = NULL;

  if (trace)
    sim_schedule_print (schedule);
  failure = sim_schedule_play (schedule, trace, NULL);
  if (failure != NULL)
    report (seed, failure);
  return failure == NULL;
}

int
main (int argc, char **argv)
{
  int schedules = 1000, seed = 1, keep_going = 1;
  gboolean trace = FALSE;
  const GOptionEntry entries[] = {
    { "schedules", 'n', 0, G_OPTION_ARG_INT, &schedules, "How many", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT, &seed, "The first one", "S" },
    { "failures", 'f', 0, G_OPTION_ARG_INT, &keep_going, "Stop after so many failures", "N" },
    { "trace", 't', 0, G_OPTION_ARG_NONE, &trace, "Say everything that happens", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  char *dir;
  gint64 start;
  int failed = 0, played = 0;
  double seconds;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  dir = sim_set_up ();
  start = g_get_monotonic_time ();
  for (; played < schedules && failed < keep_going; played++)
    if (!play_seed ((guint32)(seed + played), trace))
      failed++;
  seconds = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_print ("# %d schedules, %.0f a second\n", played, played / seconds);
  g_print ("%s 1 - schedules from seed %d\n1..1\n", failed == 0 ? "ok" : "not ok", seed);
  sim_tear_down (dir);
  return failed == 0 ? 0 : 1;
}
