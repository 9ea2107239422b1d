/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads an item for the reader, on a thread: a whole message may have many megabytes, and taking it
 * apart costs more than the main loop may wait. */

#include "message-load.h"

#include <glib/gi18n.h>
#include <string.h>

#include "format/calendar-view.h"
#include "format/contact-view.h"
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
  valise_content_unref (message->content);
  valise_mail_view_free (message->view);
  g_clear_pointer (&message->photo, g_bytes_unref);
  g_free (message->fields);
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

/* Up to the empty line @whole has the fields; what follows is text. The title is left out: it is
 * shown above them. */
static void
take_card (ValiseMessage *message, const char *whole)
{
  const char *first = strchr (whole, '\n');
  const char *text = strstr (whole, "\n\n");

  first = first != NULL ? first + 1 : "";
  message->fields = text != NULL && text >= first ? g_strndup (first, (gsize)(text - first))
                                                  : g_strdup (text != NULL ? "" : first);
  message->text = cut (text != NULL ? text + 2 : "");
}

static void
read_contact (ValiseMessage *message)
{
  g_autoptr (ValiseContactView) view = valise_contact_view_new (message->content->bytes, NULL);
  g_autofree char *whole = view != NULL ? valise_contact_view_to_text (view) : NULL;

  if (whole == NULL)
    return;
  message->photo = view->photo != NULL ? g_bytes_ref (view->photo) : NULL;
  take_card (message, whole);
}

static void
read_calendar (ValiseMessage *message)
{
  g_autoptr (ValiseZone) here = valise_zone_new_system (NULL);
  g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (message->content->bytes, here,
                                                                  NULL);
  g_autofree char *whole = view != NULL ? valise_calendar_view_to_text (view, here) : NULL;

  if (whole != NULL)
    take_card (message, whole);
}

static void
read_content (ValiseMessage *message)
{
  switch (message->item->kind)
    {
    case VALISE_KIND_MAIL:
      message->view = valise_mail_view_new (message->content);
      message->text = cut (message->view->body);
      return;
    case VALISE_KIND_CONTACT:
      read_contact (message);
      return;
    case VALISE_KIND_EVENT:
    case VALISE_KIND_TASK:
    case VALISE_KIND_NOTE:
      read_calendar (message);
      return;
    }
}

static gpointer
load (ValiseStore *store, gpointer data, GError **error)
{
  const gint64 *item_id = data;
  g_autoptr (ValiseMessage) message = g_new0 (ValiseMessage, 1);

  message->item = valise_items_get (store, *item_id, error);
  if (message->item == NULL)
    return NULL;
  if (message->item->local.content != 0)
    {
      message->content = valise_contents_get (store, message->item->local.content, error);
      if (message->content == NULL)
        return NULL;
      read_content (message);
    }
  /* Nothing of it is here, or it cannot be read. */
  if (message->text == NULL)
    message->text = cut (message->content != NULL ? message->content->text
                                                  : message->item->summary.preview);
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
