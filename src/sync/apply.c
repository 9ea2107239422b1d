/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Carries out what reconcile decides, inside the caller's transaction. Measures both sides against
 * base, asks reconcile, then makes the server's version the new base. Writes nothing where nothing
 * changed, so that an echo of our own push costs no write. */

#include "sync/apply.h"

#include "format/content-equal.h"
#include "model/flags.h"
#include "store/contents.h"
#include "store/items.h"
#include "sync/conflicts.h"
#include "sync/filing.h"
#include "sync/reconcile.h"

/* One item while it is applied. */
typedef struct
{
  ValiseRun *run;
  const ValiseRemoteItem *remote;
  ValiseItem *item;
  gint64 folder; /* where the server has it now */
} Apply;

static ValiseRole
role_of (ValiseRun *run, gint64 folder_id)
{
  const ValiseFolder *folder = valise_run_folder (run, folder_id);

  return folder != NULL ? folder->role : VALISE_ROLE_NONE;
}

static gboolean
is_trash (ValiseRun *run, gint64 folder_id)
{
  return role_of (run, folder_id) == VALISE_ROLE_TRASH;
}

static ValisePlace
place_of (ValiseRun *run, gint64 base, gint64 folder)
{
  if (base == folder || base == 0)
    return VALISE_PLACE_SAME;
  return is_trash (run, folder) && !is_trash (run, base) ? VALISE_PLACE_TRASHED
                                                         : VALISE_PLACE_MOVED;
}

/* To send a draft is to say that its text is final: another text must not go out instead of it, and
 * it must not vanish with the draft. */
static gboolean
is_edited (ValiseRun *run, const ValiseItem *item)
{
  return valise_item_is_edited (item) || role_of (run, item->local.folder) == VALISE_ROLE_OUTBOX;
}

static ValiseDelta
local_delta (ValiseRun *run, const ValiseItem *item)
{
  ValiseDelta delta = { 0 };

  if (is_edited (run, item))
    delta.content = VALISE_CONTENT_CHANGED;
  delta.place = item->deleted ? VALISE_PLACE_GONE
                              : place_of (run, item->base.folder, item->local.folder);
  return delta;
}

/* Whether the stored content @id says the same as @content. */
static gboolean
stored_equals (Apply *apply, gint64 id, const ValiseContent *content)
{
  g_autoptr (ValiseContent) stored = id != 0 ? valise_contents_get (apply->run->store, id, NULL)
                                             : NULL;

  return stored != NULL && stored->depth == content->depth
         && valise_content_equal (apply->item->kind, stored->bytes, content->bytes);
}

/* Whether the server's version is the one that base is. A new version may come under a new id; a
 * server without revisions cannot change what it has under the same one. */
static gboolean
is_base_version (const ValiseItem *item, const ValiseRemoteItem *remote)
{
  return g_strcmp0 (item->remote_id, remote->id) == 0
         && (remote->revision == NULL || g_strcmp0 (item->revision, remote->revision) == 0);
}

static ValiseContentState
remote_content (Apply *apply)
{
  const ValiseItem *item = apply->item;
  const ValiseContent *content = apply->remote->content;

  if (item->base.folder != 0 && is_base_version (item, apply->remote))
    return VALISE_CONTENT_SAME;
  if (content == NULL)
    return VALISE_CONTENT_CHANGED;
  if (valise_item_is_edited (item) && stored_equals (apply, item->local.content, content))
    return VALISE_CONTENT_EQUAL;
  if (stored_equals (apply, item->base.content, content))
    return VALISE_CONTENT_SAME;
  return VALISE_CONTENT_CHANGED;
}

/* A push whose answer was lost may have reached the server: what it carried is then what both sides
 * agree on, and no change by somebody else. */
static void
adopt_lost_push (Apply *apply)
{
  ValiseItem *item = apply->item;

  if (item->sent_content == 0 || apply->remote->content == NULL
      || is_base_version (item, apply->remote)
      || !stored_equals (apply, item->sent_content, apply->remote->content))
    return;
  item->base.content = item->sent_content;
  g_free (item->revision);
  item->revision = g_strdup (apply->remote->revision);
  if (item->base.folder == 0)
    item->base.folder = apply->folder;
}

/* A message that was tried to be sent and turns up in Sent has gone out, whatever became of the
 * answer and whatever the user did with it meanwhile. */
