/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lets the server and the caller work at the same time: while one answer is read and stored here,
 * the next one is already being written there. One helper thread produces, the caller consumes, and
 * a few things wait in between at most, so that memory stays small however long it takes. */

#include "remote/jmap/pipeline.h"

#define MAX_WAITING 1

typedef struct
{
  ValiseProduceFunc produce;
  gpointer data;
  GCancellable *cancellable; /* of the helper: also cancelled when the consumer gives up */

  GMutex lock; /* guards what follows */
  GCond changed;
  GQueue waiting;
  gboolean ended;
  GError *error;
} Pipeline;

/* Hands one thing over when there is room. */
static void
put (Pipeline *self, gpointer thing)
{
  g_mutex_lock (&self->lock);
  while (self->waiting.length >= MAX_WAITING && !g_cancellable_is_cancelled (self->cancellable))
    g_cond_wait (&self->changed, &self->lock);
  g_queue_push_tail (&self->waiting, thing);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_helper (gpointer data)
{
  Pipeline *self = data;
  g_autoptr (GError) error = NULL;
  gpointer thing;

  while ((thing = self->produce (self->data, self->cancellable, &error)) != NULL)
    put (self, thing);
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  self->error = g_steal_pointer (&error);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* Waits for the next thing. Returns NULL at the end, however it came. */
static gpointer
take (Pipeline *self)
{
  gpointer thing;

  g_mutex_lock (&self->lock);
  while (self->waiting.length == 0 && !self->ended)
    g_cond_wait (&self->changed, &self->lock);
  thing = g_queue_pop_head (&self->waiting);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return thing;
}

static void
stop (Pipeline *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
on_cancelled_cb (GCancellable *cancellable, Pipeline *self)
{
  stop (self);
}

/**
 * valise_pipeline_run:
 * @produce: makes the things, on a helper thread
 * @consume: takes them in the same order, on this thread
 * @free_thing: frees a thing that is not consumed
 * @data: for @produce and @consume; what both use must not change
 * @cancellable: (nullable): ends it, as soon as both functions return
 * @error: where the error of either goes
 *
 * Returns: whether everything was produced and consumed
 */
gboolean
valise_pipeline_run (ValiseProduceFunc produce,
                     ValiseConsumeFunc consume,
                     GDestroyNotify free_thing,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  Pipeline self = { .produce = produce, .data = data, .cancellable = inner };
  g_autoptr (GError) failure = NULL;
  GThread *helper;
  gulong handler;
  gpointer thing;

  g_mutex_init (&self.lock);
  g_cond_init (&self.changed);
  g_queue_init (&self.waiting);
  helper = g_thread_new ("valise-pipeline", run_helper, &self);
  handler = cancellable != NULL
                ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), &self, NULL)
                : 0;
  while (!g_cancellable_set_error_if_cancelled (cancellable, &failure)
         && (thing = take (&self)) != NULL && consume (thing, data, &failure))
    ;
  stop (&self);
  g_thread_join (helper);
  g_cancellable_disconnect (cancellable, handler);

  g_queue_clear_full (&self.waiting, free_thing);
  g_mutex_clear (&self.lock);
  g_cond_clear (&self.changed);
  if (failure == NULL)
    failure = g_steal_pointer (&self.error);
  g_clear_error (&self.error);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
