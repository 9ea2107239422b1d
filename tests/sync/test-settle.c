/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conflicts that were solved on another device, and those that were not. */

#include "fixture.h"

#include "model/conflict.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/items.h"
#include "sync/edits.h"
#include "sync/settle.h"

static gint64
count_conflicts (Fixture *fixture)
{
  gint64 count = -1;

  g_assert_true (valise_settle (fixture->store, fixture->account, NULL));
  g_assert_true (valise_conflicts_count (fixture->store, fixture->account, &count, NULL));
  return count;
}

static gboolean
is_here (Fixture *fixture, gint64 item_id)
{
  g_autoptr (ValiseItem) item = NULL;

  g_assert_true (valise_items_find (fixture->store, item_id, &item, NULL));
  return item != NULL;
}

static gint64
announcement_of (Fixture *fixture, gint64 conflict_id)
{
  g_autoptr (ValiseConflict) conflict = valise_conflicts_get (fixture->store, conflict_id, NULL);

  return conflict->announcement_id;
}

/* A run brought a new version of the item: what @copy holds, at @depth. */
static void
bring (Fixture *fixture, gint64 item_id, gint64 copy, ValiseDepth depth, const char *instead)
{
  g_autoptr (ValiseItem) item = fixture_item (fixture, item_id);
  g_autofree char *mine = fixture_bytes (fixture, copy);
  g_autoptr (GBytes) bytes = g_bytes_new (instead != NULL ? instead : mine,
                                          strlen (instead != NULL ? instead : mine));
  g_autoptr (ValiseContent) content = valise_content_new (depth, bytes, NULL);
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, NULL);
  gboolean edited = valise_item_is_edited (item);
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_contents_put (fixture->store, content, &item->base.content, &error));
  if (!edited)
    item->local.content = item->base.content;
  item->kept = depth;
  g_assert_true (valise_items_save (fixture->store, item, &error));
  g_assert_true (valise_transaction_commit (&transaction, &error));
  g_assert_no_error (error);
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  gint64 item, copy;

  fixture_add_conflict (fixture, &item, &copy);
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  bring (fixture, item, copy, VALISE_DEPTH_FULL,
         "Subject: About m1\r\n\r\nSomething else again.\r\n");
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  g_assert_true (is_here (fixture, copy));
}

/* Header and text alone prove nothing of what was attached. */
static void
test_is_not_proved_by_a_part (Fixture *fixture, gconstpointer data)
{
  gint64 item, copy;

  fixture_add_conflict (fixture, &item, &copy);
  bring (fixture, item, copy, VALISE_DEPTH_TEXT, NULL);
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  g_assert_true (is_here (fixture, copy));
}

static void
test_mine_is_on_the_server (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 conflict = fixture_add_conflict (fixture, &item_id, &copy);
  gint64 announcement = announcement_of (fixture, conflict);
  g_autoptr (ValiseItem) item = NULL;

  bring (fixture, item_id, copy, VALISE_DEPTH_FULL, NULL);
  g_assert_cmpint (count_conflicts (fixture), ==, 0);
  g_assert_false (is_here (fixture, copy));
  g_assert_false (is_here (fixture, announcement));
  item = fixture_item (fixture, item_id);
  g_assert_false (item->pending);
}

/* What another device threw away is not solved by that. */
static void
test_not_in_the_trash (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  g_autoptr (ValiseItem) item = NULL;

  fixture_add_conflict (fixture, &item_id, &copy);
  item = fixture_item (fixture, item_id);
  item->base.folder = item->local.folder = fixture_folder (fixture, VALISE_ROLE_TRASH);
  g_assert_true (valise_items_save (fixture->store, item, NULL));
  bring (fixture, item_id, copy, VALISE_DEPTH_FULL, NULL);
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
}

/* A message that was to be sent when it was deleted elsewhere has the text that the server had. */
static void
test_not_over_its_text (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 id = fixture_add_conflict (fixture, &item_id, &copy);
  g_autoptr (ValiseConflict) conflict = valise_conflicts_get (fixture->store, id, NULL);
  g_autoptr (ValiseItem) mine = fixture_item (fixture, copy);

  g_assert_true (valise_conflicts_remove (fixture->store, id, NULL));
  conflict->base_content = mine->local.content;
  g_assert_true (valise_conflicts_add (fixture->store, conflict, NULL));
  bring (fixture, item_id, copy, VALISE_DEPTH_FULL, NULL);
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  g_assert_true (is_here (fixture, copy));
}

