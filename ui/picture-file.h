/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

GdkPixbuf *valise_picture_decode (GBytes *bytes, int size, GError **error);
void valise_picture_load_async (GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
GBytes *valise_picture_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
