/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/conflict.h"

G_BEGIN_DECLS

/* What one side did to an item's content since both last agreed. */
typedef enum
{
  VALISE_CONTENT_SAME,
  VALISE_CONTENT_CHANGED, /* both sides changed and a different text is there */
  VALISE_CONTENT_EQUAL,   /* remote only: changed to what is here now */
} ValiseContentState;

/* Where one side put an item since both last agreed. */
typedef enum
{
  VALISE_PLACE_SAME,
  VALISE_PLACE_MOVED,
  VALISE_PLACE_TRASHED, /* moved into the folder of role trash: deleted, for a person */
  VALISE_PLACE_GONE,    /* deleted for good */
} ValisePlace;

/* One side of an item, compared with base. */
typedef struct
{
  ValiseContentState content;
  ValisePlace place;
  gboolean marked; /* flags differ from base in more than whether it was read */
} ValiseDelta;

/* Which side a part of the item follows. */
typedef enum
{
  VALISE_FOLLOW_LOCAL,
  VALISE_FOLLOW_REMOTE,
} ValiseFollow;

/* What is to be done. Base becomes remote in any case; what then differs between local and base is
 * sent by the push. */
typedef struct
{
  gboolean forget;      /* remove the item here */
  gboolean keep_delete; /* it stays deleted here, and the server is told */
  ValiseFollow content;
  ValiseFollow folder;
  gboolean conflict;
  ValiseConflictReason reason;
  gboolean copy; /* the local version goes to Conflicts */
} ValisePlan;

ValisePlan valise_reconcile (ValiseDelta local, ValiseDelta remote);

G_END_DECLS
