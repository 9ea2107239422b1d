/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a new setting of a folder says that it would fetch and free. */

#include "../store/fixture.h"
#include "store/folder-usage.h"
#include "sync/folder-plan.h"
#include "sync/folder-rules.h"

static void
set (Fixture *fixture, gint64 folder, gboolean sync, ValiseDepth depth, gboolean listed)
{
  g_autoptr (ValiseFolder) read = valise_folders_get (fixture->store, folder, NULL);

  read->sync = sync;
  read->depth = depth;
  read->listed = listed;
  g_assert_true (valise_folders_save (fixture->store, read, NULL));
}

static void
add (Fixture *fixture, gint64 folder, const char *id, ValiseDepth depth, gint64 size)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, id, 1);
  g_autofree char *bytes = g_strnfill (depth == VALISE_DEPTH_FULL ? 1000 : 100, *id);

  item->base.folder = item->local.folder = folder;
  item->summary.size = size;
  if (depth != VALISE_DEPTH_NONE)
    {
      item->local.content = fixture_put (fixture, depth, bytes, "0123456789");
      item->base.content = item->local.content;
    }
  fixture_save (fixture, item);
}

static ValiseFolderPlan
plan (Fixture *fixture, gboolean sync, ValiseDepth depth, gboolean recursive)
{
  ValiseFolderPlan result;
  g_autoptr (GError) error = NULL;

  valise_folder_plan_read (fixture->store, fixture->folder, sync, depth, recursive, &result,
                           &error);
  g_assert_no_error (error);
  return result;
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  ValiseFolderUsage usage;
  g_autoptr (GError) error = NULL;

  add (fixture, fixture->folder, "a", VALISE_DEPTH_FULL, 1000);
  add (fixture, fixture->folder, "b", VALISE_DEPTH_TEXT, 5000);
  add (fixture, fixture->folder, "c", VALISE_DEPTH_NONE, 5000);
  g_assert_true (valise_folder_usage_read (fixture->store, fixture->folder, &usage, &error));
  g_assert_cmpint (usage.bytes, ==, 1100);
  g_assert_cmpint (usage.cuttable, ==, 1);
  g_assert_cmpint (usage.cuttable_bytes, ==, 990);
  g_assert_cmpint (usage.refused, ==, 0);
}

static void
test_more (Fixture *fixture, gconstpointer data)
{
  ValiseFolderPlan result;

  set (fixture, fixture->folder, TRUE, VALISE_DEPTH_TEXT, TRUE);
  add (fixture, fixture->folder, "a", VALISE_DEPTH_TEXT, 5000);
  add (fixture, fixture->folder, "b", VALISE_DEPTH_NONE, 3000);
  result = plan (fixture, TRUE, VALISE_DEPTH_FULL, FALSE);
  g_assert_cmpint (result.whole, ==, 2);
  g_assert_cmpint (result.whole_bytes, ==, 8000);
  g_assert_cmpint (result.cut, ==, 0);
  g_assert_cmpuint (result.unlisted, ==, 0);
  result = plan (fixture, TRUE, VALISE_DEPTH_TEXT, FALSE);
  g_assert_cmpint (result.texts, ==, 1);
  g_assert_cmpint (result.whole, ==, 0);
}

static void
test_less (Fixture *fixture, gconstpointer data)
{
  ValiseFolderPlan result;

  set (fixture, fixture->folder, TRUE, VALISE_DEPTH_FULL, TRUE);
  add (fixture, fixture->folder, "a", VALISE_DEPTH_FULL, 1000);
  result = plan (fixture, TRUE, VALISE_DEPTH_TEXT, FALSE);
  g_assert_cmpint (result.cut, ==, 1);
  g_assert_cmpint (result.cut_bytes, ==, 990);
  g_assert_cmpint (result.whole + result.texts, ==, 0);
}

/* What is here stays; nothing new comes. */
static void
test_off_and_on (Fixture *fixture, gconstpointer data)
{
  ValiseFolderPlan result;

  set (fixture, fixture->folder, TRUE, VALISE_DEPTH_FULL, TRUE);
  add (fixture, fixture->folder, "a", VALISE_DEPTH_NONE, 1000);
  result = plan (fixture, FALSE, VALISE_DEPTH_FULL, FALSE);
  g_assert_cmpint (result.whole + result.cut, ==, 0);
  set (fixture, fixture->folder, FALSE, VALISE_DEPTH_FULL, TRUE);
  result = plan (fixture, TRUE, VALISE_DEPTH_FULL, FALSE);
  g_assert_cmpint (result.whole, ==, 1);
  g_assert_cmpuint (result.unlisted, ==, 1);
}

static void
test_subfolders (Fixture *fixture, gconstpointer data)
{
  gint64 below = fixture_add_folder (fixture, "Below", fixture->folder);
  gint64 deeper = fixture_add_folder (fixture, "Deeper", below);
  gint64 beside = fixture_add_folder (fixture, "Beside", 0);
  gint64 all[] = { fixture->folder, below, deeper, beside };
  const ValiseDepth full = VALISE_DEPTH_FULL;
  g_autoptr (ValiseFolder) set_too = NULL, left_alone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *id = g_strdup_printf ("%c", (char)('a' + i));

      set (fixture, all[i], TRUE, VALISE_DEPTH_TEXT, TRUE);
      add (fixture, all[i], id, VALISE_DEPTH_TEXT, 1000);
    }
  g_assert_cmpint (plan (fixture, TRUE, VALISE_DEPTH_FULL, FALSE).whole, ==, 1);
  g_assert_cmpint (plan (fixture, TRUE, VALISE_DEPTH_FULL, TRUE).whole, ==, 3);

  g_assert_true (
      valise_folder_rules_set (fixture->store, fixture->folder, NULL, &full, TRUE, NULL));
  set_too = valise_folders_get (fixture->store, deeper, NULL);
  left_alone = valise_folders_get (fixture->store, beside, NULL);
  g_assert_cmpint (set_too->depth, ==, VALISE_DEPTH_FULL);
  g_assert_cmpint (left_alone->depth, ==, VALISE_DEPTH_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/sync/folder-plan/usage", test_usage);
  fixture_test ("/sync/folder-plan/more", test_more);
  fixture_test ("/sync/folder-plan/less", test_less);
  fixture_test ("/sync/folder-plan/off-and-on", test_off_and_on);
  fixture_test ("/sync/folder-plan/subfolders", test_subfolders);
  return g_test_run ();
}
