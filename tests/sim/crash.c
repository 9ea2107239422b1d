/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Crash at every step: crash [--quick] [--only NAME] [--trace].
 *
 * Each scenario is run once to its end, counting the steps of the run: every request, every item of
 * one, every commit. Then it is played again for each step k: the power goes at k, and the program
 * starts afresh with what is on the disk; or the answer of k is lost; or the request at k fails.
 * After some more runs everything must be as in the run that went through.
 *
 * A new scenario is one entry in the table, in the words of sim-script.c. Unless it says
 * FIRST_SYNC, it starts with the server's empty folders known here. */

#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

#include "model/conflict.h"
#include "sim-check.h"
#include "sim-script.h"
#include "sim-setup.h"
#include "sim-text.h"
#include "store/conflicts.h"

typedef struct
{
  const char *name;
  const char *before; /* leads to where both sides are in step */
  const char *now;    /* what the run finds that is watched */
  enum
  {
    FIRST_SYNC = 1,
    NEW_IDS_ONLY = 2, /* only where a content changes under a new id */
    NO_MAIL = 4,      /* folders Calendar, Team, Contacts, Friends, Tasks and Notes */
  } flags;
} Scenario;

static const Scenario scenarios[] = {
  { "first sync", "",
    "there add Inbox; there add Inbox; there add Drafts; there add Deep; there add Archive",
    FIRST_SYNC },
  { "first sync, with something made here", "run; there add Inbox; there add Work",
    "here add Inbox; here send; here add Drafts", FIRST_SYNC },
  { "delta both ways", "there add Inbox; there add Inbox; there add Work; there add Inbox; run",
    "there write u1; there flag u2; there move u3 Inbox; there add Sent;"
    "here flag u1; here write u4; here add Work; here delete u2" },
  { "draft in conflict", "there add Drafts; run; here open u1", "there write u1; here write u1" },
  { "draft edited here, destroyed there", "there add Drafts; run; here open u1",
    "there destroy u1; here write u1" },
  { "deleted here, changed there", "there add Inbox; run", "there write u1; here destroy u1" },
  { "lost push", "there add Inbox; there add Inbox; there add Work; run",
    "here flag u1; here write u2; here flag u2; here move u3 Inbox; here flag u3" },
  { "create", "run", "here add Inbox; here add Drafts; here add Work/Deep" },
  { "created here and there", "here add Inbox", "there add Inbox; here flag u1" },
  { "move", "there add Inbox; there add Inbox; there add Work; run",
    "here move u1 Work; here move u2 Work; there move u2 Drafts; there move u3 Inbox" },
  { "filed in two folders", "there add Inbox; there file u1 Work; there add Inbox; run",
    "here flag u1; there file u2 Work; here move u2 Drafts", NEW_IDS_ONLY },
  { "delete", "there add Inbox; there add Inbox; there add Work; there add Inbox; run",
    "here delete u1; here destroy u2; there destroy u3; there destroy u4; here destroy u4" },
  { "submit", "there add Drafts; run; here open u1", "here send; here send-draft; here flag u1" },
  { "resolve for the server",
    "there add Drafts; run; here open u1; there write u1; here write u1; run", "here keep-server" },
  { "resolve for mine", "there add Drafts; run; here open u1; there write u1; here write u1; run",
    "here keep-mine" },
  { "resolve for both", "there add Drafts; run; here open u1; there write u1; here write u1; run",
    "here keep-both" },
  { "solved for mine on the other device",
    "there add Drafts; run; here open u1; there write u1; here write u1; run", "there keep-mine" },
  { "deleted here, changed there, deleted there",
    "there add Inbox; run; there write u1; here destroy u1; run", "there destroy u1" },
  { "token lost", "there add Inbox; there add Work; there add Inbox; there add Drafts; run",
    "there write u2; there destroy u3; there add Work; here flag u1; here add Inbox; there "
    "forget" },
  { "a folder to be listed again",
    "there add Inbox; there add Work; there add Work; there add Work; there add Drafts; run;"
    "here open u5",
    "there write u2; there destroy u3; there add Work; there move u4 Inbox; there write u5;"
    "here flag u2; here write u5; here add Work; there forget Work; there forget Drafts;"
    "there add Work; there flag u1" },
  { "filed in two folders, moved here, destroyed there, one to be listed again",
    "there add Deep; there file u1 Drafts; run; here move u1 Trash; run",
    "there forget Archive; there destroy u1; here move u1 Inbox", NEW_IDS_ONLY },
  { "folder removed on the server",
    "there add Deep; there add Deep; there add Deep; run; here open u1; here open u2",
    "here write u1; here flag u2; there move u3 Inbox; there remove Deep" },
  { "folder switched on", "there add Work; run; here off Work; there add Work; there write u1; run",
    "here on Work; there add Work; here flag u1" },
  { "folder switched off", "there add Work; run",
    "here off Work; there add Work; there write u1; here flag u1; here add Work" },
  { "folder kept whole from now on", "there add Work; there add Work; run", "here full Work" },
  { "folder kept less deeply", "there add Inbox; there add Inbox; run",
    "here text Inbox; here write u1" },
  { "replaced draft", "there add Drafts; there add Drafts; run; here open u1; here open u2",
    "here write u1; here flag u1; here write u2; here move u2 Work; there flag u2" },
  { "what is no mail, both ways",
    "there add Calendar; there add Contacts; there add Tasks; there add Notes; run",
    "here write u1; there write u2; here destroy u3; here write u4; there destroy u3;"
    "here add Team; here add Friends; there add Calendar",
    NO_MAIL },
  { "collections to be listed again",
    "there add Calendar; there add Calendar; there add Calendar; there add Contacts; there add "
    "Contacts; there add Tasks; there add Notes; run",
    "there write u1; there destroy u2; there move u3 Team; there write u4; there add Calendar;"
    "here write u2; here write u4; here destroy u5; here add Contacts; here write u6; there write "
    "u7; there forget Calendar; there forget Contacts; there forget Tasks; there add Contacts",
    NO_MAIL },
  { "edited here, moved there, to where it has to be listed again",
    "there add Contacts; there add Contacts; run",
    "here write u1; here write u2; there move u1 Friends; there forget Friends; there move u2 "
    "Friends",
    NO_MAIL },
  { "edited here, moved there, from where it has to be listed again",
    "there add Contacts; there add Contacts; run",
    "here write u1; here write u2; there move u1 Friends; there forget Contacts; there move u2 "
    "Friends",
    NO_MAIL },
  { "event in conflict", "there add Calendar; there add Calendar; run",
    "here write u1; there write u1; here write u2; there destroy u2", NO_MAIL },
  { "contact edited and moved", "there add Contacts; there add Contacts; there add Contacts; run",
    "here write u1; here move u1 Friends; here move u2 Friends; there write u2; there move u3 "
    "Friends;"
    "here write u3",
    NO_MAIL },
  { "event in conflict, resolved for mine",
    "there add Calendar; run; here write u1; there write u1; run", "here keep-mine", NO_MAIL },
  { "event in conflict, solved for mine on the other device",
    "there add Calendar; run; here write u1; there write u1; run", "there keep-mine", NO_MAIL },
};

