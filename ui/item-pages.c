/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps the rows of a ValiseItemModel like the folder in the store.
 *
 * The folder is read in pages, each of which goes on after the last item of the page before, and
 * only as far as somebody scrolled. So a folder of 100,000 messages opens like one of 100. When
 * something changed, the pages that are shown are read again, one in a turn of the main loop, and
 * merged with the rows: what stays the same keeps its row, and with it the view keeps its place and
 * its selection. */

#include "item-model-private.h"

#include "store/browse.h"

/* Some screens full; about a millisecond to read. */
#define PAGE 200

/* As in the list: newest first. */
static int
compare (const ValiseItem *a, const ValiseItem *b)
{
  if (a->summary.date != b->summary.date)
    return a->summary.date > b->summary.date ? -1 : 1;
  return a->id == b->id ? 0 : a->id > b->id ? -1 : 1;
}

static gboolean
looks_same (const ValiseItem *a, const ValiseItem *b)
{
  return g_str_equal (a->local.flags, b->local.flags) && a->local.content == b->local.content
         && a->pending == b->pending && a->kept == b->kept && g_strcmp0 (a->error, b->error) == 0
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

      if (compare (self->rows->pdata[middle], item) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Makes the rows after @after like @page, up to its end; returns the row after that. */
static guint
merge (ValiseItemModel *self, const ValiseItem *after, GPtrArray *page)
{
  guint row = row_after (self, after);

  for (guint i = 0; i < page->len; i++)
    {
      ValiseItem *item = g_steal_pointer (&page->pdata[i]);

      while (row < self->rows->len && compare (self->rows->pdata[row], item) < 0)
        _valise_item_model_remove (self, row);
      if (row == self->rows->len || compare (self->rows->pdata[row], item) != 0)
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
  if (item == NULL)
    return;
  self->read = valise_item_new (item->account_id, item->kind);
  self->read->id = item->id;
  self->read->summary.date = item->summary.date;
}

/* Reads one page. Returns whether there is another one to read. */
static gboolean
read_page (ValiseItemModel *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = valise_browse_page (self->store, self->folder, self->read, PAGE,
                                                   &error);
  guint count, end;

  if (page == NULL)
    {
      g_warning ("The folder cannot be read: %s", error->message);
      return FALSE;
    }
  count = page->len;
  end = merge (self, self->read, page);
  self->complete = count < PAGE;
  if (self->complete)
    while (self->rows->len > end)
      _valise_item_model_remove (self, self->rows->len - 1);
  else
    set_read (self, self->rows->pdata[end - 1]);
  return !self->complete && end < MAX (self->wanted, self->rows->len);
}

static gboolean
read_page_cb (gpointer data)
{
  ValiseItemModel *self = data;

  if (read_page (self))
    return G_SOURCE_CONTINUE;
  if (self->again)
    {
      self->again = FALSE;
      set_read (self, NULL);
      return G_SOURCE_CONTINUE;
    }
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static void
schedule (ValiseItemModel *self)
{
  /* After input and drawing, so that a long list never makes the window slow. */
  if (self->source == 0)
    self->source = g_idle_add (read_page_cb, self);
}

/* Reads the first page at once: the folder opens with its rows. */
void
_valise_item_pages_start (ValiseItemModel *self)
{
  self->wanted = PAGE;
  read_page (self);
}

void
_valise_item_pages_stop (ValiseItemModel *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
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
  if (self->source != 0)
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
  if (self->source == 0)
    set_read (self, loaded > 0 ? self->rows->pdata[loaded - 1] : NULL);
  schedule (self);
}
