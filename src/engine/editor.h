/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/edit-request.h"

G_BEGIN_DECLS

/* The thread of the user's edits. */
typedef struct _ValiseEditor ValiseEditor;

ValiseEditor *valise_editor_new (const char *data_dir);
void valise_editor_free (ValiseEditor *self);

void valise_editor_do_async (ValiseEditor *self,
                             GObject *source,
                             ValiseEditRequest *request,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean
valise_editor_do_finish (GAsyncResult *result, gint64 *item_id, gint64 *account_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseEditor, valise_editor_free)

G_END_DECLS
