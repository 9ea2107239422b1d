/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The other device: it works directly on the server, and knows what the server has. */

#include "sim-schedule.h"

#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

#include "sim-check.h"
#include "sim-text.h"

static SimItem *
pick_item (SimWorld *world, guint which)
{
  GPtrArray *items = world->server->items;

  return items->len > 0 ? items->pdata[which % items->len] : NULL;
}

static SimFolder *
pick_folder (SimWorld *world, guint which)
{
  GPtrArray *folders = world->server->folders;

  for (guint i = 0; i < folders->len; i++)
    {
      SimFolder *folder = folders->pdata[(which + i) % folders->len];

      if (!folder->removed)
        return folder;
    }
  return NULL;
}

static void
add_to (SimWorld *world, const char *uid, const SimFolder *folder)
{
  guint version = sim_ledger_save (world->ledger, uid, FALSE, 0);
  g_autoptr (GBytes) bytes = sim_text_build (folder->kind, uid, version);
  SimItem *item = sim_server_create (world->server, uid, 1u << folder->number, 0, bytes);

  sim_say (world, "other: adds %s %s v%u to %s", item->id, uid, version, folder->name);
}

static gboolean
add (SimWorld *world, const SimAction *action)
{
  g_autofree char *uid = g_strdup_printf ("u%u@there", world->next_uid++);

  add_to (world, uid, pick_folder (world, action->a));
  return TRUE;
}

/* Returns: (transfer full) (nullable): what the user has in his item */
static GBytes *
bytes_here (SimWorld *world, const ValiseItem *item)
{
  g_autoptr (ValiseContent) content = item->local.content != 0 && item->kept == VALISE_DEPTH_FULL
                                          ? valise_contents_get (world->user, item->local.content,
                                                                 NULL)
                                          : NULL;

  return content != NULL ? g_bytes_ref (content->bytes) : NULL;
}

/* The same message is brought to both sides, as when an invitation is imported twice. */
static gboolean
add_twin (SimWorld *world, const SimAction *action)
{
  g_autoptr (GPtrArray) items = sim_check_items (world->user);

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[(action->a + i) % items->len];
      g_autoptr (ValiseFolder) here = valise_folders_get (world->user, item->local.folder, NULL);
      SimFolder *folder = here != NULL ? sim_server_folder (world->server, here->remote_id) : NULL;
      g_autoptr (GBytes) bytes = bytes_here (world, item);
      guint version = bytes != NULL ? sim_text_version (bytes) : 0;

      if (item->remote_id != NULL || item->local_only || item->deleted || folder == NULL
          || version == 0
          || sim_server_item_by_uid (world->server, G_MAXUINT32, item->summary.uid) != NULL)
        continue;
      if (action->b % 2 == 0)
        add_to (world, item->summary.uid, folder);
      else
        {
          sim_say (world, "other: adds the same %s v%u to %s", item->summary.uid, version,
                   folder->name);
          sim_ledger_get (world->ledger, version)->twice = TRUE;
          sim_server_create (world->server, item->summary.uid, 1u << folder->number, 0, bytes);
        }
      return TRUE;
    }
  return FALSE;
}

static void
write_bytes (SimWorld *world, SimItem *item, GBytes *bytes)
{
  guint version = sim_text_version (bytes);

  sim_say (world, "other: replaces %s %s v%u by v%u", item->id, item->uid, item->version, version);
  sim_server_write (world->server, item, bytes);
}

/* The other editor comes to a text that the user has by himself. */
static void
write_text_of_user (SimWorld *world, SimItem *item, GBytes *bytes)
{
  guint version = sim_text_version (bytes);

  sim_ledger_get (world->ledger, version)->twice = TRUE;
  sim_ledger_after (world->ledger, version, item->version);
  sim_ledger_release (world->ledger, item->version);
  write_bytes (world, item, bytes);
}

/* Both editors come to the same text by themselves. */
static gboolean
write_same (SimWorld *world, SimItem *item)
{
  g_autoptr (GPtrArray) items = sim_check_items (world->user);

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *here = items->pdata[i];
      g_autoptr (GBytes) bytes = bytes_here (world, here);
      guint version = bytes != NULL ? sim_text_version (bytes) : 0;

      if (here->local_only || version == 0 || version == item->version
          || g_strcmp0 (here->remote_id, item->id) != 0
          || sim_ledger_knows (world->ledger, item->version, version))
        continue;
      write_text_of_user (world, item, bytes);
      return TRUE;
    }
  return FALSE;
}

