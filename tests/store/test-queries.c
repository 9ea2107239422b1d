/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Items by what sync looks for. */

#include "fixture.h"

#include "model/error.h"

/* The remote ids of @items, in their order, separated by spaces. */
static char *
names_of (GPtrArray *items)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", item->remote_id);
    }
  return g_string_free (names, FALSE);
}

static void
assert_names (GPtrArray *items, const char *expected)
{
  g_autofree char *names = NULL;

  g_assert_nonnull (items);
  names = names_of (items);
  g_assert_cmpstr (names, ==, expected);
}

static void
test_by_uid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, "m1", 1);
  g_autoptr (ValiseItem) other = fixture_new_item (fixture, "m2", 1);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  item->summary.uid = g_strdup ("a@example.org");
  other->summary.uid = g_strdup ("b@example.org");
  fixture_save (fixture, item);
  fixture_save (fixture, other);
  found = valise_items_by_uid (fixture->store, fixture->folder, "a@example.org", &error);
  g_assert_no_error (error);
  assert_names (found, "m1");
  elsewhere = valise_items_by_uid (fixture->store, fixture->folder + 1, "a@example.org", &error);
  g_assert_no_error (error);
  assert_names (elsewhere, "");
}

/* What the server had in the folder: by base, wherever the item is here. */
static void
test_remote_ids (Fixture *fixture, gconstpointer data)
{
  gint64 other = fixture_add_folder (fixture, "Other", 0);
  g_autoptr (ValiseItem) here = fixture_add_item (fixture, "here", 1);
  g_autoptr (ValiseItem) moved = fixture_new_item (fixture, "moved", 1);
  g_autoptr (ValiseItem) created = fixture_new_item (fixture, NULL, 1);
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GPtrArray) inside = NULL;
  g_autoptr (GPtrArray) outside = NULL;
  g_autoptr (GError) error = NULL;

  moved->local.folder = other;
  fixture_save (fixture, moved);
  created->base.folder = 0;
  fixture_save (fixture, created);

  ids = valise_items_remote_ids (fixture->store, fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (ids), ==, 2);
  g_assert_cmpint (*(gint64 *)g_hash_table_lookup (ids, "here"), ==, here->id);
  g_assert_cmpint (*(gint64 *)g_hash_table_lookup (ids, "moved"), ==, moved->id);
  inside = valise_items_in_folder (fixture->store, fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (inside->len, ==, 3);
  outside = valise_items_in_folder (fixture->store, other, &error);
  g_assert_no_error (error);
  assert_names (outside, "moved");
}

static void
assert_wanted (Fixture *fixture, ValiseDepth depth, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = valise_items_wanted (fixture->store, fixture->folder, depth, 100,
                                                     NULL, &error);
  gint64 count, bytes;

  g_assert_no_error (error);
  assert_names (items, expected);
  g_assert_true (
      valise_items_count_wanted (fixture->store, fixture->folder, depth, &count, &bytes, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, items->len);
  g_assert_cmpint (bytes, ==, 1000 * (gint64)items->len);
}

static ValiseItem *
add_kept (Fixture *fixture, const char *name, gint64 date, ValiseDepth kept, gboolean must_be_full)
{
  ValiseItem *item = fixture_new_item (fixture, name, date);

  item->summary.size = 1000;
  item->summary.must_be_full = must_be_full;
  fixture_save (fixture, item);
  if (kept != VALISE_DEPTH_NONE)
    fixture_set_content (fixture, item, kept, name);
  g_assert_cmpint (item->kept, ==, kept);
  return item;
}

static void
test_wanted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) none = add_kept (fixture, "none", 10, VALISE_DEPTH_NONE, FALSE);
  g_autoptr (ValiseItem) text = add_kept (fixture, "text", 20, VALISE_DEPTH_TEXT, FALSE);
  g_autoptr (ValiseItem) full = add_kept (fixture, "full", 30, VALISE_DEPTH_FULL, FALSE);
  g_autoptr (ValiseItem) sealed = add_kept (fixture, "signed", 40, VALISE_DEPTH_TEXT, TRUE);
  g_autoptr (ValiseItem) whole = add_kept (fixture, "whole", 50, VALISE_DEPTH_FULL, TRUE);

  assert_wanted (fixture, VALISE_DEPTH_NONE, "");
  assert_wanted (fixture, VALISE_DEPTH_TEXT, "signed none");
  assert_wanted (fixture, VALISE_DEPTH_FULL, "signed text none");
  none->deleted = TRUE;
  fixture_save (fixture, none);
  text->local_only = TRUE;
  fixture_save (fixture, text);
  assert_wanted (fixture, VALISE_DEPTH_FULL, "signed");
}

