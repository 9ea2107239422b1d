/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists in every order and with every filter: page by page, in the order that the list itself
 * keeps, every item once. */

#include <string.h>

#include "fixture.h"
#include "model/flags.h"
#include "store/listing.h"
#include "store/store-private.h"

static ValiseItem *
add (Fixture *fixture, const char *name, const char *title, const char *from, gint64 size)
{
  ValiseItem *item = fixture_new_item (fixture, name, 100 - size);

  g_free (item->summary.title);
  item->summary.title = g_strdup (title);
  item->summary.from = g_strdup (from);
  item->summary.size = size;
  fixture_save (fixture, item);
  return item;
}

static void
fill (Fixture *fixture)
{
  static const char *const words[] = { "pear", "Äpfel", "apple", "Zürich", "zebra", "", "pear" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autoptr (ValiseItem) item = add (fixture, name, words[i], words[(i + 3) % 7], i % 4);
    }
}

/* What is listed, page by page, as the items' titles. */
static char *
list (Fixture *fixture, const ValiseListing *listing, guint limit, guint *count)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (ValiseItem) last = NULL;

  *count = 0;
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) page = valise_listing_page (fixture->store, listing, last, limit,
                                                        &error);

      g_assert_no_error (error);
      if (page->len == 0)
        return g_strdup (text->str);
      for (guint i = 0; i < page->len; i++)
        {
          g_autoptr (ValiseItem) item = g_steal_pointer (&page->pdata[i]);

          if (last != NULL)
            g_assert_cmpint (valise_listing_compare (listing, last, item), <, 0);
          g_string_append_printf (text, "%s ", item->summary.title);
          valise_item_free (last);
          last = g_steal_pointer (&item);
          ++*count;
        }
    }
}

static void
test_orders (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  for (guint order = VALISE_ORDER_DATE; order <= VALISE_ORDER_SIZE; order++)
    for (guint ascending = 0; ascending < 2; ascending++)
      for (guint limit = 1; limit < 9; limit++)
        {
          ValiseListing listing = { .folder = fixture->folder,
                                    .order = (ValiseOrder)order,
                                    .ascending = ascending == 1 };
          guint count;
          g_autofree char *text = list (fixture, &listing, limit, &count);

          g_assert_cmpuint (count, ==, 7);
          if (order == VALISE_ORDER_TITLE && ascending == 1)
            g_assert_true (g_str_has_prefix (text, " apple pear pear "));
        }
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) plain = add (fixture, "plain", "plain", NULL, 1);
  g_autoptr (ValiseItem) starred = add (fixture, "starred", "starred", NULL, 2);
  g_autoptr (ValiseItem) clipped = add (fixture, "clipped", "clipped", NULL, 3);
  g_autoptr (ValiseItem) here = fixture_new_item (fixture, NULL, 1);
  const struct
  {
    ValiseFilter filter;
    const char *expected;
  } cases[] = {
    { VALISE_FILTER_FLAGGED, "starred " },
    { VALISE_FILTER_ATTACHMENT, "clipped " },
    { VALISE_FILTER_ONLY_HERE, "Subject of (null) " },
    { VALISE_FILTER_FLAGGED | VALISE_FILTER_UNREAD, "" },
    { VALISE_FILTER_UNREAD, "plain clipped Subject of (null) " },
  };

  g_free (starred->local.flags);
  starred->local.flags = g_strdup (VALISE_FLAG_FLAGGED " " VALISE_FLAG_SEEN);
  fixture_save (fixture, starred);
  clipped->summary.has_attachment = TRUE;
  fixture_save (fixture, clipped);
  here->base.folder = 0;
  fixture_save (fixture, here);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ValiseListing listing = { .folder = fixture->folder, .filter = cases[i].filter };
      guint count;
      g_autofree char *text = list (fixture, &listing, 2, &count);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  ValiseListing everywhere = { .search = (char *)"pear" }, nothing = { .search = (char *)" " };
  ValiseListing unread = { .search = (char *)"pear",
                           .filter = VALISE_FILTER_FLAGGED,
                           .ascending = TRUE };
  g_autofree char *both = NULL, *none = NULL, *empty = NULL;
  guint count;

  fill (fixture);
  both = list (fixture, &everywhere, 1, &count);
  g_assert_cmpuint (count, ==, 4); /* as title, and as sender */
  none = list (fixture, &unread, 1, &count);
  g_assert_cmpuint (count, ==, 0);
  empty = list (fixture, &nothing, 1, &count);
  g_assert_cmpuint (count, ==, 0);
}

