/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keeper's worker: starting a run, following it, and listening between two runs.
 *
 * While online and idle the worker listens: it hangs in the remote's `wait` until the server says
 * that something changed. Where a server cannot do that, a timer starts a run every minute. */

#include "engine/keeper-private.h"

#include "engine/backoff.h"
#include "model/error.h"

#define POLL_SECONDS 60
#define LISTEN_SECONDS (15 * 60)

/**
 * valise_keeper_ensure_worker:
 * @self: a keeper
 * @worker: (inout): where the worker is, or is to be
 *
 * Returns: (transfer none): the worker
 */
ValiseWorker *
valise_keeper_ensure_worker (ValiseKeeper *self, ValiseWorker **worker)
{
  if (*worker == NULL)
    *worker = valise_worker_new (self->data_dir, self->account_id, &self->remotes);
  return *worker;
}

/**
 * valise_keeper_cancel:
 * @cancellable: (inout): what to cancel and to forget; may hold %NULL
 */
void
valise_keeper_cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
on_progress (const ValiseProgress *progress, gpointer data)
{
  ValiseKeeper *self = data;

  if (self->running == NULL || g_cancellable_is_cancelled (self->running))
    return;
  g_free (self->folder);
  self->folder = g_strdup (progress->folder);
  self->progress = *progress;
  self->progress.folder = self->folder;
  if (progress->phase != VALISE_PHASE_CONNECT && self->mode == VALISE_MODE_OFFLINE_LOST)
    valise_keeper_event (self, VALISE_EVENT_REACHED);
  else
    g_signal_emit_by_name (self, "changed");
  g_signal_emit_by_name (self, "stored", FALSE);
}

/**
 * valise_keeper_forget_progress:
 * @self: a keeper
 *
 * Nothing was told of this run yet.
 */
void
valise_keeper_forget_progress (ValiseKeeper *self)
{
  g_clear_pointer (&self->folder, g_free);
  self->progress = (ValiseProgress){ .seconds_left = -1 };
}

static void on_run_ended (GObject *source, GAsyncResult *async, gpointer data);

/**
 * valise_keeper_start_run:
 * @self: a keeper
 *
 * Starts a run, or notes that another one is to follow the one that is under way.
 */
void
valise_keeper_start_run (ValiseKeeper *self)
{
  const ValiseRunOptions options = {
    .open_folder = self->open_folder,
    .confirm_deletions = self->confirm,
    .retry_refused = self->asked,
    .text_only = self->text_only,
    .progress = on_progress,
    .data = self,
  };

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  valise_keeper_cancel (&self->listening);
  if (self->running != NULL)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  self->confirm = self->asked = FALSE;
  self->running = g_cancellable_new ();
  g_ptr_array_extend_and_steal (self->served, g_ptr_array_ref (self->asking));
  valise_keeper_forget_progress (self);
  valise_worker_run_async (valise_keeper_ensure_worker (self, &self->worker), G_OBJECT (self),
                           &options, self->running, on_run_ended);
}

static void
take_report (ValiseKeeper *self, const ValiseRunReport *report)
{
  self->held = report->held;
  if (report->conflicts->len > 0)
    g_signal_emit_by_name (self, "conflicts-found", report->conflicts->len);
}

static void
on_run_ended (GObject *source, GAsyncResult *async, gpointer data)
{
  ValiseKeeper *self = VALISE_KEEPER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseRunReport) report = valise_worker_run_finish (async, &error);
  g_autoptr (ValiseRunResult) result = NULL;
  gboolean again = self->again;

  g_clear_object (&self->running);
  self->again = FALSE;
  valise_keeper_forget_progress (self);
  if (report != NULL)
    take_report (self, report);
  self->retry_after = error != NULL ? valise_error_retry_after (error) : 0;

  /* Went offline and online again before the run had stopped: this is the run that is due now. */
  if (again && error != NULL && valise_error_is_cancelled (error)
      && self->mode == VALISE_MODE_SYNCING)
    valise_keeper_start_run (self);
  else
    {
      valise_keeper_event (self, valise_mode_event_of_run (error));
      if (again)
        valise_keeper_event (self, VALISE_EVENT_WANTED);
    }
  result = self->mode == VALISE_MODE_OFFLINE_CHOSEN
               ? valise_keeper_offline_result (self)
               : valise_run_result_new (self->account_id, self->name, report, error);
  valise_keeper_answer (self->served, result);
  if (self->running == NULL)
    valise_keeper_answer (self->asking, result);
  g_signal_emit_by_name (self, "stored", TRUE);
}

/* What the end of listening means: the server changed (a run), it cannot say so (look every
 * minute), or it went away (look soon; a run then finds out what is true). */
static void
on_listen_ended (GObject *source, GAsyncResult *async, gpointer data)
{
  ValiseKeeper *self = VALISE_KEEPER (source);
  g_autoptr (GError) error = NULL;
  ValiseWait wait = valise_worker_listen_finish (async, &error);

  if (g_task_get_cancellable (G_TASK (async)) != self->listening)
    return; /* it was ended because something else began */
  g_clear_object (&self->listening);
  switch (wait)
    {
    case VALISE_WAIT_CHANGED:
    case VALISE_WAIT_TIMED_OUT:
      self->deaf = 0;
      valise_keeper_event (self, VALISE_EVENT_TIMER);
      break;
    case VALISE_WAIT_NOT_SUPPORTED:
      valise_keeper_set_timer (self, POLL_SECONDS);
      break;
    case VALISE_WAIT_FAILED:
      self->deaf++;
      valise_keeper_set_timer (
          self, MIN (valise_backoff_seconds (self->deaf, 0, g_random_double ()), POLL_SECONDS));
      break;
    }
}

/**
 * valise_keeper_listen:
 * @self: a keeper
 *
 * Waits for the server to say that something changed.
 */
void
valise_keeper_listen (ValiseKeeper *self)
{
  self->attempts = 0;
  if (self->running != NULL)
    return;
  valise_keeper_cancel (&self->listening);
  self->listening = g_cancellable_new ();
  valise_worker_listen_async (valise_keeper_ensure_worker (self, &self->worker), G_OBJECT (self),
                              LISTEN_SECONDS, self->listening, on_listen_ended);
}
