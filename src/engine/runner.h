/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/remotes.h"
#include "sync/run.h"

G_BEGIN_DECLS

/* Exchanges one account with its server, blocking. Belongs to the thread that uses it first. */
typedef struct _ValiseRunner ValiseRunner;

ValiseRunner *
valise_runner_new (const char *data_dir, gint64 account_id, const ValiseRemotes *remotes);
void valise_runner_free (ValiseRunner *self);

gboolean valise_runner_check_enabled (const ValiseAccount *account, GError **error);

gboolean valise_runner_run (ValiseRunner *self,
                            const ValiseRunOptions *options,
                            ValiseRunReport *report,
                            GCancellable *cancellable,
                            GError **error);
gboolean
valise_runner_fetch (ValiseRunner *self, gint64 item_id, GCancellable *cancellable, GError **error);
GPtrArray *valise_runner_compare (ValiseRunner *self, GCancellable *cancellable, GError **error);
ValiseWait
valise_runner_listen (ValiseRunner *self, guint seconds, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRunner, valise_runner_free)

G_END_DECLS
