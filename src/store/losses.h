/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* What exists on this computer only, each thing counted once. */
typedef struct
{
  gint64 changes;   /* that were not sent */
  gint64 outbox;    /* messages that were not sent */
  gint64 only_here; /* items that no server is to get for now: their folder is switched off */
  gint64 conflicts; /* that are not decided */
} ValiseLosses;

gboolean
valise_losses_count (ValiseStore *store, gint64 account_id, ValiseLosses *losses, GError **error);
gboolean valise_losses_any (const ValiseLosses *losses);

G_END_DECLS
