/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A remote is the driver object that speaks to one service: seven verbs (design, section 6).
 *
 * Rules for all verbs
 * - Blocking, cancellable, called from the worker's thread only, one at a time. A verb that is
 *   cancelled returns within one second with G_IO_ERROR_CANCELLED and leaves the remote usable.
 * - A driver knows no database and no policy. Ids, revisions and tokens are opaque outside of it.
 * - Arguments stay the caller's and live until the verb returns. What a verb hands to a callback
 *   lives until the callback returns, unless the callback takes a reference.
 * - A callback runs on the caller's thread. When it returns FALSE with an error set, the verb stops
 *   and returns that error.
 * - An error has a scope and a remedy (model/error.h). A verb that fails has delivered nothing
 *   beyond what its callbacks got, and every such item is whole. What only one item suffers from
 *   goes to that item's callback and does not fail the verb.
 * - After a failed verb the same verb may be called again with the same arguments. */

#include <gio/gio.h>

#include "model/content.h"
#include "model/error.h"
#include "model/folder.h"
#include "model/item.h"

G_BEGIN_DECLS

/* A folder as the server has it. */
typedef struct
{
  char *id;
  char *parent_id; /* nullable: top level */
  char *name;      /* as the server has it: may hold "/" or be empty */
  ValiseKind kind;
  ValiseRole role;
  ValiseRights rights;
  gboolean foreign; /* public, or shared by somebody: not synchronised until the user says so */
  gint64 total;     /* items, as the server counts; -1 unknown */
} ValiseRemoteFolder;

/* An item as the server has it. */
typedef struct
{
  char *id;
  char *revision;       /* nullable: where the protocol has none. Equal revision: equal content */
  gboolean gone;        /* the server removed it: nothing below is set */
  GStrv folders;        /* ids of all folders that it is filed in; never empty unless gone */
  char *flags;          /* see model/flags.h */
  gboolean has_summary; /* else only the mutable part is told, because the item is known */
  ValiseSummary summary;
  ValiseContent *content; /* nullable: brought along because that costs no further request */
} ValiseRemoteItem;

/* One page of changes. */
typedef struct
{
  GPtrArray *items;  /* (element-type ValiseRemoteItem), at most one for each id */
  GPtrArray *relist; /* nullable (element-type utf8): ids of folders of which the server cannot tell
                        what changed: once this page is applied, list them again */
  gboolean folders_changed; /* the tree is not what folders() last told: ask it before the items */
  char *token;              /* everything up to here is known once this page is applied */
  gboolean more;            /* ask again with that token */
} ValiseRemoteChanges;

/* Whether an item is known here with its summary, so that only its mutable part is wanted.
 * @revision (nullable) is the one that the server has now; NULL where a content cannot change under
 * its id. */
typedef gboolean (*ValiseKnownFunc) (const char *id, const char *revision, gpointer data);

/* Gets one page of a listing. @done of @total items of the folder have been told with this page. */
typedef gboolean (*ValiseListFunc) (
    GPtrArray *items, guint done, guint total, gpointer data, GError **error);

/* What is wanted of one item. */
typedef struct
{
  gint64 item; /* the caller's number for it, handed back */
  const char *id;
  const char *revision; /* nullable */
  gint64 size;          /* bytes, an estimate for batching; 0 unknown */
  ValiseDepth depth;
} ValiseFetch;

/* Gets one content, or the reason why there is none (scope item). @content may be of a deeper depth
 * than was asked for. @revision is the one of these bytes, NULL when it is the one asked for. */
typedef gboolean (*ValiseFetchFunc) (const ValiseFetch *fetch,
                                     ValiseContent *content,
                                     const char *revision,
                                     const GError *failure,
                                     gpointer data,
                                     GError **error);

/* One edit: base is what the server had when we last agreed, the rest what it is to have.
 *
 * When it is DONE, the server has the content and the folder of the edit, and each flag that
 * differs between base_flags and flags as it is in flags; its other flags are what they are there.
 * That also holds for a repeated edit that is found done: whatever it wants beyond what the first
 * try did, such as a flag that was set since, is then done on top. What the caller cannot know of
 * the server's flags, the next changes tell. */
typedef struct
{
  gint64 item; /* the caller's number for it, handed back */
  ValiseKind kind;
  const char *id;            /* NULL: create it */
  const char *uid;           /* Message-ID or UID, chosen before the first try */
  const char *base_revision; /* NULL when created or unknown */
  const char *base_folder;   /* NULL when created */
  const char *base_flags;
  const char *folder; /* NULL: remove it from base_folder */
  const char *flags;
  ValiseContent *content; /* NULL: as it is. Always FULL */
  gint64 date;            /* received (RFC 8621 receivedAt) for a created message; 0: now */
  gboolean destroy;       /* with folder NULL: it is filed nowhere else, so destroy it */
  gboolean submit;        /* send it: folder is then the Sent folder, staging the Drafts one */
  const char *staging;
  /* Nullable: with submit: the addresses of all who get it, where the header does not name them:
   * Bcc is taken out of @content, so that no server can give it away. */
  const char *const *recipients;
  gboolean
      repeated; /* it was tried before and the answer may be lost: look before doing it again */
} ValiseEdit;

typedef enum
{
  VALISE_OUTCOME_DONE,    /* the server has what the edit wants, see ValiseEdit */
  VALISE_OUTCOME_CHANGED, /* the server's version is not base any more; nothing was done */
  VALISE_OUTCOME_GONE,    /* the item is not there any more; nothing was done */
  VALISE_OUTCOME_REFUSED, /* for good; @failure says why in words for the user; nothing was done */
  VALISE_OUTCOME_LATER,   /* try in the next run; @failure says why */
} ValiseOutcomeType;

