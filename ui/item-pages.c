/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the rows of a ValiseItemModel like the folder in the store.
 *
 * The list is read in pages, each of which goes on after the last item of the page before, and
 * only as far as somebody scrolled. So a folder of 100,000 messages opens like one of 100. When
 * something changed, the pages that are shown are read again, one in a turn of the main loop, and
 * merged with the rows: what stays the same keeps its row, and with it the view keeps its place and
 * its selection.
 *
 * A page of the plain list costs a millisecond and is read right here. Searches, filters and other
 * orders look at many items: their pages are larger and are read on a thread, one at a time. */

#include "item-model-private.h"

#include "store-task.h"

/* Some screens full; about a millisecond to read. */
#define PAGE 200

/* Each of these costs the same, however large it is. */
#define LARGE_PAGE 1000

static gboolean
looks_same (const ValiseItem *a, const ValiseItem *b)
{
  return g_str_equal (a->local.flags, b->local.flags) && a->local.content == b->local.content
         && a->pending == b->pending && a->kept == b->kept && g_strcmp0 (a->error, b->error) == 0
         && a->local.folder == b->local.folder
         && g_strcmp0 (a->summary.title, b->summary.title) == 0
         && g_strcmp0 (a->summary.from, b->summary.from) == 0
         && a->summary.has_attachment == b->summary.has_attachment;
}