/* The servers that each scenario is played with. */
static const SimTraits servers[] = {
  { .page = 2, .synced = TRUE },
  { .page = 2, .synced = TRUE, .in_place = TRUE, .strict_revision = TRUE, .late_answers = TRUE },
  { .page = 100, .synced = TRUE, .named_revision = TRUE, .lean = TRUE, .strict_flags = TRUE },
};

static const SimTraits no_mail_servers[] = {
  { .page = 2, .synced = TRUE, .dav = TRUE, .in_place = TRUE, .lean = TRUE },
  { .page = 1,
    .synced = TRUE,
    .dav = TRUE,
    .in_place = TRUE,
    .rewrite = TRUE,
    .late_answers = TRUE },
};

/* What happens at the step. */
static const struct
{
  const char *name;
  SimActionKind kind;
} ways[] = {
  { "the power goes", SIM_POWER_CUT },
  { "the answer is lost", SIM_FAIL_AFTER },
  { "the request fails", SIM_FAIL_BEFORE },
};

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static char *
join_sorted (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
picture_server (SimWorld *world, GPtrArray *lines)
{
  SimServer *server = world->server;

  for (guint i = 0; i < server->items->len; i++)
    {
      const SimItem *item = server->items->pdata[i];
      g_autofree char *flags = sim_flags_to_string (item->flags);
      g_autoptr (GString) folders = g_string_new (NULL);

      for (guint k = 0; k < server->folders->len; k++)
        if (item->folders & (1u << k))
          g_string_append_printf (folders, " %s", ((SimFolder *)server->folders->pdata[k])->name);
      g_ptr_array_add (lines, g_strdup_printf ("there: v%u in%s [%s], sent %u times", item->version,
                                               folders->str, flags,
                                               sim_server_times_sent (server, item->uid)));
    }
}

static void
picture_items (SimWorld *world, GPtrArray *lines)
{
  g_autoptr (GPtrArray) items = sim_check_items (world->user);

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      g_autoptr (ValiseFolder) folder = valise_folders_get (world->user, item->local.folder, NULL);
      const char *title = item->local_only ? item->summary.title
                                           : strrchr (item->summary.title, ' ');
      g_autoptr (ValiseContent) content = item->local.content != 0 ? valise_contents_get (
                                              world->user, item->local.content, NULL)
                                                                   : NULL;

      g_ptr_array_add (
          lines,
          g_strdup_printf ("here: “%s” in %s [%s], v%u %s%s%s%s", title,
                           folder != NULL ? folder->path : "nothing", item->local.flags,
                           content != NULL ? sim_text_version (content->bytes) : 0,
                           valise_depth_to_string (item->kept), item->pending ? ", waits" : "",
                           item->local_only ? ", of this computer" : "",
                           item->deleted ? ", deleted" : ""));
    }
}

