/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes the next thing, on a helper thread. Returns NULL with an error, or without one at the end.
 */
typedef gpointer (*ValiseProduceFunc) (gpointer data, GCancellable *cancellable, GError **error);

/* Takes it (transfer full), on the caller's thread. */
typedef gboolean (*ValiseConsumeFunc) (gpointer thing, gpointer data, GError **error);

gboolean valise_pipeline_run (ValiseProduceFunc produce,
                              ValiseConsumeFunc consume,
                              GDestroyNotify free_thing,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
