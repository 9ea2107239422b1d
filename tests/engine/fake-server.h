/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/remotes.h"

G_BEGIN_DECLS

/* A server in this process: an Inbox, a driver for it, and what a test wants to go wrong. All
 * fields are guarded by the lock; drivers are called on the workers' threads. */
typedef struct
{
  GMutex lock;
  GCond changed;
  guint calls;     /* of any verb that would send a packet */
  guint waiting;   /* drivers that hang in wait */
  guint held;      /* drivers that hang in changes */
  gboolean hold;   /* let drivers hang in changes */
  gboolean pushes; /* wait is supported */
  gboolean said;   /* wake the drivers that hang in wait */
  int fail;        /* ValiseError of every verb; -1: all is well */
} FakeServer;

FakeServer *fake_server_new (void);
void fake_server_free (FakeServer *server);
ValiseRemotes fake_server_remotes (FakeServer *server);

guint fake_server_calls (FakeServer *server);
guint fake_server_waiting (FakeServer *server);
guint fake_server_held (FakeServer *server);
void fake_server_fail (FakeServer *server, int code);
void fake_server_hold (FakeServer *server, gboolean hold);
void fake_server_say_changed (FakeServer *server);

G_END_DECLS