#define MANY 240

/* In two folders by turns, and not in the order of their dates. Of eight one is flagged, of five
 * one is deleted, of sixty one has a word of its own. */
static void
fill_much (Fixture *fixture)
{
  gint64 other = fixture_add_folder (fixture, "Other", 0);

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i);
      g_autoptr (ValiseItem) item = fixture_new_item (fixture, name, 1000 + i * 7 % MANY / 2);

      g_free (item->summary.title);
      item->summary.title = g_strdup (i % 60 == 8 ? "common rare" : "common");
      if (i % 2 == 1)
        item->base.folder = item->local.folder = other;
      if (i % 8 == 1)
        {
          g_free (item->local.flags);
          item->local.flags = g_strdup (VALISE_FLAG_FLAGGED);
        }
      item->deleted = i % 5 == 2;
      fixture_save (fixture, item);
    }
}

/* How many items a list has, which it has in order and once (see list()). */
static void
assert_count (Fixture *fixture, ValiseListing listing, guint expected)
{
  for (guint ascending = 0; ascending < 2; ascending++)
    for (guint limit = 1; limit < 2 * MANY; limit = limit * 3 + 1)
      {
        guint count;
        g_autofree char *text = NULL;

        listing.ascending = ascending == 1;
        text = list (fixture, &listing, limit, &count);
        g_assert_cmpuint (count, ==, expected);
      }
}

/* Few and many finds are looked for in different ways. */
static void
test_search_few_and_many (Fixture *fixture, gconstpointer data)
{
  ValiseListing common = { .search = (char *)"common" }, rare = { .search = (char *)"rare com" };

  fill_much (fixture);
  assert_count (fixture, common, MANY - MANY / 5);
  assert_count (fixture, rare, MANY / 60);
  common.folder = rare.folder = fixture->folder;
  assert_count (fixture, common, MANY / 2 - MANY / 10);
  assert_count (fixture, rare, MANY / 60);
  common.filter = rare.filter = VALISE_FILTER_FLAGGED;
  assert_count (fixture, common, 0); /* those are in the other folder */
  assert_count (fixture, rare, 0);
  common.folder = rare.folder = 0;
  assert_count (fixture, common, MANY / 8 - MANY / 40);
  assert_count (fixture, rare, 0);
}

/* A word that is everywhere: the dates of so many items are not looked up to be sorted. */
static void
test_search_sorts_no_crowd (Fixture *fixture, gconstpointer data)
{
  ValiseListing common = { .search = (char *)"common" };
  g_autoptr (GPtrArray) page = NULL;
  gint64 steps = 0;

  fill_much (fixture);
  page = valise_listing_page (fixture->store, &common, NULL, 5, NULL);
  g_assert_cmpuint (page->len, ==, 5);
  for (sqlite3_stmt *at = sqlite3_next_stmt (fixture->store->db, NULL); at != NULL;
       at = sqlite3_next_stmt (fixture->store->db, at))
    if (strstr (sqlite3_sql (at), "FROM item") != NULL && sqlite3_stmt_readonly (at))
      {
        g_assert_cmpint (sqlite3_stmt_status (at, SQLITE_STMTSTATUS_SORT, FALSE), ==, 0);
        steps += sqlite3_stmt_status (at, SQLITE_STMTSTATUS_RUN, FALSE);
      }
  /* One for each row, and one for each folder. */
  g_assert_cmpint (steps, <=, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/listing/orders", test_orders);
  fixture_test ("/store/listing/filters", test_filters);
  fixture_test ("/store/listing/search", test_search);
  fixture_test ("/store/listing/search-few-and-many", test_search_few_and_many);
  fixture_test ("/store/listing/search-sorts-no-crowd", test_search_sorts_no_crowd);
  return g_test_run ();
}
