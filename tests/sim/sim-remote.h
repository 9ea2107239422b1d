/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

#define SIM_TYPE_REMOTE (sim_remote_get_type ())
G_DECLARE_FINAL_TYPE (SimRemote, sim_remote, SIM, REMOTE, GObject)

struct _SimRemote
{
  GObject parent_instance;
  SimWorld *world;
};

/* Where a request, or a part of it, reaches the server: others may come in between, and it may go
 * wrong. Returns: whether it goes on */
gboolean sim_remote_reach (SimRemote *self, const char *what, GError **error);

/* Whether the answer to what was just done is lost. */
gboolean sim_remote_lose (SimRemote *self, GError **error);

char *sim_remote_revision (SimWorld *world, const SimItem *item);

/* sim-push.c */
gboolean sim_remote_push (ValiseRemote *remote,
                          GPtrArray *edits,
                          ValiseOutcomeFunc sink,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
