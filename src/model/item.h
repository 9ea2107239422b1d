/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

/* What a list shows of an item and what search finds it by. */
typedef struct
{
  char *uid;     /* nullable: Message-ID without <>, or the UID */
  char *title;   /* subject, summary, name; never NULL */
  char *from;    /* nullable: "Name <address>", organizer */
  char *people;  /* nullable: everybody in it, for search */
  gint64 date;   /* Unix seconds: received, start, due; 0 none */
  gint64 size;   /* bytes on the server; 0 unknown */
  char *preview; /* nullable: first words */
  gboolean has_attachment;
  gboolean must_be_full; /* signed or encrypted: never kept in part */
} ValiseSummary;

/* One side of an item that the store keeps two of. */
typedef struct
{
  gint64 folder;  /* 0: not there */
  char *flags;    /* see model/flags.h; never NULL */
  gint64 content; /* content row; 0: not kept here */
} ValiseSide;

/* One message, event, contact, task or note with its base and its local view (design, section 5).
 * A message that the server files in several folders is one item in each of them: the items share
 * remote_id and content. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 service_id; /* 0: on this computer only */
  ValiseKind kind;
  char *remote_id;     /* nullable: the server does not have it, or not yet */
  char *revision;      /* nullable: the server's version mark of base */
  ValiseSide base;     /* what the server had when we last agreed */
  ValiseSide local;    /* what the user sees */
  gboolean deleted;    /* the user deleted it; the server does not know yet */
  gboolean local_only; /* an announcement or a copy in Conflicts: never sent */
  gint64 edit_seq;     /* grows with each edit by the user */
  gint64 edited_at;    /* Unix seconds of the last one; 0 never. Set by the store */
  gint64 sent_seq; /* edit_seq of the push that was started last; 0 none. Its answer may be lost */
  gint64 sent_content; /* what that push carried; 0 none */
  ValiseDepth kept;    /* of the local content. Set by the store */
  char *error;         /* nullable: why the server refused the last edit, for the user */
  ValiseSummary summary;
  gboolean pending; /* local differs from base: waits to be sent. Set by the store when read */
} ValiseItem;

void valise_summary_clear (ValiseSummary *summary);
void valise_summary_copy (const ValiseSummary *from, ValiseSummary *to);
gboolean valise_summary_equal (const ValiseSummary *a, const ValiseSummary *b);

ValiseItem *valise_item_new (gint64 account_id, ValiseKind kind);
ValiseItem *valise_item_copy (const ValiseItem *item);
gboolean valise_item_is_edited (const ValiseItem *item);
void valise_item_free (ValiseItem *item);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ValiseSummary, valise_summary_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseItem, valise_item_free)

G_END_DECLS