static gboolean
has_gone_out (const Apply *apply)
{
  const ValiseItem *item = apply->item;

  return item->sent_seq != 0 && item->local.folder != apply->folder
         && role_of (apply->run, apply->folder) == VALISE_ROLE_SENT
         && (item->remote_id == NULL
             || role_of (apply->run, item->local.folder) == VALISE_ROLE_OUTBOX);
}

static void
file_as_sent (Apply *apply)
{
  ValiseItem *item = apply->item;

  item->deleted = FALSE;
  item->base.folder = item->local.folder = apply->folder;
  g_free (item->local.flags);
  item->local.flags = g_strdup (apply->remote->flags);
  g_free (item->base.flags);
  item->base.flags = g_strdup (apply->remote->flags);
  if (item->sent_content != 0)
    item->base.content = item->sent_content;
}

/* Whether flags were changed there in another way than here, in more than what was read. */
static gboolean
is_marked (const ValiseItem *item, const ValiseRemoteItem *remote)
{
  g_autofree char *both = valise_flags_merge (item->base.flags, item->local.flags, remote->flags);
  g_autofree char *here = valise_flags_with (item->local.flags, VALISE_FLAG_SEEN, FALSE);
  g_autofree char *there = valise_flags_with (both, VALISE_FLAG_SEEN, FALSE);

  return !g_str_equal (here, there);
}

/* What was done there alone: where the user put a deleted item before he deleted it is no news. */
static ValiseDelta
remote_delta (Apply *apply)
{
  const ValiseItem *item = apply->item;
  gboolean put_there_here = item->deleted && item->local.folder == apply->folder;

  return (ValiseDelta){
    .content = remote_content (apply),
    .place = put_there_here ? VALISE_PLACE_SAME
                            : place_of (apply->run, item->base.folder, apply->folder),
    .marked = is_marked (item, apply->remote),
  };
}

/**
 * valise_apply_conflict:
 * @run: a run, in a transaction
 * @mine: an item as it was here
 * @reason: what happened
 * @item_id: the item that holds the server's version now; 0: it is gone
 * @copy: whether there is a local version, which goes to Conflicts
 * @error: an error of the store
 *
 * Returns: whether the conflict is recorded, and in the report
 */
gboolean
valise_apply_conflict (ValiseRun *run,
                       const ValiseItem *mine,
                       ValiseConflictReason reason,
                       gint64 item_id,
                       gboolean copy,
                       GError **error)
{
  gint64 conflict = 0;

  if (reason == VALISE_CONFLICT_BOTH_CHANGED && mine->error != NULL)
    reason = VALISE_CONFLICT_REFUSED;
  if (!valise_conflicts_record (run->store, mine, reason, item_id, copy, &conflict, error))
    return FALSE;
  g_array_append_val (run->report->conflicts, conflict);
  return TRUE;
}

static gboolean
record_conflict (ValiseRun *run, const ValiseItem *mine, const ValisePlan *plan, GError **error)
{
  return valise_apply_conflict (run, mine, plan->reason, plan->forget ? 0 : mine->id, plan->copy,
                                error);
}

/**
 * valise_apply_gone:
 * @run: a run, in a transaction
 * @item: (transfer none): an item that the server has no more
 * @error: an error of the store
 *
 * Returns: whether the item is removed here, and what only this computer had is in Conflicts
 */
gboolean
valise_apply_gone (ValiseRun *run, ValiseItem *item, GError **error)
{
  ValisePlan plan = valise_reconcile (local_delta (run, item),
                                      (ValiseDelta){ .place = VALISE_PLACE_GONE });

  if (plan.conflict && !record_conflict (run, item, &plan, error))
    return FALSE;
  run->report->pulled++;
  return valise_items_remove (run->store, item->id, error);
}

static gboolean
take_content (Apply *apply, GError **error)
{
  ValiseItem *item = apply->item;
  const ValiseRemoteItem *remote = apply->remote;

  item->base.content = 0;
  item->kept = VALISE_DEPTH_NONE;
  if (remote->content != NULL)
    {
      if (!valise_contents_put (apply->run->store, remote->content, &item->base.content, error))
        return FALSE;
      item->kept = remote->content->depth;
    }
  item->local.content = item->base.content;
  return TRUE;
}

