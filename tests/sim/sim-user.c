/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user: what he does on his computer, through the same functions as the program, and what he
 * saw when he did it. */

#include "sim-schedule.h"

#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/edits.h"
#include "sync/folder-rules.h"
#include "sync/resolve.h"
#include "sync/run.h"

#include "sim-check.h"
#include "sim-text.h"

/* Returns: which save the user sees, in the list where the content is not here; 0: none of ours */
static guint
shown (SimWorld *world, const ValiseItem *item)
{
  g_autoptr (ValiseContent) content = item != NULL && item->local.content != 0
                                          ? valise_contents_get (world->user, item->local.content,
                                                                 NULL)
                                          : NULL;

  if (content != NULL)
    return sim_text_version (content->bytes);
  return item != NULL ? sim_text_version_of_title (item->summary.title) : 0;
}

static guint
shown_by_id (SimWorld *world, gint64 id)
{
  g_autoptr (ValiseItem) item = id != 0 ? valise_items_get (world->user, id, NULL) : NULL;

  return shown (world, item);
}

/* Refusals of the program are its right; anything else is not. */
static gboolean
went_through (SimWorld *world, gboolean done, GError **failure)
{
  const GError *error = *failure;

  if (done)
    return TRUE;
  if (error == NULL)
    sim_fail (world, "an edit failed without an error");
  else if (!valise_error_is (error, VALISE_ERROR_FORBIDDEN)
           && !valise_error_is (error, VALISE_ERROR_USAGE)
           && !valise_error_is (error, VALISE_ERROR_NOT_WHOLE))
    sim_fail (world, "an edit failed: %s", error->message);
  else
    sim_say (world, "  ... no: %s", error->message);
  return FALSE;
}

static ValiseFolder *
pick_folder (SimWorld *world, guint which)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (world->user, world->account->id, NULL);

  for (guint i = folders->len; i-- > 0;)
    if (((ValiseFolder *)folders->pdata[i])->service_id == 0)
      g_ptr_array_remove_index (folders, i);
  if (folders->len == 0)
    return NULL;
  return g_ptr_array_steal_index (folders, which % folders->len);
}

static gint64
outbox (SimWorld *world)
{
  g_autoptr (ValiseFolder) folder = valise_folders_by_role (world->user, world->account->id,
                                                            VALISE_ROLE_OUTBOX, NULL);

  return folder != NULL ? folder->id : 0;
}

typedef gboolean (*Fits) (SimWorld *world, const ValiseItem *item);

static ValiseItem *
pick_item (SimWorld *world, guint which, Fits fits)
{
  g_autoptr (GPtrArray) items = sim_check_items (world->user);

  for (guint i = items->len; i-- > 0;)
    {
      const ValiseItem *item = items->pdata[i];

      if (item->deleted || (fits != NULL && !fits (world, item)))
        g_ptr_array_remove_index (items, i);
    }
  if (items->len == 0)
    return NULL;
  return g_ptr_array_steal_index (items, which % items->len);
}

static gboolean
is_real (SimWorld *world, const ValiseItem *item)
{
  return !item->local_only;
}

static gboolean
is_draft (SimWorld *world, const ValiseItem *item)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (world->user, item->local.folder, NULL);

  return !item->local_only && folder->role == VALISE_ROLE_DRAFTS && item->kept == VALISE_DEPTH_FULL
         && !g_hash_table_contains (world->ledger->submitted, item->summary.uid);
}

/* The user takes a message out of the Outbox: it may have gone already, or not go at all. */
static void
note_taken_back (SimWorld *world, const ValiseItem *item)
{
  if (item->local.folder == outbox (world))
    g_hash_table_add (world->ledger->taken_back, g_strdup (item->summary.uid));
}

static gboolean
add_to (SimWorld *world, const ValiseFolder *folder, gboolean submit)
{
  g_autofree char *uid = g_strdup_printf ("u%u@here", world->next_uid++);
  guint version = sim_ledger_save (world->ledger, uid, TRUE, 0);
  g_autoptr (GBytes) bytes = sim_text_build (folder->kind, uid, version);
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (GError) error = NULL;
  gint64 id;

  sim_say (world, "user: adds %s v%u to %s", uid, version, folder->path);
  if (!went_through (world, valise_edit_add (world->user, folder->id, content, &id, &error),
                     &error))
    sim_ledger_release (world->ledger, version);
  else if (submit)
    g_hash_table_add (world->ledger->submitted, g_strdup (uid));
  return TRUE;
}

static gboolean
add (SimWorld *world, const SimAction *action)
{
  g_autoptr (ValiseFolder) folder = pick_folder (world, action->a);

  return folder != NULL && add_to (world, folder, FALSE);
}

