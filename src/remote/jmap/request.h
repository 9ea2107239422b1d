/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/client.h"

G_BEGIN_DECLS

/* Method calls that go to the server in one request (RFC 8620 section 3.3), by index. */
typedef struct _ValiseJmapBatch ValiseJmapBatch;

/* The answers to them. */
typedef struct _ValiseJmapAnswer ValiseJmapAnswer;

ValiseJmapBatch *valise_jmap_batch_new (ValiseJmap *jmap);
void valise_jmap_batch_free (ValiseJmapBatch *self);
void valise_jmap_batch_use (ValiseJmapBatch *self, const char *capability);
JsonObject *valise_jmap_batch_add (ValiseJmapBatch *self, const char *method);
void valise_jmap_batch_refer (
    ValiseJmapBatch *self, JsonObject *args, const char *name, guint call, const char *path);
void valise_jmap_batch_set_writing (ValiseJmapBatch *self);

GBytes *valise_jmap_batch_send_raw (ValiseJmapBatch *self,
                                    gsize max_bytes,
                                    GCancellable *cancellable,
                                    GError **error);
ValiseJmapAnswer *
valise_jmap_batch_send (ValiseJmapBatch *self, GCancellable *cancellable, GError **error);

ValiseJmapAnswer *valise_jmap_answer_parse (ValiseJmap *jmap, GBytes *bytes, GError **error);
void valise_jmap_answer_free (ValiseJmapAnswer *self);
JsonObject *
valise_jmap_answer_get (ValiseJmapAnswer *self, guint call, const char *method, GError **error);

JsonArray *valise_jmap_names (const char *const *names);
void valise_jmap_set_patch (JsonObject *patch, const char *parent, const char *key, gboolean on);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseJmapBatch, valise_jmap_batch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseJmapAnswer, valise_jmap_answer_free)

G_END_DECLS
