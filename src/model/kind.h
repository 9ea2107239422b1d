/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers are stored in the database: append only. */
typedef enum
{
  VALISE_KIND_MAIL = 0,
  VALISE_KIND_EVENT,
  VALISE_KIND_CONTACT,
  VALISE_KIND_TASK,
  VALISE_KIND_NOTE,
} ValiseKind;

typedef enum
{
  VALISE_ROLE_NONE = 0,
  VALISE_ROLE_INBOX,
  VALISE_ROLE_DRAFTS,
  VALISE_ROLE_SENT,
  VALISE_ROLE_TRASH,
  VALISE_ROLE_JUNK,
  VALISE_ROLE_ARCHIVE,
  VALISE_ROLE_OUTBOX,    /* local only: sent on the next run */
  VALISE_ROLE_CONFLICTS, /* local only: never reaches the server */
} ValiseRole;

/* How much of an item's content is kept here. */
typedef enum
{
  VALISE_DEPTH_NONE = 0,
  VALISE_DEPTH_TEXT, /* header and plain text */
  VALISE_DEPTH_FULL,
} ValiseDepth;

const char *valise_kind_to_string (ValiseKind kind);
const char *valise_role_to_string (ValiseRole role);
const char *valise_depth_to_string (ValiseDepth depth);
gboolean valise_depth_from_string (const char *text, ValiseDepth *depth);

gboolean valise_role_is_local (ValiseRole role);

G_END_DECLS
