/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's requests to the keepers: a run of one account or of all, and the whole of an item.
 */

#include "engine/engine-private.h"

#include <glib/gi18n-lib.h>

#include "engine/runner.h"
#include "model/error.h"
#include "store/accounts.h"
#include "store/items.h"

/* A run of several accounts: done when all of them are. */
typedef struct
{
  GPtrArray *results; /* (element-type ValiseRunResult) */
  guint waiting;
} Sync;

static void
sync_free (gpointer data)
{
  Sync *sync = data;

  g_clear_pointer (&sync->results, g_ptr_array_unref);
  g_free (sync);
}

static void
return_when_done (GTask *task)
{
  Sync *sync = g_task_get_task_data (task);

  if (sync->waiting == 0)
    g_task_return_pointer (task, g_steal_pointer (&sync->results),
                           (GDestroyNotify)g_ptr_array_unref);
}

static void
on_account_synced (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sync *sync = g_task_get_task_data (task);

  g_ptr_array_add (sync->results, valise_keeper_sync_finish (VALISE_KEEPER (source), result));
  sync->waiting--;
  return_when_done (task);
}

/**
 * valise_engine_sync_async:
 * @self: the engine
 * @account_id: an account; 0: all of them, side by side
 * @confirm_deletions: the user agrees to a mass deletion
 * @cancellable: (nullable): ends the waiting, not the run
 * @callback: called when every run has ended
 * @data: for @callback
 */
void
valise_engine_sync_async (ValiseEngine *self,
                          gint64 account_id,
                          gboolean confirm_deletions,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Sync *sync = g_new0 (Sync, 1);

  sync->results = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_run_result_free);
  sync->waiting = 1; /* this function */
  g_task_set_task_data (task, sync, sync_free);
  for (guint i = 0; i < self->keepers->len; i++)
    {
      ValiseKeeper *keeper = self->keepers->pdata[i];

      if (account_id != 0 && account_id != valise_keeper_get_account_id (keeper))
        continue;
      sync->waiting++;
      valise_keeper_sync_async (keeper, confirm_deletions, on_account_synced, g_object_ref (task));
    }
  sync->waiting--;
  return_when_done (task);
}

/**
 * valise_engine_sync_finish:
 * @self: the engine
 * @result: what the callback got
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseRunResult): how the runs ended
 */
GPtrArray *
valise_engine_sync_finish (ValiseEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (valise_keeper_fetch_finish (VALISE_KEEPER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Nobody works on the account. */
static void
return_disabled (ValiseEngine *self, GTask *task, gint64 account_id)
{
  GError *error = NULL;
  g_autoptr (ValiseAccount) account = valise_accounts_get (self->store, account_id, &error);

  if (account != NULL)
    valise_runner_check_enabled (account, &error);
  g_task_return_error (task, error);
}

/**
 * valise_engine_fetch_item_async:
 * @self: the engine
 * @item_id: an item
 * @cancellable: (nullable): ends the waiting
 * @callback: called when the whole item is here
 * @data: for @callback
 *
 * Fetches the whole item, attachments included, and keeps it. Does not wait for a run to end.
 */
void
valise_engine_fetch_item_async (ValiseEngine *self,
                                gint64 item_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseItem) item = valise_items_get (self->store, item_id, &error);
  ValiseKeeper *keeper = item != NULL ? valise_engine_find_keeper (self, item->account_id) : NULL;

  if (item == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (item->kept == VALISE_DEPTH_FULL)
    g_task_return_boolean (task, TRUE);
  else if (keeper == NULL)
    return_disabled (self, task, item->account_id);
  else
    valise_keeper_fetch_async (keeper, item_id, on_fetched, g_steal_pointer (&task));
}

/**
 * valise_engine_fetch_item_finish:
 * @self: the engine
 * @result: what the callback got
 * @error: where the error goes; %VALISE_ERROR_OFFLINE
 *
 * Returns: whether the whole item is here
 */
gboolean
valise_engine_fetch_item_finish (ValiseEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
