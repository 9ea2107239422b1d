/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/client.h"
#include "remote/kerio/ids.h"
#include "remote/remote.h"

G_BEGIN_DECLS

/* What the server answers, as items. */

JsonArray *valise_kerio_strings (const char *const *strings);
JsonObject *valise_kerio_query (const char *const *fields, gint64 start, gint64 limit);
void valise_kerio_query_condition (JsonObject *query,
                                   const char *field,
                                   const char *comparator,
                                   const char *value);

gboolean valise_kerio_get_by_id (ValiseKerio *kerio,
                                 ValiseKind kind,
                                 GPtrArray *ids,
                                 GHashTable *found,
                                 GCancellable *cancellable,
                                 GError **error);
JsonObject *valise_kerio_get_one (
    ValiseKerio *kerio, ValiseKind kind, const char *id, GCancellable *cancellable, GError **error);

ValiseKerioContext valise_kerio_context (ValiseKerio *kerio);
char *valise_kerio_revision (ValiseKind kind, JsonObject *object);
ValiseRemoteItem *valise_kerio_item_state (ValiseKind kind, JsonObject *object);

/* Contents of objects that came together: what they need beside themselves is asked for once. */
typedef struct _ValiseKerioReader ValiseKerioReader;

ValiseKerioReader *valise_kerio_reader_new (ValiseKerio *kerio,
                                            ValiseKind kind,
                                            GPtrArray *objects,
                                            GCancellable *cancellable,
                                            GError **error);
void valise_kerio_reader_free (ValiseKerioReader *reader);
ValiseContent *valise_kerio_reader_content (ValiseKerioReader *reader,
                                            JsonObject *object,
                                            const char *uid,
                                            ValiseDepth depth,
                                            GError **error);
ValiseRemoteItem *valise_kerio_reader_item (ValiseKerioReader *reader,
                                            JsonObject *object,
                                            const char *uid,
                                            ValiseDepth depth,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseKerioReader, valise_kerio_reader_free)

G_END_DECLS
