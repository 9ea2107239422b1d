/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads an item for the reader, on a thread: a whole message may have many megabytes, and taking it
 * apart costs more than the main loop may wait. The thread opens the store for itself. */

#include "message-load.h"

#include <glib/gi18n.h>
#include <string.h>

#include "format/text-clean.h"
#include "store/contents.h"
#include "store/items.h"

/* More than anybody reads, and less than a text view takes long for. */
#define MAX_TEXT (512 * 1024)

typedef struct
{
  char *data_dir;
  gint64 item_id;
} Load;

static void
load_free (Load *load)
{
  g_free (load->data_dir);
  g_free (load);
}

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

static ValiseMessage *
load (const Load *load, GError **error)
{
  g_autoptr (ValiseStore) store = valise_store_open (load->data_dir, error);
  g_autoptr (ValiseMessage) message = g_new0 (ValiseMessage, 1);
  g_autoptr (ValiseContent) content = NULL;

  if (store == NULL)
    return NULL;
  message->item = valise_items_get (store, load->item_id, error);
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

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  ValiseMessage *message = NULL;

  /* Somebody who leafs through the list does not want every message. */
  if (g_task_return_error_if_cancelled (task))
    return;
  message = load (task_data, &error);
  if (message != NULL)
    g_task_return_pointer (task, message, (GDestroyNotify)valise_message_free);
  else
    g_task_return_error (task, error);
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
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Load *load = g_new0 (Load, 1);

  load->data_dir = g_strdup (data_dir);
  load->item_id = item_id;
  g_task_set_source_tag (task, valise_message_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify)load_free);
  g_task_run_in_thread (task, load_thread);
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
  return g_task_propagate_pointer (G_TASK (result), error);
}
