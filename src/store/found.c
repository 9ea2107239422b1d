/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page of what a search finds, by date. The index of words gives the numbers of the items in
 * which the words are, and knows no dates. There are two ways on from there:
 *
 * - Of few items the dates are looked up, and then they are sorted.
 * - Where many items have the words, looking up all dates would take much longer than a page is
 *   worth. The folders are walked through by date instead, side by side, until the page is full:
 *   with every other item a hit, that is after twice as many steps as the page has rows.
 *
 * Only what goes into the page is read as a whole. */

#include "store/found.h"

#include <stdlib.h>

#include "store/items-private.h"

/* One item in so many makes it many: a look at each item of an index costs a small part of finding
 * one item by its number. */
#define MANY 16

typedef struct
{
  gint64 date, id;
} Hit;

/* One folder on the walk, standing on its next item. */
typedef struct
{
  ValiseStatement *statement;
  Hit next;
} Walker;

typedef struct
{
  ValiseStore *store;
  const ValiseListing *listing;
  Hit after;   /* the page goes on after this one */
  GArray *ids; /* (element-type gint64): in which the words are, ascending */
  guint limit;
  GPtrArray *page; /* (element-type ValiseItem) */
} Search;

static void
walker_clear (gpointer data)
{
  valise_statement_release (((Walker *)data)->statement);
}

static gboolean
collect_ids (ValiseStatement *statement, GArray *ids, GError **error)
{
  gboolean row;

  do
    {
      if (!valise_statement_next (statement, &row, error))
        return FALSE;
      if (row)
        {
          gint64 id = valise_statement_read_int (statement);

          g_array_append_val (ids, id);
        }
    }
  while (row);
  return TRUE;
}

static gboolean
find_words (Search *self, const char *match, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      self->store, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid", error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_text (statement, match);
  return collect_ids (statement, self->ids, error);
}

static gboolean
comes_before (const Search *self, const Hit *a, const Hit *b)
{
  gboolean smaller = a->date != b->date ? a->date < b->date : a->id < b->id;

  return smaller == (self->listing->ascending != FALSE) && (a->date != b->date || a->id != b->id);
}

/* Puts the item into the page, if it is one for the list. */
static gboolean
take (Search *self, gint64 id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      self->store,
      VALISE_ITEM_SELECT "WHERE id = ?1 AND NOT deleted AND folder IS NOT NULL"
                         " AND ?3 IN (0, folder) AND" VALISE_LISTING_FILTER,
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  valise_statement_bind_int (statement, self->listing->filter);
  valise_statement_bind_int (statement, self->listing->folder);
  if (!valise_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    g_ptr_array_add (self->page, valise_items_read (statement));
  return TRUE;
}

/* Few */

static int
compare_hits (gconstpointer a, gconstpointer b, gpointer data)
{
  return comes_before (data, a, b) ? -1 : comes_before (data, b, a);
}

/* Dates of the items that come after the page before. */
static gboolean
look_up (Search *self, GArray *hits, GError **error)
{
  for (guint i = 0; i < self->ids->len; i++)
    {
      g_autoptr (ValiseStatement) statement = valise_statement_get (
          self->store, "SELECT date FROM item WHERE id = ?1", error);
      Hit hit = { .id = g_array_index (self->ids, gint64, i) };

      if (statement == NULL)
        return FALSE;
      valise_statement_bind_int (statement, hit.id);
      if (!valise_statement_single (statement, &hit.date, error))
        return FALSE;
      if (comes_before (self, &self->after, &hit))
        g_array_append_val (hits, hit);
    }
  return TRUE;
}

static gboolean
take_few (Search *self, GError **error)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  if (!look_up (self, hits, error))
    return FALSE;
  g_array_sort_with_data (hits, compare_hits, self);
  for (guint i = 0; i < hits->len && self->page->len < self->limit; i++)
    if (!take (self, g_array_index (hits, Hit, i).id, error))
      return FALSE;
  return TRUE;
}

/* Many */

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

  return first < second ? -1 : first > second;
}

