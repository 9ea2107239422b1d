/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads an item for the reader, on a thread: a whole message may have many megabytes, and taking it
 * apart costs more than the main loop may wait. */

#include "message-load.h"

#include <glib/gi18n.h>
#include <string.h>

#include "format/text-clean.h"
#include "store-task.h"
#include "store/contents.h"
#include "store/items.h"

/* More than anybody reads, and less than a text view takes long for. */
#define MAX_TEXT (512 * 1024)

/**
 * valise_message_free:
 * @message: (transfer full) (nullable): a message
 */
void
valise_message_free (ValiseMessage *message)
{
  if (message == NULL)
    return;
  valise_item_free (message->item);
  valise_mail_view_free (message->view);
  g_free (message->text);
  g_free (message);
}

static char *
cut (const char *text)
{
  g_autofree char *start = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (strlen (text) <= MAX_TEXT)
    return g_strdup (text);
  start = valise_text_cut (text, MAX_TEXT);
  return g_strconcat (start, "\n\n", _ ("[This text is longer than what is shown here.]"), NULL);
}

static gpointer
load (ValiseStore *store, gpointer data, GError **error)
{
  const gint64 *item_id = data;
  g_autoptr (ValiseMessage) message = g_new0 (ValiseMessage, 1);
  g_autoptr (ValiseContent) content = NULL;

  message->item = valise_items_get (store, *item_id, error);
  if (message->item == NULL)
    return NULL;
  if (message->item->local.content != 0)
    {
      content = valise_contents_get (store, message->item->local.content, error);
      if (content == NULL)
        return NULL;
    }
  if (content != NULL && message->item->kind == VALISE_KIND_MAIL)
    message->view = valise_mail_view_new (content);
  if (message->view != NULL)
    message->text = cut (message->view->body);
  else
    message->text = cut (content != NULL ? content->text : message->item->summary.preview);
  return g_steal_pointer (&message);
}

/**
 * valise_message_load_async:
 * @data_dir: where the store is
 * @item_id: the item
 * @cancellable: (nullable): ends it
 * @callback: called on the main context
 * @data: for @callback
 */
void
valise_message_load_async (const char *data_dir,
                           gint64 item_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  valise_store_task_run_async (data_dir, load, g_memdup2 (&item_id, sizeof item_id), g_free,
                               (GDestroyNotify)valise_message_free, cancellable, callback, data);
}

/**
 * valise_message_load_finish:
 * @result: what the callback was called with
 * @error: an error of the store, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the message
 */
ValiseMessage *
valise_message_load_finish (GAsyncResult *result, GError **error)
{
  return valise_store_task_run_finish (result, error);
}
