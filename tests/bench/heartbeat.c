/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A source that wants to run each millisecond, before anything else. How late it comes is how long
 * a click would have waited. Where server, X server and Valise share two processors, a part of that
 * is the time until the thread got one: the kernel counts it (proc_pid_schedstat(5)). */

#include "heartbeat.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define INTERVAL_MS 1
#define FRAME_US 16000

static guint source;
static int schedstat = -1;
static gint64 last, last_waited;
static Heartbeat result;

/* For a processor, since the thread began; 0 where the kernel does not tell. */
static gint64
waited (void)
{
  char text[96];
  char *end;
  gssize length = schedstat >= 0 ? pread (schedstat, text, sizeof text - 1, 0) : 0;

  text[MAX (length, 0)] = '\0';
  g_ascii_strtoull (text, &end, 10);
  return (gint64)g_ascii_strtoull (end, NULL, 10) / 1000;
}

static gboolean
on_beat_cb (gpointer data)
{
  gint64 now = g_get_monotonic_time (), waited_now = waited ();
  gint64 away = now - last;

  result.longest = MAX (result.longest, away);
  result.ours = MAX (result.ours, away - (waited_now - last_waited));
  result.over += away > FRAME_US;
  last = now;
  last_waited = waited_now;
  return G_SOURCE_CONTINUE;
}

/* On the thread of the main loop. */
void
heartbeat_start (void)
{
  schedstat = g_open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  result = (Heartbeat){ 0 };
  last = g_get_monotonic_time ();
  last_waited = waited ();
  source = g_timeout_add_full (G_PRIORITY_HIGH, INTERVAL_MS, on_beat_cb, NULL, NULL);
}

Heartbeat
heartbeat_stop (void)
{
  on_beat_cb (NULL);
  g_clear_handle_id (&source, g_source_remove);
  if (schedstat >= 0)
    close (schedstat);
  schedstat = -1;
  return result;
}
