/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents: shared, dropped with their last item, and their space given back. */

#include "fixture.h"

#include <glib/gstdio.h>

#include "model/error.h"

static ValiseContent *
get (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ValiseContent *content = valise_contents_get (fixture->store, id, &error);

  g_assert_no_error (error);
  return content;
}

static void
assert_gone (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (valise_contents_get (fixture->store, id, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
}

static void
test_put_and_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\0b", 3);
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_TEXT, bytes, "plain");
  g_autoptr (ValiseContent) again = NULL;
  g_autoptr (GError) error = NULL;

  content->problems = VALISE_PROBLEM_TRUNCATED | VALISE_PROBLEM_ENCODING;
  g_assert_true (valise_contents_put (fixture->store, content, &item->local.content, &error));
  g_assert_no_error (error);
  fixture_save (fixture, item);
  again = get (fixture, item->local.content);
  g_assert_cmpint (again->depth, ==, VALISE_DEPTH_TEXT);
  g_assert_cmpint (again->problems, ==, content->problems);
  g_assert_cmpstr (again->text, ==, "plain");
  g_assert_true (g_bytes_equal (again->bytes, bytes));
}

/* No bytes at all, and so many that they fill thousands of pages. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 7, 8, 9, 8192, 1048575, 1048576, 20000003 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autoptr (ValiseItem) item = fixture_add_item (fixture, name, 1);
      g_autofree char *text = g_strnfill (sizes[i], 'x');
      g_autoptr (ValiseContent) content = NULL;

      fixture_set_content (fixture, item, VALISE_DEPTH_FULL, text);
      content = get (fixture, item->local.content);
      g_assert_cmpmem (g_bytes_get_data (content->bytes, NULL), g_bytes_get_size (content->bytes),
                       text, sizes[i]);
      g_assert_cmpint (item->kept, ==, VALISE_DEPTH_FULL);
    }
}

static void
test_shared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) first = fixture_add_item (fixture, "m1", 1);
  g_autoptr (ValiseItem) second = fixture_add_item (fixture, "m2", 1);
  g_autoptr (ValiseItem) text = fixture_add_item (fixture, "m3", 1);
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  fixture_set_content (fixture, first, VALISE_DEPTH_FULL, "same");
  fixture_set_content (fixture, second, VALISE_DEPTH_FULL, "same");
  fixture_set_content (fixture, text, VALISE_DEPTH_TEXT, "same");
  id = first->local.content;
  g_assert_cmpint (second->local.content, ==, id);
  g_assert_cmpint (text->local.content, !=, id);
  g_assert_true (valise_items_remove (fixture->store, first->id, &error));
  content = get (fixture, id);
  g_assert_true (valise_items_remove (fixture->store, second->id, &error));
  assert_gone (fixture, id);
}

/* Each of the three ways to refer to a content keeps it. */
static void
test_kept_by_any_reference (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  g_autoptr (ValiseContent) base = NULL;
  g_autoptr (ValiseContent) sent = NULL;
  gint64 first, second, third;

  fixture_set_content (fixture, item, VALISE_DEPTH_FULL, "first");
  first = item->base.content;
  second = item->local.content = item->sent_content = fixture_put (fixture, VALISE_DEPTH_FULL,
                                                                   "second", NULL);
  fixture_save (fixture, item);
  third = item->local.content = fixture_put (fixture, VALISE_DEPTH_FULL, "third", NULL);
  fixture_save (fixture, item);
  base = get (fixture, first);
  sent = get (fixture, second);

  item->base.content = item->sent_content;
  item->sent_content = 0;
  fixture_save (fixture, item);
  assert_gone (fixture, first);
  item->base.content = third;
  fixture_save (fixture, item);
  assert_gone (fixture, second);
  item->base.content = item->local.content = 0;
  fixture_save (fixture, item);
  assert_gone (fixture, third);
  g_assert_cmpint (item->kept, ==, VALISE_DEPTH_NONE);
}

static void
test_never_used (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);
  gint64 id = fixture_put (fixture, VALISE_DEPTH_FULL, "nobody wants this", NULL);

  g_assert_true (valise_transaction_commit (&transaction, &error));
  g_assert_no_error (error);
  assert_gone (fixture, id);
}

static void
test_text_comes_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  g_autoptr (GPtrArray) found = NULL;

  item->local.content = item->base.content = fixture_put (fixture, VALISE_DEPTH_FULL,
                                                          "%50%4c%55%4d", NULL);
  fixture_save (fixture, item);
  g_assert_cmpint (fixture_put (fixture, VALISE_DEPTH_FULL, "%50%4c%55%4d", "plum"), ==,
                   item->local.content);
  found = valise_browse_search (fixture->store, 0, "plum", 10, NULL);
  g_assert_cmpuint (found->len, ==, 1);
}

static gint64
file_size (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "valise.db", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  /* Another connection's closing is what writes everything back into the file. */
  valise_store_close (fixture->store);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  fixture->store = valise_store_open (fixture->dir, &error);
  g_assert_no_error (error);
  return info.st_size;
}

static void
test_reclaim (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  g_autofree char *text = g_strnfill (5000000, 'x');
  g_autoptr (GError) error = NULL;
  gint64 before = file_size (fixture);
  guint slices = 0;
  gboolean more = TRUE;

  fixture_set_content (fixture, item, VALISE_DEPTH_FULL, text);
  g_assert_cmpint (file_size (fixture), >, before + 5000000);
  item->local.content = item->base.content = 0;
  fixture_save (fixture, item);
  for (slices = 0; more; slices++)
    {
      g_assert_true (valise_store_reclaim (fixture->store, 100, &more, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (slices, >, 5);
  g_assert_cmpint (file_size (fixture), <, before + 500000);
}

/* What both sides had before a conflict stays as long as the conflict waits. */
static void
test_base_of_a_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  ValiseConflict conflict = { .account_id = fixture->account,
                              .folder_path = (char *)"Inbox",
                              .title = (char *)"Draft" };
  g_autoptr (ValiseConflict) found = NULL;
  g_autoptr (ValiseContent) base = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_content (fixture, item, VALISE_DEPTH_FULL, "before");
  conflict.base_content = item->base.content;
  g_assert_true (valise_conflicts_add (fixture->store, &conflict, &error));
  g_assert_no_error (error);
  fixture_set_content (fixture, item, VALISE_DEPTH_FULL, "after");
  found = valise_conflicts_get (fixture->store, conflict.id, &error);
  g_assert_no_error (error);
  base = get (fixture, found->base_content);
  g_assert_cmpstr (base->text, ==, "before");
  fixture_assert_sound (fixture->store);

  g_assert_true (valise_conflicts_remove (fixture->store, conflict.id, &error));
  assert_gone (fixture, found->base_content);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/contents/put-and-get", test_put_and_get);
  fixture_test ("/store/contents/sizes", test_sizes);
  fixture_test ("/store/contents/shared", test_shared);
  fixture_test ("/store/contents/kept-by-any-reference", test_kept_by_any_reference);
  fixture_test ("/store/contents/never-used", test_never_used);
  fixture_test ("/store/contents/text-comes-later", test_text_comes_later);
  fixture_test ("/store/contents/reclaim", test_reclaim);
  fixture_test ("/store/contents/base-of-a-conflict", test_base_of_a_conflict);
  return g_test_run ();
}
