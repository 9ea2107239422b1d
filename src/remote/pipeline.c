/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lets the server and this computer work at the same time: while one answer is stored here, the
 * next one is read, and the one after it is being written there. Two helper threads produce and
 * prepare, the caller consumes, and one thing waits in between at most, so that memory stays small
 * however long it takes. */

#include "remote/pipeline.h"

#define MAX_WAITING 1

typedef struct _Run Run;

/* Things on their way from one thread to the next. */
typedef struct
{
  Run *run;
  GQueue waiting;
  gboolean ended;
  GError *error; /* why it ended; NULL: because there is no more */
} Channel;

struct _Run
{
  const ValisePipeline *pipeline;
  gpointer data;
  GCancellable *cancellable; /* also cancelled when one of the threads gives up */
  GMutex lock;               /* guards the channels */
  GCond changed;
  Channel produced, prepared;
};

/* Hands one thing over when there is room. */
static void
put (Channel *self, gpointer thing)
{
  Run *run = self->run;

  g_mutex_lock (&run->lock);
  while (self->waiting.length >= MAX_WAITING && !g_cancellable_is_cancelled (run->cancellable))
    g_cond_wait (&run->changed, &run->lock);
  g_queue_push_tail (&self->waiting, thing);
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
}

/* Waits for the next thing. Returns NULL at the end, however it came; then says why. */
static gpointer
take (Channel *self, GError **error)
{
  Run *run = self->run;
  gpointer thing;

  g_mutex_lock (&run->lock);
  while (self->waiting.length == 0 && !self->ended)
    g_cond_wait (&run->changed, &run->lock);
  thing = g_queue_pop_head (&self->waiting);
  if (thing == NULL && self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
  return thing;
}

/* @error: (transfer full) (nullable) */
static void
end (Channel *self, GError *error)
{
  Run *run = self->run;

  g_mutex_lock (&run->lock);
  self->ended = TRUE;
  self->error = error;
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
}

static void
channel_clear (Channel *self, GDestroyNotify free_thing)
{
  g_queue_clear_full (&self->waiting, free_thing);
  g_clear_error (&self->error);
}

static gpointer
run_producer (gpointer data)
{
  Run *run = data;
  GError *error = NULL;
  gpointer thing;

  while ((thing = run->pipeline->produce (run->data, run->cancellable, &error)) != NULL)
    put (&run->produced, thing);
  end (&run->produced, error);
  return NULL;
}

static gpointer
run_preparer (gpointer data)
{
  Run *run = data;
  GError *error = NULL;
  gpointer thing;

  while ((thing = take (&run->produced, &error)) != NULL
         && (thing = run->pipeline->prepare (thing, run->data, &error)) != NULL)
    put (&run->prepared, thing);
  end (&run->prepared, error);
  return NULL;
}

static void
stop (Run *run)
{
  g_cancellable_cancel (run->cancellable);
  g_mutex_lock (&run->lock);
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
}

static void
on_cancelled_cb (GCancellable *cancellable, Run *run)
{
  stop (run);
}

static void
consume_all (Run *run, GCancellable *cancellable, GError **error)
{
  gpointer thing;

  while (!g_cancellable_set_error_if_cancelled (cancellable, error)
         && (thing = take (&run->prepared, error)) != NULL
         && run->pipeline->consume (thing, run->data, error))
    ;
}

/**
 * valise_pipeline_run:
 * @pipeline: what is done on each thread
 * @data: for its functions; what several of them use must not change
 * @cancellable: (nullable): ends it, as soon as the functions that run return
 * @error: where the first error of any of them goes
 *
 * Returns: whether everything was produced, prepared and consumed
 */
gboolean
valise_pipeline_run (const ValisePipeline *pipeline,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  Run run = { .pipeline = pipeline, .data = data, .cancellable = inner };
  g_autoptr (GError) failure = NULL;
  GThread *producer, *preparer;
  gulong handler;

  g_mutex_init (&run.lock);
  g_cond_init (&run.changed);
  run.produced = (Channel){ .run = &run, .waiting = G_QUEUE_INIT };
  run.prepared = (Channel){ .run = &run, .waiting = G_QUEUE_INIT };
  producer = g_thread_new ("valise-produce", run_producer, &run);
  preparer = g_thread_new ("valise-prepare", run_preparer, &run);
  handler = cancellable != NULL
                ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), &run, NULL)
                : 0;
  consume_all (&run, cancellable, &failure);
  stop (&run);
  g_thread_join (producer);
  g_thread_join (preparer);
  g_cancellable_disconnect (cancellable, handler);

  channel_clear (&run.produced, pipeline->free_produced);
  channel_clear (&run.prepared, pipeline->free_prepared);
  g_mutex_clear (&run.lock);
  g_cond_clear (&run.changed);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