static gboolean
replace (SimWorld *world, const SimAction *action)
{
  g_autoptr (ValiseItem) item = pick_item (world, action->a, is_real);
  g_autoptr (ValiseContent) before = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GError) error = NULL;
  guint seen, version;

  if (item == NULL)
    return FALSE;
  seen = shown (world, item);
  version = world->ledger->versions->len + 1;
  before = item->local.content != 0 ? valise_contents_get (world->user, item->local.content, NULL)
                                    : NULL;
  if (before == NULL && item->kind != VALISE_KIND_MAIL)
    return FALSE;
  bytes = sim_text_edit (item->kind, item->summary.uid, before != NULL ? before->bytes : NULL,
                         version);
  content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  sim_say (world, "user: replaces item %" G_GINT64_FORMAT " %s v%u by v%u", item->id,
           item->summary.uid, seen, version);
  if (went_through (world, valise_edit_replace (world->user, item->id, content, &error), &error))
    sim_ledger_save (world->ledger, item->summary.uid, TRUE, seen);
  return TRUE;
}

static gboolean
flag (SimWorld *world, const SimAction *action)
{
  static const char *const flags[] = { "$seen", "$flagged", "$answered" };
  g_autoptr (ValiseItem) item = pick_item (world, action->a, NULL);
  const char *const list[] = { flags[action->b % G_N_ELEMENTS (flags)], NULL };
  gboolean on = action->c % 2 == 0;
  g_autoptr (GError) error = NULL;

  if (item == NULL || item->kind != VALISE_KIND_MAIL)
    return FALSE;
  sim_say (world, "user: %s %s of item %" G_GINT64_FORMAT " %s", on ? "sets" : "clears", list[0],
           item->id, item->summary.title);
  went_through (
      world, valise_edit_flags (world->user, item->id, on ? list : NULL, on ? NULL : list, &error),
      &error);
  return TRUE;
}

/* What was chosen may come into conflict again. */
static void
note_decided (SimWorld *world, const ValiseConflict *conflict)
{
  g_hash_table_insert (world->conflicts, GINT_TO_POINTER ((int)conflict->id), NULL);
}

/* Moving a copy out of Conflicts decides the conflict. */
static void
note_decision (SimWorld *world, const ValiseItem *copy, gint64 folder_id)
{
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (world->user, world->account->id, NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[i];
      guint theirs = shown_by_id (world, conflict->item_id);

      if (conflict->copy_id != copy->id)
        continue;
      note_decided (world, conflict);
      if (copy->summary.uid != NULL) /* what was to be sent is a copy now */
        g_hash_table_add (world->ledger->taken_back, g_strdup (copy->summary.uid));
      if (conflict->folder_id != folder_id)
        continue;
      sim_ledger_after (world->ledger, shown (world, copy), theirs);
      sim_ledger_release (world->ledger, theirs);
    }
}

static gboolean
move (SimWorld *world, const SimAction *action)
{
  g_autoptr (ValiseItem) item = pick_item (world, action->a, NULL);
  g_autoptr (ValiseFolder) folder = item != NULL ? pick_folder (world, action->b) : NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return FALSE;
  sim_say (world, "user: moves item %" G_GINT64_FORMAT " %s to %s", item->id, item->summary.title,
           folder->path);
  if (item->local_only)
    note_decision (world, item, folder->id);
  if (!went_through (world, valise_edit_move (world->user, item->id, folder->id, &error), &error))
    return TRUE;
  note_taken_back (world, item);
  if (folder->role == VALISE_ROLE_TRASH && item->summary.uid != NULL)
    sim_ledger_deleted (world->ledger, item->summary.uid, shown (world, item));
  return TRUE;
}

static gboolean delete (SimWorld *world, const SimAction *action)
{
  gboolean for_good = action->b % 2 == 0;
  g_autoptr (ValiseItem) item = pick_item (world, action->a, NULL);
  g_autoptr (ValiseItem) after = NULL;
  g_autoptr (GError) error = NULL;
  guint seen;

  if (item == NULL)
    return FALSE;
  seen = shown (world, item);
  sim_say (world, "user: deletes item %" G_GINT64_FORMAT " %s%s", item->id, item->summary.title,
           for_good ? " for good" : "");
  if (!went_through (world, valise_edit_delete (world->user, item->id, for_good, &error), &error))
    return TRUE;
  after = valise_items_get (world->user, item->id, NULL);
  if (after == NULL || after->deleted)
    sim_ledger_release (world->ledger, seen);
  if (item->summary.uid != NULL)
    sim_ledger_deleted (world->ledger, item->summary.uid, seen);
  if (item->kept == VALISE_DEPTH_NONE)
    sim_ledger_unsure (world->ledger, seen); /* nothing is here to compare with */
  note_taken_back (world, item);
  return TRUE;
}

