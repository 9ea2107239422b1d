/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/store.h"

G_BEGIN_DECLS

/* Asks the store something; runs on a thread. */
typedef gpointer (*ValiseStoreFunc) (ValiseStore *store, gpointer data, GError **error);

void valise_store_task_run_async (const char *data_dir,
                                  ValiseStoreFunc func,
                                  gpointer data,
                                  GDestroyNotify data_free,
                                  GDestroyNotify result_free,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gpointer valise_store_task_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
