/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/status.h"

G_BEGIN_DECLS

/* A running tray application, asked by another process of the same user. */
typedef struct _ValiseBusClient ValiseBusClient;

typedef void (*ValiseLineFunc) (const char *line, gpointer data);

ValiseBusClient *valise_bus_client_new (const char *data_dir);
void valise_bus_client_free (ValiseBusClient *self);

GPtrArray *valise_bus_client_sync (ValiseBusClient *self,
                                   const char *account,
                                   gint64 open_folder,
                                   gboolean confirm_deletions,
                                   ValiseLineFunc progress,
                                   gpointer data,
                                   GError **error);
gboolean valise_bus_client_fetch_item (ValiseBusClient *self, gint64 item_id, GError **error);
gboolean valise_bus_client_fill_status (ValiseBusClient *self, GPtrArray *accounts, GError **error);
void valise_bus_client_changed (ValiseBusClient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseBusClient, valise_bus_client_free)

G_END_DECLS
