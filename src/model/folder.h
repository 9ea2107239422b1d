/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

/* What the user may do in a folder (RFC 8621 section 2, myRights, and WebDAV ACL boiled down). */
typedef enum
{
  VALISE_RIGHTS_READ = 1 << 0,
  VALISE_RIGHTS_ADD = 1 << 1,
  VALISE_RIGHTS_REMOVE = 1 << 2,
  VALISE_RIGHTS_FLAG = 1 << 3,
  VALISE_RIGHTS_ALL = 0xf,
} ValiseRights;

/* A mailbox, calendar, address book, task list or notes folder, as it is known here. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 service_id; /* 0: exists on this computer only */
  char *remote_id;   /* nullable: local only */
  gint64 parent_id;  /* 0: top level */
  char *name;
  char *path; /* names from the top, joined with "/"; unique in the account. Set by the store */
  ValiseKind kind;
  ValiseRole role;
  ValiseRights rights;
  gboolean sync;
  ValiseDepth depth; /* FULL for every kind but mail */
  gboolean shrink;   /* the depth went down: contents that are too deep are to be cut */
  gboolean listed;   /* every item that the server has is known here */
  gint64 listed_at;  /* Unix seconds; 0 never */
  /* Counted by the store; what the user sees (no deleted items). */
  gint64 total, unread, kept_none, kept_text, kept_full, pending;
} ValiseFolder;

void valise_folder_free (ValiseFolder *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseFolder, valise_folder_free)

G_END_DECLS
