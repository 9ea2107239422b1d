/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void valise_show_uri_async (GtkWidget *widget,
                            const char *uri,
                            GAsyncReadyCallback callback,
                            gpointer data);
gboolean valise_show_uri_finish (GAsyncResult *result, const char *no_program, GError **error);

G_END_DECLS
