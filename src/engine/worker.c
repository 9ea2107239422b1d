/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The worker of one account: straight-line blocking code on a thread of its own (design, section
 * 4), told what to do and telling what came of it by GTask. It decides nothing; that is the
 * keeper's. */

#include "engine/worker.h"

#include "engine/thread.h"

struct _ValiseWorker
{
  ValiseThread *thread; /* its state is the ValiseRunner */
};

/* One command to the thread. */
typedef struct
{
  ValiseThread *thread;
  ValiseRunOptions options;
  ValiseRunReport *report;
  gint64 item_id;
  guint seconds;
} Command;

static void
command_free (Command *command)
{
  g_clear_pointer (&command->report, valise_run_report_free);
  g_free (command);
}

/**
 * valise_worker_new:
 * @data_dir: the folder of the database
 * @account_id: an account
 * @remotes: how drivers are made
 *
 * Returns: (transfer full): a worker that waits for its first command
 */
ValiseWorker *
valise_worker_new (const char *data_dir, gint64 account_id, const ValiseRemotes *remotes)
{
  ValiseWorker *self = g_new0 (ValiseWorker, 1);
  g_autofree char *name = g_strdup_printf ("account-%d", (int)account_id);

  self->thread = valise_thread_new (name, VALISE_THREAD_BACKGROUND,
                                    valise_runner_new (data_dir, account_id, remotes),
                                    (GDestroyNotify)valise_runner_free);
  return self;
}

/**
 * valise_worker_free:
 * @self: (transfer full) (nullable): a worker
 *
 * Waits for the thread; cancel what it does first, then that takes a second at most.
 */
void
valise_worker_free (ValiseWorker *self)
{
  if (self == NULL)
    return;
  valise_thread_free (self->thread);
  g_free (self);
}

/* A task that says how the work ended even when it was cancelled at the last moment. */
static GTask *
new_task (ValiseWorker *self,
          gpointer source,
          Command *command,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (source, cancellable, callback, data);

  command->thread = self->thread;
  g_task_set_task_data (task, command, (GDestroyNotify)command_free);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* A copy of what a run told, on its way to the main context. */
typedef struct
{
  GTask *task; /* keeps the source object and the options */
  ValiseProgress progress;
  char *folder;
} Telling;

static void
telling_free (Telling *telling)
{
  g_object_unref (telling->task);
  g_free (telling->folder);
  g_free (telling);
}

static gboolean
tell_progress (gpointer data)
{
  Telling *telling = data;
  Command *command = g_task_get_task_data (telling->task);

  command->options.progress (&telling->progress, command->options.data);
  return G_SOURCE_REMOVE;
}

/* On the worker's thread. Not g_main_context_invoke (): that may call at once, on this thread, when
 * the main loop does not run just then. */
static void
on_progress (const ValiseProgress *progress, gpointer data)
{
  GTask *task = data;
  g_autoptr (GSource) source = g_idle_source_new ();
  Telling *telling = g_new0 (Telling, 1);

  telling->task = g_object_ref (task);
  telling->folder = g_strdup (progress->folder);
  telling->progress = *progress;
  telling->progress.folder = telling->folder;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_progress, telling, (GDestroyNotify)telling_free);
  g_source_attach (source, g_task_get_context (task));
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Command *command = data;
  ValiseRunOptions options = command->options;
  GError *error = NULL;

  options.progress = command->options.progress != NULL ? on_progress : NULL;
  options.data = task;
  if (valise_runner_run (valise_thread_state (command->thread), &options, command->report,
                         cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&command->report),
                           (GDestroyNotify)valise_run_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * valise_worker_run_async:
 * @self: a worker
 * @source: keeps itself alive until the end
 * @options: what is wanted of the run; its data has to live as long as @source
 * @cancellable: (nullable): stops it within one second
 * @callback: called with @source when the run has ended
 */
void
valise_worker_run_async (ValiseWorker *self,
                         GObject *source,
                         const ValiseRunOptions *options,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback)
{
  Command *command = g_new0 (Command, 1);

  command->options = *options;
  command->report = valise_run_report_new ();
  valise_thread_push (self->thread, new_task (self, source, command, cancellable, callback, NULL),
                      run);
}

/**
 * valise_worker_run_finish:
 * @result: what the callback got
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): what the run did
 */
ValiseRunReport *
valise_worker_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fetch (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Command *command = data;
  GError *error = NULL;

  if (valise_runner_fetch (valise_thread_state (command->thread), command->item_id, cancellable,
                           &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * valise_worker_fetch_async:
 * @self: a worker
 * @source: keeps itself alive until the end
 * @item_id: an item
 * @cancellable: (nullable): stops it within one second
 * @callback: called with @source when the whole item is here
 * @data: for @callback
 */
void
valise_worker_fetch_async (ValiseWorker *self,
                           GObject *source,
                           gint64 item_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  Command *command = g_new0 (Command, 1);

  command->item_id = item_id;
  valise_thread_push (self->thread, new_task (self, source, command, cancellable, callback, data),
                      fetch);
}

/**
 * valise_worker_fetch_finish:
 * @result: what the callback got
 * @error: where the error goes
 *
 * Returns: whether the whole item is here
 */
gboolean
valise_worker_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
listen (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Command *command = data;
  GError *error = NULL;
  ValiseWait wait = valise_runner_listen (valise_thread_state (command->thread), command->seconds,
                                          cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, wait);
}

/**
 * valise_worker_listen_async:
 * @self: a worker
 * @source: keeps itself alive until the end
 * @seconds: how long at most
 * @cancellable: (nullable): stops it within one second
 * @callback: called with @source when the server said something
 */
void
valise_worker_listen_async (ValiseWorker *self,
                            GObject *source,
                            guint seconds,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback)
{
  Command *command = g_new0 (Command, 1);

  command->seconds = seconds;
  valise_thread_push (self->thread, new_task (self, source, command, cancellable, callback, NULL),
                      listen);
}

/**
 * valise_worker_listen_finish:
 * @result: what the callback got
 * @error: where the error goes
 *
 * Returns: why the wait ended; %VALISE_WAIT_FAILED with @error set
 */
ValiseWait
valise_worker_listen_finish (GAsyncResult *result, GError **error)
{
  gssize wait = g_task_propagate_int (G_TASK (result), error);

  return wait < 0 ? VALISE_WAIT_FAILED : (ValiseWait)wait;
}
