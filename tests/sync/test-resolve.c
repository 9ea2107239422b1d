/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include "model/conflict.h"
#include "model/error.h"
#include "store/conflicts.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/conflicts.h"
#include "sync/edits.h"
#include "sync/resolve.h"

static gint64
folder_total (Fixture *fixture, ValiseRole role)
{
  g_autoptr (ValiseFolder) folder = valise_folders_by_role (fixture->store, fixture->account, role,
                                                            NULL);

  return folder->total;
}

static void
assert_settled (Fixture *fixture)
{
  gint64 count = -1;

  g_assert_true (valise_conflicts_count (fixture->store, fixture->account, &count, NULL));
  g_assert_cmpint (count, ==, 0);
  g_assert_cmpint (folder_total (fixture, VALISE_ROLE_CONFLICTS), ==, 0);
}

static void
test_announced_once_and_local (Fixture *fixture, gconstpointer data)
{
  gint64 item, copy;
  gint64 id = fixture_add_conflict (fixture, &item, &copy);
  g_autoptr (ValiseConflict) conflict = valise_conflicts_get (fixture->store, id, NULL);
  g_autoptr (ValiseItem) message = fixture_item (fixture, conflict->announcement_id);
  g_autofree char *text = fixture_bytes (fixture, conflict->announcement_id);

  g_assert_cmpint (message->local.folder, ==, fixture_folder (fixture, VALISE_ROLE_INBOX));
  g_assert_true (message->local_only);
  g_assert_false (message->pending);
  g_assert_cmpstr (message->summary.title, ==, "Message in conflict!");
  g_assert_nonnull (strstr (text, "Inbox"));
  g_assert_cmpint (folder_total (fixture, VALISE_ROLE_INBOX), ==, 2);
  g_assert_cmpint (folder_total (fixture, VALISE_ROLE_CONFLICTS), ==, 1);
}

static void
test_keep_server (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 id = fixture_add_conflict (fixture, &item_id, &copy);
  g_autoptr (ValiseItem) item = NULL;

  g_assert_true (valise_resolve (fixture->store, id, VALISE_KEEP_SERVER, NULL));
  item = fixture_item (fixture, item_id);
  g_assert_false (item->pending);
  g_assert_cmpint (folder_total (fixture, VALISE_ROLE_INBOX), ==, 1);
  assert_settled (fixture);
}

static void
test_restore_mine (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 id = fixture_add_conflict (fixture, &item_id, &copy);
  g_autoptr (ValiseItem) item = NULL;
  g_autofree char *bytes = NULL;

  g_assert_true (valise_resolve (fixture->store, id, VALISE_KEEP_MINE, NULL));
  item = fixture_item (fixture, item_id);
  bytes = fixture_bytes (fixture, item_id);
  g_assert_true (item->pending);
  g_assert_cmpstr (item->remote_id, ==, "m1");
  g_assert_nonnull (strstr (bytes, "Mine"));
  assert_settled (fixture);
}

static void
test_restore_mine_when_theirs_is_gone (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 id = fixture_add_conflict (fixture, &item_id, &copy);
  g_autoptr (ValiseItem) item = NULL;

  g_assert_true (valise_items_remove (fixture->store, item_id, NULL));
  g_assert_true (valise_resolve (fixture->store, id, VALISE_KEEP_MINE, NULL));
  item = fixture_item (fixture, copy);
  g_assert_true (item->pending);
  g_assert_false (item->local_only);
  g_assert_null (item->remote_id);
  g_assert_cmpint (item->local.folder, ==, fixture_folder (fixture, VALISE_ROLE_INBOX));
  assert_settled (fixture);
}

static void
test_keep_both (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  gint64 id = fixture_add_conflict (fixture, &item_id, &copy);
  g_autoptr (ValiseItem) theirs = NULL;
  g_autoptr (ValiseItem) mine = NULL;

  g_assert_true (valise_resolve (fixture->store, id, VALISE_KEEP_BOTH, NULL));
  theirs = fixture_item (fixture, item_id);
  mine = fixture_item (fixture, copy);
  g_assert_false (theirs->pending);
  g_assert_true (mine->pending);
  g_assert_cmpint (folder_total (fixture, VALISE_ROLE_INBOX), ==, 2);
  assert_settled (fixture);
}

static void
test_move_out_by_hand (Fixture *fixture, gconstpointer data)
{
  gint64 item_id, copy;
  g_autoptr (ValiseItem) item = NULL;
  g_autofree char *bytes = NULL;

  fixture_add_conflict (fixture, &item_id, &copy);
  g_assert_true (
      valise_edit_move (fixture->store, copy, fixture_folder (fixture, VALISE_ROLE_INBOX), NULL));
  item = fixture_item (fixture, item_id);
  bytes = fixture_bytes (fixture, item_id);
  g_assert_true (item->pending);
  g_assert_nonnull (strstr (bytes, "Mine"));
  assert_settled (fixture);
}

static void
test_no_such_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (valise_resolve (fixture->store, 4711, VALISE_KEEP_MINE, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_NOT_FOUND));
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/resolve/announced-once-and-local", test_announced_once_and_local);
  ADD ("/resolve/keep-server", test_keep_server);
  ADD ("/resolve/restore-mine", test_restore_mine);
  ADD ("/resolve/restore-mine-when-theirs-is-gone", test_restore_mine_when_theirs_is_gone);
  ADD ("/resolve/keep-both", test_keep_both);
  ADD ("/resolve/move-out-by-hand", test_move_out_by_hand);
  ADD ("/resolve/no-such-conflict", test_no_such_conflict);
  return g_test_run ();
}
