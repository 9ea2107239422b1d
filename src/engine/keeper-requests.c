/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who asked the keeper for something, and what they are told.
 *
 * Whoever asks for a run while one is under way gets the result of the next one: the present one
 * may already be past what they want to see. A whole item that the user opens is fetched by a
 * second worker, which is only made when it is needed, so that it does not wait for a long run to
 * end. */

#include "engine/keeper-private.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"

/**
 * valise_keeper_answer:
 * @tasks: (element-type GTask): who asked; empty afterwards
 * @result: how the run ended
 */
void
valise_keeper_answer (GPtrArray *tasks, const ValiseRunResult *result)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_extend_and_steal (batch, g_ptr_array_ref (tasks));
  for (guint i = 0; i < batch->len; i++)
    g_task_return_pointer (batch->pdata[i], valise_run_result_copy (result),
                           (GDestroyNotify)valise_run_result_free);
}

/**
 * valise_keeper_offline_result:
 * @self: a keeper
 *
 * Returns: (transfer full): the result of a run that must not be, because the user works offline
 */
ValiseRunResult *
valise_keeper_offline_result (ValiseKeeper *self)
{
  g_autoptr (GError) error = valise_error_new (
      VALISE_ERROR_OFFLINE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
      _ ("Valise works offline; nothing is sent or fetched."));

  return valise_run_result_new (self->account_id, self->name, NULL, error);
}

/**
 * valise_keeper_sync_async:
 * @self: a keeper
 * @confirm_deletions: the user agrees to a mass deletion
 * @callback: called with the result of a run that began after this call
 * @data: for @callback
 */
void
valise_keeper_sync_async (ValiseKeeper *self,
                          gboolean confirm_deletions,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  if (self->mode == VALISE_MODE_OFFLINE_CHOSEN)
    {
      g_task_return_pointer (task, valise_keeper_offline_result (self),
                             (GDestroyNotify)valise_run_result_free);
      return;
    }
  self->confirm |= confirm_deletions;
  self->asked = TRUE;
  g_ptr_array_add (self->asking, g_steal_pointer (&task));
  valise_keeper_event (self, VALISE_EVENT_ASKED);
}

/**
 * valise_keeper_sync_finish:
 * @self: a keeper
 * @result: what the callback got
 *
 * Returns: (transfer full): how the run ended
 */
ValiseRunResult *
valise_keeper_sync_finish (ValiseKeeper *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
on_fetched (GObject *source, GAsyncResult *async, gpointer data)
{
  ValiseKeeper *self = VALISE_KEEPER (source);
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  gboolean done = valise_worker_fetch_finish (async, &error);

  if (done)
    {
      g_signal_emit_by_name (self, "stored", FALSE);
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* A hint that the connection may be lost: a run finds out. */
  if (valise_error_is (error, VALISE_ERROR_UNREACHABLE))
    valise_keeper_event (self, VALISE_EVENT_NET_DOWN);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * valise_keeper_fetch_async:
 * @self: a keeper
 * @item_id: an item
 * @callback: called when the whole item is here
 * @data: for @callback
 */
void
valise_keeper_fetch_async (ValiseKeeper *self,
                           gint64 item_id,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  if (valise_mode_is_offline (self->mode))
    g_task_return_error (
        task, valise_error_new (VALISE_ERROR_OFFLINE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                                _ ("Only header and text are here. The whole item can be fetched "
                                   "when you are online again.")));
  else
    valise_worker_fetch_async (valise_keeper_ensure_worker (self, &self->fetcher), G_OBJECT (self),
                               item_id, self->fetching, on_fetched, g_steal_pointer (&task));
}

/**
 * valise_keeper_fetch_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: where the error goes
 *
 * Returns: whether the whole item is here
 */
gboolean
valise_keeper_fetch_finish (ValiseKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
