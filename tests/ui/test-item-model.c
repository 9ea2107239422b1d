/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of a list against a store that changes below them. A "view" copies what the model tells
 * and must always be equal to what the model has: that is what a GtkTreeView does. */

#include "../store/fixture.h"
#include "item-model.h"
#include "model/flags.h"

#define PAGE 200

typedef struct
{
  ValiseItemModel *model;
  GArray *ids; /* (element-type gint64): rows, as they were told */
  guint changed, inserted, deleted;
} View;

static gint64
id_at (View *view, GtkTreeIter *iter)
{
  return valise_item_model_get (view->model, iter)->id;
}

static void
on_inserted (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, View *view)
{
  gint64 id = id_at (view, iter);

  view->inserted++;
  g_array_insert_val (view->ids, (guint)gtk_tree_path_get_indices (path)[0], id);
}

static void
on_changed (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, View *view)
{
  view->changed++;
}

static void
on_deleted (GtkTreeModel *model, GtkTreePath *path, View *view)
{
  view->deleted++;
  g_array_remove_index (view->ids, (guint)gtk_tree_path_get_indices (path)[0]);
}

/* What the model has is what it told, newest first. */
static void
assert_true_to_model (View *view)
{
  GtkTreeModel *model = GTK_TREE_MODEL (view->model);
  gint64 last = G_MAXINT64;
  GtkTreeIter iter;
  guint row = 0;

  g_assert_cmpint (gtk_tree_model_iter_n_children (model, NULL), ==, view->ids->len);
  for (gboolean valid = gtk_tree_model_get_iter_first (model, &iter); valid;
       valid = gtk_tree_model_iter_next (model, &iter))
    {
      const ValiseItem *item = valise_item_model_get (view->model, &iter);

      g_assert_cmpint (item->id, ==, g_array_index (view->ids, gint64, row));
      g_assert_cmpint (item->summary.date, <=, last);
      last = item->summary.date;
      row++;
    }
  g_assert_cmpuint (row, ==, view->ids->len);
}

static void
open_view (View *view, Fixture *fixture)
{
  GtkTreeIter iter;

  const ValiseListing listing = { .folder = fixture->folder };

  view->model = valise_item_model_new (fixture->store, fixture->dir, &listing);
  view->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gboolean valid = gtk_tree_model_get_iter_first (GTK_TREE_MODEL (view->model), &iter); valid;
       valid = gtk_tree_model_iter_next (GTK_TREE_MODEL (view->model), &iter))
    {
      gint64 id = id_at (view, &iter);

      g_array_append_val (view->ids, id);
    }
  g_signal_connect (view->model, "row-inserted", G_CALLBACK (on_inserted), view);
  g_signal_connect (view->model, "row-changed", G_CALLBACK (on_changed), view);
  g_signal_connect (view->model, "row-deleted", G_CALLBACK (on_deleted), view);
}

static void
close_view (View *view)
{
  g_object_unref (view->model);
  g_array_unref (view->ids);
}

/* Until nothing is left to read. */
static void
settle (View *view)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_true_to_model (view);
}

/* Adds messages that are named and dated from @first on. */
static void
fill_from (Fixture *fixture, guint first, guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);

  for (guint i = first; i < first + count; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autoptr (ValiseItem) item = fixture_add_item (fixture, name, 1000 + i);
    }
  g_assert_true (valise_transaction_commit (&transaction, &error));
  g_assert_no_error (error);
}

static void
fill (Fixture *fixture, guint count)
{
  fill_from (fixture, 0, count);
}

static ValiseItem *
item_at (View *view, Fixture *fixture, guint row)
{
  return valise_items_get (fixture->store, g_array_index (view->ids, gint64, row), NULL);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };

  fill (fixture, 2 * PAGE + 10);
  open_view (&view, fixture);
  g_assert_cmpuint (view.ids->len, ==, PAGE);

  valise_item_model_load_more (view.model);
  settle (&view);
  g_assert_cmpuint (view.ids->len, ==, 2 * PAGE);
  valise_item_model_load_more (view.model);
  settle (&view);
  g_assert_cmpuint (view.ids->len, ==, 2 * PAGE + 10);

  /* That was all of it. */
  valise_item_model_load_more (view.model);
  settle (&view);
  g_assert_cmpuint (view.inserted, ==, PAGE + 10);
  g_assert_cmpuint (view.changed + view.deleted, ==, 0);
  close_view (&view);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };

  open_view (&view, fixture);
  g_assert_cmpuint (view.ids->len, ==, 0);
  fill (fixture, 3);
  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_cmpuint (view.ids->len, ==, 3);
  close_view (&view);
}

