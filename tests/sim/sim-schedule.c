/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Schedules: made from a seed, played, and, when something was found, shrunk to what it takes. */

#include "sim-schedule.h"

#include <string.h>

#include "sim-check.h"

#define MOST_RUNS 3 /* until all has calmed down */
#define LAST_STEP 45
#define N_FAVOURITES 3

/* How often each kind is drawn. In each schedule some of them are drawn more often, so that they
 * meet each other. */
static const guint weights[SIM_N_KINDS] = {
  [SIM_RUN] = 30,
  [SIM_USER_ADD] = 8,
  [SIM_USER_REPLACE] = 16,
  [SIM_USER_FLAG] = 8,
  [SIM_USER_MOVE] = 10,
  [SIM_USER_DELETE] = 8,
  [SIM_USER_SEND] = 5,
  [SIM_USER_SYNC] = 4,
  [SIM_USER_DEPTH] = 3,
  [SIM_USER_RESOLVE] = 7,
  [SIM_USER_OPEN] = 3,
  [SIM_OTHER_ADD] = 5,
  [SIM_OTHER_ADD_TWIN] = 3,
  [SIM_OTHER_REPLACE] = 12,
  [SIM_OTHER_FLAG] = 6,
  [SIM_OTHER_MOVE] = 8,
  [SIM_OTHER_FILE] = 4,
  [SIM_OTHER_DESTROY] = 6,
  [SIM_OTHER_ADD_FOLDER] = 2,
  [SIM_OTHER_RENAME_FOLDER] = 1,
  [SIM_OTHER_REMOVE_FOLDER] = 2,
  [SIM_OTHER_RIGHTS] = 2,
  [SIM_SERVER_FORGET] = 3,
  [SIM_SERVER_FORGET_FOLDER] = 4,
  [SIM_FAIL_BEFORE] = 6,
  [SIM_FAIL_AFTER] = 12,
  [SIM_FAIL_ITEM] = 5,
  [SIM_POWER_CUT] = 7,
};

static gboolean
needs_a_run (guint kind)
{
  return kind == SIM_FAIL_BEFORE || kind == SIM_FAIL_AFTER || kind == SIM_FAIL_ITEM
         || kind == SIM_POWER_CUT;
}

static guint
draw_kind (GRand *rand, const guint *favourites)
{
  guint sum = 0;
  guint pick;

  for (guint i = 0; i < SIM_N_KINDS; i++)
    sum += weights[i];
  pick = (guint)g_rand_int_range (rand, 0, (gint32)(sum + sum / 2));
  for (guint i = 0; i < SIM_N_KINDS; i++)
    {
      if (pick < weights[i])
        return i;
      pick -= weights[i];
    }
  return favourites[pick % N_FAVOURITES];
}

static gboolean
chance (GRand *rand, guint one_in)
{
  return g_rand_int_range (rand, 0, (gint32)one_in) == 0;
}

static SimTraits
draw_traits (GRand *rand)
{
  static const guint pages[] = { 1, 2, 3, 100 };
  SimTraits traits = {
    .in_place = chance (rand, 2),
    .strict_revision = chance (rand, 2),
    .named_revision = chance (rand, 2),
    .strict_flags = chance (rand, 2),
    .shuffle = chance (rand, 3),
    .repeat = chance (rand, 3),
    .bring = chance (rand, 2),
    .lean = chance (rand, 2),
    .late_answers = chance (rand, 2),
    .deep = chance (rand, 4),
    .refuse = chance (rand, 4),
    .synced = !chance (rand, 4),
    .page = pages[g_rand_int_range (rand, 0, G_N_ELEMENTS (pages))],
    .dav = chance (rand, 3),
    .rewrite = chance (rand, 2),
  };

  traits.in_place |= traits.dav;
  return traits;
}