/* Another device made a new item of it, under the same identity. */
static void
test_mine_is_back_as_a_new_item (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 inbox = fixture_folder (fixture, VALISE_ROLE_INBOX);
  gint64 again;
  g_autoptr (ValiseItem) mine = NULL;
  g_autoptr (ValiseItem) found = NULL;

  fixture_add_conflict (fixture, &item_id, &copy);
  g_assert_true (valise_items_remove (fixture->store, item_id, NULL));
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  again = fixture_add_item (fixture, inbox, "m9", "Other");
  mine = fixture_item (fixture, copy);
  found = fixture_item (fixture, again);
  g_free (found->summary.uid);
  found->summary.uid = g_strdup (mine->summary.uid);
  g_assert_true (valise_items_save (fixture->store, found, NULL));
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  bring (fixture, again, copy, VALISE_DEPTH_FULL, NULL);
  g_assert_cmpint (count_conflicts (fixture), ==, 0);
  g_assert_true (is_here (fixture, again));
}

/* What was edited here since then is not touched. */
static void
test_a_later_edit_stays (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  g_autoptr (ValiseItem) item = NULL;
  g_autofree char *bytes = NULL;

  fixture_add_conflict (fixture, &item_id, &copy);
  fixture_replace (fixture, item_id, "Third");
  bring (fixture, item_id, copy, VALISE_DEPTH_FULL, NULL);
  g_assert_cmpint (count_conflicts (fixture), ==, 0);
  item = fixture_item (fixture, item_id);
  bytes = fixture_bytes (fixture, item_id);
  g_assert_true (item->pending);
  g_assert_nonnull (strstr (bytes, "Third"));
}

/* What came back after it was deleted here. */
static gint64
add_deletion (Fixture *fixture, gint64 *item_id)
{
  gint64 copy;
  gint64 id = fixture_add_conflict (fixture, item_id, &copy);
  g_autoptr (ValiseConflict) conflict = valise_conflicts_get (fixture->store, id, NULL);

  g_assert_true (valise_conflicts_remove (fixture->store, id, NULL));
  g_assert_true (valise_items_remove (fixture->store, copy, NULL));
  conflict->reason = VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE;
  conflict->copy_id = 0;
  g_assert_true (valise_conflicts_add (fixture->store, conflict, NULL));
  return conflict->announcement_id;
}

static void
test_deleted_there_as_well (Fixture *fixture, gconstpointer data)
{
  gint64 item_id;
  gint64 announcement = add_deletion (fixture, &item_id);

  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  g_assert_true (valise_items_remove (fixture->store, item_id, NULL));
  g_assert_cmpint (count_conflicts (fixture), ==, 0);
  g_assert_false (is_here (fixture, announcement));
}

static void
test_deleted_again_by_hand (Fixture *fixture, gconstpointer data)
{
  gint64 item_id;
  gint64 announcement = add_deletion (fixture, &item_id);
  g_autoptr (ValiseItem) item = NULL;

  g_assert_true (valise_edit_delete (fixture->store, item_id, TRUE, NULL));
  g_assert_cmpint (count_conflicts (fixture), ==, 0);
  g_assert_false (is_here (fixture, announcement));
  item = fixture_item (fixture, item_id);
  g_assert_true (item->pending);
}

static void
test_copy_removed_by_hand (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 conflict = fixture_add_conflict (fixture, &item_id, &copy);
  gint64 announcement = announcement_of (fixture, conflict);

  g_assert_true (valise_edit_delete (fixture->store, copy, FALSE, NULL));
  g_assert_cmpint (count_conflicts (fixture), ==, 0);
  g_assert_false (is_here (fixture, announcement));
  g_assert_true (is_here (fixture, item_id));
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/settle/waits", test_waits);
  ADD ("/settle/is-not-proved-by-a-part", test_is_not_proved_by_a_part);
  ADD ("/settle/mine-is-on-the-server", test_mine_is_on_the_server);
  ADD ("/settle/not-in-the-trash", test_not_in_the_trash);
  ADD ("/settle/not-over-its-text", test_not_over_its_text);
  ADD ("/settle/mine-is-back-as-a-new-item", test_mine_is_back_as_a_new_item);
  ADD ("/settle/a-later-edit-stays", test_a_later_edit_stays);
  ADD ("/settle/deleted-there-as-well", test_deleted_there_as_well);
  ADD ("/settle/deleted-again-by-hand", test_deleted_again_by_hand);
  ADD ("/settle/copy-removed-by-hand", test_copy_removed_by_hand);
  return g_test_run ();
}
