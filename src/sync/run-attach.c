/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Attach: before a message of the Outbox is sent, the attachments of the one that it forwards are
 * put in, where they were on the server only when it was written (VALISE_MAIL_WANTED_FIELD). They
 * are fetched and stored first, so that a cut run fetches nothing twice, and what is sent is what
 * is stored. Nobody gets a message without what it was to bring along: where that cannot be had,
 * the message stays in the Outbox and says why. */

#include <glib/gi18n-lib.h>

#include "sync/run-private.h"

#include "format/content-summary.h"
#include "format/mail-compose.h"
#include "format/mail-summary.h"
#include "format/mail-view.h"
#include "model/error.h"
#include "store/contents.h"
#include "store/items.h"

/* Whether @item is to be sent and wants something put in; then its draft. */
static gboolean
read_draft (ValiseRun *run, const ValiseItem *item, ValiseMailDraft **draft, GError **error)
{
  const ValiseFolder *folder = valise_run_folder (run, item->local.folder);
  g_autoptr (ValiseContent) content = NULL;

  *draft = NULL;
  /* A field of that name in somebody else's message asks for nothing. */
  if (folder == NULL || folder->role != VALISE_ROLE_OUTBOX || item->deleted
      || !valise_item_is_edited (item) || item->local.content == 0)
    return TRUE;
  content = valise_contents_get (run->store, item->local.content, error);
  if (content == NULL)
    return FALSE;
  if (valise_mail_draft_is_complete (content->bytes))
    return TRUE;
  *draft = valise_mail_draft_read (content->bytes);
  return TRUE;
}

/* Says at the item why it stays where it is; the next edit of it is a new try. */
static gboolean
refuse (ValiseRun *run, gint64 item_id, const char *why, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);
  g_autoptr (ValiseItem) item = NULL;

  if (transaction == NULL)
    return FALSE;
  item = valise_items_get (run->store, item_id, error);
  if (item == NULL)
    return FALSE;
  g_free (item->error);
  item->error = g_strdup (why);
  item->sent_seq = item->edit_seq;
  g_ptr_array_add (run->report->problems, g_strdup_printf ("%s: %s", item->summary.title, why));
  return valise_items_save (run->store, item, error)
         && valise_transaction_commit (&transaction, error);
}

/* The message with that id, best one that is here whole. Returns: 0: there is none */
static gboolean
find_original (ValiseRun *run, const char *uid, gint64 service_id, gint64 *id, GError **error)
{
  g_autoptr (GPtrArray) items = valise_items_by_uid (run->store, run->account->id, uid, error);

  *id = 0;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      gboolean whole = item->kept == VALISE_DEPTH_FULL;

      if (item->kind != VALISE_KIND_MAIL || item->deleted)
        continue;
      if (whole || (*id == 0 && item->service_id == service_id))
        *id = item->id;
      if (whole)
        break;
    }
  return items != NULL;
}

/* Stores the message with what it was to bring along, unless the user changed it meanwhile. */
static gboolean
store_complete (ValiseRun *run,
                const ValiseItem *sent,
                ValiseMailDraft *draft,
                const ValiseMailView *view,
                GError **error)
{
  g_autoptr (GBytes) bytes = valise_mail_draft_write (draft, view->date, view->date_offset);
  g_autoptr (ValiseContent) whole = valise_content_new_whole (VALISE_KIND_MAIL, bytes);
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);
  g_autoptr (ValiseItem) item = NULL;

  if (transaction == NULL)
    return FALSE;
  item = valise_items_get (run->store, sent->id, error);
  if (item == NULL)
    return FALSE;
  if (item->edit_seq != sent->edit_seq)
    return TRUE;
  valise_mail_summarize (bytes, &item->summary);
  item->edit_seq++;
  return valise_contents_put (run->store, whole, &item->local.content, error)
         && valise_items_save (run->store, item, error)
         && valise_transaction_commit (&transaction, error);
}

static gboolean
complete (ValiseRun *run, const ValiseItem *item, ValiseMailDraft *draft, gint64 id, GError **error)
{
  g_autoptr (ValiseItem) original = valise_items_get (run->store, id, error);
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (ValiseContent) own = NULL;
  g_autoptr (ValiseMailView) view = NULL;

  if (original == NULL)
    return FALSE;
  content = valise_contents_get (run->store, original->local.content, error);
  own = valise_contents_get (run->store, item->local.content, error);
  if (content == NULL || own == NULL)
    return FALSE;
  view = valise_mail_view_new (own);
  valise_mail_draft_add_attachments (draft, content->bytes);
  g_clear_pointer (&draft->wanted, g_free);
  return store_complete (run, item, draft, view, error);
}

/* A failure that concerns this message alone is told there. */
static gboolean
attach (ValiseRun *run,
        ValiseEndpoint *endpoint,
        const ValiseItem *item,
        ValiseMailDraft *draft,
        GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 original;

  if (!find_original (run, draft->wanted, endpoint->service->id, &original, error))
    return FALSE;
  if (original == 0)
    return refuse (run, item->id,
                   _ ("The message that you forward is not there any more, so its attachments "
                      "cannot be fetched. Open this one to send it without them."),
                   error);
  if (valise_run_fetch_item (run->store, endpoint->remote, original, run->cancellable, &failure))
    return complete (run, item, draft, original, error);
  if (!valise_error_is_cancelled (failure) && valise_error_scope (failure) == VALISE_SCOPE_ITEM)
    return refuse (run, item->id, failure->message, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * valise_run_attach:
 * @run: a run whose changes are pulled
 * @endpoint: a service
 * @waiting: (element-type gint64): items with unsent changes
 * @error: an error of the remote or of the store; what concerns one message goes to it
 *
 * Returns: whether every message of the Outbox has what it is to bring along, or says why not
 */
gboolean
valise_run_attach (ValiseRun *run, ValiseEndpoint *endpoint, GArray *waiting, GError **error)
{
  for (guint i = 0; i < waiting->len; i++)
    {
      g_autoptr (ValiseItem) item = NULL;
      g_autoptr (ValiseMailDraft) draft = NULL;

      if (!valise_items_find (run->store, g_array_index (waiting, gint64, i), &item, error))
        return FALSE;
      if (item == NULL || (item->error != NULL && item->sent_seq == item->edit_seq))
        continue;
      if (!read_draft (run, item, &draft, error)
          || (draft != NULL && draft->wanted != NULL
              && !attach (run, endpoint, item, draft, error)))
        return FALSE;
    }
  return TRUE;
}
