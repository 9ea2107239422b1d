/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents that are new, changed or to be removed: PUT and DELETE with a guard. */

#include "remote/dav/push.h"

#include <glib/gi18n-lib.h>

#include "format/content-equal.h"
#include "remote/dav/errors.h"
#include "remote/dav/href.h"
#include "remote/dav/item.h"

/* Whether a creation that met another item is to be refused: the first time the caller is asked to
 * look, as the item may be new there and the same one; a second time it knew it already. */
static gboolean
is_doubted (ValiseDavPush *push, const char *path, const char *met)
{
  const char *doubted = g_hash_table_lookup (push->dav->doubted, path);

  if (doubted != NULL && g_str_equal (doubted, met))
    return TRUE;
  g_hash_table_replace (push->dav->doubted, g_strdup (path), g_strdup (met));
  return FALSE;
}

/* Another item is in the way of a creation: at @there, or somewhere that the server does not say.
 */
static gboolean
tell_met (ValiseDavPush *push,
          const ValiseEdit *edit,
          const char *path,
          const char *there,
          const char *revision,
          GError **error)
{
  g_autofree char *met = g_strdup_printf ("%s %s", there != NULL ? there : "",
                                          revision != NULL ? revision : "");

  if (!is_doubted (push, path, met))
    return valise_dav_tell_changed (push, edit, there, error);
  return valise_dav_tell_refused (push, edit,
                                  _ ("The server has an item with the same UID already."), error);
}

/* RFC 4791 section 5.3.2.1: the condition names the item that has the UID; Radicale does not. */
static gboolean
tell_uid_conflict (ValiseDavPush *push,
                   const ValiseEdit *edit,
                   const char *path,
                   const ValiseHttpResponse *response,
                   GError **error)
{
  g_autofree char *there = valise_dav_error_get_href (response, push->dav->host);
  g_autofree char *collection = valise_href_parent (path);

  if (there != NULL && !valise_href_is_in (there, collection))
    return valise_dav_tell_refused (
        push, edit, _ ("The server has an item with the same UID in another folder already."),
        error);
  return tell_met (push, edit, path, there, NULL, error);
}

/* There is something where the new item was to be: our own work, or somebody else's. */
static gboolean
tell_existing (ValiseDavPush *push,
               const ValiseEdit *edit,
               const char *path,
               const ValiseHttpResponse *response,
               GError **error)
{
  g_auto (ValiseDavLook) look = { 0 };

  if (!valise_dav_look (push, path, &look, error))
    return FALSE;
  if (look.bytes == NULL)
    return valise_dav_tell_failed (push, edit, response, error);
  if (valise_content_equal (edit->kind, look.bytes, edit->content->bytes))
    return valise_dav_tell_done (push, edit, path, look.revision, error);
  return tell_met (push, edit, path, path, look.revision, error);
}

/**
 * valise_dav_push_create:
 * @push: the push
 * @edit: an item that the server does not have
 * @error: where an error that ends the push goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_push_create (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  g_autofree char *collection = valise_href_split_id (edit->folder, NULL);
  g_autofree char *path = valise_href_join (collection, edit->uid != NULL ? edit->uid : "",
                                            edit->kind);
  const ValiseDavWrite write = {
    .method = "PUT", .path = path, .create = TRUE, .body = edit->content->bytes
  };
  g_autoptr (ValiseHttpResponse) response = valise_dav_write (push, &write, error);
  g_autofree char *etag = response != NULL ? valise_dav_etag_read (response->etag) : NULL;
  g_autofree char *condition = NULL;

  if (response == NULL)
    return FALSE;
  if (valise_dav_write_is_done (response))
    return valise_dav_tell_done (push, edit, path, etag, error);
  if (response->status == 412)
    return tell_existing (push, edit, path, response, error);
  condition = valise_dav_error_get_condition (response);
  if (valise_dav_error_is_uid_conflict (condition))
    return tell_uid_conflict (push, edit, path, response, error);
  return valise_dav_tell_failed (push, edit, response, error);
}

/* A guard failed: somebody changed the item, or we did and did not hear of it. */
static gboolean
tell_guarded (ValiseDavPush *push, const ValiseEdit *edit, const char *path, GError **error)
{
  g_auto (ValiseDavLook) look = { 0 };

  if (!valise_dav_look (push, path, &look, error))
    return FALSE;
  if (look.gone)
    return valise_dav_tell_gone (push, edit, error);
  if (look.bytes != NULL && edit->content != NULL
      && valise_content_equal (edit->kind, look.bytes, edit->content->bytes))
    return valise_dav_tell_done (push, edit, path, look.revision, error);
  return valise_dav_tell_changed (push, edit, path, error);
}

