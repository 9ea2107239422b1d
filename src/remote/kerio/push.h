/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/read.h"
#include "remote/kerio/verbs.h"

G_BEGIN_DECLS

/* One call of the verb push. */
typedef struct
{
  ValiseKerio *kerio;
  ValiseOutcomeFunc sink;
  gpointer sink_data;
  GCancellable *cancellable;
} ValiseKerioPush;

/* The kinds of edits, one file each. All return FALSE only for what fails the verb. */
gboolean valise_kerio_push_create (ValiseKerioPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_kerio_push_change (ValiseKerioPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_kerio_push_send (ValiseKerioPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_kerio_push_flags (ValiseKerioPush *push, GPtrArray *edits, GError **error);
gboolean valise_kerio_push_moves (ValiseKerioPush *push, GPtrArray *edits, GError **error);
gboolean valise_kerio_push_removals (ValiseKerioPush *push, GPtrArray *edits, GError **error);

/* Telling outcomes. */
gboolean valise_kerio_push_done (ValiseKerioPush *push,
                                 const ValiseEdit *edit,
                                 const char *id,
                                 const char *revision,
                                 GError **error);
gboolean valise_kerio_push_tell (ValiseKerioPush *push,
                                 const ValiseEdit *edit,
                                 ValiseOutcomeType type,
                                 GError **error);
gboolean valise_kerio_push_failure (ValiseKerioPush *push,
                                    const ValiseEdit *edit,
                                    GError *failure,
                                    GError **error);

/* What several of them need (push-tools.c). */
JsonObject *valise_kerio_push_mail (const ValiseEdit *edit, GPtrArray **files);
gboolean valise_kerio_push_check_zone (ValiseKerioPush *push,
                                       const ValiseEdit *edit,
                                       JsonObject *now,
                                       GError **error);
JsonObject *
valise_kerio_push_object (ValiseKerioPush *push, const ValiseEdit *edit, GError **error);
JsonObject *valise_kerio_push_write (
    ValiseKerioPush *push, ValiseKind kind, const char *verb, JsonObject *object, GError **error);
JsonObject *valise_kerio_push_ids (ValiseKerioPush *push,
                                   ValiseKind kind,
                                   const char *verb,
                                   GPtrArray *ids,
                                   const char *folder,
                                   GError **error);
char *valise_kerio_push_exceptions (
    ValiseKerioPush *push, const ValiseEdit *edit, const char *id, char *revision, GError **error);
gboolean valise_kerio_push_find (ValiseKerioPush *push,
                                 ValiseKind kind,
                                 const char *folder,
                                 JsonObject *wanted,
                                 gint64 since,
                                 const char *uid,
                                 JsonObject **found,
                                 GError **error);
gboolean valise_kerio_push_guard (ValiseKerioPush *push,
                                  const ValiseEdit *edit,
                                  JsonObject **now,
                                  ValiseOutcomeType *outcome,
                                  GError **error);

G_END_DECLS
