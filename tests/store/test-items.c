/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Items: what is saved is read again, and what follows from it follows. */

#include "fixture.h"

#include "model/error.h"

static void
test_save_and_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, "m1", 1700000000);
  g_autoptr (ValiseItem) again = NULL;
  g_autoptr (GError) error = NULL;

  item->revision = g_strdup ("r1");
  item->summary.uid = g_strdup ("a@example.org");
  item->summary.from = g_strdup ("Jo <jo@example.org>");
  item->summary.people = g_strdup ("Jo Jane");
  item->summary.size = 4711;
  item->summary.preview = g_strdup ("Hello");
  item->summary.has_attachment = TRUE;
  fixture_save (fixture, item);
  g_assert_cmpint (item->id, >, 0);

  again = valise_items_get (fixture->store, item->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->account_id, ==, fixture->account);
  g_assert_cmpint (again->service_id, ==, fixture->service);
  g_assert_cmpint (again->kind, ==, VALISE_KIND_MAIL);
  g_assert_cmpstr (again->remote_id, ==, "m1");
  g_assert_cmpstr (again->revision, ==, "r1");
  g_assert_cmpint (again->base.folder, ==, fixture->folder);
  g_assert_cmpint (again->local.folder, ==, fixture->folder);
  g_assert_cmpstr (again->local.flags, ==, "");
  g_assert_cmpstr (again->summary.uid, ==, "a@example.org");
  g_assert_cmpstr (again->summary.title, ==, "Subject of m1");
  g_assert_cmpstr (again->summary.from, ==, "Jo <jo@example.org>");
  g_assert_cmpstr (again->summary.people, ==, "Jo Jane");
  g_assert_cmpint (again->summary.date, ==, 1700000000);
  g_assert_cmpint (again->summary.size, ==, 4711);
  g_assert_cmpstr (again->summary.preview, ==, "Hello");
  g_assert_true (again->summary.has_attachment);
  g_assert_false (again->summary.must_be_full);
  g_assert_false (again->pending);
  g_assert_cmpint (again->edited_at, ==, 0);
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m1", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_items_remove (fixture->store, item->id, &error));
  g_assert_no_error (error);
  g_assert_null (valise_items_get (fixture->store, item->id, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (valise_items_save (fixture->store, item, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
}

/* The number of a removed item is never given to another one. */
static void
test_ids_are_not_used_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) first = fixture_add_item (fixture, "m1", 1);
  g_autoptr (ValiseItem) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_items_remove (fixture->store, first->id, &error));
  second = fixture_add_item (fixture, "m2", 1);
  g_assert_cmpint (second->id, >, first->id);
}

static gint64
count_pending (Fixture *fixture, gint64 *refused)
{
  g_autoptr (GError) error = NULL;
  gint64 pending;

  g_assert_true (
      valise_items_count_pending (fixture->store, fixture->account, &pending, refused, &error));
  g_assert_no_error (error);
  return pending;
}

/* Each way in which local can differ from base makes an item pending, and taking it back does not
 * leave it so. */
static void
test_pending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m1", 1);
  gint64 other = fixture_add_folder (fixture, "Other", 0);
  gint64 refused;

  g_assert_false (item->pending);
  item->deleted = TRUE;
  fixture_save (fixture, item);
  g_assert_true (item->pending);
  item->deleted = FALSE;
  item->local.folder = other;
  fixture_save (fixture, item);
  g_assert_true (item->pending);
  item->local.folder = fixture->folder;
  g_free (item->local.flags);
  item->local.flags = g_strdup ("$seen");
  fixture_save (fixture, item);
  g_assert_true (item->pending);
  item->error = g_strdup ("The server is unhappy.");
  fixture_save (fixture, item);
  g_assert_cmpint (count_pending (fixture, &refused), ==, 1);
  g_assert_cmpint (refused, ==, 1);
  item->local_only = TRUE;
  fixture_save (fixture, item);
  g_assert_false (item->pending);
  g_assert_cmpint (count_pending (fixture, &refused), ==, 0);
  g_assert_cmpint (refused, ==, 0);
}

/* An item that was created here waits, too; so does one with a new content. */
static void
test_pending_content (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) created = fixture_new_item (fixture, NULL, 1);
  g_autoptr (ValiseItem) edited = fixture_add_item (fixture, "m1", 1);
  gint64 refused;

  created->base.folder = 0;
  fixture_save (fixture, created);
  g_assert_true (created->pending);
  fixture_set_content (fixture, edited, VALISE_DEPTH_FULL, "one");
  g_assert_false (edited->pending);
  edited->local.content = fixture_put (fixture, VALISE_DEPTH_FULL, "two", NULL);
  fixture_save (fixture, edited);
  g_assert_true (edited->pending);
  g_assert_cmpint (count_pending (fixture, &refused), ==, 2);
}

static void
edit (Fixture *fixture, ValiseItem *item)
{
  item->edit_seq++;
  g_free (item->local.flags);
  item->local.flags = g_strdup_printf ("edit%d", (int)item->edit_seq);
  fixture_save (fixture, item);
}

/* Unsent changes come in the order in which they were made last, however fast that was. */
static void
test_order_of_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) a = fixture_add_item (fixture, "a", 1);
  g_autoptr (ValiseItem) b = fixture_add_item (fixture, "b", 1);
  g_autoptr (ValiseItem) c = fixture_add_item (fixture, "c", 1);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  edit (fixture, c);
  edit (fixture, a);
  edit (fixture, b);
  edit (fixture, c);
  a->sent_seq = a->edit_seq; /* not an edit */
  fixture_save (fixture, a);
  g_assert_cmpint (a->edited_at, >, 0);
  ids = valise_items_pending (fixture->store, fixture->account, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 3);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, a->id);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, b->id);
  g_assert_cmpint (g_array_index (ids, gint64, 2), ==, c->id);
}

/* The same message in two folders is two items; the same one twice in one folder is a mistake. */
static void
test_remote_id_is_unique_in_a_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) first = fixture_add_item (fixture, "m1", 1);
  g_autoptr (ValiseItem) second = fixture_new_item (fixture, "m1", 1);
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (valise_items_save (fixture->store, second, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_FAILED);
  g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_ITEM);
  g_clear_error (&error);
  second->base.folder = second->local.folder = fixture_add_folder (fixture, "Other", 0);
  fixture_save (fixture, second);
  both = valise_items_by_remote_id (fixture->store, fixture->service, "m1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (both->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/items/save-and-get", test_save_and_get);
  fixture_test ("/store/items/not-found", test_not_found);
  fixture_test ("/store/items/ids-are-not-used-twice", test_ids_are_not_used_twice);
  fixture_test ("/store/items/pending", test_pending);
  fixture_test ("/store/items/pending-content", test_pending_content);
  fixture_test ("/store/items/order-of-edits", test_order_of_edits);
  fixture_test ("/store/items/remote-id-is-unique-in-a-folder",
                test_remote_id_is_unique_in_a_folder);
  return g_test_run ();
}