/* Without an entity tag of the server nothing guards a write, so it is looked at right before. */
static gboolean
is_as_known (ValiseDavPush *push,
             const ValiseEdit *edit,
             const char *path,
             gboolean *as_known,
             GError **error)
{
  g_auto (ValiseDavLook) look = { 0 };

  *as_known = valise_dav_item_has_etag (edit->base_revision);
  if (*as_known)
    return TRUE;
  if (!valise_dav_look (push, path, &look, error))
    return FALSE;
  *as_known = edit->base_revision != NULL && g_strcmp0 (look.revision, edit->base_revision) == 0;
  return TRUE;
}

/* Sends @write, which changes or removes the item of @edit. Returns: (nullable): the answer to what
 * was done or refused; NULL with or without an error where the outcome was told. */
static ValiseHttpResponse *
write_guarded (ValiseDavPush *push,
               const ValiseEdit *edit,
               ValiseDavWrite *write,
               gboolean *go_on,
               GError **error)
{
  g_autoptr (ValiseHttpResponse) response = NULL;
  gboolean as_known;

  *go_on = FALSE;
  if (!is_as_known (push, edit, write->path, &as_known, error))
    return NULL;
  if (!as_known)
    {
      *go_on = tell_guarded (push, edit, write->path, error);
      return NULL;
    }
  if (valise_dav_item_has_etag (edit->base_revision))
    write->revision = edit->base_revision;
  response = valise_dav_write (push, write, error);
  if (response == NULL)
    return NULL;
  if (response->status == 412)
    {
      *go_on = tell_guarded (push, edit, write->path, error);
      return NULL;
    }
  return g_steal_pointer (&response);
}

/**
 * valise_dav_push_update:
 * @push: the push
 * @edit: an item with a new content
 * @error: where an error that ends the push goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_push_update (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  g_autofree char *path = valise_href_split_id (edit->id, NULL);
  ValiseDavWrite write = { .method = "PUT", .path = path, .body = edit->content->bytes };
  gboolean go_on;
  g_autoptr (ValiseHttpResponse) response = write_guarded (push, edit, &write, &go_on, error);
  g_autofree char *etag = response != NULL ? valise_dav_etag_read (response->etag) : NULL;

  if (response == NULL)
    return go_on;
  if (valise_dav_write_is_done (response))
    return valise_dav_tell_done (push, edit, path, etag, error);
  return valise_dav_tell_failed (push, edit, response, error);
}

/**
 * valise_dav_push_remove:
 * @push: the push
 * @edit: an item that is to be removed
 * @error: where an error that ends the push goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_push_remove (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  g_autofree char *path = valise_href_split_id (edit->id, NULL);
  ValiseDavWrite write = { .method = "DELETE", .path = path };
  gboolean go_on;
  g_autoptr (ValiseHttpResponse) response = write_guarded (push, edit, &write, &go_on, error);

  if (response == NULL)
    return go_on;
  if (valise_dav_write_is_done (response))
    return valise_dav_tell_removed (push, edit, error);
  return valise_dav_tell_failed (push, edit, response, error);
}
