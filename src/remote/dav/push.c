/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits on their way to the server, one request each, every one guarded: If-None-Match for what is
 * new, If-Match with the revision of base for the rest. So nothing has to be looked at before it is
 * written. It is looked at when a guard failed: what is there may be our own work, whose answer was
 * lost.
 *
 * Removals go first: many servers refuse a second item with the UID of one that is to be removed.
 */

#include "remote/dav/push.h"

#include <glib/gi18n-lib.h>

#include "remote/dav/href.h"

static gboolean
is_too_large (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  g_autofree char *path = valise_href_split_id (edit->folder, NULL);
  const ValiseDavCollection *collection = valise_dav_collection_find (push->dav, path,
                                                                      push->cancellable, NULL);

  return collection != NULL
         && (gint64)g_bytes_get_size (edit->content->bytes) > collection->max_size;
}

static gboolean
push_edit (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  ValiseKind kind = edit->kind;
  g_autofree char *path = edit->folder != NULL ? valise_href_split_id (edit->folder, &kind) : NULL;

  if (edit->folder == NULL)
    return valise_dav_push_remove (push, edit, error);
  if (kind != edit->kind)
    return valise_dav_tell_refused (push, edit, _ ("This folder is for items of another kind."),
                                    error);
  if (edit->content != NULL && is_too_large (push, edit, error))
    return valise_dav_tell_refused (push, edit,
                                    _ ("The item is larger than what the server takes."), error);
  if (edit->id == NULL && edit->content == NULL)
    return valise_dav_tell_refused (push, edit, _ ("The item has no content."), error);
  if (edit->id == NULL)
    return valise_dav_push_create (push, edit, error);
  if (g_strcmp0 (edit->folder, edit->base_folder) != 0)
    return valise_dav_push_move (push, edit, error);
  if (edit->content != NULL)
    return valise_dav_push_update (push, edit, error);
  /* Only flags are left, and there are none on these servers. */
  path = (g_free (path), valise_href_split_id (edit->id, NULL));
  return valise_dav_tell_done (push, edit, path, edit->base_revision, error);
}

/**
 * valise_dav_push:
 * @dav: an opened client
 * @edits: (element-type ValiseEdit): the edits
 * @sink: gets the outcomes
 * @data: for @sink
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb push in remote.h.
 *
 * Returns: whether there was an outcome for each
 */
gboolean
valise_dav_push (ValiseDav *dav,
                 GPtrArray *edits,
                 ValiseOutcomeFunc sink,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  ValiseDavPush push = { dav, sink, data, cancellable };

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < edits->len; i++)
      {
        const ValiseEdit *edit = edits->pdata[i];

        if ((edit->folder == NULL) == (pass == 0) && !push_edit (&push, edit, error))
          return FALSE;
      }
  return TRUE;
}
