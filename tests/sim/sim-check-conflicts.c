/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conflicts: each new one is looked at before anybody else does something, so that what it says can
 * be compared with what is true at that moment. A conflict is right when neither editor knew the
 * other's save; the ledger says so. */

#include "sim-check.h"

#include "model/conflict.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"
#include "store/statement.h"

#include "sim-text.h"

static guint
version_in (SimWorld *world, gint64 content_id)
{
  g_autoptr (ValiseContent) content = content_id != 0
                                          ? valise_contents_get (world->user, content_id, NULL)
                                          : NULL;

  return content != NULL ? sim_text_version (content->bytes) : 0;
}

/* The server's version as far as it is here, else as it is there. */
static guint
their_version (SimWorld *world, const ValiseItem *item)
{
  guint version = item != NULL ? version_in (world, item->base.content) : 0;
  const SimItem *there = item != NULL ? sim_server_item (world->server, item->remote_id) : NULL;

  return version != 0 || there == NULL ? version : there->version;
}

/* Whether the engine could know that @theirs was made by somebody who knew @mine. */
static gboolean
follows (SimWorld *world, guint theirs, guint mine)
{
  const SimVersion *record = sim_ledger_get (world->ledger, mine);

  return sim_ledger_knows (world->ledger, theirs, mine)
         && (record == NULL || (!record->unsure && !record->twice));
}

static gboolean
both_changed (SimWorld *world, guint mine, guint theirs)
{
  const SimVersion *record = sim_ledger_get (world->ledger, theirs);

  return mine != theirs && record != NULL && !follows (world, theirs, mine)
         && (record->twice || !sim_ledger_knows (world->ledger, mine, theirs));
}

/* Where contents change under a new id, a new version cannot be told from a removal and something
 * new once the server forgot that one followed the other, or nobody knows whether mine got there.
 */
static gboolean
replaced_unseen (SimWorld *world, const char *uid, guint mine)
{
  GPtrArray *versions = world->ledger->versions;
  const SimVersion *record = sim_ledger_get (world->ledger, mine);

  if (world->traits.in_place || (!world->server->forgot && (record == NULL || !record->unsure)))
    return FALSE;
  for (guint i = 0; i < versions->len; i++)
    {
      const SimVersion *version = versions->pdata[i];

      if (!version->by_user && g_str_equal (version->uid, uid)
          && !follows (world, version->number, mine)
          && !sim_ledger_knows (world->ledger, mine, version->number))
        return TRUE;
    }
  return FALSE;
}

/* A replacement whose answers were all lost may be told as something new before the old one is told
 * to be gone: by then it looks like somebody else's. Nothing is lost by that. */
static gboolean
replaced_by_mine (SimWorld *world, guint mine)
{
  const SimVersion *record = sim_ledger_get (world->ledger, mine);

  if (world->traits.in_place || record == NULL || !record->unsure)
    return FALSE;
  for (guint i = 0; i < world->server->items->len; i++)
    if (((const SimItem *)world->server->items->pdata[i])->version == mine)
      return TRUE;
  return FALSE;
}

static gboolean
removed_there (SimWorld *world, const ValiseConflict *conflict, const char *uid, guint mine)
{
  GArray *removals = g_hash_table_lookup (world->ledger->removals, uid);

  if (conflict->folder_id == 0 || replaced_unseen (world, uid, mine)
      || replaced_by_mine (world, mine))
    return TRUE;
  for (guint i = 0; removals != NULL && i < removals->len; i++)
    if (!follows (world, g_array_index (removals, guint, i), mine))
      return TRUE;
  return FALSE;
}

static gboolean
changed_there (SimWorld *world, const char *uid, guint theirs)
{
  GArray *deletions = g_hash_table_lookup (world->ledger->deletions, uid);
  const SimVersion *record = sim_ledger_get (world->ledger, theirs);

  if (g_hash_table_contains (world->ledger->touched, uid)
      || (record != NULL && (record->unsure || record->twice)))
    return TRUE;
  for (guint i = 0; deletions != NULL && record != NULL && i < deletions->len; i++)
    if (!sim_ledger_knows (world->ledger, g_array_index (deletions, guint, i), theirs))
      return !record->by_user;
  return FALSE;
}

static void
check_copy (SimWorld *world, const ValiseConflict *conflict, const ValiseItem *copy, guint mine)
{
  g_autoptr (ValiseFolder) folder = copy != NULL
                                        ? valise_folders_get (world->user, copy->local.folder, NULL)
                                        : NULL;
  GHashTableIter iter;
  gpointer other;

  if (conflict->reason == VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE)
    {
      if (copy != NULL)
        sim_fail (world, "a conflict over a deletion has a copy");
      return;
    }
  if (copy == NULL || folder == NULL || folder->role != VALISE_ROLE_CONFLICTS || !copy->local_only
      || copy->kept != VALISE_DEPTH_FULL || mine == 0)
    {
      sim_fail (world, "the local version of %s is not whole in Conflicts", conflict->title);
      return;
    }
  g_hash_table_iter_init (&iter, world->conflicts);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    if (GPOINTER_TO_UINT (other) == mine)
      sim_fail (world, "v%u is in conflict twice", mine);
}

static void
check_announcement (SimWorld *world, const ValiseConflict *conflict)
{
  g_autoptr (ValiseItem) message = valise_items_get (world->user, conflict->announcement_id, NULL);
  g_autoptr (ValiseFolder) folder = message != NULL ? valise_folders_get (
                                        world->user, message->local.folder, NULL)
                                                    : NULL;

  if (folder == NULL || !message->local_only
      || folder->role != (world->traits.dav ? VALISE_ROLE_CONFLICTS : VALISE_ROLE_INBOX)
      || !g_str_has_prefix (message->summary.title, "Message in conflict!"))
    sim_fail (world, "the conflict over %s is not announced in the Inbox", conflict->title);
}

