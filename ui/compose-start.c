/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what a message begins with, on a thread: who the user is, and what is answered. */

#include "compose-start.h"

#include <glib/gi18n.h>
#include <string.h>

#include "format/mail-address.h"
#include "format/mail-answer.h"
#include "model/error.h"
#include "store-task.h"
#include "store/accounts.h"
#include "store/contents.h"
#include "store/items.h"
#include "store/people.h"

typedef struct
{
  ValiseComposeKind kind;
  gint64 item_id;
} Request;

static void
sender_free (ValiseComposeSender *sender)
{
  g_free (sender->from);
  g_free (sender);
}

/**
 * valise_compose_start_free:
 * @start: (transfer full) (nullable): what a composer began with
 */
void
valise_compose_start_free (ValiseComposeStart *start)
{
  if (start == NULL)
    return;
  valise_mail_draft_free (start->draft);
  valise_item_free (start->item);
  g_clear_pointer (&start->senders, g_ptr_array_unref);
  g_free (start);
}

/* The account of the item comes first. */
static gboolean
read_senders (ValiseComposeStart *start, ValiseStore *store, GPtrArray *own, GError **error)
{
  g_autoptr (GPtrArray) accounts = valise_accounts_list (store, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      ValiseComposeSender *sender = g_new0 (ValiseComposeSender, 1);
      gboolean first = start->item != NULL && start->item->account_id == account->id;

      sender->account_id = account->id;
      sender->from = valise_people_own (store, account, error);
      g_ptr_array_insert (start->senders, first ? 0 : -1, sender);
      if (sender->from == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (own, valise_mail_addresses_read (sender->from));
      if (strchr (account->user, '@') != NULL)
        g_ptr_array_extend_and_steal (own, valise_mail_addresses_read (account->user));
    }
  if (accounts != NULL && accounts->len == 0)
    return valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("There is no account yet to write from. Add one first."));
  return accounts != NULL;
}

/* What can be answered as it is here, and what has to come first. */
static gboolean
is_enough (ValiseComposeKind kind, const ValiseItem *item)
{
  return kind == VALISE_COMPOSE_EDIT ? item->kept == VALISE_DEPTH_FULL : item->local.content != 0;
}

static ValiseMailDraft *
make_draft (ValiseComposeKind kind, ValiseContent *content, GPtrArray *own)
{
  switch (kind)
    {
    case VALISE_COMPOSE_REPLY:
    case VALISE_COMPOSE_REPLY_ALL:
      return valise_mail_reply (content, own, kind == VALISE_COMPOSE_REPLY_ALL);
    case VALISE_COMPOSE_FORWARD:
      return valise_mail_forward (content);
    case VALISE_COMPOSE_EDIT:
      return valise_mail_draft_read (content->bytes);
    case VALISE_COMPOSE_NEW:
      break;
    }
  return valise_mail_draft_new ();
}

static gpointer
read_start (ValiseStore *store, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (ValiseComposeStart) start = g_new0 (ValiseComposeStart, 1);
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_mail_address_free);

  start->kind = request->kind;
  start->senders = g_ptr_array_new_with_free_func ((GDestroyNotify)sender_free);
  if (request->item_id != 0)
    {
      start->item = valise_items_get (store, request->item_id, error);
      if (start->item == NULL)
        return NULL;
    }
  if (!read_senders (start, store, own, error))
    return NULL;
  if (start->item != NULL && !is_enough (request->kind, start->item))
    return g_steal_pointer (&start);
  if (start->item != NULL)
    {
      content = valise_contents_get (store, start->item->local.content, error);
      if (content == NULL)
        return NULL;
    }
  start->draft = make_draft (request->kind, content, own);
  return g_steal_pointer (&start);
}

/**
 * valise_compose_start_async:
 * @data_dir: where the store is
 * @kind: what is to be written
 * @item_id: what is answered, forwarded or gone on with; 0 for a new message
 * @cancellable: (nullable): ends it
 * @callback: called on the main context
 * @data: for @callback
 */
void
valise_compose_start_async (const char *data_dir,
                            ValiseComposeKind kind,
                            gint64 item_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  Request *request = g_new0 (Request, 1);

  request->kind = kind;
  request->item_id = item_id;
  valise_store_task_run_async (data_dir, read_start, request, g_free,
                               (GDestroyNotify)valise_compose_start_free, cancellable, callback,
                               data);
}

/**
 * valise_compose_start_finish:
 * @result: what the callback was called with
 * @error: %VALISE_ERROR_NOT_FOUND, an error of the store, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what the composer begins with
 */
ValiseComposeStart *
valise_compose_start_finish (GAsyncResult *result, GError **error)
{
  return valise_store_task_run_finish (result, error);
}