SimSchedule *
sim_schedule_new (guint32 seed)
{
  SimSchedule *schedule = g_new0 (SimSchedule, 1);
  GRand *rand = g_rand_new_with_seed (seed);
  guint n = (guint)g_rand_int_range (rand, 5, 21);
  guint favourites[N_FAVOURITES];
  gboolean can_run = FALSE;

  for (guint i = 0; i < N_FAVOURITES; i++)
    favourites[i] = (guint)g_rand_int_range (rand, 0, SIM_N_KINDS);
  schedule->seed = seed;
  schedule->traits = draw_traits (rand);
  schedule->population = (guint)g_rand_int_range (rand, 2, 7);
  schedule->actions = g_array_new (FALSE, FALSE, sizeof (SimAction));
  for (guint i = 0; i < n; i++)
    {
      SimAction action = { .kind = draw_kind (rand, favourites) };

      action.a = g_rand_int (rand) >> 8;
      action.b = g_rand_int (rand) >> 8;
      action.c = g_rand_int (rand) >> 8;
      if (i == 0 && !chance (rand, 4))
        action.kind = SIM_RUN;
      if (action.kind != SIM_RUN && can_run && (needs_a_run (action.kind) || chance (rand, 2)))
        action.at = (guint)g_rand_int_range (rand, 1, chance (rand, 2) ? 12 : LAST_STEP);
      can_run = action.kind == SIM_RUN || action.at != 0;
      g_array_append_val (schedule->actions, action);
    }
  g_rand_free (rand);
  return schedule;
}

void
sim_schedule_free (SimSchedule *schedule)
{
  g_array_unref (schedule->actions);
  g_free (schedule);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const SimAction *first = a, *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

/* What happens during the run that is action @i, by step. */
static GArray *
events_of (const SimSchedule *schedule, guint *i)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (SimAction));

  while (*i + 1 < schedule->actions->len
         && g_array_index (schedule->actions, SimAction, *i + 1).at != 0)
    g_array_append_val (events, g_array_index (schedule->actions, SimAction, ++*i));
  g_array_sort (events, compare_steps);
  return events;
}

static void
populate (SimWorld *world, guint population)
{
  for (guint i = 0; i < population; i++)
    {
      SimAction action = { .kind = SIM_OTHER_ADD, .a = sim_random (world, 7) };

      sim_act (world, &action);
    }
}

/* What has been asked of the server and written, by all. */
static guint64
activity (SimWorld *world)
{
  return (guint64)world->fetched + world->server->writes
         + (guint64)valise_store_data_version (world->store);
}

/* Without faults, everything comes into step within some runs, and then nothing more is done. */
void
sim_calm_down (SimWorld *world)
{
  g_autofree char *problem = NULL;
  guint64 before;

  sim_say (world, "from here on, nothing goes wrong");
  for (guint i = 0; i < MOST_RUNS && world->failure == NULL; i++)
    {
      before = activity (world);
      sim_world_run (world, NULL, FALSE);
      if (activity (world) == before)
        break;
    }
  problem = sim_check_in_step (world);
  if (problem != NULL)
    sim_fail (world, "not in step: %s", problem);
  before = activity (world);
  if (world->failure == NULL)
    sim_world_run (world, NULL, FALSE);
  if (world->failure == NULL && activity (world) != before)
    sim_fail (world, "a run that has nothing to do does something");
  if (world->failure == NULL)
    sim_check_end (world);
}

static void
play (SimWorld *world, const SimSchedule *schedule)
{
  populate (world, schedule->population);
  for (guint i = 0; i < schedule->actions->len && world->failure == NULL; i++)
    {
      const SimAction *action = &g_array_index (schedule->actions, SimAction, i);

      if (action->kind == SIM_RUN)
        {
          g_autoptr (GArray) events = events_of (schedule, &i);

          sim_world_run (world, events, action->c % 16 == 1);
        }
      else
        sim_act (world, action);
    }
  if (world->failure == NULL)
    sim_calm_down (world);
}

