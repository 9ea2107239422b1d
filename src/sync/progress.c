/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of a run for people: done of total, bytes, rate and time left. The rate is smoothed
 * over some seconds, so that the time left does not jump with every batch. */

#include "sync/progress.h"

#define TELL_EVERY_US (G_USEC_PER_SEC / 10)
#define WINDOW_SECONDS 5.0

struct _ValiseMeter
{
  ValiseProgressFunc progress;
  gpointer data;
  ValiseProgress now;
  char *folder;
  double items_rate;                   /* items a second, smoothed */
  gint64 counted_items, counted_bytes; /* since the rates were last brought up to date */
  gint64 counted_at, told_at;          /* monotonic time */
};

/**
 * valise_meter_new:
 * @progress: (nullable): who is told
 * @data: for @progress
 *
 * Returns: (transfer full): a meter; used by the thread of one run
 */
ValiseMeter *
valise_meter_new (ValiseProgressFunc progress, gpointer data)
{
  ValiseMeter *meter = g_new0 (ValiseMeter, 1);

  meter->progress = progress;
  meter->data = data;
  meter->now.seconds_left = -1;
  meter->counted_at = g_get_monotonic_time ();
  return meter;
}

/**
 * valise_meter_free:
 * @meter: (transfer full) (nullable): a meter
 */
void
valise_meter_free (ValiseMeter *meter)
{
  if (meter == NULL)
    return;
  g_free (meter->folder);
  g_free (meter);
}

static void
update_rates (ValiseMeter *meter, gint64 now)
{
  double seconds = (double)(now - meter->counted_at) / G_USEC_PER_SEC;
  double weight;

  if (seconds <= 0)
    return;
  weight = MIN (1.0, seconds / WINDOW_SECONDS);
  meter->now.rate += weight * ((double)meter->counted_bytes / seconds - meter->now.rate);
  meter->items_rate += weight * ((double)meter->counted_items / seconds - meter->items_rate);
  meter->counted_items = meter->counted_bytes = 0;
  meter->counted_at = now;
  if (meter->now.total > meter->now.done && meter->items_rate > 0)
    meter->now.seconds_left = (gint64)((double)(meter->now.total - meter->now.done)
                                           / meter->items_rate
                                       + 0.5);
  else
    meter->now.seconds_left = -1;
}

static void
tell (ValiseMeter *meter, gboolean always)
{
  gint64 now = g_get_monotonic_time ();

  if (meter->progress == NULL || (!always && now - meter->told_at < TELL_EVERY_US))
    return;
  update_rates (meter, now);
  meter->told_at = now;
  meter->now.folder = meter->folder;
  meter->progress (&meter->now, meter->data);
}

/**
 * valise_meter_phase:
 * @meter: a meter
 * @phase: what begins
 * @total: its items, as far as known
 */
void
valise_meter_phase (ValiseMeter *meter, ValisePhase phase, gint64 total)
{
  meter->now.phase = phase;
  meter->now.done = 0;
  meter->now.total = total;
  meter->items_rate = 0;
  g_clear_pointer (&meter->folder, g_free);
  tell (meter, TRUE);
}

/**
 * valise_meter_folder:
 * @meter: a meter
 * @path: the folder that is worked on from now on
 */
void
valise_meter_folder (ValiseMeter *meter, const char *path)
{
  if (g_strcmp0 (path, meter->folder) == 0)
    return;
  g_free (meter->folder);
  meter->folder = g_strdup (path);
  tell (meter, TRUE);
}

/**
 * valise_meter_grow:
 * @meter: a meter
 * @items: how many more there are than was said
 */
void
valise_meter_grow (ValiseMeter *meter, gint64 items)
{
  meter->now.total += items;
}

/**
 * valise_meter_add:
 * @meter: a meter
 * @items: how many are done
 * @bytes: how many bytes came with them
 */
void
valise_meter_add (ValiseMeter *meter, gint64 items, gint64 bytes)
{
  meter->now.done += items;
  meter->now.total = MAX (meter->now.total, meter->now.done);
  meter->now.bytes += bytes;
  meter->counted_items += items;
  meter->counted_bytes += bytes;
  tell (meter, FALSE);
}
