/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The interface of a server: dispatch and the records that cross it. The rules are in remote.h. */

#include "remote/remote.h"

#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (ValiseRemote, valise_remote, G_TYPE_OBJECT)

static void
valise_remote_default_init (ValiseRemoteInterface *iface)
{
}

gboolean
valise_remote_open (ValiseRemote *self, GCancellable *cancellable, GError **error)
{
  return VALISE_REMOTE_GET_IFACE (self)->open (self, cancellable, error);
}

GPtrArray *
valise_remote_folders (ValiseRemote *self, GCancellable *cancellable, GError **error)
{
  return VALISE_REMOTE_GET_IFACE (self)->folders (self, cancellable, error);
}

ValiseRemoteChanges *
valise_remote_changes (ValiseRemote *self,
                       const char *token,
                       GCancellable *cancellable,
                       GError **error)
{
  return VALISE_REMOTE_GET_IFACE (self)->changes (self, token, cancellable, error);
}

gboolean
valise_remote_list (ValiseRemote *self,
                    const char *folder,
                    ValiseDepth depth,
                    ValiseKnownFunc known,
                    ValiseListFunc page,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  return VALISE_REMOTE_GET_IFACE (self)->list (self, folder, depth, known, page, data, cancellable,
                                               error);
}

gboolean
valise_remote_fetch (ValiseRemote *self,
                     GPtrArray *fetches,
                     ValiseFetchFunc sink,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  if (fetches->len == 0)
    return TRUE;
  return VALISE_REMOTE_GET_IFACE (self)->fetch (self, fetches, sink, data, cancellable, error);
}

gboolean
valise_remote_push (ValiseRemote *self,
                    GPtrArray *edits,
                    ValiseOutcomeFunc sink,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  if (edits->len == 0)
    return TRUE;
  return VALISE_REMOTE_GET_IFACE (self)->push (self, edits, sink, data, cancellable, error);
}

ValiseWait
valise_remote_wait (ValiseRemote *self, guint seconds, GCancellable *cancellable, GError **error)
{
  return VALISE_REMOTE_GET_IFACE (self)->wait (self, seconds, cancellable, error);
}

char *
valise_remote_get_memo (ValiseRemote *self)
{
  return VALISE_REMOTE_GET_IFACE (self)->get_memo (self);
}

/**
 * valise_remote_cannot_calculate:
 * @error: where the error goes
 *
 * For a driver whose server has forgotten the token: asks the caller to list every folder.
 *
 * Returns: %FALSE
 */
gboolean
valise_remote_cannot_calculate (GError **error)
{
  return valise_fail (error, VALISE_ERROR_CANNOT_CALCULATE, VALISE_SCOPE_SERVICE,
                      VALISE_REMEDY_RETRY_NOW,
                      _ ("The server cannot say what changed; everything is compared."));
}

/**
 * valise_remote_folder_free:
 * @folder: (transfer full) (nullable): a folder as the server has it
 */
void
valise_remote_folder_free (ValiseRemoteFolder *folder)
{
  if (folder == NULL)
    return;
  g_free (folder->id);
  g_free (folder->parent_id);
  g_free (folder->name);
  g_free (folder);
}

/**
 * valise_remote_item_new:
 * @id: its id on the server
 *
 * Returns: (transfer full): an item in no folder, without flags
 */
ValiseRemoteItem *
valise_remote_item_new (const char *id)
{
  ValiseRemoteItem *item = g_new0 (ValiseRemoteItem, 1);

  item->id = g_strdup (id);
  item->flags = g_strdup ("");
  return item;
}

/**
 * valise_remote_item_copy:
 * @item: an item as the server has it
 *
 * Returns: (transfer full): the same again
 */
ValiseRemoteItem *
valise_remote_item_copy (const ValiseRemoteItem *item)
{
  ValiseRemoteItem *copy = g_memdup2 (item, sizeof *item);

  copy->id = g_strdup (item->id);
  copy->revision = g_strdup (item->revision);
  copy->folders = g_strdupv (item->folders);
  copy->flags = g_strdup (item->flags);
  copy->summary = (ValiseSummary){ 0 };
  valise_summary_copy (&item->summary, &copy->summary);
  if (item->content != NULL)
    valise_content_ref (item->content);
  return copy;
}

/**
 * valise_remote_item_free:
 * @item: (transfer full) (nullable): an item as the server has it
 */
void
valise_remote_item_free (ValiseRemoteItem *item)
{
  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->revision);
  g_strfreev (item->folders);
  g_free (item->flags);
  valise_summary_clear (&item->summary);
  valise_content_unref (item->content);
  g_free (item);
}

/**
 * valise_remote_changes_free:
 * @changes: (transfer full) (nullable): a page of changes
 */
void
valise_remote_changes_free (ValiseRemoteChanges *changes)
{
  if (changes == NULL)
    return;
  g_ptr_array_unref (changes->items);
  g_clear_pointer (&changes->relist, g_ptr_array_unref);
  g_free (changes->token);
  g_free (changes);
}