/* Pages go on where the one before ended, also within one second. */
static void
test_wanted_pages (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a", "b", "c", "d", "e" };
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ValiseItem) item = fixture_add_item (fixture, names[i], i < 4 ? 7 : 9);
    }
  first = valise_items_wanted (fixture->store, fixture->folder, VALISE_DEPTH_TEXT, 2, NULL, NULL);
  assert_names (first, "e d");
  second = valise_items_wanted (fixture->store, fixture->folder, VALISE_DEPTH_TEXT, 2,
                                first->pdata[1], NULL);
  assert_names (second, "c b");
  third = valise_items_wanted (fixture->store, fixture->folder, VALISE_DEPTH_TEXT, 2,
                               second->pdata[1], NULL);
  assert_names (third, "a");
}

/* What can be cut back to text is had again from the server, and nothing else is. */
static void
test_shrinkable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) text = add_kept (fixture, "text", 1, VALISE_DEPTH_TEXT, FALSE);
  g_autoptr (ValiseItem) first = add_kept (fixture, "first", 1, VALISE_DEPTH_FULL, FALSE);
  g_autoptr (ValiseItem) sealed = add_kept (fixture, "signed", 1, VALISE_DEPTH_FULL, TRUE);
  g_autoptr (ValiseItem) edited = add_kept (fixture, "edited", 1, VALISE_DEPTH_FULL, FALSE);
  g_autoptr (ValiseItem) second = add_kept (fixture, "second", 1, VALISE_DEPTH_FULL, FALSE);
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;

  edited->deleted = TRUE;
  fixture_save (fixture, edited);
  page = valise_items_shrinkable (fixture->store, fixture->folder, 1, 0, &error);
  g_assert_no_error (error);
  assert_names (page, "first");
  rest = valise_items_shrinkable (fixture->store, fixture->folder, 9, first->id, &error);
  g_assert_no_error (error);
  assert_names (rest, "second");
}

/* More than fifty and more than a tenth of the folder. */
static void
test_mass_deletions (Fixture *fixture, gconstpointer data)
{
  gint64 count = -1;

  for (guint i = 0; i < 51; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autoptr (ValiseItem) item = fixture_add_item (fixture, name, i);

      g_assert_true (valise_items_count_mass_deletions (fixture->store, fixture->account, 50, 10,
                                                        &count, NULL));
      g_assert_cmpint (count, ==, 0);
      item->deleted = TRUE;
      fixture_save (fixture, item);
    }
  g_assert_true (
      valise_items_count_mass_deletions (fixture->store, fixture->account, 50, 10, &count, NULL));
  g_assert_cmpint (count, ==, 51);
  g_assert_true (valise_items_count_mass_deletions (fixture->store, fixture->account + 1, 50, 10,
                                                    &count, NULL));
  g_assert_cmpint (count, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/queries/by-uid", test_by_uid);
  fixture_test ("/store/queries/remote-ids", test_remote_ids);
  fixture_test ("/store/queries/wanted", test_wanted);
  fixture_test ("/store/queries/wanted-pages", test_wanted_pages);
  fixture_test ("/store/queries/shrinkable", test_shrinkable);
  fixture_test ("/store/queries/mass-deletions", test_mass_deletions);
  return g_test_run ();
}