/* Makes the server's version the base, and local what the plan says. */
static gboolean
follow_plan (Apply *apply, const ValisePlan *plan, ValiseContentState content, GError **error)
{
  ValiseItem *item = apply->item;
  const ValiseRemoteItem *remote = apply->remote;
  char *flags = valise_flags_merge (item->base.flags, item->local.flags, remote->flags);

  g_free (item->local.flags);
  item->local.flags = flags;
  g_free (item->base.flags);
  item->base.flags = g_strdup (remote->flags);
  item->base.folder = apply->folder;
  if (plan->folder == VALISE_FOLLOW_REMOTE)
    item->local.folder = apply->folder;
  if (!plan->keep_delete)
    item->deleted = FALSE;
  if (plan->content == VALISE_FOLLOW_REMOTE && content == VALISE_CONTENT_SAME)
    item->local.content = item->base.content;
  else if (plan->content == VALISE_FOLLOW_REMOTE && !take_content (apply, error))
    return FALSE;
  if (remote->has_summary && !valise_item_is_edited (item)
      && !valise_summary_equal (&remote->summary, &item->summary))
    valise_summary_copy (&remote->summary, &item->summary);
  if (g_strcmp0 (item->revision, remote->revision) != 0)
    {
      g_free (item->revision);
      item->revision = g_strdup (remote->revision);
    }
  if (g_strcmp0 (item->remote_id, remote->id) != 0)
    {
      g_free (item->remote_id);
      item->remote_id = g_strdup (remote->id);
    }
  /* What does not wait any more is only marked, for the user to see: see settle_refused(). */
  if (plan->conflict
      || (item->pending && item->base.content == item->local.content && !item->deleted))
    {
      item->sent_seq = item->sent_content = 0;
      g_clear_pointer (&item->error, g_free);
    }
  return TRUE;
}

/* What waits in the Outbox stays there wherever another device moves the draft, and that it was
 * tried stays written down, or it would be sent twice. */
static void
keep_in_outbox (Apply *apply, const ValiseItem *mine)
{
  ValiseItem *item = apply->item;

  if (item->deleted || role_of (apply->run, mine->local.folder) != VALISE_ROLE_OUTBOX)
    return;
  item->local.folder = mine->local.folder;
  item->sent_seq = mine->sent_seq;
  item->sent_content = mine->sent_content;
}

static gboolean
same_side (const ValiseSide *a, const ValiseSide *b)
{
  return a->folder == b->folder && a->content == b->content && g_str_equal (a->flags, b->flags);
}

static gboolean
same_item (const ValiseItem *a, const ValiseItem *b)
{
  return same_side (&a->base, &b->base) && same_side (&a->local, &b->local)
         && a->deleted == b->deleted && a->sent_seq == b->sent_seq
         && a->sent_content == b->sent_content && g_strcmp0 (a->revision, b->revision) == 0
         && g_strcmp0 (a->remote_id, b->remote_id) == 0 && g_strcmp0 (a->error, b->error) == 0
         && valise_summary_equal (&a->summary, &b->summary);
}

/* The server has the known @item, in @folder. */
static gboolean
apply_known (ValiseRun *run,
             const ValiseService *service,
             const ValiseRemoteItem *remote,
             ValiseItem *item,
             gint64 folder,
             GError **error)
{
  g_autoptr (ValiseItem) mine = valise_item_copy (item);
  Apply apply = { .run = run, .remote = remote, .item = item, .folder = folder };
  gboolean gone_out = has_gone_out (&apply);
  ValiseDelta there;
  ValisePlan plan;

  if (gone_out)
    file_as_sent (&apply);
  adopt_lost_push (&apply);
  there = remote_delta (&apply);
  if (gone_out && valise_item_is_edited (item))
    there.content = VALISE_CONTENT_CHANGED; /* what went out cannot be edited any more */
  plan = valise_reconcile (local_delta (run, item), there);
  item->service_id = service->id;
  if (!follow_plan (&apply, &plan, there.content, error))
    return FALSE;
  if (!gone_out && !plan.conflict)
    keep_in_outbox (&apply, mine);
  if (plan.conflict && !record_conflict (run, mine, &plan, error))
    return FALSE;
  if (same_item (mine, item))
    return TRUE;
  run->report->pulled++;
  return valise_items_save (run->store, item, error);
}

