/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/conflict.h"
#include "sync/run-private.h"

G_BEGIN_DECLS

/* An item of the server on its way into the store. */
typedef struct
{
  const ValiseRemoteItem *remote; /* its content is set where reconcile has to compare it */
  gint64 twin; /* item here that it is a new version of, or was created as; 0: found by its id */
} ValiseIncoming;

gboolean valise_apply (ValiseRun *run,
                       const ValiseService *service,
                       const ValiseIncoming *incoming,
                       GError **error);
gboolean valise_apply_conflict (ValiseRun *run,
                                const ValiseItem *mine,
                                ValiseConflictReason reason,
                                gint64 item_id,
                                gboolean copy,
                                GError **error);
gboolean valise_apply_gone (ValiseRun *run, ValiseItem *item, GError **error);

G_END_DECLS