/* Goes on to the next item in which the words are; @more is %FALSE at the end of the folder. */
static gboolean
step (Search *self, Walker *walker, gboolean *more, GError **error)
{
  do
    {
      if (!valise_statement_next (walker->statement, more, error))
        return FALSE;
      if (!*more)
        return TRUE;
      walker->next.id = valise_statement_read_int (walker->statement);
      walker->next.date = valise_statement_read_int (walker->statement);
    }
  while (bsearch (&walker->next.id, self->ids->data, self->ids->len, sizeof (gint64), compare_ids)
         == NULL);
  return TRUE;
}

static gboolean
add_walker (Search *self, gint64 folder, GArray *walkers, GError **error)
{
#define WALK(direction, sign)                                                                      \
  "SELECT id, date FROM item INDEXED BY item_listing WHERE folder = ?1 AND NOT deleted"            \
  " AND (date, id) " sign " (?2, ?3) ORDER BY date " direction ", id " direction
  Walker walker = { .statement = valise_statement_get (
                        self->store,
                        self->listing->ascending ? WALK ("ASC", ">") : WALK ("DESC", "<"), error) };
#undef WALK
  gboolean more;

  if (walker.statement == NULL)
    return FALSE;
  valise_statement_bind_int (walker.statement, folder);
  valise_statement_bind_int (walker.statement, self->after.date);
  valise_statement_bind_int (walker.statement, self->after.id);
  if (!step (self, &walker, &more, error))
    {
      walker_clear (&walker);
      return FALSE;
    }
  if (more)
    g_array_append_val (walkers, walker);
  else
    walker_clear (&walker);
  return TRUE;
}

static gboolean
start_walk (Search *self, GArray *walkers, GError **error)
{
  g_autoptr (GArray) folders = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      self->store, "SELECT id FROM folder WHERE total > 0 AND ?1 IN (0, id)", error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, self->listing->folder);
  if (!collect_ids (statement, folders, error))
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    if (!add_walker (self, g_array_index (folders, gint64, i), walkers, error))
      return FALSE;
  return TRUE;
}

static guint
first_walker (Search *self, GArray *walkers)
{
  guint first = 0;

  for (guint i = 1; i < walkers->len; i++)
    if (comes_before (self, &g_array_index (walkers, Walker, i).next,
                      &g_array_index (walkers, Walker, first).next))
      first = i;
  return first;
}

static gboolean
take_many (Search *self, GError **error)
{
  g_autoptr (GArray) walkers = g_array_new (FALSE, FALSE, sizeof (Walker));

  g_array_set_clear_func (walkers, walker_clear);
  if (!start_walk (self, walkers, error))
    return FALSE;
  while (walkers->len > 0 && self->page->len < self->limit)
    {
      guint first = first_walker (self, walkers);
      Walker *walker = &g_array_index (walkers, Walker, first);
      gboolean more;

      if (!take (self, walker->next.id, error) || !step (self, walker, &more, error))
        return FALSE;
      if (!more)
        g_array_remove_index_fast (walkers, first);
    }
  return TRUE;
}

static gboolean
count_items (ValiseStore *store, gint64 *count, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT sum (total) FROM folder", error);

  return statement != NULL && valise_statement_single (statement, count, error);
}

/**
 * valise_found_page:
 * @store: a store
 * @listing: with a search; its order is by date
 * @match: the words, as valise_browse_match() makes them
 * @after: (nullable): the last item of the page before
 * @limit: how many to return at most
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): a page of the items in which all
 *   the words are
 */
GPtrArray *
valise_found_page (ValiseStore *store,
                   const ValiseListing *listing,
                   const char *match,
                   const ValiseItem *after,
                   guint limit,
                   GError **error)
{
  gint64 first = listing->ascending ? G_MININT64 : G_MAXINT64, items;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
  Search self = { .store = store, .listing = listing, .ids = ids, .limit = limit, .page = page };

  self.after.date = after != NULL ? after->summary.date : first;
  self.after.id = after != NULL ? after->id : first;
  if (!find_words (&self, match, error) || !count_items (store, &items, error))
    return NULL;
  if (ids->len * (gint64)MANY > items ? !take_many (&self, error) : !take_few (&self, error))
    return NULL;
  return g_steal_pointer (&page);
}
