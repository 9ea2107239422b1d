/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages of a list in any order, with or without a filter, of a folder; what a search finds is in
 * found.c. A page goes on after the last item of the page before, as in browse.c. Only the plain
 * list by date has an index to go by; for the others each page looks at every item of the folder,
 * so that they are for threads and for larger pages. An index for each order would cost more with
 * every message that comes than the orders are used. */

#include "store/listing.h"

#include <string.h>

#include "store/browse.h"
#include "store/found.h"
#include "store/items-private.h"
#include "store/store-private.h"

/* ?1 folder, ?2 filter, ?3 and ?4 the key and the id of the last item, ?5 limit. */
#define IN_FOLDER VALISE_ITEM_SELECT "INDEXED BY item_listing WHERE folder = ?1 AND NOT deleted AND"

#define BY_NUMBER(column, direction, sign)                                                         \
  IN_FOLDER VALISE_LISTING_FILTER " AND (" column ", id) " sign " (?3, ?4) ORDER BY " column       \
                                  " " direction ", id " direction " LIMIT ?5"
#define BY_TEXT(column, direction, sign)                                                           \
  IN_FOLDER VALISE_LISTING_FILTER                                                                  \
      " AND (?4 = 0 OR (sort_key (" column "), id) " sign " (sort_key (?3), ?4)) ORDER BY"         \
      " sort_key (" column ") " direction ", id " direction " LIMIT ?5"
#define BOTH_WAYS(by, column)                                                                      \
  {                                                                                                \
    by (column, "DESC", "<"), by (column, "ASC", ">")                                              \
  }

static const char *const in_folder[][2] = {
  [VALISE_ORDER_DATE] = BOTH_WAYS (BY_NUMBER, "date"),
  [VALISE_ORDER_TITLE] = BOTH_WAYS (BY_TEXT, "title"),
  [VALISE_ORDER_SENDER] = BOTH_WAYS (BY_TEXT, "sender"),
  [VALISE_ORDER_SIZE] = BOTH_WAYS (BY_NUMBER, "size"),
};

static ValiseOrder
order_of (const ValiseListing *listing)
{
  return listing->search != NULL ? VALISE_ORDER_DATE : listing->order;
}

/* What the order goes by; text, or NULL and a number. */
static const char *
key_of (ValiseOrder order, const ValiseItem *item, gint64 *number)
{
  *number = order == VALISE_ORDER_SIZE ? item->summary.size : item->summary.date;
  switch (order)
    {
    case VALISE_ORDER_TITLE:
      return item->summary.title;
    case VALISE_ORDER_SENDER:
      return item->summary.from != NULL ? item->summary.from : "";
    case VALISE_ORDER_DATE:
    case VALISE_ORDER_SIZE:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static gboolean
is_by_text (ValiseOrder order)
{
  return order == VALISE_ORDER_TITLE || order == VALISE_ORDER_SENDER;
}

static void
bind_after (ValiseStatement *statement, const ValiseListing *listing, const ValiseItem *after)
{
  ValiseOrder order = order_of (listing);
  gint64 first = listing->ascending ? G_MININT64 : G_MAXINT64, number = first;
  const char *text = after != NULL ? key_of (order, after, &number) : "";

  if (is_by_text (order))
    {
      valise_statement_bind_text (statement, text);
      valise_statement_bind_int (statement, after != NULL ? after->id : 0);
      return;
    }
  valise_statement_bind_int (statement, number);
  valise_statement_bind_int (statement, after != NULL ? after->id : first);
}

/**
 * valise_listing_page:
 * @store: a store
 * @listing: what is to be listed
 * @after: (nullable): the last item of the page before
 * @limit: how many to return at most
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): a page, in order
 */
GPtrArray *
valise_listing_page (ValiseStore *store,
                     const ValiseListing *listing,
                     const ValiseItem *after,
                     guint limit,
                     GError **error)
{
  g_autoptr (ValiseStatement) statement = NULL;
  g_autofree char *match = NULL;
  gboolean ascending = listing->ascending != FALSE;

  if (valise_listing_is_quick (listing) && !ascending)
    return valise_browse_page (store, listing->folder, after, limit, error);
  if (listing->search != NULL)
    {
      match = valise_browse_match (listing->search);
      if (match == NULL)
        return g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
      return valise_found_page (store, listing, match, after, limit, error);
    }
  statement = valise_statement_get (store, in_folder[listing->order][ascending], error);
  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, listing->folder);
  valise_statement_bind_int (statement, listing->filter);
  bind_after (statement, listing, after);
  valise_statement_bind_int (statement, limit);
  return valise_items_collect (statement, error);
}

/* As people sort: neither case nor, where the language says so, accents make a difference first. */
static char *
sort_key (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return g_utf8_collate_key (folded, -1);
}

static void
sort_key_func (sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
  const char *text = (const char *)sqlite3_value_text (arguments[0]);

  sqlite3_result_text (context, sort_key (text != NULL ? text : ""), -1, g_free);
}

/* Adds what the statements above call. */
int
valise_listing_add_functions (sqlite3 *db)
{
  return sqlite3_create_function (db, "sort_key", 1,
                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                  sort_key_func, NULL, NULL);
}

/**
 * valise_listing_compare:
 * @listing: a listing
 * @a: an item
 * @b: another one
 *
 * Returns: less than 0 when @a comes before @b, 0 when they are the same, else more
 */
int
valise_listing_compare (const ValiseListing *listing, const ValiseItem *a, const ValiseItem *b)
{
  ValiseOrder order = order_of (listing);
  gint64 first, second;
  const char *one = key_of (order, a, &first), *other = key_of (order, b, &second);
  int result = first < second ? -1 : first > second;

  if (one != NULL)
    {
      g_autofree char *left = sort_key (one);
      g_autofree char *right = sort_key (other);

      result = strcmp (left, right);
    }
  if (result == 0)
    result = a->id < b->id ? -1 : a->id > b->id;
  return listing->ascending ? result : -result;
}

/**
 * valise_listing_is_quick:
 * @listing: a listing
 *
 * Returns: whether a page costs the same in any folder, so that the main loop can wait for it
 */
gboolean
valise_listing_is_quick (const ValiseListing *listing)
{
  return listing->search == NULL && listing->filter == 0 && listing->order == VALISE_ORDER_DATE;
}

/**
 * valise_listing_copy:
 * @listing: a listing
 *
 * Returns: (transfer full): the same
 */
ValiseListing *
valise_listing_copy (const ValiseListing *listing)
{
  ValiseListing *copy = g_memdup2 (listing, sizeof *listing);

  copy->search = g_strdup (listing->search);
  return copy;
}

/**
 * valise_listing_free:
 * @listing: (transfer full) (nullable): a listing
 */
void
valise_listing_free (ValiseListing *listing)
{
  if (listing == NULL)
    return;
  g_free (listing->search);
  g_free (listing);
}
