/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Push: sends what differs between local and base. What is about to be sent is written down first
 * (sent_seq, sent_content), so that after a lost answer the driver looks before it does it again,
 * and the pull knows our own work when it meets it. */

#include <glib/gi18n-lib.h>

#include "sync/run-private.h"

#include "model/flags.h"
#include "store/contents.h"
#include "store/items.h"
#include "sync/push-hold.h"
#include "sync/sending.h"

#define BATCH_EDITS 100
#define BATCH_BYTES (8 * 1024 * 1024)

/* The edits of one service that wait. */
typedef struct
{
  ValiseRun *run;
  ValiseEndpoint *endpoint;
  GArray *waiting;  /* gint64: items */
  guint next;       /* first one of @waiting that was not looked at */
  GHashTable *held; /* folders whose deletions wait for the user */
  ValisePushResult *result;
} Push;

/* Whether the server refused just this edit: only another edit can help. */
static gboolean
is_refused (const ValiseItem *item)
{
  return item->error != NULL && item->sent_seq == item->edit_seq;
}

/* Items created in a folder that is switched off wait until it is switched on. */
static gboolean
waits_for_folder (ValiseRun *run, const ValiseItem *item)
{
  const ValiseFolder *folder = valise_run_folder (run, item->local.folder);

  if (folder == NULL || item->deleted)
    return FALSE;
  if (folder->role == VALISE_ROLE_OUTBOX)
    return FALSE;
  return folder->remote_id == NULL || (item->remote_id == NULL && !folder->sync);
}

/* The folder that the server had the item in is gone, and what became of the item is not known as
 * long as not everything is listed. */
static gboolean
has_lost_its_place (ValiseRun *run, const ValiseItem *item)
{
  const ValiseFolder *folder = valise_run_folder (run, item->base.folder);

  return item->remote_id != NULL && (folder == NULL || folder->remote_id == NULL);
}

static gboolean
is_due (Push *push, const ValiseItem *item)
{
  if (!item->pending || is_refused (item) || waits_for_folder (push->run, item)
      || has_lost_its_place (push->run, item))
    return FALSE;
  if (item->deleted && g_hash_table_contains (push->held, &item->base.folder))
    return FALSE;
  return valise_sending_service (push->run, item) == push->endpoint->service->id;
}

/* Adds one item's edit to the batch, if it is due. */
static gboolean
add_to_batch (Push *push, ValiseItem *item, GPtrArray *batch, GError **error)
{
  ValiseStore *store = push->run->store;
  g_autoptr (ValiseItem) owned = item;
  ValiseSending *sending;

  /* Created and deleted here, and the pull did not find it on the server: it never got there. */
  if (item->deleted && item->remote_id == NULL)
    return valise_items_remove (store, item->id, error);
  if (!is_due (push, item))
    return TRUE;
  sending = valise_sending_new (push->run, g_steal_pointer (&owned), error);
  if (sending == NULL)
    return FALSE;
  g_ptr_array_add (batch, sending);
  return valise_sending_write_down (store, sending, error);
}

/* Takes at most one edit of each message, because a second one may depend on what becomes of the
 * first. */
static gboolean
fill_batch (Push *push, GPtrArray *batch, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize bytes = 0;

  for (; push->next < push->waiting->len && batch->len < BATCH_EDITS && bytes < BATCH_BYTES;
       push->next++)
    {
      gint64 id = g_array_index (push->waiting, gint64, push->next);
      guint before = batch->len;
      ValiseItem *item;
      const ValiseEdit *edit;

      if (!valise_items_find (push->run->store, id, &item, error))
        return FALSE;
      if (item == NULL)
        continue;
      if (item->remote_id != NULL && !g_hash_table_add (ids, g_strdup (item->remote_id)))
        {
          valise_item_free (item);
          return TRUE;
        }
      if (!add_to_batch (push, item, batch, error))
        return FALSE;
      edit = batch->len > before ? &((ValiseSending *)batch->pdata[before])->edit : NULL;
      if (edit != NULL && edit->content != NULL)
        bytes += g_bytes_get_size (edit->content->bytes);
    }
  return TRUE;
}