/* The first row that comes after @item. */
static guint
row_after (ValiseItemModel *self, const ValiseItem *item)
{
  guint low = 0, high = self->rows->len;

  while (item != NULL && low < high)
    {
      guint middle = low + (high - low) / 2;

      if (valise_listing_compare (self->listing, self->rows->pdata[middle], item) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static int
compare_row (ValiseItemModel *self, guint row, const ValiseItem *item)
{
  return valise_listing_compare (self->listing, self->rows->pdata[row], item);
}

/* Makes the rows after @after like @page, up to its end; returns the row after that. */
static guint
merge (ValiseItemModel *self, const ValiseItem *after, GPtrArray *page)
{
  guint row = row_after (self, after);

  for (guint i = 0; i < page->len; i++)
    {
      ValiseItem *item = page->pdata[i];
      gboolean is_row;

      if (g_hash_table_contains (self->hidden, &item->id))
        continue;
      while (row < self->rows->len && compare_row (self, row, item) < 0)
        _valise_item_model_remove (self, row);
      is_row = row < self->rows->len && compare_row (self, row, item) == 0;
      if (g_hash_table_contains (self->held, &item->id))
        {
          row += is_row;
          continue;
        }
      page->pdata[i] = NULL;
      if (!is_row)
        _valise_item_model_insert (self, row, item);
      else if (!looks_same (self->rows->pdata[row], item))
        _valise_item_model_replace (self, row, item);
      else
        valise_item_free (item);
      row++;
    }
  return row;
}

static void
set_read (ValiseItemModel *self, const ValiseItem *item)
{
  g_clear_pointer (&self->read, valise_item_free);
  if (item != NULL)
    self->read = valise_item_copy (item);
}

/* Returns whether there is another page to read. */
static gboolean
take_page (ValiseItemModel *self, GPtrArray *page, guint limit)
{
  g_autoptr (ValiseItem) last = NULL;
  guint count = page->len, end;

  if (count > 0)
    last = valise_item_copy (page->pdata[count - 1]);
  end = merge (self, self->read, page);
  self->complete = count < limit;
  if (self->complete)
    while (self->rows->len > end)
      _valise_item_model_remove (self, self->rows->len - 1);
  else
    set_read (self, last);
  if (!self->complete && end < MAX (self->wanted, self->rows->len))
    return TRUE;
  if (!self->again)
    return FALSE;
  self->again = FALSE;
  set_read (self, NULL);
  return TRUE;
}

/* Pages that are read right here */

static gboolean
read_page (ValiseItemModel *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = valise_listing_page (self->store, self->listing, self->read, PAGE,
                                                    &error);

  if (page != NULL)
    return take_page (self, page, PAGE);
  g_warning ("The folder cannot be read: %s", error->message);
  return FALSE;
}

static gboolean
read_page_cb (gpointer data)
{
  ValiseItemModel *self = data;

  if (read_page (self))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  _valise_item_model_tell_loaded (self);
  return G_SOURCE_REMOVE;
}

/* Pages that are read on a thread */

typedef struct
{
  ValiseListing *listing;
  ValiseItem *after; /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  valise_listing_free (question->listing);
  valise_item_free (question->after);
  g_free (question);
}

static gpointer
read_on_thread (ValiseStore *store, gpointer data, GError **error)
{
  const Question *question = data;

  return valise_listing_page (store, question->listing, question->after, LARGE_PAGE, error);
}

static void ask_for_page (ValiseItemModel *self);

static void
on_page_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseItemModel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = valise_store_task_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  if (page == NULL)
    g_warning ("The list cannot be read: %s", error->message);
  else if (take_page (self, page, LARGE_PAGE))
    {
      ask_for_page (self);
      return;
    }
  _valise_item_model_tell_loaded (self);
}

static void
ask_for_page (ValiseItemModel *self)
{
  Question *question = g_new0 (Question, 1);

  question->listing = valise_listing_copy (self->listing);
  question->after = self->read != NULL ? valise_item_copy (self->read) : NULL;
  self->asking = g_cancellable_new ();
  valise_store_task_run_async (self->data_dir, read_on_thread, question, question_free,
                               (GDestroyNotify)g_ptr_array_unref, self->asking, on_page_read_cb,
                               g_object_ref (self));
}

static void
schedule (ValiseItemModel *self)
{
  if (valise_item_model_is_reading (self))
    return;
  /* After input and drawing, so that a long list never makes the window slow. */
  if (valise_listing_is_quick (self->listing))
    self->source = g_idle_add (read_page_cb, self);
  else
    ask_for_page (self);
}

/* Reads the first page at once, where that costs little: the folder opens with its rows. */
void
_valise_item_pages_start (ValiseItemModel *self)
{
  self->wanted = PAGE;
  if (valise_listing_is_quick (self->listing))
    read_page (self);
  else
    schedule (self);
}

void
_valise_item_pages_stop (ValiseItemModel *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  set_read (self, NULL);
}

/**
 * valise_item_model_refresh:
 * @self: a model
 *
 * Reads again, soon, what is shown.
 */
void
valise_item_model_refresh (ValiseItemModel *self)
{
  /* They may have other names now. */
  g_hash_table_remove_all (self->folders);
  if (valise_item_model_is_reading (self))
    self->again = TRUE;
  else
    set_read (self, NULL);
  schedule (self);
}

/**
 * valise_item_model_load_more:
 * @self: a model
 *
 * Reads on, soon, after the last row.
 */
void
valise_item_model_load_more (ValiseItemModel *self)
{
  guint loaded = self->rows->len;

  if (self->complete)
    return;
  self->wanted = MAX (self->wanted, loaded + PAGE);
  if (!valise_item_model_is_reading (self))
    set_read (self, loaded > 0 ? self->rows->pdata[loaded - 1] : NULL);
  schedule (self);
}

/**
 * valise_item_model_hold:
 * @self: a model
 * @item_id: an item with an edit that is shown and not stored yet
 *
 * Leaves its row as it is, whatever the store says, until valise_item_model_release().
 */
void
valise_item_model_hold (ValiseItemModel *self, gint64 item_id)
{
  guint edits = GPOINTER_TO_UINT (g_hash_table_lookup (self->held, &item_id));

  g_hash_table_replace (self->held, g_memdup2 (&item_id, sizeof item_id),
                        GUINT_TO_POINTER (edits + 1));
}

/**
 * valise_item_model_release:
 * @self: a model, perhaps one that is shown no more
 * @item_id: an item whose edit is stored, or could not be
 *
 * What is stored of it is shown when the list is read again, which whoever stores tells of.
 */
void
valise_item_model_release (ValiseItemModel *self, gint64 item_id)
{
  guint edits = GPOINTER_TO_UINT (g_hash_table_lookup (self->held, &item_id));

  if (edits > 1)
    g_hash_table_replace (self->held, g_memdup2 (&item_id, sizeof item_id),
                          GUINT_TO_POINTER (edits - 1));
  else
    g_hash_table_remove (self->held, &item_id);
}
