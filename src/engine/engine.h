/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/account-services.h"
#include "engine/remotes.h"
#include "engine/status.h"
#include "model/content.h"
#include "store/store.h"
#include "sync/resolve.h"

G_BEGIN_DECLS

/* What tray and window talk to. Lives on the main context; nothing here waits for the network.
 *
 * Signals, all on the main context, all coalesced:
 *   status-changed ()            valise_engine_get_status () says something new
 *   items-changed (gint64 folder)  read the folder's items again; 0: any folder
 *   folders-changed ()           the folder tree, a setting or a count changed
 *   accounts-changed ()          an account came or went, was changed, enabled or disabled
 *   conflicts-found (guint n)    a run found n new conflicts: one notification
 *   edit-failed (GError *error)  an edit without a callback could not be stored */

#define VALISE_TYPE_ENGINE (valise_engine_get_type ())
G_DECLARE_FINAL_TYPE (ValiseEngine, valise_engine, VALISE, ENGINE, GObject)

ValiseEngine *
valise_engine_new (const char *data_dir, const ValiseRemotes *remotes, GError **error);
void valise_engine_start (ValiseEngine *self);
void valise_engine_stop (ValiseEngine *self);

const char *valise_engine_get_data_dir (ValiseEngine *self);
ValiseStore *valise_engine_get_store (ValiseEngine *self);
ValiseStatus *valise_engine_get_status (ValiseEngine *self);

void valise_engine_set_work_offline (ValiseEngine *self, gboolean offline);
void valise_engine_set_reconnect (ValiseEngine *self, gboolean reconnect);
gboolean valise_engine_get_reconnect (ValiseEngine *self);
void valise_engine_set_text_only (ValiseEngine *self, gboolean text_only);
void valise_engine_set_open_folder (ValiseEngine *self, gint64 folder_id);
void valise_engine_changed_outside (ValiseEngine *self);

void valise_engine_sync_async (ValiseEngine *self,
                               gint64 account_id,
                               gboolean confirm_deletions,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
GPtrArray *valise_engine_sync_finish (ValiseEngine *self, GAsyncResult *result, GError **error);

void valise_engine_fetch_item_async (ValiseEngine *self,
                                     gint64 item_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
gboolean valise_engine_fetch_item_finish (ValiseEngine *self, GAsyncResult *result, GError **error);

/* The user's edits: stored in order, on a thread of their own. @callback may be NULL; a failure is
 * then told by edit-failed. All of them end in valise_engine_edit_finish (). */
void valise_engine_edit_add_async (ValiseEngine *self,
                                   gint64 folder_id,
                                   ValiseContent *content,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
void valise_engine_edit_replace_async (ValiseEngine *self,
                                       gint64 item_id,
                                       ValiseContent *content,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
void valise_engine_edit_flags_async (ValiseEngine *self,
                                     gint64 item_id,
                                     const char *const *set,
                                     const char *const *clear,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
void valise_engine_edit_move_async (ValiseEngine *self,
                                    gint64 item_id,
                                    gint64 folder_id,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
void valise_engine_edit_delete_async (ValiseEngine *self,
                                      gint64 item_id,
                                      gboolean permanently,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
void valise_engine_edit_discard_async (ValiseEngine *self,
                                       gint64 item_id,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
void valise_engine_resolve_async (ValiseEngine *self,
                                  gint64 conflict_id,
                                  ValiseKeep keep,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
void valise_engine_set_folder_async (ValiseEngine *self,
                                     gint64 folder_id,
                                     const gboolean *sync,
                                     const ValiseDepth *depth,
                                     gboolean recursive,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
gboolean valise_engine_edit_finish (ValiseEngine *self,
                                    GAsyncResult *result,
                                    gint64 *item_id,
                                    GError **error);

/* Accounts: what is found is shown before it is added. What is not find ends in
 * valise_engine_account_finish (). */
void valise_engine_find_account_async (ValiseEngine *self,
                                       const ValiseAccount *account,
                                       const char *password,
                                       ValiseSearchFunc told,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
GPtrArray *
valise_engine_find_account_finish (ValiseEngine *self, GAsyncResult *result, GError **error);
void valise_engine_add_account_async (ValiseEngine *self,
                                      const ValiseAccount *account,
                                      GPtrArray *findings,
                                      const char *password,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
void valise_engine_edit_account_async (ValiseEngine *self,
                                       const ValiseAccount *account,
                                       const char *password,
                                       gboolean search_more,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
void valise_engine_set_account_disabled_async (ValiseEngine *self,
                                               gint64 account_id,
                                               gboolean disabled,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer data);
void valise_engine_remove_account_async (ValiseEngine *self,
                                         gint64 account_id,
                                         gboolean force,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer data);
void valise_engine_set_password_async (ValiseEngine *self,
                                       gint64 account_id,
                                       const char *password,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
gboolean valise_engine_account_finish (ValiseEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
