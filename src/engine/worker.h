/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/runner.h"

G_BEGIN_DECLS

/* A runner on a thread of its own. All functions are for the main context; results come back to
 * it. */
typedef struct _ValiseWorker ValiseWorker;

ValiseWorker *
valise_worker_new (const char *data_dir, gint64 account_id, const ValiseRemotes *remotes);
void valise_worker_free (ValiseWorker *self);

/* @source is the source object of the result, and lives until the callback was called.
 * options->progress is called on the main context too. */
void valise_worker_run_async (ValiseWorker *self,
                              GObject *source,
                              const ValiseRunOptions *options,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback);
ValiseRunReport *valise_worker_run_finish (GAsyncResult *result, GError **error);

void valise_worker_fetch_async (ValiseWorker *self,
                                GObject *source,
                                gint64 item_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean valise_worker_fetch_finish (GAsyncResult *result, GError **error);

void valise_worker_listen_async (ValiseWorker *self,
                                 GObject *source,
                                 guint seconds,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback);
ValiseWait valise_worker_listen_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseWorker, valise_worker_free)

G_END_DECLS
