/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders: paths that address exactly one, and counters that are right. */

#include "fixture.h"

#include "model/error.h"

static ValiseFolder *
get (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ValiseFolder *folder = valise_folders_get (fixture->store, id, &error);

  g_assert_no_error (error);
  return folder;
}

static void
assert_path (Fixture *fixture, gint64 id, const char *expected)
{
  g_autoptr (ValiseFolder) folder = get (fixture, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseFolder) found = valise_folders_by_path (fixture->store, fixture->account,
                                                           expected, &error);

  g_assert_cmpstr (folder->path, ==, expected);
  g_assert_no_error (error);
  g_assert_cmpint (found->id, ==, id);
}

static void
place (Fixture *fixture, gint64 id, const char *name, gint64 parent_id)
{
  g_autoptr (ValiseFolder) folder = get (fixture, id);
  g_autoptr (GError) error = NULL;

  g_free (folder->name);
  folder->name = g_strdup (name);
  folder->parent_id = parent_id;
  g_assert_true (valise_folders_save (fixture->store, folder, &error));
  g_assert_no_error (error);
}

static void
test_save_and_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseFolder) folder = get (fixture, fixture->folder);
  g_autoptr (ValiseFolder) again = NULL;
  g_autoptr (ValiseFolder) by_remote_id = NULL;
  g_autoptr (ValiseFolder) by_role = NULL;
  g_autoptr (GError) error = NULL;

  folder->kind = VALISE_KIND_MAIL;
  folder->role = VALISE_ROLE_INBOX;
  folder->rights = VALISE_RIGHTS_READ | VALISE_RIGHTS_FLAG;
  folder->sync = FALSE;
  folder->depth = VALISE_DEPTH_TEXT;
  folder->shrink = TRUE;
  folder->listed = TRUE;
  folder->listed_at = 1700000000;
  g_assert_true (valise_folders_save (fixture->store, folder, &error));
  g_assert_no_error (error);
  again = get (fixture, fixture->folder);
  g_assert_cmpint (again->role, ==, VALISE_ROLE_INBOX);
  g_assert_cmpint (again->rights, ==, VALISE_RIGHTS_READ | VALISE_RIGHTS_FLAG);
  g_assert_false (again->sync);
  g_assert_cmpint (again->depth, ==, VALISE_DEPTH_TEXT);
  g_assert_true (again->shrink);
  g_assert_true (again->listed);
  g_assert_cmpint (again->listed_at, ==, 1700000000);
  by_remote_id = valise_folders_by_remote_id (fixture->store, fixture->service, folder->remote_id,
                                              &error);
  g_assert_cmpint (by_remote_id->id, ==, folder->id);
  by_role = valise_folders_by_role (fixture->store, fixture->account, VALISE_ROLE_INBOX, &error);
  g_assert_cmpint (by_role->id, ==, folder->id);
  g_assert_null (
      valise_folders_by_role (fixture->store, fixture->account, VALISE_ROLE_SENT, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
}

static void
test_paths (Fixture *fixture, gconstpointer data)
{
  gint64 projects = fixture_add_folder (fixture, "Projects", 0);
  gint64 year = fixture_add_folder (fixture, "2026", projects);
  gint64 slash = fixture_add_folder (fixture, "Projects/2026", 0);
  gint64 nameless = fixture_add_folder (fixture, "", projects);

  assert_path (fixture, year, "Projects/2026");
  assert_path (fixture, slash, "Projects∕2026");
  assert_path (fixture, nameless, "Projects/(no name)");
  place (fixture, projects, "Work", 0);
  assert_path (fixture, year, "Work/2026");
  place (fixture, year, "2026", 0);
  assert_path (fixture, year, "2026");
}

/* Names may be the same; paths are not, and folders can even swap their names. */
static void
test_same_names (Fixture *fixture, gconstpointer data)
{
  gint64 first = fixture_add_folder (fixture, "A", 0);
  gint64 second = fixture_add_folder (fixture, "B", 0);
  gint64 inner = fixture_add_folder (fixture, "C", second);
  g_autoptr (GError) error = NULL;

  place (fixture, second, "A", 0);
  assert_path (fixture, first, "A");
  assert_path (fixture, second, "A (2)");
  assert_path (fixture, inner, "A (2)/C");
  place (fixture, first, "B", 0);
  assert_path (fixture, first, "B");
  assert_path (fixture, second, "A");
  assert_path (fixture, inner, "A/C");
  place (fixture, first, "A", 0);
  g_assert_true (valise_folders_remove (fixture->store, first, &error));
  assert_path (fixture, second, "A");
}

static void
test_no_loops (Fixture *fixture, gconstpointer data)
{
  gint64 outer = fixture_add_folder (fixture, "Outer", 0);
  gint64 inner = fixture_add_folder (fixture, "Inner", outer);
  g_autoptr (ValiseFolder) folder = get (fixture, outer);
  g_autoptr (GError) error = NULL;

  folder->parent_id = inner;
  g_assert_false (valise_folders_save (fixture->store, folder, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_USAGE);
  assert_path (fixture, inner, "Outer/Inner");
}

static void
assert_counters (
    Fixture *fixture, gint64 total, gint64 unread, gint64 none, gint64 text, gint64 full)
{
  g_autoptr (ValiseFolder) folder = get (fixture, fixture->folder);

  g_assert_cmpint (folder->total, ==, total);
  g_assert_cmpint (folder->unread, ==, unread);
  g_assert_cmpint (folder->kept_none, ==, none);
  g_assert_cmpint (folder->kept_text, ==, text);
  g_assert_cmpint (folder->kept_full, ==, full);
}

static void
test_counters (Fixture *fixture, gconstpointer data)
{
  gint64 other = fixture_add_folder (fixture, "Other", 0);
  g_autoptr (ValiseItem) mail = fixture_add_item (fixture, "m", 1);
  g_autoptr (ValiseItem) event = fixture_new_item (fixture, "e", 1);
  g_autoptr (ValiseFolder) folder = NULL;

  event->kind = VALISE_KIND_EVENT;
  fixture_save (fixture, event);
  assert_counters (fixture, 2, 1, 2, 0, 0);
  fixture_set_content (fixture, mail, VALISE_DEPTH_TEXT, "text");
  assert_counters (fixture, 2, 1, 1, 1, 0);
  fixture_set_content (fixture, mail, VALISE_DEPTH_FULL, "full");
  assert_counters (fixture, 2, 1, 1, 0, 1);
  g_free (mail->local.flags);
  mail->local.flags = g_strdup ("$flagged $seen $seenlater");
  fixture_save (fixture, mail);
  assert_counters (fixture, 2, 0, 1, 0, 1);
  event->deleted = TRUE;
  fixture_save (fixture, event);
  assert_counters (fixture, 1, 0, 0, 0, 1);
  folder = get (fixture, fixture->folder);
  g_assert_cmpint (folder->pending, ==, 2);
  mail->local.folder = other;
  fixture_save (fixture, mail);
  assert_counters (fixture, 0, 0, 0, 0, 0);
}

/* With a folder go its items, and the base of those that were moved away; nothing else does. */
static void
test_remove (Fixture *fixture, gconstpointer data)
{
  gint64 other = fixture_add_folder (fixture, "Other", 0);
  gint64 inner = fixture_add_folder (fixture, "Inner", fixture->folder);
  g_autoptr (ValiseItem) inside = fixture_add_item (fixture, "inside", 1);
  g_autoptr (ValiseItem) moved = fixture_new_item (fixture, "moved", 1);
  g_autoptr (ValiseItem) deleted = fixture_new_item (fixture, "deleted", 1);
  g_autoptr (ValiseItem) after = NULL;
  g_autoptr (GError) error = NULL;

  moved->local.folder = other;
  fixture_save (fixture, moved);
  deleted->deleted = TRUE;
  deleted->local.folder = 0;
  fixture_save (fixture, deleted);
  g_assert_true (valise_folders_remove (fixture->store, fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_null (valise_folders_get (fixture->store, fixture->folder, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (valise_items_get (fixture->store, inside->id, NULL));
  g_assert_null (valise_items_get (fixture->store, deleted->id, NULL));
  after = valise_items_get (fixture->store, moved->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->base.folder, ==, 0);
  g_assert_cmpint (after->local.folder, ==, other);
  g_assert_true (after->pending);
  assert_path (fixture, inner, "Inner");
}

/* More than go in one slice. */
static void
test_remove_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, NULL);
  g_autoptr (GError) error = NULL;
  gint64 pending, refused;

  for (guint i = 0; i < 1100; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autoptr (ValiseItem) item = fixture_new_item (fixture, name, i);

      item->deleted = i < 520;
      item->local.folder = i < 520 ? 0 : fixture->folder;
      fixture_save (fixture, item);
    }
  g_assert_true (valise_folders_remove (fixture->store, fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_true (valise_transaction_commit (&transaction, &error));
  g_assert_no_error (error);
  g_assert_true (valise_items_count_pending (fixture->store, 0, &pending, &refused, &error));
  g_assert_cmpint (pending, ==, 0);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  gint64 inner = fixture_add_folder (fixture, "Z", fixture->folder);
  gint64 first = fixture_add_folder (fixture, "Archive", 0);
  g_autoptr (GPtrArray) folders = NULL;
  gint64 expected[] = { first, fixture->folder, inner };

  folders = valise_folders_list (fixture->store, fixture->account, NULL);
  g_assert_cmpuint (folders->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < folders->len; i++)
    g_assert_cmpint (((ValiseFolder *)folders->pdata[i])->id, ==, expected[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/folders/save-and-get", test_save_and_get);
  fixture_test ("/store/folders/paths", test_paths);
  fixture_test ("/store/folders/same-names", test_same_names);
  fixture_test ("/store/folders/no-loops", test_no_loops);
  fixture_test ("/store/folders/counters", test_counters);
  fixture_test ("/store/folders/remove", test_remove);
  fixture_test ("/store/folders/remove-many", test_remove_many);
  fixture_test ("/store/folders/list", test_list);
  return g_test_run ();
}