static void
picture_conflicts (SimWorld *world, GPtrArray *lines)
{
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (world->user, world->account->id, NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[i];

      g_ptr_array_add (lines,
                       g_strdup_printf ("conflict: %s, %s", conflict->title,
                                        valise_conflict_reason_to_string (conflict->reason)));
    }
}

/* Both sides in words, without what may differ: numbers, and times. */
static char *
make_picture (SimWorld *world)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  picture_server (world, lines);
  picture_items (world, lines);
  picture_conflicts (world, lines);
  return join_sorted (lines);
}

/* Plays @scenario, with @event in the run that is watched. Returns: (nullable): what is wrong;
 * @picture and @steps tell the end and how long that run was. */
static char *
play (const Scenario *scenario,
      const SimTraits *traits,
      const SimAction *event,
      gboolean print,
      char **picture,
      guint *steps)
{
  SimTraits mine = *traits;
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (SimAction));
  SimWorld *world;
  char *failure;

  mine.synced = !(scenario->flags & FIRST_SYNC);
  world = sim_world_new (&mine, 1);
  world->act = sim_act;
  world->print = print;
  world->fresh_stores = TRUE;
  sim_world_use (world);
  sim_script_play (world, scenario->before);
  sim_script_play (world, scenario->now);
  if (event != NULL)
    g_array_append_vals (events, event, 1);
  if (world->failure == NULL)
    sim_world_run (world, events, FALSE);
  *steps = world->step;
  if (world->failure == NULL)
    sim_calm_down (world);
  *picture = make_picture (world);
  sim_world_use (NULL);
  failure = g_strdup (world->failure);
  sim_world_free (world);
  return failure;
}

/* Returns: whether all went well. What did not is said. */
static gboolean
play_step (
    const Scenario *scenario, const SimTraits *traits, guint way, guint step, const char *wanted)
{
  const SimAction event = { .kind = ways[way].kind, .at = step };
  g_autofree char *picture = NULL;
  g_autofree char *failure = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *again = NULL;
  guint steps;

  failure = play (scenario, traits, &event, FALSE, &picture, &steps);
  if (failure == NULL && g_str_equal (picture, wanted))
    return TRUE;
  g_print ("# %s, %s at step %u: %s\n", scenario->name, ways[way].name, step,
           failure != NULL ? failure : "it does not end as it does else");
  lines = g_strsplit (failure != NULL ? picture : wanted, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("#   %s: %s\n", failure != NULL ? "is" : "else", lines[i]);
  g_free (play (scenario, traits, &event, TRUE, &again, &steps));
  g_print ("%s\n", picture);
  return FALSE;
}

static gboolean
play_server (const Scenario *scenario, const SimTraits *traits, guint n_ways, guint *played)
{
  g_autofree char *wanted = NULL;
  g_autofree char *again = NULL;
  g_autofree char *failure = NULL;
  guint steps, ignored;

  failure = play (scenario, traits, NULL, FALSE, &wanted, &steps);
  if (failure != NULL)
    {
      g_print ("# %s: %s\n", scenario->name, failure);
      g_free (play (scenario, traits, NULL, TRUE, &again, &ignored));
      return FALSE;
    }
  for (guint way = 0; way < n_ways; way++)
    for (guint step = 1; step <= steps; step++, ++*played)
      if (!play_step (scenario, traits, way, step, wanted))
        return FALSE;
  return TRUE;
}

/* @quick: one server, power cuts only */
static gboolean
play_scenario (const Scenario *scenario, gboolean quick, guint number, guint *played)
{
  gboolean mail = !(scenario->flags & NO_MAIL);
  const SimTraits *these = mail ? servers : no_mail_servers;
  guint n = mail ? G_N_ELEMENTS (servers) : G_N_ELEMENTS (no_mail_servers);

  for (guint i = 0; i < n; i++)
    {
      const SimTraits *server = &these[(number + i) % n];

      if (mail && server->in_place && scenario->flags & NEW_IDS_ONLY)
        continue;
      if (!play_server (scenario, server, quick ? 1 : G_N_ELEMENTS (ways), played))
        return FALSE;
      if (quick)
        break;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  gboolean quick = FALSE;
  g_autofree char *only = NULL;
  const GOptionEntry entries[] = {
    { "quick", 'q', 0, G_OPTION_ARG_NONE, &quick, "One server each, and power cuts only", NULL },
    { "only", 'o', 0, G_OPTION_ARG_STRING, &only, "This scenario", "NAME" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  guint failed = 0, played = 0;
  char *dir;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  dir = sim_set_up ();
  g_print ("1..%u\n", (guint)G_N_ELEMENTS (scenarios));
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      const char *name = scenarios[i].name;
      gboolean skipped = only != NULL && !g_str_equal (only, name);
      gboolean ok = skipped || play_scenario (&scenarios[i], quick, i, &played);

      g_print ("%s %u - %s%s\n", ok ? "ok" : "not ok", i + 1, name, skipped ? " # SKIP" : "");
      failed += ok ? 0 : 1;
    }
  g_print ("# crashed %u times\n", played);
  sim_tear_down (dir);
  return failed == 0 ? 0 : 1;
}
