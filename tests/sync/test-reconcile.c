/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every combination of what can have happened here and on the server, generated, against the table
 * of the manual. The table is written as text and read by first match, so that it shares nothing
 * with the code under test. */

#include "sync/reconcile.h"

/* One row of the table: here, there, what happens. "*" matches anything, "a|b" either. */
typedef struct
{
  const char *here_content, *here_place;
  const char *there_content, *there_place, *there_marked;
  const char *result;
} Row;

/* Results: forget | conflict REASON [copy] [forget] | delete | content=SIDE folder=SIDE */
static const Row table[] = {
  /* The server has it no more. */
  { "edited", "same|moved|trashed", "*", "gone", "*",
    "conflict edited-here-gone-there copy forget" },
  { "*", "*", "*", "gone", "*", "forget" },
  /* Deleted here for good. */
  { "*", "gone", "changed", "trashed", "*", "content=remote folder=remote" },
  { "*", "gone", "*", "trashed", "*", "delete" },
  { "*", "gone", "changed", "*", "*", "conflict deleted-here-changed-there" },
  { "*", "gone", "*", "moved", "*", "conflict deleted-here-changed-there" },
  { "*", "gone", "*", "*", "marked", "conflict deleted-here-changed-there" },
  { "*", "gone", "*", "*", "*", "delete" },
  /* Edited here. */
  { "edited", "*", "changed", "*", "*", "conflict both-changed copy" },
  { "edited", "same|moved", "same", "trashed", "*", "conflict edited-here-gone-there copy" },
  { "edited", "*", "equal", "same", "*", "content=remote folder=local" },
  { "edited", "*", "equal", "moved|trashed", "*", "content=remote folder=remote" },
  { "edited", "*", "same", "same", "*", "content=local folder=local" },
  { "edited", "*", "same", "moved|trashed", "*", "content=local folder=remote" },
  /* Not edited here. */
  { "same", "trashed", "changed", "same|moved", "*", "conflict deleted-here-changed-there" },
  { "same", "*", "*", "same", "*", "content=remote folder=local" },
  { "same", "*", "*", "moved|trashed", "*", "content=remote folder=remote" },
};

static const char *const places[] = { "same", "moved", "trashed", "gone" };
static const char *const contents[] = { "same", "changed", "equal" };
static const char *const reasons[] = { "both-changed", "edited-here-gone-there",
                                       "deleted-here-changed-there", "refused" };

static gboolean
matches (const char *pattern, const char *value)
{
  g_auto (GStrv) choices = g_strsplit (pattern, "|", -1);

  return g_str_equal (pattern, "*") || g_strv_contains ((const char *const *)choices, value);
}

static const char *
expected (const char *here_content,
          const char *here_place,
          const char *there_content,
          const char *there_place,
          const char *there_marked)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (matches (table[i].here_content, here_content) && matches (table[i].here_place, here_place)
        && matches (table[i].there_content, there_content)
        && matches (table[i].there_place, there_place)
        && matches (table[i].there_marked, there_marked))
      return table[i].result;
  g_assert_not_reached ();
}

/* What the plan says, in the words of the table. Where nobody moved or edited, both sides are the
 * same and the table names the one that the plan may differ in. */
static char *
describe (const ValisePlan *plan, gboolean edited, gboolean moved_here, gboolean moved_there)
{
  gboolean folder_local = plan->folder == VALISE_FOLLOW_LOCAL || (!moved_here && !moved_there);

  if (plan->conflict)
    return g_strdup_printf ("conflict %s%s%s", reasons[plan->reason], plan->copy ? " copy" : "",
                            plan->forget ? " forget" : "");
  if (plan->forget)
    return g_strdup ("forget");
  if (plan->keep_delete)
    return g_strdup ("delete");
  return g_strdup_printf ("content=%s folder=%s",
                          edited && plan->content == VALISE_FOLLOW_LOCAL ? "local" : "remote",
                          folder_local ? "local" : "remote");
}

static void
check (gboolean edited,
       ValisePlace here,
       ValiseContentState content,
       ValisePlace there,
       gboolean marked)
{
  ValiseDelta local = { .content = edited ? VALISE_CONTENT_CHANGED : VALISE_CONTENT_SAME,
                        .place = here };
  ValiseDelta remote = { .content = content, .place = there, .marked = marked };
  ValisePlan plan = valise_reconcile (local, remote);
  g_autofree char *got = describe (&plan, edited, here != VALISE_PLACE_SAME,
                                   there != VALISE_PLACE_SAME);
  const char *want = expected (edited ? "edited" : "same", places[here], contents[content],
                               places[there], marked ? "marked" : "unmarked");

  g_test_message ("here %s %s, there %s %s %s: %s", edited ? "edited" : "same", places[here],
                  contents[content], places[there], marked ? "marked" : "", got);
  g_assert_cmpstr (got, ==, want);
}

static void
test_every_combination (void)
{
  guint rows = 0;

  for (int edited = 0; edited < 2; edited++)
    for (int here = VALISE_PLACE_SAME; here <= VALISE_PLACE_GONE; here++)
      for (int content = VALISE_CONTENT_SAME; content <= VALISE_CONTENT_EQUAL; content++)
        for (int there = VALISE_PLACE_SAME; there <= VALISE_PLACE_GONE; there++)
          for (int marked = 0; marked < 2; marked++)
            {
              /* What was not edited here cannot have become equal to it. */
              if (!edited && content == VALISE_CONTENT_EQUAL)
                continue;
              check (edited, here, content, there, marked);
              rows++;
            }
  g_assert_cmpuint (rows, ==, 160);
}

/* Whatever happened, a content that was edited here and is not taken as it is has a copy, is sent,
 * or was deleted by its owner. */
static void
test_no_edit_is_lost (void)
{
  for (int here = VALISE_PLACE_SAME; here < VALISE_PLACE_GONE; here++)
    for (int content = VALISE_CONTENT_SAME; content <= VALISE_CONTENT_EQUAL; content++)
      for (int there = VALISE_PLACE_SAME; there <= VALISE_PLACE_GONE; there++)
        {
          ValisePlan plan = valise_reconcile (
              (ValiseDelta){ .content = VALISE_CONTENT_CHANGED, .place = here },
              (ValiseDelta){ .content = content, .place = there });
          gboolean sent = !plan.forget && plan.content == VALISE_FOLLOW_LOCAL;
          gboolean there_too = !plan.forget && content == VALISE_CONTENT_EQUAL;

          g_assert_true (sent || plan.copy || there_too);
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/every-combination", test_every_combination);
  g_test_add_func ("/reconcile/no-edit-is-lost", test_no_edit_is_lost);
  return g_test_run ();
}
