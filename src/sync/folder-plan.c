/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a setting of a folder would do, told before it is made. It looks at every item of the
 * folders in question: on a thread. */

#include "sync/folder-plan.h"

#include "store/folder-usage.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/folder-rules.h"

static gboolean
add_wanted (ValiseStore *store,
            const ValiseFolder *folder,
            ValiseDepth depth,
            ValiseFolderPlan *plan,
            GError **error)
{
  gint64 count, bytes;

  if (!valise_items_count_wanted (store, folder->id, depth, &count, &bytes, error))
    return FALSE;
  if (depth == VALISE_DEPTH_TEXT)
    plan->texts += count;
  else
    {
      plan->whole += count;
      plan->whole_bytes += bytes;
    }
  return TRUE;
}

static gboolean
add_cut (ValiseStore *store, const ValiseFolder *folder, ValiseFolderPlan *plan, GError **error)
{
  ValiseFolderUsage usage;

  if (!valise_folder_usage_read (store, folder->id, &usage, error))
    return FALSE;
  plan->cut += usage.cuttable;
  plan->cut_bytes += usage.cuttable_bytes;
  return TRUE;
}

/* Nothing that is here goes when a folder is switched off. */
static gboolean
add_folder (ValiseStore *store,
            const ValiseFolder *folder,
            gboolean sync,
            ValiseDepth wanted,
            ValiseFolderPlan *plan,
            GError **error)
{
  ValiseDepth depth = folder->kind == VALISE_KIND_MAIL ? wanted : VALISE_DEPTH_FULL;

  if (sync && (!folder->sync || !folder->listed))
    plan->unlisted++;
  if (depth < folder->depth && !add_cut (store, folder, plan, error))
    return FALSE;
  return !sync || add_wanted (store, folder, depth, plan, error);
}

/**
 * valise_folder_plan_read:
 * @store: a store
 * @folder_id: a folder of a server
 * @sync: whether it is to be synchronised
 * @depth: how much of its mail is to be kept
 * @recursive: whether all subfolders are to be set too
 * @plan: (out): what that would do
 * @error: %VALISE_ERROR_NOT_FOUND, or an error of the store
 *
 * Returns: whether it could be found out
 */
gboolean
valise_folder_plan_read (ValiseStore *store,
                         gint64 folder_id,
                         gboolean sync,
                         ValiseDepth depth,
                         gboolean recursive,
                         ValiseFolderPlan *plan,
                         GError **error)
{
  g_autoptr (ValiseFolder) top = valise_folders_get (store, folder_id, error);
  g_autoptr (GPtrArray) folders = NULL;

  *plan = (ValiseFolderPlan){ 0 };
  if (top == NULL)
    return FALSE;
  folders = valise_folder_rules_affected (store, top, recursive, error);
  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    if (!add_folder (store, folders->pdata[i], sync, depth, plan, error))
      return FALSE;
  return TRUE;
}