/* The owner solves a conflict on the other device: what lies in Conflicts here is on the server. */
static gboolean
write_copy (SimWorld *world, guint which)
{
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (world->user, world->account->id, NULL);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[(which + i) % conflicts->len];
      g_autoptr (ValiseItem) winner = valise_items_get (world->user, conflict->item_id, NULL);
      g_autoptr (ValiseItem) copy = valise_items_get (world->user, conflict->copy_id, NULL);
      SimItem *item = winner != NULL ? sim_server_item (world->server, winner->remote_id) : NULL;
      g_autoptr (GBytes) bytes = copy != NULL ? bytes_here (world, copy) : NULL;
      guint version = bytes != NULL ? sim_text_version (bytes) : 0;

      if (item == NULL || version == 0 || !g_str_equal (item->uid, copy->summary.uid)
          || sim_ledger_knows (world->ledger, item->version, version))
        continue;
      write_text_of_user (world, item, bytes);
      return TRUE;
    }
  return FALSE;
}

static gboolean
replace (SimWorld *world, const SimAction *action)
{
  SimItem *item = pick_item (world, action->a);
  g_autoptr (GBytes) bytes = NULL;

  if (item == NULL)
    return FALSE;
  if ((action->b % 4 == 0 && write_same (world, item))
      || (action->b % 4 == 1 && write_copy (world, action->a)))
    return TRUE;
  bytes = sim_text_edit (item->kind, item->uid, item->bytes,
                         sim_ledger_save (world->ledger, item->uid, FALSE, item->version));
  write_bytes (world, item, bytes);
  return TRUE;
}

static void
touch (SimWorld *world, const SimItem *item)
{
  g_hash_table_add (world->ledger->touched, g_strdup (item->uid));
}

/* What somebody puts into Sent looks as if it had been sent. */
static void
note_filed (SimWorld *world, const SimItem *item, const SimFolder *folder)
{
  touch (world, item);
  if (folder->role == VALISE_ROLE_SENT)
    g_hash_table_add (world->ledger->taken_back, g_strdup (item->uid));
}

static gboolean
flag (SimWorld *world, const SimAction *action)
{
  SimItem *item = pick_item (world, action->a);
  SimFlags bit = 1u << (action->b % 3);

  if (item == NULL || item->kind != VALISE_KIND_MAIL)
    return FALSE;
  sim_say (world, "other: %s flag %u of %s %s", item->flags & bit ? "clears" : "sets",
           action->b % 3, item->id, item->uid);
  touch (world, item);
  sim_server_file (world->server, item, item->folders, item->flags ^ bit);
  return TRUE;
}

static gboolean
move (SimWorld *world, const SimAction *action)
{
  SimItem *item = pick_item (world, action->a);
  SimFolder *folder = pick_folder (world, action->b);

  if (item == NULL || folder == NULL || folder->kind != item->kind
      || (item->folders & (1u << folder->number) && world->traits.dav)
      || (world->traits.dav
          && sim_server_item_by_uid (world->server, 1u << folder->number, item->uid) != NULL))
    return FALSE;
  sim_say (world, "other: moves %s %s to %s", item->id, item->uid, folder->name);
  note_filed (world, item, folder);
  if (folder->role == VALISE_ROLE_TRASH)
    sim_ledger_removed (world->ledger, item->uid, item->version);
  sim_server_file (world->server, item, 1u << folder->number, item->flags);
  return TRUE;
}

static gboolean
file (SimWorld *world, const SimAction *action)
{
  SimItem *item = pick_item (world, action->a);
  SimFolder *folder = pick_folder (world, action->b);
  guint32 folders;

  if (item == NULL || folder == NULL || world->traits.in_place)
    return FALSE;
  folders = item->folders ^ (1u << folder->number);
  if (folders == 0)
    return FALSE;
  sim_say (world, "other: files %s %s in %s: %s", item->id, item->uid, folder->name,
           item->folders & (1u << folder->number) ? "no more" : "too");
  note_filed (world, item, folder);
  sim_ledger_removed (world->ledger, item->uid, item->version);
  sim_server_file (world->server, item, folders, item->flags);
  return TRUE;
}

