/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lists show and search finds, and that a page costs the same in any folder. */

#include "fixture.h"

#include "model/error.h"
#include "store/store-private.h"

static void
fill (Fixture *fixture, gint64 folder, guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d-%u", (int)folder, i);
      g_autoptr (ValiseItem) item = fixture_new_item (fixture, name, i / 3);

      item->base.folder = item->local.folder = folder;
      fixture_save (fixture, item);
    }
  g_assert_true (valise_transaction_commit (&transaction, &error));
}

/* All pages together are the folder: every item once, newest first, deleted ones not at all. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) deleted = fixture_add_item (fixture, "deleted", 5);
  g_autoptr (ValiseItem) last = NULL;
  guint seen = 0;

  deleted->deleted = TRUE;
  fixture_save (fixture, deleted);
  fill (fixture, fixture->folder, 100);
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) page = valise_browse_page (fixture->store, fixture->folder, last, 7,
                                                       &error);

      g_assert_no_error (error);
      if (page->len == 0)
        break;
      for (guint i = 0; i < page->len; i++)
        {
          g_autoptr (ValiseItem) before = g_steal_pointer (&last);

          last = g_steal_pointer (&page->pdata[i]);
          if (before != NULL)
            g_assert_true (
                last->summary.date < before->summary.date
                || (last->summary.date == before->summary.date && last->id < before->id));
          seen++;
        }
    }
  g_assert_cmpuint (seen, ==, 100);
}

/* Adds up a counter of all statements of the connection, and sets it back. */
static gint64
take_status (ValiseStore *store, int counter)
{
  gint64 sum = 0;

  for (sqlite3_stmt *at = sqlite3_next_stmt (store->db, NULL); at != NULL;
       at = sqlite3_next_stmt (store->db, at))
    sum += sqlite3_stmt_status (at, counter, TRUE);
  return sum;
}

typedef GPtrArray *(*Query) (ValiseStore *store, gint64 folder, const ValiseItem *after);

static GPtrArray *
query_page (ValiseStore *store, gint64 folder, const ValiseItem *after)
{
  return valise_browse_page (store, folder, after, 50, NULL);
}

static GPtrArray *
query_wanted_text (ValiseStore *store, gint64 folder, const ValiseItem *after)
{
  return valise_items_wanted (store, folder, VALISE_DEPTH_TEXT, 50, after, NULL);
}

static GPtrArray *
query_wanted_full (ValiseStore *store, gint64 folder, const ValiseItem *after)
{
  return valise_items_wanted (store, folder, VALISE_DEPTH_FULL, 50, after, NULL);
}

static GPtrArray *
query_by_uid (ValiseStore *store, gint64 folder, const ValiseItem *after)
{
  return valise_items_by_uid (store, folder, "x", NULL);
}

/* The steps that SQLite's machine makes for the first page and the one after it. */
static gint64
count_steps (Fixture *fixture, gint64 folder, Query query)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  take_status (fixture->store, SQLITE_STMTSTATUS_VM_STEP);
  take_status (fixture->store, SQLITE_STMTSTATUS_FULLSCAN_STEP);
  take_status (fixture->store, SQLITE_STMTSTATUS_SORT);
  first = query (fixture->store, folder, NULL);
  if (first->len > 0)
    second = query (fixture->store, folder, first->pdata[first->len - 1]);
  g_assert_cmpint (take_status (fixture->store, SQLITE_STMTSTATUS_FULLSCAN_STEP), ==, 0);
  g_assert_cmpint (take_status (fixture->store, SQLITE_STMTSTATUS_SORT), ==, 0);
  return take_status (fixture->store, SQLITE_STMTSTATUS_VM_STEP);
}

static void
test_cost_of_a_page (Fixture *fixture, gconstpointer data)
{
  static const Query queries[] = { query_page, query_wanted_text, query_wanted_full, query_by_uid };
  gint64 large = fixture_add_folder (fixture, "Large", 0);

  fill (fixture, fixture->folder, 200);
  fill (fixture, large, 20000);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      gint64 few = count_steps (fixture, fixture->folder, queries[i]);
      gint64 many = count_steps (fixture, large, queries[i]);

      g_assert_cmpint (many, ==, few);
    }
}

