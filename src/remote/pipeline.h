/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is done to each of a number of things, one after the other. */
typedef struct
{
  /* Makes the next thing, on a helper thread. Returns NULL with an error, or without one at the
   * end. */
  gpointer (*produce) (gpointer data, GCancellable *cancellable, GError **error);
  GDestroyNotify free_produced;
  /* Makes of it (transfer full) what is consumed, on another helper thread. */
  gpointer (*prepare) (gpointer produced, gpointer data, GError **error);
  GDestroyNotify free_prepared;
  /* Takes that (transfer full), on the caller's thread. */
  gboolean (*consume) (gpointer prepared, gpointer data, GError **error);
} ValisePipeline;

gboolean valise_pipeline_run (const ValisePipeline *pipeline,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