/* One row of each sort changes, on different pages, and no other row is touched. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };
  g_autoptr (GError) error = NULL;

  fill (fixture, 2 * PAGE - 1);
  open_view (&view, fixture);
  valise_item_model_load_more (view.model);
  settle (&view);
  view.inserted = 0;

  g_autoptr (ValiseItem) flagged = item_at (&view, fixture, 3);
  g_autoptr (ValiseItem) gone = item_at (&view, fixture, PAGE + 50);
  g_autoptr (ValiseItem) newest = fixture_add_item (fixture, "newest", 9000);
  g_autoptr (ValiseItem) oldest = fixture_add_item (fixture, "oldest", 1);
  g_free (flagged->local.flags);
  flagged->local.flags = g_strdup (VALISE_FLAG_FLAGGED);
  fixture_save (fixture, flagged);
  g_assert_true (valise_items_remove (fixture->store, gone->id, &error));

  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_cmpuint (view.inserted, ==, 2);
  g_assert_cmpuint (view.changed, ==, 1);
  g_assert_cmpuint (view.deleted, ==, 1);
  g_assert_cmpint (g_array_index (view.ids, gint64, 0), ==, newest->id);
  g_assert_cmpint (g_array_index (view.ids, gint64, view.ids->len - 1), ==, oldest->id);

  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_cmpuint (view.inserted + view.changed + view.deleted, ==, 4);
  close_view (&view);
}

/* Rows that others push down are still read again. */
static void
test_pushed_down (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };
  g_autoptr (ValiseItem) last = NULL;

  fill (fixture, 2 * PAGE);
  open_view (&view, fixture);
  last = item_at (&view, fixture, PAGE - 1);
  fill_from (fixture, 2 * PAGE, PAGE + 5);
  g_assert_true (valise_items_remove (fixture->store, last->id, NULL));
  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_cmpuint (view.inserted, >=, PAGE + 5);
  g_assert_cmpuint (view.deleted, ==, 1);
  close_view (&view);
}

static void
remove_all (Fixture *fixture, GArray *ids)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_assert_true (valise_items_remove (fixture->store, g_array_index (ids, gint64, i), NULL));
  g_assert_true (valise_transaction_commit (&transaction, NULL));
}

static void
test_emptied (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };

  fill (fixture, PAGE + 1);
  open_view (&view, fixture);
  valise_item_model_load_more (view.model);
  settle (&view);
  remove_all (fixture, view.ids);
  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_cmpuint (view.ids->len, ==, 0);
  close_view (&view);
}

/* What the user does is seen at once, and taken back if it was not stored. */
static void
test_shown_before_stored (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };
  GtkTreeIter iter;
  gint64 first;

  fill (fixture, 5);
  open_view (&view, fixture);
  first = g_array_index (view.ids, gint64, 0);

  valise_item_model_show_flag (view.model, first, VALISE_FLAG_SEEN, TRUE);
  g_assert_true (valise_item_model_find (view.model, first, &iter));
  g_assert_cmpstr (valise_item_model_get (view.model, &iter)->local.flags, ==, VALISE_FLAG_SEEN);
  valise_item_model_show_removed (view.model, first);
  g_assert_false (valise_item_model_find (view.model, first, &iter));
  assert_true_to_model (&view);

  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_true (valise_item_model_find (view.model, first, &iter));
  g_assert_cmpstr (valise_item_model_get (view.model, &iter)->local.flags, ==, "");
  close_view (&view);
}