/* Listing folders looks at no item but those that are pending. */
static void
test_cost_of_folders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) small = NULL;
  g_autoptr (GPtrArray) large = NULL;
  gint64 steps;

  fill (fixture, fixture->folder, 10);
  take_status (fixture->store, SQLITE_STMTSTATUS_VM_STEP);
  small = valise_folders_list (fixture->store, fixture->account, NULL);
  steps = take_status (fixture->store, SQLITE_STMTSTATUS_VM_STEP);
  fill (fixture, fixture_add_folder (fixture, "Large", 0), 10000);
  take_status (fixture->store, SQLITE_STMTSTATUS_VM_STEP);
  large = valise_folders_list (fixture->store, fixture->account, NULL);
  g_assert_cmpint (take_status (fixture->store, SQLITE_STMTSTATUS_VM_STEP), <, 3 * steps);
  g_assert_cmpuint (large->len, ==, 2);
}

/* The numbers of what is found, newest first. */
static void
assert_found (Fixture *fixture, gint64 folder, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = valise_browse_search (fixture->store, folder, text, 100, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const ValiseItem *item = found->pdata[i];

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", item->remote_id);
    }
  if (!g_str_equal (names->str, expected))
    g_test_message ("searched for: %s", text);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
add_message (Fixture *fixture, const char *name, gint64 date, const char *title, const char *text)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, name, date);

  g_free (item->summary.title);
  item->summary.title = g_strdup (title);
  item->summary.from = g_strdup ("Jane Doe <jane.doe@example.org>");
  item->summary.people = g_strdup ("Jörg Müller joerg@example.net");
  fixture_save (fixture, item);
  fixture_set_content (fixture, item, VALISE_DEPTH_FULL, text);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  add_message (fixture, "old", 1, "Budget 2026", "The café in Zürich is closed.");
  add_message (fixture, "new", 2, "Re: Budget", "Meeting at ten, C++ and e-mail; don't be late");

  assert_found (fixture, 0, "budget", "new old");
  assert_found (fixture, fixture->folder, "BUDGET", "new old");
  assert_found (fixture, fixture->folder + 1, "budget", "");
  assert_found (fixture, 0, "bud zur", "old");
  assert_found (fixture, 0, "zürich BUDGET", "old");
  assert_found (fixture, 0, "CAFE", "old");
  assert_found (fixture, 0, "closed meeting", "");
  assert_found (fixture, 0, "udget", "");
  assert_found (fixture, 0, "jane.doe@example.org", "new old");
  assert_found (fixture, 0, "muller", "new old");
  assert_found (fixture, 0, "don't", "new");
  assert_found (fixture, 0, "e-mail", "new");
  assert_found (fixture, 0, "2026", "old");
}

/* Whatever is typed is looked for and never understood as a query language. */
static void
test_search_for_anything (Fixture *fixture, gconstpointer data)
{
  static const char *const nothing[] = { "",  "  ", "\"",      "\"\"",         "*",
                                         "-", "()", "!!! ???", "NOTHING NEAR", "title:x" };
  static const char *const something[] = { "budget \"", "budget *", "\"budget",   "budget - (",
                                           "budget^",   "{budget}", "budget\xff", "+budget" };
  g_autoptr (GString) many = g_string_new (NULL);

  add_message (fixture, "m", 1, "Budget and or not near", "text");
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    assert_found (fixture, 0, nothing[i], "");
  for (guint i = 0; i < G_N_ELEMENTS (something); i++)
    assert_found (fixture, 0, something[i], "m");
  assert_found (fixture, 0, "AND OR NOT NEAR", "m");
  for (guint i = 0; i < 1000; i++)
    g_string_append (many, "budget ");
  assert_found (fixture, 0, many->str, "m");
}

/* The index follows what happens to an item. */
static void
test_search_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  g_autoptr (GError) error = NULL;

  fixture_set_content (fixture, item, VALISE_DEPTH_TEXT, "apples");
  assert_found (fixture, 0, "apples", "m");
  fixture_set_content (fixture, item, VALISE_DEPTH_FULL, "pears");
  assert_found (fixture, 0, "apples", "");
  assert_found (fixture, 0, "pears", "m");
  g_free (item->summary.title);
  item->summary.title = g_strdup ("Quinces");
  item->deleted = TRUE;
  fixture_save (fixture, item);
  assert_found (fixture, 0, "quinces", "");
  item->deleted = FALSE;
  fixture_save (fixture, item);
  assert_found (fixture, 0, "quinces", "m");
  g_assert_true (valise_items_remove (fixture->store, item->id, &error));
  assert_found (fixture, 0, "quinces", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/browse/pages", test_pages);
  fixture_test ("/store/browse/cost-of-a-page", test_cost_of_a_page);
  fixture_test ("/store/browse/cost-of-folders", test_cost_of_folders);
  fixture_test ("/store/browse/search", test_search);
  fixture_test ("/store/browse/search-for-anything", test_search_for_anything);
  fixture_test ("/store/browse/search-follows", test_search_follows);
  return g_test_run ();
}
