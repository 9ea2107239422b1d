/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many changes, few updates: a run tells of its progress more often than anybody can read, and each
 * update of the tray goes over D-Bus. The first change is shown at once, those after it together.
 */

#include "throttle.h"

struct _ValiseThrottle
{
  gint64 interval; /* microseconds */
  gint64 called;   /* monotonic time of the last call; 0 never */
  guint source;
  ValiseThrottleFunc func;
  gpointer data;
};

/**
 * valise_throttle_new:
 * @interval_ms: the time between two calls at least
 * @func: what to call, on the main context; it must not free the throttle
 * @data: for @func
 *
 * Returns: (transfer full): a throttle that waits for the first poke
 */
ValiseThrottle *
valise_throttle_new (guint interval_ms, ValiseThrottleFunc func, gpointer data)
{
  ValiseThrottle *self = g_new0 (ValiseThrottle, 1);

  self->interval = (gint64)interval_ms * 1000;
  self->func = func;
  self->data = data;
  return self;
}

/**
 * valise_throttle_free:
 * @self: (transfer full) (nullable): a throttle; a call that is due is not made
 */
void
valise_throttle_free (ValiseThrottle *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

static gboolean
call_cb (gpointer data)
{
  ValiseThrottle *self = data;

  self->source = 0;
  self->called = g_get_monotonic_time ();
  self->func (self->data);
  return G_SOURCE_REMOVE;
}

/**
 * valise_throttle_poke:
 * @self: a throttle
 *
 * Has the function called: from the main loop, as soon as the interval allows.
 */
void
valise_throttle_poke (ValiseThrottle *self)
{
  gint64 wait;

  if (self->source != 0)
    return;
  wait = self->called == 0 ? 0 : self->called + self->interval - g_get_monotonic_time ();
  self->source = g_timeout_add ((guint)(MAX (wait, 0) / 1000), call_cb, self);
}