static gboolean
send_message (SimWorld *world, const SimAction *action)
{
  g_autoptr (ValiseItem) draft = action->a % 2 == 0 ? pick_item (world, action->b, is_draft) : NULL;
  g_autoptr (ValiseFolder) folder = valise_folders_by_role (world->user, world->account->id,
                                                            VALISE_ROLE_OUTBOX, NULL);
  g_autoptr (GError) error = NULL;

  if (folder == NULL || world->traits.dav)
    return FALSE;
  if (draft == NULL)
    return add_to (world, folder, TRUE);
  sim_say (world, "user: sends draft %" G_GINT64_FORMAT " %s", draft->id, draft->summary.title);
  if (went_through (world, valise_edit_move (world->user, draft->id, folder->id, &error), &error))
    g_hash_table_add (world->ledger->submitted, g_strdup (draft->summary.uid));
  return TRUE;
}

static gboolean
set_folder (SimWorld *world, const SimAction *action)
{
  g_autoptr (ValiseFolder) folder = pick_folder (world, action->a);
  gboolean sync = action->b % 2 == 0;
  ValiseDepth depth = action->b % 2 == 0 ? VALISE_DEPTH_FULL : VALISE_DEPTH_TEXT;
  gboolean is_sync = action->kind == SIM_USER_SYNC;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return FALSE;
  sim_say (world, "user: sets %s to %s%s", folder->path,
           is_sync ? (sync ? "on" : "off") : valise_depth_to_string (depth),
           action->c % 2 == 0 ? ", with all below" : "");
  went_through (world,
                valise_folder_rules_set (world->user, folder->id, is_sync ? &sync : NULL,
                                         is_sync ? NULL : &depth, action->c % 2 == 0, &error),
                &error);
  return TRUE;
}

static gboolean
resolve (SimWorld *world, const SimAction *action)
{
  static const char *const names[] = { "server", "mine", "both" };
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (world->user, world->account->id, NULL);
  g_autoptr (GError) error = NULL;
  const ValiseConflict *conflict;
  ValiseKeep keep = action->b % 3;
  guint mine, theirs;

  if (conflicts->len == 0)
    return FALSE;
  conflict = conflicts->pdata[action->a % conflicts->len];
  mine = shown_by_id (world, conflict->copy_id);
  theirs = shown_by_id (world, conflict->item_id);
  sim_say (world, "user: keeps %s in conflict %" G_GINT64_FORMAT " (mine v%u, theirs v%u)",
           names[keep], conflict->id, mine, theirs);
  if (!valise_resolve (world->user, conflict->id, keep, &error))
    {
      if (!valise_error_is (error, VALISE_ERROR_NOT_FOUND))
        sim_fail (world, "a conflict cannot be resolved: %s", error->message);
      return TRUE;
    }
  note_decided (world, conflict);
  if (mine != 0)
    g_hash_table_add (world->ledger->taken_back,
                      g_strdup (sim_ledger_get (world->ledger, mine)->uid));
  if (keep == VALISE_KEEP_SERVER)
    sim_ledger_release (world->ledger, mine);
  if (keep == VALISE_KEEP_MINE)
    {
      sim_ledger_after (world->ledger, mine, theirs);
      sim_ledger_release (world->ledger, theirs);
      if (conflict->reason == VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE && theirs != 0)
        sim_ledger_deleted (world->ledger, sim_ledger_get (world->ledger, theirs)->uid, theirs);
    }
  return TRUE;
}

/* Opens a message, online: it comes here whole. */
static gboolean
open_message (SimWorld *world, const SimAction *action)
{
  g_autoptr (ValiseItem) item = pick_item (world, action->a, is_real);
  g_autoptr (GError) error = NULL;

  if (item == NULL || world->in_run)
    return FALSE;
  sim_say (world, "user: opens item %" G_GINT64_FORMAT " %s", item->id, item->summary.title);
  if (valise_run_fetch_item (world->user, world->remote, item->id, NULL, &error))
    {
      g_autoptr (ValiseItem) after = valise_items_get (world->user, item->id, NULL);

      if (after != NULL && after->kept != VALISE_DEPTH_FULL)
        sim_fail (world, "%s was opened and is not here whole", item->summary.title);
    }
  else if (error == NULL
           || (!valise_error_is (error, VALISE_ERROR_GONE)
               && !valise_error_is (error, VALISE_ERROR_CHANGED)))
    sim_fail (world, "%s cannot be opened: %s", item->summary.title,
              error != NULL ? error->message : "no error");
  return TRUE;
}

gboolean
sim_user_act (SimWorld *world, const SimAction *action)
{
  switch (action->kind)
    {
    case SIM_USER_ADD:
      return add (world, action);
    case SIM_USER_REPLACE:
      return replace (world, action);
    case SIM_USER_FLAG:
      return flag (world, action);
    case SIM_USER_MOVE:
      return move (world, action);
    case SIM_USER_DELETE:
      return delete (world, action);
    case SIM_USER_SEND:
      return send_message (world, action);
    case SIM_USER_SYNC:
    case SIM_USER_DEPTH:
      return set_folder (world, action);
    case SIM_USER_RESOLVE:
      return resolve (world, action);
    case SIM_USER_OPEN:
      return open_message (world, action);
    default:
      return FALSE;
    }
}
