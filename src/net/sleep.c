/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A pause that can be cancelled: the only way a driver waits, so that no wait outlives its run. */

#include "net/sleep.h"

/**
 * valise_sleep:
 * @milliseconds: how long
 * @cancellable: (nullable): ends the pause at once
 * @error: where %G_IO_ERROR_CANCELLED goes
 *
 * Returns: whether the time passed without being cancelled
 */
gboolean
valise_sleep (guint milliseconds, GCancellable *cancellable, GError **error)
{
  gint64 end = g_get_monotonic_time () + (gint64)milliseconds * 1000;
  GPollFD fd;

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_usleep ((gulong)milliseconds * 1000);
      return !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  for (gint64 left = end - g_get_monotonic_time (); left > 0; left = end - g_get_monotonic_time ())
    if (g_poll (&fd, 1, (gint)MIN (left / 1000 + 1, G_MAXINT)) > 0)
      break;
  g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
