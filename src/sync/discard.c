/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Giving up a change that the server refuses. It is the one way in which a change goes that is
 * nowhere else, so only its owner can ask for it, and only after a refusal. */

#include "sync/discard.h"

#include <glib/gi18n-lib.h>

#include "format/content-summary.h"
#include "model/error.h"
#include "store/contents.h"
#include "store/items.h"

/* What the lists show is that of the version that stays. */
static gboolean
summarize_base (ValiseStore *store, ValiseItem *item, GError **error)
{
  g_autoptr (ValiseContent) content = valise_contents_get (store, item->base.content, error);

  return content != NULL
         && (content->depth != VALISE_DEPTH_FULL
             || valise_content_summarize (item->kind, content->bytes, &item->summary, error));
}

/* Local becomes what the server has. */
static gboolean
take_base (ValiseStore *store, ValiseItem *item, GError **error)
{
  gboolean edited = valise_item_is_edited (item);

  item->deleted = FALSE;
  item->local.folder = item->base.folder;
  item->local.content = item->base.content;
  g_free (item->local.flags);
  item->local.flags = g_strdup (item->base.flags);
  return !edited || item->base.content == 0 || summarize_base (store, item, error);
}

/**
 * valise_edit_discard:
 * @store: a store
 * @item_id: an item that the server refused the last change of
 * @error: %VALISE_ERROR_USAGE where nothing was refused, or where the item is on this computer only
 *   and so nothing would be left of it; or one of the store
 *
 * Takes a refused change back: the item is again as the server has it. Where the refusal left
 * nothing to take back, only its mark goes.
 *
 * Returns: whether that is stored
 */
gboolean
valise_edit_discard (ValiseStore *store, gint64 item_id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseItem) item = NULL;

  if (transaction == NULL)
    return FALSE;
  item = valise_items_get (store, item_id, error);
  if (item == NULL)
    return FALSE;
  if (item->error == NULL)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("The server has not refused a change of this item."));
  if (item->pending && item->remote_id == NULL)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("This is on your computer only. Delete it if you do not want it."));
  if (item->pending && !take_base (store, item, error))
    return FALSE;
  g_clear_pointer (&item->error, g_free);
  item->sent_seq = item->sent_content = 0;
  item->edit_seq++;
  return valise_items_save (store, item, error) && valise_transaction_commit (&transaction, error);
}