/* Nothing that is read in between takes it back, while it is being stored. */
static void
test_held_until_stored (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };
  GtkTreeIter iter;
  gint64 flagged, moved;

  fill (fixture, 5);
  open_view (&view, fixture);
  flagged = g_array_index (view.ids, gint64, 1);
  moved = g_array_index (view.ids, gint64, 3);
  valise_item_model_hold (view.model, flagged);
  valise_item_model_hold (view.model, flagged);
  valise_item_model_show_flag (view.model, flagged, VALISE_FLAG_SEEN, TRUE);
  valise_item_model_hold (view.model, moved);
  valise_item_model_show_removed (view.model, moved);

  valise_item_model_release (view.model, flagged);
  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_true (valise_item_model_find (view.model, flagged, &iter));
  g_assert_cmpstr (valise_item_model_get (view.model, &iter)->local.flags, ==, VALISE_FLAG_SEEN);
  g_assert_false (valise_item_model_find (view.model, moved, &iter));
  assert_true_to_model (&view);

  valise_item_model_release (view.model, flagged);
  valise_item_model_release (view.model, moved);
  valise_item_model_refresh (view.model);
  settle (&view);
  g_assert_true (valise_item_model_find (view.model, flagged, &iter));
  g_assert_cmpstr (valise_item_model_get (view.model, &iter)->local.flags, ==, "");
  g_assert_true (valise_item_model_find (view.model, moved, &iter));
  assert_true_to_model (&view);
  close_view (&view);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, "m", 1000);
  g_autofree char *text = NULL, *detail = NULL, *mark = NULL, *attachment = NULL, *partial = NULL;
  GtkTreeIter iter;

  item->summary.from = g_strdup ("Ann <b>Marlow</b> <ann@example.org>");
  item->summary.has_attachment = TRUE;
  g_free (item->summary.title);
  item->summary.title = g_strdup ("");
  g_free (item->local.flags);
  item->local.flags = g_strdup (VALISE_FLAG_FLAGGED);
  fixture_save (fixture, item);
  open_view (&view, fixture);

  g_assert_true (gtk_tree_model_get_iter_first (GTK_TREE_MODEL (view.model), &iter));
  gtk_tree_model_get (GTK_TREE_MODEL (view.model), &iter, VALISE_ITEM_COLUMN_TEXT, &text,
                      VALISE_ITEM_COLUMN_DETAIL, &detail, VALISE_ITEM_COLUMN_MARK, &mark,
                      VALISE_ITEM_COLUMN_ATTACHMENT, &attachment, VALISE_ITEM_COLUMN_PARTIAL,
                      &partial, -1);
  g_assert_cmpstr (text, ==,
                   "<b>Ann &lt;b&gt;Marlow&lt;/b&gt;</b>\n"
                   "<b>(no subject)</b><span alpha='65%'></span>");
  g_assert_cmpstr (detail, ==, "01/01/70");
  g_assert_cmpstr (mark, ==, "starred-symbolic");
  g_assert_cmpstr (attachment, ==, "mail-attachment-symbolic");
  g_assert_cmpstr (partial, ==, "folder-download-symbolic");
  close_view (&view);
}

/* The first rows cost the same in any folder; so little that nobody waits for them. */
static void
test_large_folder_opens_at_once (Fixture *fixture, gconstpointer data)
{
  View view = { NULL };
  gint64 start;

  fill (fixture, 20000);
  start = g_get_monotonic_time ();
  open_view (&view, fixture);
  g_test_message ("20,000 items: first rows in %" G_GINT64_FORMAT " us",
                  g_get_monotonic_time () - start);
  g_assert_cmpuint (view.ids->len, ==, PAGE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC / 2);
  close_view (&view);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/ui/item-model/pages", test_pages);
  fixture_test ("/ui/item-model/empty", test_empty);
  fixture_test ("/ui/item-model/changes", test_changes);
  fixture_test ("/ui/item-model/pushed-down", test_pushed_down);
  fixture_test ("/ui/item-model/emptied", test_emptied);
  fixture_test ("/ui/item-model/shown-before-stored", test_shown_before_stored);
  fixture_test ("/ui/item-model/held-until-stored", test_held_until_stored);
  fixture_test ("/ui/item-model/columns", test_columns);
  fixture_test ("/ui/item-model/large-folder-opens-at-once", test_large_folder_opens_at_once);
  return g_test_run ();
}
