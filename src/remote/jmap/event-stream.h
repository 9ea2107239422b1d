/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads events (WHATWG HTML, section 9.2) from a stream. */
typedef struct _ValiseEventStream ValiseEventStream;

ValiseEventStream *valise_event_stream_new (GInputStream *stream);
void valise_event_stream_free (ValiseEventStream *self);
gboolean valise_event_stream_next (ValiseEventStream *self,
                                   char **data,
                                   GCancellable *cancellable,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseEventStream, valise_event_stream_free)

G_END_DECLS
