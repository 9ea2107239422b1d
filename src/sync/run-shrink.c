/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a folder's depth goes down, what is kept too deep is cut, and the space is given back. Only
 * then: a message that was opened, and so fetched whole, stays whole. */

#include "sync/run-private.h"

#include "format/mail-text.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

#define BATCH_ITEMS 200

/* Cuts one item's content down to header and text. */
static gboolean
shrink_item (ValiseRun *run, ValiseItem *item, GError **error)
{
  g_autoptr (ValiseContent) full = valise_contents_get (run->store, item->local.content, error);
  g_autoptr (ValiseContent) text = full != NULL ? valise_mail_text_reduce (full) : NULL;

  if (full == NULL)
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (!valise_contents_put (run->store, text, &item->local.content, error))
    return FALSE;
  item->base.content = item->local.content;
  item->kept = text->depth;
  return valise_items_save (run->store, item, error);
}

/* What has unsent changes is still too deep; it is looked at again by the next run. */
static gboolean
finish_folder (ValiseRun *run, gint64 folder_id, GError **error)
{
  g_autoptr (ValiseFolder) folder = NULL;
  gboolean left;

  if (!valise_items_has_too_deep (run->store, folder_id, &left, error))
    return FALSE;
  if (left)
    return TRUE;
  folder = valise_folders_get (run->store, folder_id, error);
  if (folder == NULL)
    return FALSE;
  folder->shrink = FALSE;
  return valise_folders_save (run->store, folder, error);
}

static gboolean
shrink_page (ValiseRun *run, gint64 folder_id, gint64 *after, gboolean *more, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);
  g_autoptr (GPtrArray) items = NULL;

  if (transaction == NULL)
    return FALSE;
  items = valise_items_shrinkable (run->store, folder_id, BATCH_ITEMS, *after, error);
  if (items == NULL)
    return FALSE;
  *more = items->len > 0;
  for (guint i = 0; i < items->len; i++)
    {
      if (!shrink_item (run, items->pdata[i], error))
        return FALSE;
      *after = ((const ValiseItem *)items->pdata[i])->id;
    }
  return (*more || finish_folder (run, folder_id, error))
         && valise_transaction_commit (&transaction, error);
}

/**
 * valise_run_shrink:
 * @run: a run
 * @error: an error of the store
 *
 * Frees the space of attachments in folders whose depth went down. Signed and encrypted messages
 * and items with unsent changes stay whole.
 *
 * Returns: whether it is done
 */
gboolean
valise_run_shrink (ValiseRun *run, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (run->store, run->account->id, error);

  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];
      gboolean more = folder->shrink;
      gint64 after = 0;

      while (more)
        if (g_cancellable_set_error_if_cancelled (run->cancellable, error)
            || !shrink_page (run, folder->id, &after, &more, error))
          return FALSE;
    }
  return TRUE;
}
