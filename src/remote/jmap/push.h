/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/request.h"
#include "remote/jmap/verbs.h"

G_BEGIN_DECLS

/* One call of the verb push. */
typedef struct
{
  ValiseJmap *jmap;
  ValiseOutcomeFunc sink;
  gpointer sink_data;
  GCancellable *cancellable;
} ValisePush;

/* The kinds of edits, one file each. All return FALSE only for what fails the verb. */
gboolean valise_push_patches (ValisePush *push, GPtrArray *edits, GError **error);
gboolean valise_push_creates (ValisePush *push, GPtrArray *edits, GError **error);
gboolean valise_push_replace (ValisePush *push, const ValiseEdit *edit, GError **error);
gboolean valise_push_submit (ValisePush *push, const ValiseEdit *edit, GError **error);

/* Telling outcomes. */
gboolean
valise_push_tell (ValisePush *push, const ValiseEdit *edit, ValiseOutcomeType type, GError **error);
gboolean valise_push_tell_done (
    ValisePush *push, const ValiseEdit *edit, const char *id, const char *revision, GError **error);
gboolean valise_push_tell_failure (ValisePush *push,
                                   const ValiseEdit *edit,
                                   GError *failure,
                                   GError **error);
gboolean valise_push_tell_method_error (ValisePush *push,
                                        const ValiseEdit *edit,
                                        const GError *failure,
                                        GError **error);
gboolean valise_push_tell_set_error (ValisePush *push,
                                     const ValiseEdit *edit,
                                     JsonObject *set_error,
                                     GError **error);

/* What several of them need (push-tools.c). */
char *valise_push_upload (ValisePush *push, GBytes *bytes, GError **error);
gboolean valise_push_find (ValisePush *push,
                           const char *folder,
                           const char *uid,
                           GBytes *bytes,
                           const char *blob_id,
                           char **id,
                           char **revision,
                           GError **error);
void valise_push_add_flags (JsonObject *patch, const char *base, const char *flags);
JsonObject *valise_push_import_object (const char *blob_id,
                                       const char *const *folders,
                                       const char *flags,
                                       gint64 date);
gboolean
valise_push_adopt (ValisePush *push, const ValiseEdit *edit, const char *id, GError **error);
JsonObject *valise_push_patch (ValisePush *push, const char *id, JsonObject *patch, GError **error);

G_END_DECLS
