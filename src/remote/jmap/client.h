/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/http.h"
#include "remote/jmap/session.h"

G_BEGIN_DECLS

/* What all verbs of the JMAP driver share. Belongs to the worker's thread; while a verb has helper
 * threads they may read it, and nobody changes it. */
typedef struct
{
  ValiseHttp *http;
  char *server; /* as the user gave it */
  char *user;
  ValiseJmapSession *session; /* nullable: not opened yet */
  char *session_state;        /* nullable: what the API called the session last (guarded by lock) */
  gboolean outdated;          /* the session has to be read again (guarded by lock) */
  GMutex lock;

  char *email_state;   /* nullable: what changes() told last, so that an echo can be known */
  char *mailbox_state; /* nullable: the same; or what folders() told */
  char *notes;         /* nullable: the mailbox of notes (notes.c), where @tree_known */
  gboolean tree_known; /* the tree was asked for, by this client or one before it */
  guint rounds;        /* of changes() with more to come, one after the other */
} ValiseJmap;

ValiseJmap *valise_jmap_new (const char *server, const char *user, ValiseHttp *http);
void valise_jmap_free (ValiseJmap *self);

gboolean valise_jmap_open (ValiseJmap *self, GCancellable *cancellable, GError **error);
void valise_jmap_load_memo (ValiseJmap *self, const char *memo);
char *valise_jmap_get_memo (ValiseJmap *self);
void valise_jmap_note_session_state (ValiseJmap *self, const char *state);
void valise_jmap_set_outdated (ValiseJmap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseJmap, valise_jmap_free)

G_END_DECLS
