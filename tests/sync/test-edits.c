/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include "model/error.h"
#include "model/flags.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/edits.h"

static void
test_add_waits (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_add_here (fixture, fixture_folder (fixture, VALISE_ROLE_INBOX), "Hello");
  g_autoptr (ValiseItem) item = fixture_item (fixture, id);

  g_assert_true (item->pending);
  g_assert_null (item->remote_id);
  g_assert_cmpstr (item->summary.title, ==, "About here");
  g_assert_cmpstr (item->summary.uid, ==, "here@example.org");
  g_assert_cmpstr (item->local.flags, ==, VALISE_FLAG_SEEN);
  g_assert_cmpint (item->kept, ==, VALISE_DEPTH_FULL);
}

static void
test_draft_is_draft (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_add_here (fixture, fixture_folder (fixture, VALISE_ROLE_DRAFTS), "Dear");
  g_autoptr (ValiseItem) item = fixture_item (fixture, id);

  g_assert_cmpstr (item->local.flags, ==, "$draft $seen");
}

static void
test_replace_keeps_base (Fixture *fixture, gconstpointer data)
{
  gint64 inbox = fixture_folder (fixture, VALISE_ROLE_INBOX);
  gint64 id = fixture_add_item (fixture, inbox, "m1", "Old text");
  g_autoptr (ValiseItem) item = NULL;
  g_autofree char *bytes = NULL;

  fixture_replace (fixture, id, "New text");
  item = fixture_item (fixture, id);
  bytes = fixture_bytes (fixture, id);
  g_assert_true (item->pending);
  g_assert_true (valise_item_is_edited (item));
  g_assert_cmpint (item->base.content, !=, 0);
  g_assert_cmpint (item->edit_seq, ==, 1);
  g_assert_nonnull (strstr (bytes, "New text"));
}

static void
test_replace_needs_whole (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_add_item (fixture, fixture_folder (fixture, VALISE_ROLE_INBOX), "m1", "Old");
  g_autoptr (ValiseItem) item = fixture_item (fixture, id);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Subject: x\r\n\r\nx", 15);
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (GError) error = NULL;

  item->base.content = item->local.content = 0;
  g_assert_true (valise_items_save (fixture->store, item, NULL));
  g_assert_false (valise_edit_replace (fixture->store, id, content, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_NOT_WHOLE));
}

static void
test_flags_and_back (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_add_item (fixture, fixture_folder (fixture, VALISE_ROLE_INBOX), "m1", "Text");
  const char *const flagged[] = { VALISE_FLAG_FLAGGED, NULL };
  g_autoptr (ValiseItem) marked = NULL;
  g_autoptr (ValiseItem) back = NULL;

  g_assert_true (valise_edit_flags (fixture->store, id, flagged, NULL, NULL));
  marked = fixture_item (fixture, id);
  g_assert_cmpstr (marked->local.flags, ==, "$flagged");
  g_assert_true (marked->pending);
  /* Undone before it was sent, there is nothing to send. */
  g_assert_true (valise_edit_flags (fixture->store, id, NULL, flagged, NULL));
  back = fixture_item (fixture, id);
  g_assert_false (back->pending);
}

static void
test_flags_of_every_filing (Fixture *fixture, gconstpointer data)
{
  gint64 inbox = fixture_folder (fixture, VALISE_ROLE_INBOX);
  gint64 work = fixture_add_folder (fixture, "Work", VALISE_ROLE_NONE, 0);
  gint64 first = fixture_add_item (fixture, inbox, "m1", "Text");
  gint64 second = fixture_add_item (fixture, work, "m1", "Text");
  const char *const seen[] = { VALISE_FLAG_SEEN, NULL };
  g_autoptr (ValiseItem) other = NULL;

  g_assert_true (valise_edit_flags (fixture->store, first, seen, NULL, NULL));
  other = fixture_item (fixture, second);
  g_assert_cmpstr (other->local.flags, ==, "$seen");
}

static void
test_delete_goes_to_trash_then_away (Fixture *fixture, gconstpointer data)
{
  gint64 trash = fixture_folder (fixture, VALISE_ROLE_TRASH);
  gint64 id = fixture_add_item (fixture, fixture_folder (fixture, VALISE_ROLE_INBOX), "m1", "Text");
  g_autoptr (ValiseItem) trashed = NULL;
  g_autoptr (ValiseItem) gone = NULL;

  g_assert_true (valise_edit_delete (fixture->store, id, FALSE, NULL));
  trashed = fixture_item (fixture, id);
  g_assert_cmpint (trashed->local.folder, ==, trash);
  g_assert_false (trashed->deleted);
  g_assert_true (valise_edit_delete (fixture->store, id, FALSE, NULL));
  gone = fixture_item (fixture, id);
  g_assert_true (gone->deleted);
  g_assert_true (gone->pending);
}

static void
test_delete_what_never_left (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_add_here (fixture, fixture_folder (fixture, VALISE_ROLE_INBOX), "Hello");
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_edit_delete (fixture->store, id, TRUE, NULL));
  g_assert_null (valise_items_get (fixture->store, id, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_NOT_FOUND));
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  gint64 folder_id = fixture_add_folder (fixture, "Shared", VALISE_ROLE_NONE, 0);
  gint64 id = fixture_add_item (fixture, folder_id, "m1", "Text");
  g_autoptr (ValiseFolder) folder = valise_folders_get (fixture->store, folder_id, NULL);
  g_autoptr (GError) error = NULL;

  folder->rights = VALISE_RIGHTS_READ;
  g_assert_true (valise_folders_save (fixture->store, folder, NULL));
  g_assert_false (valise_edit_delete (fixture->store, id, TRUE, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_FORBIDDEN));
}

static void
test_conflicts_takes_nothing (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_add_item (fixture, fixture_folder (fixture, VALISE_ROLE_INBOX), "m1", "Text");
  g_autoptr (GError) error = NULL;

  g_assert_false (valise_edit_move (fixture->store, id,
                                    fixture_folder (fixture, VALISE_ROLE_CONFLICTS), &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_USAGE));
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/edits/add-waits", test_add_waits);
  ADD ("/edits/draft-is-draft", test_draft_is_draft);
  ADD ("/edits/replace-keeps-base", test_replace_keeps_base);
  ADD ("/edits/replace-needs-whole", test_replace_needs_whole);
  ADD ("/edits/flags-and-back", test_flags_and_back);
  ADD ("/edits/flags-of-every-filing", test_flags_of_every_filing);
  ADD ("/edits/delete-goes-to-trash-then-away", test_delete_goes_to_trash_then_away);
  ADD ("/edits/delete-what-never-left", test_delete_what_never_left);
  ADD ("/edits/read-only-folder", test_read_only_folder);
  ADD ("/edits/conflicts-takes-nothing", test_conflicts_takes_nothing);
  return g_test_run ();
}
