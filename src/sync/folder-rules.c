/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of a folder (design, section 2, promises 5 and 6). */

#include "sync/folder-rules.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/folders.h"

/**
 * valise_folder_rules_default:
 * @folder: a folder that is new here, with kind and role
 * @foreign: it is public, or somebody else's
 *
 * Sets what is kept of it until the user chooses: the Inbox in full, other mail as header and text,
 * everything else whole; archives and what is not the user's own are not synchronised.
 */
void
valise_folder_rules_default (ValiseFolder *folder, gboolean foreign)
{
  gboolean text = folder->kind == VALISE_KIND_MAIL && folder->role != VALISE_ROLE_INBOX;

  folder->sync = folder->role != VALISE_ROLE_ARCHIVE && !foreign;
  folder->depth = text ? VALISE_DEPTH_TEXT : VALISE_DEPTH_FULL;
}

static gboolean
set_one (ValiseStore *store,
         ValiseFolder *folder,
         const gboolean *sync,
         const ValiseDepth *depth,
         GError **error)
{
  if (sync != NULL && *sync != folder->sync)
    {
      folder->sync = *sync;
      /* Switched on, what came meanwhile is listed. Switched off, nothing is removed. */
      if (*sync)
        folder->listed = FALSE;
    }
  if (depth != NULL && folder->kind == VALISE_KIND_MAIL && *depth != folder->depth)
    {
      folder->shrink = *depth < folder->depth;
      folder->depth = *depth;
    }
  return valise_folders_save (store, folder, error);
}

static gboolean
is_below (GPtrArray *folders, const ValiseFolder *folder, gint64 ancestor)
{
  gint64 parent = folder->parent_id;

  for (guint depth = 0; parent != 0 && depth < folders->len; depth++)
    {
      gint64 next = 0;

      if (parent == ancestor)
        return TRUE;
      for (guint i = 0; i < folders->len; i++)
        if (((const ValiseFolder *)folders->pdata[i])->id == parent)
          next = ((const ValiseFolder *)folders->pdata[i])->parent_id;
      parent = next;
    }
  return FALSE;
}

/**
 * valise_folder_rules_affected:
 * @store: a store
 * @top: a folder
 * @recursive: whether its subfolders count too
 * @error: an error of the store
 *
 * Returns: (transfer full) (nullable) (element-type ValiseFolder): @top, and what is below it
 */
GPtrArray *
valise_folder_rules_affected (ValiseStore *store,
                              const ValiseFolder *top,
                              gboolean recursive,
                              GError **error)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (store, top->account_id, error);
  g_autoptr (GPtrArray) affected = NULL;

  if (folders == NULL)
    return NULL;
  affected = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_folder_free);
  /* Taken out only when all of them are known: each is asked for its ancestors. */
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->id == top->id || (recursive && is_below (folders, folder, top->id)))
        g_ptr_array_add (affected, folders->pdata[i]);
    }
  for (guint i = 0; i < affected->len; i++)
    {
      guint index;

      if (g_ptr_array_find (folders, affected->pdata[i], &index))
        g_ptr_array_steal_index (folders, index);
    }
  return g_steal_pointer (&affected);
}

/**
 * valise_folder_rules_set:
 * @store: a store
 * @folder_id: a folder of a server
 * @sync: (nullable): whether it is synchronised
 * @depth: (nullable): how much of its mail is kept
 * @recursive: whether all subfolders are set too, now
 * @error: %VALISE_ERROR_NOT_FOUND, %VALISE_ERROR_USAGE for a local folder or one that has to be
 * whole, or an error of the store
 *
 * One transaction. Takes effect on the next run.
 *
 * Returns: whether it was set
 */
gboolean
valise_folder_rules_set (ValiseStore *store,
                         gint64 folder_id,
                         const gboolean *sync,
                         const ValiseDepth *depth,
                         gboolean recursive,
                         GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, error);
  g_autoptr (ValiseFolder) top = NULL;
  g_autoptr (GPtrArray) folders = NULL;

  if (transaction == NULL)
    return FALSE;
  top = valise_folders_get (store, folder_id, error);
  if (top == NULL)
    return FALSE;
  if (valise_role_is_local (top->role))
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_NEVER,
                        "“%s” exists on this computer only; there is nothing to synchronise.",
                        top->path);
  if (depth != NULL && *depth != VALISE_DEPTH_FULL && top->kind != VALISE_KIND_MAIL && !recursive)
    return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_NEVER,
                        _ ("Only mail can be kept in part; what is in “%s” is always kept whole."),
                        top->path);
  folders = valise_folder_rules_affected (store, top, recursive, error);
  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    if (!set_one (store, folders->pdata[i], sync, depth, error))
      return FALSE;
  return valise_transaction_commit (&transaction, error);
}