/* What is sent is read and written down in one transaction, so that no edit of the user comes in
 * between. Returns: (transfer full) (nullable): the next edits */
static GPtrArray *
next_batch (Push *push, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (push->run->store, error);
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_sending_free);

  if (transaction == NULL || !fill_batch (push, batch, error)
      || !valise_transaction_commit (&transaction, error))
    return NULL;
  return g_steal_pointer (&batch);
}

static gboolean
take_outcome (const ValiseEdit *edit, const ValiseOutcome *outcome, gpointer data, GError **error)
{
  GPtrArray *batch = data;

  for (guint i = 0; i < batch->len; i++)
    {
      ValiseSending *sending = batch->pdata[i];

      if (&sending->edit == edit)
        valise_sending_take_outcome (sending, outcome);
    }
  return TRUE;
}

static gboolean
settle (Push *push, GPtrArray *batch, gboolean last_round, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (push->run->store, error);

  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    {
      ValiseSending *sending = batch->pdata[i];

      if (!sending->answered)
        continue;
      if (!valise_sending_settle (push->run, push->endpoint->service, sending, last_round, error))
        return FALSE;
      push->result->altered += sending->altered;
      if (sending->type == VALISE_OUTCOME_DONE)
        push->result->sent++;
      else if (sending->type == VALISE_OUTCOME_CHANGED || sending->type == VALISE_OUTCOME_GONE)
        push->result->changed++;
    }
  return valise_transaction_commit (&transaction, error);
}

/* What was answered before a failure is settled; the rest is repeated in the next run. */
static gboolean
send_batch (Push *push, GPtrArray *batch, gboolean last_round, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GError) failure = NULL;
  gboolean pushed;

  for (guint i = 0; i < batch->len; i++)
    g_ptr_array_add (edits, &((ValiseSending *)batch->pdata[i])->edit);
  pushed = valise_remote_push (push->endpoint->remote, edits, take_outcome, batch,
                               push->run->cancellable, &failure);
  if (!settle (push, batch, last_round, error))
    return FALSE;
  valise_meter_add (push->run->meter, batch->len, 0);
  if (!pushed)
    g_propagate_error (error, g_steal_pointer (&failure));
  return pushed;
}

/**
 * valise_run_push:
 * @run: a run whose changes are pulled
 * @endpoint: a service
 * @last_round: no further pull follows in this run
 * @result: (out): what became of the edits
 * @error: an error of the remote or of the store; what concerns one edit goes to its item
 *
 * Returns: whether every edit that is due was tried
 */
gboolean
valise_run_push (ValiseRun *run,
                 ValiseEndpoint *endpoint,
                 gboolean last_round,
                 ValisePushResult *result,
                 GError **error)
{
  g_autoptr (GArray) waiting = valise_items_pending (run->store, run->account->id, error);
  g_autoptr (GHashTable) held = NULL;
  Push push = { .run = run, .endpoint = endpoint, .waiting = waiting, .result = result };

  *result = (ValisePushResult){ 0 };
  if (waiting == NULL)
    return FALSE;
  if (waiting->len == 0)
    return TRUE;
  if (!valise_run_attach (run, endpoint, waiting, error))
    return FALSE;
  push.held = held = valise_push_hold (run, endpoint->service->id, waiting, error);
  if (held == NULL)
    return FALSE;
  valise_meter_phase (run->meter, VALISE_PHASE_PUSH, waiting->len);
  while (push.next < waiting->len)
    {
      g_autoptr (GPtrArray) batch = next_batch (&push, error);

      if (batch == NULL || (batch->len > 0 && !send_batch (&push, batch, last_round, error)))
        return FALSE;
    }
  run->report->pushed += result->sent;
  return TRUE;
}