/* The server has a message that is new in @folder. @sibling is the same one in another folder. */
static gboolean
apply_new (ValiseRun *run,
           const ValiseService *service,
           const ValiseRemoteItem *remote,
           gint64 folder_id,
           const ValiseItem *sibling,
           GError **error)
{
  const ValiseFolder *folder = valise_run_folder (run, folder_id);
  g_autoptr (ValiseItem) item = NULL;
  Apply apply = { .run = run, .remote = remote, .folder = folder_id };

  if (!folder->sync || (!remote->has_summary && sibling == NULL))
    return TRUE;
  item = apply.item = valise_item_new (run->account->id, folder->kind);
  item->service_id = service->id;
  item->remote_id = g_strdup (remote->id);
  item->revision = g_strdup (remote->revision);
  item->base.folder = item->local.folder = folder_id;
  g_free (item->base.flags);
  item->base.flags = g_strdup (remote->flags);
  g_free (item->local.flags);
  item->local.flags = g_strdup (sibling != NULL ? sibling->local.flags : remote->flags);
  if (!take_content (&apply, error))
    return FALSE;
  if (sibling != NULL && remote->content == NULL)
    {
      item->base.content = item->local.content = sibling->base.content;
      item->kept = sibling->base.content != 0 ? sibling->kept : VALISE_DEPTH_NONE;
    }
  valise_summary_copy (remote->has_summary ? &remote->summary : &sibling->summary, &item->summary);
  run->report->pulled++;
  return valise_items_save (run->store, item, error);
}

/* Returns: the ids here of the folders that the server has the item in. */
static GArray *
local_folders (ValiseRun *run, const ValiseService *service, const ValiseRemoteItem *remote)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; remote->folders != NULL && remote->folders[i] != NULL; i++)
    {
      const ValiseFolder *folder = valise_run_folder_by_remote_id (run, service->id,
                                                                   remote->folders[i]);

      if (folder != NULL)
        g_array_append_val (ids, folder->id);
    }
  return ids;
}

/* Returns: (transfer full) (nullable): the items here that @incoming tells of; the user may have
 * deleted a twin since it was found */
static GPtrArray *
known_items (ValiseRun *run,
             const ValiseService *service,
             const ValiseIncoming *incoming,
             GError **error)
{
  GPtrArray *items;
  ValiseItem *twin;

  if (!valise_items_find (run->store, incoming->twin, &twin, error))
    return NULL;
  if (twin == NULL)
    return valise_items_by_remote_id (run->store, service->id, incoming->remote->id, error);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);
  g_ptr_array_add (items, twin);
  return items;
}

/* Where the known items count as being on the server. An item created here counts as being where
 * the user put it. */
static GArray *
known_places (GPtrArray *items)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      gint64 place = item->base.folder != 0 ? item->base.folder : item->local.folder;

      g_array_append_val (places, place);
    }
  return places;
}

/**
 * valise_apply:
 * @run: a run, in a transaction
 * @service: where @incoming comes from
 * @incoming: an item as the server has it now, or that it is gone
 * @error: an error of the store
 *
 * Returns: whether the store has it
 */
gboolean
valise_apply (ValiseRun *run,
              const ValiseService *service,
              const ValiseIncoming *incoming,
              GError **error)
{
  const ValiseRemoteItem *remote = incoming->remote;
  g_autoptr (GPtrArray) items = known_items (run, service, incoming, error);
  g_autoptr (GArray) folders = NULL;
  g_autoptr (GArray) places = NULL;
  g_autoptr (GArray) filings = NULL;

  if (items == NULL)
    return FALSE;
  if (run->unsettled != NULL)
    g_hash_table_remove (run->unsettled, remote->id);
  folders = local_folders (run, service, remote);
  places = known_places (items);
  filings = valise_filing_match ((const gint64 *)(gpointer)places->data, places->len,
                                 (const gint64 *)(gpointer)folders->data, folders->len);
  for (guint i = 0; i < filings->len; i++)
    {
      ValiseFiling filing = g_array_index (filings, ValiseFiling, i);
      gboolean done;

      if (filing.known == G_MAXUINT)
        done = apply_new (run, service, remote, filing.folder,
                          items->len > 0 ? items->pdata[0] : NULL, error);
      else if (filing.folder == 0)
        done = valise_apply_gone (run, items->pdata[filing.known], error);
      else
        done = apply_known (run, service, remote, items->pdata[filing.known], filing.folder, error);
      if (!done)
        return FALSE;
    }
  return TRUE;
}
