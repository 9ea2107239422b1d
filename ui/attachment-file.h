/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/content.h"

G_BEGIN_DECLS

char *valise_attachment_file_name (const char *name, guint index);
GFile *valise_attachment_file_free_name (GFile *folder, const char *name);
GFile *valise_attachment_file_temporary (const char *name, GError **error);
void valise_attachment_file_save_async (ValiseContent *content,
                                        guint index,
                                        GFile *file,
                                        gboolean read_only,
                                        GAsyncReadyCallback callback,
                                        gpointer data);
gboolean valise_attachment_file_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
