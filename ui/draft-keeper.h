/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

/* Keeps a message that is being written among the drafts, and sends it. */
typedef struct _ValiseDraftKeeper ValiseDraftKeeper;

/* @error is NULL when it is stored; @sent: in the Outbox. */
typedef void (*ValiseDraftKeeperFunc) (gboolean sent, const GError *error, gpointer data);

ValiseDraftKeeper *valise_draft_keeper_new (ValiseEngine *engine,
                                            gint64 item_id,
                                            ValiseDraftKeeperFunc func,
                                            gpointer data);
void valise_draft_keeper_free (ValiseDraftKeeper *self);
gint64 valise_draft_keeper_get_item (ValiseDraftKeeper *self);
void valise_draft_keeper_save (ValiseDraftKeeper *self, gint64 account_id, GBytes *bytes);
void valise_draft_keeper_send (ValiseDraftKeeper *self, gint64 account_id, GBytes *bytes);
void valise_draft_keeper_discard (ValiseDraftKeeper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDraftKeeper, valise_draft_keeper_free)

G_END_DECLS
