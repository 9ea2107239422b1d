/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thread for blocking work that has to happen in order: the runs of one account, the user's
 * edits.
 *
 * A thread pool would not do: a database connection belongs to one thread, and so does a remote.
 * Both are this thread's state, which only its tasks touch, and which is freed by the thread itself
 * when everything that was pushed is done. Results go back by GTask, to the main context of whoever
 * made the task. */

#include "engine/thread.h"

#include <sys/resource.h>
#include <unistd.h>

/* How nice a thread in the background is. It loses nothing where processors are free. Much more
 * would do harm: what it holds, such as a lock of the database, would be held for longer while
 * other programs keep the processors busy. */
#define BACKGROUND_NICE 5

struct _ValiseThread
{
  GThread *thread;
  GAsyncQueue *queue; /* (element-type Work) */
  ValiseThreadUrgency urgency;
  gpointer state;
  GDestroyNotify free_state;
};

typedef struct
{
  GTask *task; /* NULL: end the thread */
  GTaskThreadFunc func;
} Work;

static void
work_free (Work *work)
{
  g_clear_object (&work->task);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static gboolean
do_next (ValiseThread *self)
{
  g_autoptr (Work) work = g_async_queue_pop (self->queue);
  GTask *task = work->task;

  if (task == NULL)
    return FALSE;
  if (!g_task_return_error_if_cancelled (task))
    work->func (task, g_task_get_source_object (task), g_task_get_task_data (task),
                g_task_get_cancellable (task));
  return TRUE;
}

/* Linux has a niceness for each thread; the threads that this one starts have the same. */
static void
give_way (void)
{
  if (setpriority (PRIO_PROCESS, (id_t)gettid (), BACKGROUND_NICE) != 0)
    g_debug ("The thread cannot give way to others.");
}

static gpointer
thread_main (gpointer data)
{
  ValiseThread *self = data;

  if (self->urgency == VALISE_THREAD_BACKGROUND)
    give_way ();
  while (do_next (self))
    ;
  if (self->free_state != NULL)
    self->free_state (self->state);
  return NULL;
}

/**
 * valise_thread_new:
 * @name: for debuggers, at most 15 bytes
 * @urgency: who waits for it
 * @state: (transfer full) (nullable): what only the thread's tasks touch
 * @free_state: (nullable): frees @state, on the thread
 *
 * Returns: (transfer full): a running thread
 */
ValiseThread *
valise_thread_new (const char *name,
                   ValiseThreadUrgency urgency,
                   gpointer state,
                   GDestroyNotify free_state)
{
  ValiseThread *self = g_new0 (ValiseThread, 1);

  self->queue = g_async_queue_new ();
  self->urgency = urgency;
  self->state = state;
  self->free_state = free_state;
  self->thread = g_thread_new (name, thread_main, self);
  return self;
}

static void
push_work (ValiseThread *self, GTask *task, GTaskThreadFunc func)
{
  Work *work = g_new0 (Work, 1);

  work->task = task;
  work->func = func;
  g_async_queue_push (self->queue, work);
}

/**
 * valise_thread_push:
 * @self: a thread
 * @task: (transfer full): a task; it is returned as cancelled when that happens before its turn
 * @func: does it, on the thread
 */
void
valise_thread_push (ValiseThread *self, GTask *task, GTaskThreadFunc func)
{
  push_work (self, task, func);
}

/**
 * valise_thread_state:
 * @self: a thread
 *
 * Returns: (transfer none): its state, for its tasks only
 */
gpointer
valise_thread_state (ValiseThread *self)
{
  g_assert (g_thread_self () == self->thread);
  return self->state;
}

/**
 * valise_thread_free:
 * @self: (transfer full) (nullable): a thread
 *
 * Waits until everything that was pushed is done; cancel first what may take long.
 */
void
valise_thread_free (ValiseThread *self)
{
  if (self == NULL)
    return;
  push_work (self, NULL, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}