static void
note_removal (SimWorld *world, const SimItem *item)
{
  sim_ledger_removed (world->ledger, item->uid, item->version);
  sim_ledger_release (world->ledger, item->version);
}

static gboolean
destroy (SimWorld *world, const SimAction *action)
{
  SimItem *item = pick_item (world, action->a);

  if (item == NULL)
    return FALSE;
  sim_say (world, "other: destroys %s %s v%u", item->id, item->uid, item->version);
  note_removal (world, item);
  sim_server_destroy (world->server, item);
  return TRUE;
}

static gboolean
change_folder (SimWorld *world, const SimAction *action)
{
  SimFolder *folder = pick_folder (world, action->a);
  g_autofree char *name = g_strdup_printf ("Folder %u", world->next_uid++);

  if (action->kind == SIM_OTHER_ADD_FOLDER)
    {
      if (world->server->folders->len > 12)
        return FALSE;
      sim_say (world, "other: adds folder %s below %s", name, folder->name);
      sim_server_add_folder (world->server, folder->kind, name, (int)folder->number,
                             VALISE_ROLE_NONE);
      return TRUE;
    }
  if (folder->role != VALISE_ROLE_NONE)
    return FALSE;
  sim_say (world, "other: renames folder %s to %s", folder->name, name);
  sim_server_rename_folder (world->server, folder, name);
  return TRUE;
}

static gboolean
remove_folder (SimWorld *world, const SimAction *action)
{
  SimFolder *folder = pick_folder (world, action->a);
  guint32 bit = 1u << folder->number;

  if (folder->role != VALISE_ROLE_NONE || folder->number == 0) /* one folder is always left */
    return FALSE;
  sim_say (world, "other: removes folder %s", folder->name);
  for (guint i = 0; i < world->server->items->len; i++)
    {
      const SimItem *item = world->server->items->pdata[i];

      if (item->folders == bit)
        note_removal (world, item);
      else if (item->folders & bit)
        sim_ledger_removed (world->ledger, item->uid, item->version);
    }
  sim_server_remove_folder (world->server, folder);
  return TRUE;
}

static gboolean
change_rights (SimWorld *world, const SimAction *action)
{
  SimFolder *folder = pick_folder (world, action->a);
  gboolean all = folder->rights == VALISE_RIGHTS_ALL;

  if (folder->role != VALISE_ROLE_NONE)
    return FALSE;
  sim_say (world, "other: makes %s %s", folder->name, all ? "read-only" : "writable");
  sim_server_set_rights (world->server, folder, all ? VALISE_RIGHTS_READ : VALISE_RIGHTS_ALL);
  return TRUE;
}

static gboolean
forget_folder (SimWorld *world, const SimAction *action)
{
  SimFolder *folder = pick_folder (world, action->a);

  sim_say (world, "server: forgets what changed in %s", folder->name);
  sim_server_forget (world->server, folder);
  return TRUE;
}

gboolean
sim_other_act (SimWorld *world, const SimAction *action)
{
  switch (action->kind)
    {
    case SIM_OTHER_ADD:
      return add (world, action);
    case SIM_OTHER_ADD_TWIN:
      return add_twin (world, action);
    case SIM_OTHER_REPLACE:
      return replace (world, action);
    case SIM_OTHER_FLAG:
      return flag (world, action);
    case SIM_OTHER_MOVE:
      return move (world, action);
    case SIM_OTHER_FILE:
      return file (world, action);
    case SIM_OTHER_DESTROY:
      return destroy (world, action);
    case SIM_OTHER_ADD_FOLDER:
    case SIM_OTHER_RENAME_FOLDER:
      return change_folder (world, action);
    case SIM_OTHER_REMOVE_FOLDER:
      return remove_folder (world, action);
    case SIM_OTHER_RIGHTS:
      return change_rights (world, action);
    case SIM_SERVER_FORGET:
      sim_say (world, "server: forgets its journal");
      sim_server_forget (world->server, NULL);
      return TRUE;
    case SIM_SERVER_FORGET_FOLDER:
      return forget_folder (world, action);
    default:
      return FALSE;
    }
}
