/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/remotes.h"
#include "engine/run-result.h"
#include "engine/status.h"
#include "model/account.h"

G_BEGIN_DECLS

/* Keeps one account in step, on the main context.
 *
 * Signals:
 *   changed ()               what valise_keeper_fill_status () tells is new
 *   stored (gboolean tree)   a run stored something; @tree: it ended, so counts and folders may be
 *                            new as well
 *   conflicts-found (guint)  a run found new conflicts */

#define VALISE_TYPE_KEEPER (valise_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ValiseKeeper, valise_keeper, VALISE, KEEPER, GObject)

ValiseKeeper *valise_keeper_new (const char *data_dir,
                                 const ValiseRemotes *remotes,
                                 const ValiseAccount *account,
                                 gboolean work_offline);
void valise_keeper_start (ValiseKeeper *self);
void valise_keeper_stop (ValiseKeeper *self);

gint64 valise_keeper_get_account_id (ValiseKeeper *self);
gint64 valise_keeper_get_edit_seq (ValiseKeeper *self);
void valise_keeper_fill_status (ValiseKeeper *self, ValiseAccountStatus *status);

void valise_keeper_event (ValiseKeeper *self, ValiseModeEvent event);
void valise_keeper_want_soon (ValiseKeeper *self);
void valise_keeper_set_open_folder (ValiseKeeper *self, gint64 folder_id);
void valise_keeper_set_text_only (ValiseKeeper *self, gboolean text_only);
void valise_keeper_set_reconnect (ValiseKeeper *self, gboolean reconnect);

void valise_keeper_sync_async (ValiseKeeper *self,
                               gboolean confirm_deletions,
                               GAsyncReadyCallback callback,
                               gpointer data);
ValiseRunResult *valise_keeper_sync_finish (ValiseKeeper *self, GAsyncResult *result);

void valise_keeper_fetch_async (ValiseKeeper *self,
                                gint64 item_id,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean valise_keeper_fetch_finish (ValiseKeeper *self, GAsyncResult *result, GError **error);

G_END_DECLS
