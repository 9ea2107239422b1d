/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

/* Why an item needs its owner. The numbers are stored in the database: append only. */
typedef enum
{
  VALISE_CONFLICT_BOTH_CHANGED = 0,
  VALISE_CONFLICT_EDITED_HERE_GONE_THERE,
  VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE,
  VALISE_CONFLICT_REFUSED, /* the server refused the local version for good */
} ValiseConflictReason;

/* A conflict that waits for its owner's decision. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  ValiseKind kind;
  ValiseConflictReason reason;
  gint64 item_id;      /* the server's version; 0: it is gone */
  gint64 copy_id;      /* the local version, in Conflicts; 0: there is none (it was deleted here) */
  gint64 base_content; /* what both had before; 0: nothing whole is known of it */
  gint64 announcement_id; /* the message that told of it; 0: removed by the user */
  gint64 folder_id;       /* where it happened; 0: the folder is gone */
  char *folder_path;      /* as it was then */
  char *title;
  char *who;        /* nullable: "Name <address>", who wrote the message or invites to the event */
  gint64 local_at;  /* Unix seconds of the local edit */
  gint64 remote_at; /* Unix seconds when the server's change was seen */
  gint64 at;        /* Unix seconds when the conflict was found */
} ValiseConflict;

const char *valise_conflict_reason_to_string (ValiseConflictReason reason);
void valise_conflict_free (ValiseConflict *conflict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseConflict, valise_conflict_free)

G_END_DECLS