static void
check_conflict (SimWorld *world, const ValiseConflict *conflict)
{
  g_autoptr (ValiseItem) item = valise_items_get (world->user, conflict->item_id, NULL);
  g_autoptr (ValiseItem) copy = valise_items_get (world->user, conflict->copy_id, NULL);
  const char *uid = copy != NULL ? copy->summary.uid : item != NULL ? item->summary.uid : "";
  guint mine = copy != NULL ? version_in (world, copy->local.content) : 0;
  guint theirs = their_version (world, item);
  gboolean real = FALSE;

  sim_say (world, "conflict %" G_GINT64_FORMAT " over %s: %s, mine v%u, theirs v%u", conflict->id,
           conflict->title, valise_conflict_reason_to_string (conflict->reason), mine, theirs);
  check_copy (world, conflict, copy, mine);
  check_announcement (world, conflict);
  switch (conflict->reason)
    {
    case VALISE_CONFLICT_BOTH_CHANGED:
    case VALISE_CONFLICT_REFUSED:
      real = both_changed (world, mine, theirs);
      break;
    case VALISE_CONFLICT_EDITED_HERE_GONE_THERE:
      real = removed_there (world, conflict, uid, mine);
      break;
    case VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE:
      real = changed_there (world, uid, theirs);
      break;
    }
  /* To send a message is to say that it is final, whatever is known of it. */
  if (!real && !g_hash_table_contains (world->ledger->submitted, uid)
      && !g_hash_table_contains (world->ledger->taken_back, uid))
    sim_fail (world, "conflict %" G_GINT64_FORMAT " is none", conflict->id);
  g_hash_table_insert (world->conflicts, GINT_TO_POINTER ((int)conflict->id),
                       GUINT_TO_POINTER (mine));
}

void
sim_check_conflicts (SimWorld *world)
{
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (world->user, world->account->id, NULL);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[i];

      if (!g_hash_table_contains (world->conflicts, GINT_TO_POINTER ((int)conflict->id)))
        check_conflict (world, conflict);
    }
}

/* A power cut undid those that the database does not know. */
void
sim_check_forget_conflicts (SimWorld *world)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      world->user, "SELECT coalesce (max (seq), 0) FROM sqlite_sequence WHERE name = 'conflict'",
      NULL);
  GHashTableIter iter;
  gpointer id;
  gint64 last = 0;

  valise_statement_single (statement, &last, NULL);
  g_hash_table_iter_init (&iter, world->conflicts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (GPOINTER_TO_INT (id) > last)
      g_hash_table_iter_remove (&iter);
}

/* What is in the Trash there counts as deleted: also a draft that was sent from here meanwhile. */
static gboolean
is_there (SimWorld *world, const SimItem *item, guint version)
{
  const SimFolder *trash = sim_server_folder_by_role (world->server, VALISE_ROLE_TRASH);

  return item->version == version
         && (trash == NULL || (item->folders & ~(1u << trash->number)) != 0);
}

/* As long as the user has not decided, the server keeps its version. */
static void
check_server_wins (SimWorld *world)
{
  GHashTableIter iter;
  gpointer mine;

  g_hash_table_iter_init (&iter, world->conflicts);
  while (g_hash_table_iter_next (&iter, NULL, &mine))
    {
      const SimVersion *record = sim_ledger_get (world->ledger, GPOINTER_TO_UINT (mine));

      if (record == NULL || !record->by_user || record->twice || record->unsure)
        continue;
      for (guint i = 0; i < world->server->items->len; i++)
        if (is_there (world, world->server->items->pdata[i], record->number))
          sim_fail (world, "v%u is in conflict, and on the server all the same", record->number);
    }
}

static gboolean
is_thrown_away (SimWorld *world, const ValiseItem *item)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (world->user, item->base.folder, NULL);

  return folder == NULL || folder->role == VALISE_ROLE_TRASH;
}

/* What the owner solved on the other device does not wait here, unless he threw it away. */
static void
check_settled (SimWorld *world, const ValiseConflict *conflict)
{
  g_autoptr (ValiseItem) item = valise_items_get (world->user, conflict->item_id, NULL);
  g_autoptr (ValiseItem) copy = valise_items_get (world->user, conflict->copy_id, NULL);
  guint mine = copy != NULL ? version_in (world, copy->local.content) : 0;

  if (mine != 0 && item != NULL && item->remote_id != NULL
      && version_in (world, item->base.content) == mine
      && version_in (world, conflict->base_content) != mine && !is_thrown_away (world, item))
    sim_fail (world, "v%u was put on the server elsewhere, and is in conflict all the same", mine);
  if (conflict->reason == VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE && item == NULL)
    sim_fail (world, "%s is deleted on both sides, and in conflict all the same", conflict->title);
}

/* At the end each conflict still has what it refers to, unless the user removed that himself, and
 * there is no announcement without a conflict. */
void
sim_check_conflict_rows (SimWorld *world)
{
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (world->user, world->account->id, NULL);
  g_autoptr (GPtrArray) items = sim_check_items (world->user);
  guint announcements = 0, announced = 0;

  check_server_wins (world);
  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (item->local_only && g_str_has_prefix (item->summary.title, "Message in conflict!"))
        announcements++;
    }
  for (guint i = 0; i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[i];

      check_settled (world, conflict);
      announced += conflict->announcement_id != 0;
    }
  if (announcements != announced)
    sim_fail (world, "%u conflicts with %u announcements", announced, announcements);
}
