/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/verbs.h"

G_BEGIN_DECLS

/* The verbs of remote.h once more, with the mailbox of notes as a folder of notes. */

GPtrArray *valise_notes_folders (ValiseJmap *jmap, GCancellable *cancellable, GError **error);
ValiseRemoteChanges *valise_notes_changes (ValiseJmap *jmap,
                                           const char *token,
                                           GCancellable *cancellable,
                                           GError **error);
gboolean valise_notes_list (ValiseJmap *jmap,
                            const char *folder,
                            ValiseDepth depth,
                            ValiseKnownFunc known,
                            ValiseListFunc page,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);
gboolean valise_notes_fetch (ValiseJmap *jmap,
                             GPtrArray *fetches,
                             ValiseFetchFunc sink,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);
gboolean valise_notes_push (ValiseJmap *jmap,
                            GPtrArray *edits,
                            ValiseOutcomeFunc sink,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);

/* An id of a folder of notes, or of a note, has this before the one that the server gave. */
#define VALISE_NOTES_PREFIX "note:"

char *valise_notes_id (const char *id);
const char *valise_notes_bare_id (const char *id);

G_END_DECLS
