/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The heart: what becomes of an item that both sides may have changed since they last agreed. A
 * pure function of two deltas; base is what both are measured against. An item created on both
 * sides under one UID is one that both changed.
 *
 *   here            on the server            result
 *   --------------  -----------------------  --------------------------------------------------
 *   any, deleted    gone                     forget
 *   edited          gone                     conflict: forget, local copy to Conflicts
 *   not edited      gone                     forget
 *   deleted         changed, moved, marked   conflict: the server's version comes back
 *   deleted         as it was, read, trashed the deletion is sent
 *   deleted         changed, trashed         both deleted it: the newer text stays in the Trash
 *   edited          changed, different       conflict: take remote, local copy to Conflicts
 *   edited          changed, now equal       agree
 *   edited          as it was, but trashed   conflict: take remote, local copy to Conflicts
 *   edited          as it was, moved         local content is sent, the folders merge
 *   trashed         changed                  conflict: the server's version comes back
 *   not edited      changed                  take remote, the folders merge
 *
 * Folders merge: moved on one side follows that side, moved on both follows the server. Flags merge
 * one by one (valise_flags_merge) and never conflict. Trashed means moved into the Trash: for its
 * owner that is a deletion, so it must not hide a newer text. */

#include "sync/reconcile.h"

static ValisePlan
conflict (ValiseConflictReason reason, gboolean forget, gboolean copy)
{
  return (ValisePlan){
    .forget = forget,
    .content = VALISE_FOLLOW_REMOTE,
    .folder = VALISE_FOLLOW_REMOTE,
    .conflict = TRUE,
    .reason = reason,
    .copy = copy,
  };
}

/* The user deleted it here for good and the server still has it. */
static ValisePlan
reconcile_deleted (ValiseDelta remote)
{
  gboolean touched = remote.content == VALISE_CONTENT_CHANGED || remote.place == VALISE_PLACE_MOVED
                     || remote.marked;

  if (touched && remote.place != VALISE_PLACE_TRASHED)
    return conflict (VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE, FALSE, FALSE);
  if (remote.content == VALISE_CONTENT_CHANGED)
    return (ValisePlan){ .content = VALISE_FOLLOW_REMOTE, .folder = VALISE_FOLLOW_REMOTE };
  return (ValisePlan){ .keep_delete = TRUE, .folder = VALISE_FOLLOW_REMOTE };
}

/**
 * valise_reconcile:
 * @local: what was done here since both sides last agreed
 * @remote: what was done on the server since then
 *
 * Decides by the table above. Pure: no store, no network, any thread.
 *
 * Returns: the plan
 */
ValisePlan
valise_reconcile (ValiseDelta local, ValiseDelta remote)
{
  gboolean deleted = local.place == VALISE_PLACE_GONE;
  gboolean edited = !deleted && local.content == VALISE_CONTENT_CHANGED;
  gboolean moved_here = local.place != VALISE_PLACE_SAME;
  gboolean moved_there = remote.place != VALISE_PLACE_SAME;
  ValisePlan plan = { 0 };

  if (remote.place == VALISE_PLACE_GONE)
    return edited ? conflict (VALISE_CONFLICT_EDITED_HERE_GONE_THERE, TRUE, TRUE)
                  : (ValisePlan){ .forget = TRUE };
  if (deleted)
    return reconcile_deleted (remote);
  if (edited && remote.content == VALISE_CONTENT_CHANGED)
    return conflict (VALISE_CONFLICT_BOTH_CHANGED, FALSE, TRUE);
  if (edited && remote.content == VALISE_CONTENT_SAME && remote.place == VALISE_PLACE_TRASHED
      && local.place != VALISE_PLACE_TRASHED)
    return conflict (VALISE_CONFLICT_EDITED_HERE_GONE_THERE, FALSE, TRUE);
  if (!edited && local.place == VALISE_PLACE_TRASHED && remote.content == VALISE_CONTENT_CHANGED
      && remote.place != VALISE_PLACE_TRASHED)
    return conflict (VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE, FALSE, FALSE);

  plan.content = edited && remote.content == VALISE_CONTENT_SAME ? VALISE_FOLLOW_LOCAL
                                                                 : VALISE_FOLLOW_REMOTE;
  plan.folder = moved_here && !moved_there ? VALISE_FOLLOW_LOCAL : VALISE_FOLLOW_REMOTE;
  return plan;
}
