/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long the main loop was away, from heartbeat_start() on; in microseconds. */
typedef struct
{
  gint64 longest; /* between two turns of the loop */
  gint64 ours;    /* the longest, less the time that the thread waited for a processor */
  guint over;     /* turns that came after more than a frame */
} Heartbeat;

void heartbeat_start (void);
Heartbeat heartbeat_stop (void);

G_END_DECLS