char *
sim_schedule_play (const SimSchedule *schedule, gboolean print, char **trace)
{
  SimWorld *world = sim_world_new (&schedule->traits, schedule->seed);
  char *failure;

  world->act = sim_act;
  world->print = print;
  sim_world_use (world);
  play (world, schedule);
  sim_world_use (NULL);
  failure = g_strdup (world->failure);
  if (trace != NULL)
    *trace = g_strdup (world->trace->str);
  sim_world_free (world);
  return failure;
}

/* Whether both say the same, but for numbers. */
static gboolean
is_alike (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) || g_ascii_isdigit (*b))
        {
          a += strspn (a, "0123456789");
          b += strspn (b, "0123456789");
        }
      if (*a != *b)
        return FALSE;
      if (*a != '\0')
        a++, b++;
    }
  return *a == *b;
}

static gboolean
still_fails (const SimSchedule *schedule, const char *failure)
{
  g_autofree char *now = sim_schedule_play (schedule, FALSE, NULL);

  return now != NULL && is_alike (now, failure);
}

/* Drops @n actions at a time as long as it still fails. */
static gboolean
drop (SimSchedule *schedule, const char *failure, guint n)
{
  gboolean dropped = FALSE;

  for (guint i = schedule->actions->len; i >= n && i > 0; i--)
    {
      g_autoptr (GArray) all = schedule->actions;

      if (i - n + n > all->len)
        {
          schedule->actions = g_steal_pointer (&all);
          continue;
        }
      schedule->actions = g_array_copy (all);
      g_array_remove_range (schedule->actions, i - n, n);
      if (still_fails (schedule, failure))
        {
          dropped = TRUE;
          continue;
        }
      g_array_unref (schedule->actions);
      schedule->actions = g_steal_pointer (&all);
    }
  return dropped;
}

/* Takes one trait back to what a good server is like, if it still fails then. */
static void
simplify_traits (SimSchedule *schedule, const char *failure)
{
  gboolean *const traits[] = {
    &schedule->traits.strict_revision, &schedule->traits.strict_flags, &schedule->traits.shuffle,
    &schedule->traits.repeat,          &schedule->traits.bring,        &schedule->traits.lean,
    &schedule->traits.late_answers,    &schedule->traits.deep,         &schedule->traits.refuse,
    &schedule->traits.named_revision,  &schedule->traits.rewrite,
  };
  guint page = schedule->traits.page;

  for (guint i = 0; i < G_N_ELEMENTS (traits); i++)
    {
      gboolean was = *traits[i];

      *traits[i] = FALSE;
      if (was && !still_fails (schedule, failure))
        *traits[i] = was;
    }
  schedule->traits.page = 100;
  if (!still_fails (schedule, failure))
    schedule->traits.page = page;
}

void
sim_schedule_shrink (SimSchedule *schedule, const char *failure)
{
  gboolean smaller = TRUE;

  while (smaller)
    {
      smaller = drop (schedule, failure, 4);
      smaller |= drop (schedule, failure, 2);
      smaller |= drop (schedule, failure, 1);
      while (schedule->population > 0)
        {
          schedule->population--;
          if (still_fails (schedule, failure))
            continue;
          schedule->population++;
          break;
        }
    }
  simplify_traits (schedule, failure);
}

void
sim_schedule_print (const SimSchedule *schedule)
{
  const SimTraits *t = &schedule->traits;

  g_print ("# %s%s%s%s%s, pages of %u%s%s%s%s%s%s%s%s\n", t->dav ? "no mail, " : "",
           t->in_place ? "contents change in place" : "contents change under a new id",
           t->dav && t->rewrite ? ", and are rewritten" : "",
           t->strict_revision ? ", revisions change with everything" : "",
           t->named_revision ? ", named revisions" : "", t->page,
           t->strict_flags ? ", flags are guarded" : "", t->shuffle ? ", shuffled" : "",
           t->repeat ? ", repeated" : "", t->bring ? ", contents come with listings" : "",
           t->lean ? ", lean listings" : "", t->late_answers ? ", late answers" : "",
           t->deep ? ", deep contents" : "", t->refuse ? ", some contents are refused" : "");
}