typedef struct
{
  ValiseOutcomeType type;
  const char *id;         /* with DONE: its id now; NULL after a removal */
  const char *revision;   /* with DONE: its revision now; nullable */
  gboolean other_content; /* with DONE of a repeated submission: what had gone out is not the
                           * content of this edit; id and revision are those of what is there */
  gboolean altered;       /* with DONE: the server may not have taken it as it was; changes tells */
  const GError *failure;
} ValiseOutcome;

typedef gboolean (*ValiseOutcomeFunc) (const ValiseEdit *edit,
                                       const ValiseOutcome *outcome,
                                       gpointer data,
                                       GError **error);

typedef enum
{
  VALISE_WAIT_CHANGED,
  VALISE_WAIT_TIMED_OUT,
  VALISE_WAIT_NOT_SUPPORTED,
  VALISE_WAIT_FAILED, /* with an error */
} ValiseWait;

#define VALISE_TYPE_REMOTE (valise_remote_get_type ())
G_DECLARE_INTERFACE (ValiseRemote, valise_remote, VALISE, REMOTE, GObject)

struct _ValiseRemoteInterface
{
  GTypeInterface parent_iface;

  /* Signs in, discovers, reads the limits. Does nothing when that was done before and still holds;
   * a driver may put it off to the first request that needs it. */
  gboolean (*open) (ValiseRemote *self, GCancellable *cancellable, GError **error);

  /* Returns: (transfer full) (element-type ValiseRemoteFolder): all folders, parents before
   * children; the ones that are no place for items (scheduling boxes, no read access) left out.
   * A tree with a loop is a PROTOCOL error. */
  GPtrArray *(*folders) (ValiseRemote *self, GCancellable *cancellable, GError **error);

  /* Everything since @token, one page; what is not gone comes with its summary, as the driver
   * cannot know what the caller does. With @token NULL: no items, and the token of now. An own push
   * may be told again: the caller must bear an echo. The error CANNOT_CALCULATE asks the caller to
   * list every folder; also used when the server makes no progress. */
  ValiseRemoteChanges *(*changes) (ValiseRemote *self,
                                   const char *token,
                                   GCancellable *cancellable,
                                   GError **error);

  /* Every item of @folder exactly once, newest first. TRUE only when the enumeration was whole and
   * consistent: the caller takes what was not told for removed. Items for which @known says TRUE
   * may come without summary. @depth: TEXT allows the driver to bring that content along. */
  gboolean (*list) (ValiseRemote *self,
                    const char *folder,
                    ValiseDepth depth,
                    ValiseKnownFunc known,
                    ValiseListFunc page,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error);

  /* Contents of @fetches (element-type ValiseFetch), in that order as far as batching allows;
   * exactly one callback for each unless the verb fails. */
  gboolean (*fetch) (ValiseRemote *self,
                     GPtrArray *fetches,
                     ValiseFetchFunc sink,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error);

  /* Does @edits (element-type ValiseEdit), each guarded by its base; exactly one outcome each
   * unless the verb fails. When it fails, the edits without an outcome may or may not have been
   * done: the caller repeats them with @repeated set. */
  gboolean (*push) (ValiseRemote *self,
                    GPtrArray *edits,
                    ValiseOutcomeFunc sink,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error);

  /* Returns when the server says that something changed, or after @seconds. */
  ValiseWait (*wait) (ValiseRemote *self, guint seconds, GCancellable *cancellable, GError **error);

  /* What the driver wants to find again after a restart (the session and its limits); no secrets.
   * Returns: (transfer full) (nullable): the caller stores it, and gives it to the constructor. */
  char *(*get_memo) (ValiseRemote *self);
};

gboolean valise_remote_open (ValiseRemote *self, GCancellable *cancellable, GError **error);
GPtrArray *valise_remote_folders (ValiseRemote *self, GCancellable *cancellable, GError **error);
ValiseRemoteChanges *valise_remote_changes (ValiseRemote *self,
                                            const char *token,
                                            GCancellable *cancellable,
                                            GError **error);
gboolean valise_remote_list (ValiseRemote *self,
                             const char *folder,
                             ValiseDepth depth,
                             ValiseKnownFunc known,
                             ValiseListFunc page,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);
gboolean valise_remote_fetch (ValiseRemote *self,
                              GPtrArray *fetches,
                              ValiseFetchFunc sink,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);
gboolean valise_remote_push (ValiseRemote *self,
                             GPtrArray *edits,
                             ValiseOutcomeFunc sink,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);
ValiseWait
valise_remote_wait (ValiseRemote *self, guint seconds, GCancellable *cancellable, GError **error);
char *valise_remote_get_memo (ValiseRemote *self);

gboolean valise_remote_cannot_calculate (GError **error);

void valise_remote_folder_free (ValiseRemoteFolder *folder);
ValiseRemoteItem *valise_remote_item_new (const char *id);
ValiseRemoteItem *valise_remote_item_copy (const ValiseRemoteItem *item);
void valise_remote_item_free (ValiseRemoteItem *item);
void valise_remote_changes_free (ValiseRemoteChanges *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRemoteFolder, valise_remote_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRemoteItem, valise_remote_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRemoteChanges, valise_remote_changes_free)

G_END_DECLS
