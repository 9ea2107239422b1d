/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Items that are to be in another collection. An edited content goes first, to the old place: that
 * is guarded like any other, and the pull knows it again should the rest fail. Then MOVE, which
 * must not overwrite. Where a server does not do it: a copy in the new place, and then the old one
 * is removed, guarded; if it was changed meanwhile, the copy goes instead.
 *
 * What the item's revision is in the new place is left to the next changes: some servers give it
 * another one, and not all heed the guard of a MOVE (Radicale 3.1 does not), so what was moved need
 * not be what was known. */

#include "remote/dav/push.h"

#include <glib/gi18n-lib.h>

#include "format/content-equal.h"
#include "remote/dav/href.h"
#include "remote/dav/item.h"

typedef struct
{
  ValiseDavPush *push;
  const ValiseEdit *edit;
  const char *from;
  const char *to;
  const char *revision; /* of what is to be moved */
} Move;

/* Takes the copy away again. What it leaves behind at worst is one item too many, which the next
 * changes tell of. */
static gboolean
take_back (Move *self, const char *revision, GError **error)
{
  const ValiseDavWrite write = { .method = "DELETE", .path = self->to, .revision = revision };
  g_autoptr (ValiseHttpResponse) response = valise_dav_write (self->push, &write, error);

  return response != NULL;
}

/* There is a copy in the new place: the old one goes. */
static gboolean
remove_old (Move *self, const char *revision, GError **error)
{
  const ValiseDavWrite write = { .method = "DELETE",
                                 .path = self->from,
                                 .revision = self->revision };
  g_autoptr (ValiseHttpResponse) response = valise_dav_write (self->push, &write, error);

  if (response == NULL)
    return FALSE;
  if (valise_dav_write_is_done (response) || response->status == 404)
    return valise_dav_tell_done (self->push, self->edit, self->to, revision, error);
  if (!take_back (self, revision, error))
    return FALSE;
  if (response->status == 412)
    return valise_dav_tell_changed (self->push, self->edit, self->from, error);
  return valise_dav_tell_failed (self->push, self->edit, response, error);
}

/* Where MOVE is not to be had. */
static gboolean
copy_and_remove (Move *self, GError **error)
{
  g_auto (ValiseDavLook) old = { 0 };
  g_auto (ValiseDavLook) there = { 0 };
  g_autoptr (ValiseHttpResponse) response = NULL;
  g_autofree char *etag = NULL;
  ValiseDavWrite write = { .method = "PUT", .path = self->to, .create = TRUE };

  if (!valise_dav_look (self->push, self->from, &old, error))
    return FALSE;
  if (old.gone)
    return valise_dav_tell_gone (self->push, self->edit, error);
  if (old.bytes == NULL || g_strcmp0 (old.revision, self->revision) != 0)
    return valise_dav_tell_changed (self->push, self->edit, self->from, error);
  write.body = old.bytes;
  response = valise_dav_write (self->push, &write, error);
  if (response == NULL)
    return FALSE;
  etag = valise_dav_etag_read (response->etag);
  if (response->status == 412 && self->edit->repeated)
    {
      if (!valise_dav_look (self->push, self->to, &there, error))
        return FALSE;
      if (there.bytes != NULL && valise_content_equal (self->edit->kind, there.bytes, old.bytes))
        return remove_old (self, there.revision, error);
    }
  if (!valise_dav_write_is_done (response))
    return valise_dav_tell_failed (self->push, self->edit, response, error);
  return remove_old (self, etag, error);
}

static ValiseHttpResponse *
send_move (Move *self, GError **error)
{
  const ValiseDavWrite write = {
    .method = "MOVE", .path = self->from, .revision = self->revision, .destination = self->to
  };

  return valise_dav_write (self->push, &write, error);
}

/* Either guard failed: the item is another one, or its name is taken in the new place. */
static gboolean
move_under_other_name (Move *self, GError **error)
{
  g_autofree char *collection = valise_href_parent (self->to);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA1, self->from, -1);
  g_autofree char *to = valise_href_join (collection, name, self->edit->kind);
  g_auto (ValiseDavLook) look = { 0 };
  g_autoptr (ValiseHttpResponse) response = NULL;

  if (!valise_dav_look (self->push, self->from, &look, error))
    return FALSE;
  if (look.gone)
    return valise_dav_tell_gone (self->push, self->edit, error);
  if (g_strcmp0 (look.revision, self->revision) != 0)
    return valise_dav_tell_changed (self->push, self->edit, self->from, error);
  self->to = to;
  response = send_move (self, error);
  if (response == NULL)
    return FALSE;
  if (valise_dav_write_is_done (response))
    return valise_dav_tell_done (self->push, self->edit, to, NULL, error);
  return valise_dav_tell_failed (self->push, self->edit, response, error);
}

static gboolean
move (Move *self, GError **error)
{
  g_autoptr (ValiseHttpResponse) response = send_move (self, error);

  if (response == NULL)
    return FALSE;
  if (valise_dav_write_is_done (response))
    return valise_dav_tell_done (self->push, self->edit, self->to, NULL, error);
  switch (response->status)
    {
    case 404:
    case 410:
      return valise_dav_tell_gone (self->push, self->edit, error);
    case 412:
      return move_under_other_name (self, error);
    case 400:
    case 403:
    case 405:
    case 409:
    case 501:
    case 502:
      return copy_and_remove (self, error);
    default:
      return valise_dav_tell_failed (self->push, self->edit, response, error);
    }
}

/* Keeps the outcome of the first half of an edit. */
static gboolean
keep_outcome (const ValiseEdit *edit, const ValiseOutcome *outcome, gpointer data, GError **error)
{
  ValiseOutcome *kept = data;

  *kept = *outcome;
  kept->id = NULL;
  kept->revision = g_strdup (outcome->revision);
  kept->failure = outcome->failure != NULL ? g_error_copy (outcome->failure) : NULL;
  return TRUE;
}

/* Puts the new content in the old place. Returns whether it is there, else the outcome is told, and
 * @go_on says whether to go on with the push. */
static gboolean
put_first (Move *self, char **revision, gboolean *go_on, GError **error)
{
  ValiseOutcome outcome = { 0 };
  ValiseDavPush push = { self->push->dav, keep_outcome, &outcome, self->push->cancellable };
  g_autoptr (GError) failure = NULL;
  g_auto (ValiseDavLook) look = { 0 };

  *go_on = valise_dav_push_update (&push, self->edit, error);
  *revision = (char *)outcome.revision;
  failure = (GError *)outcome.failure;
  if (!*go_on)
    return FALSE;
  outcome.revision = NULL;
  if (outcome.type != VALISE_OUTCOME_DONE)
    {
      *go_on = self->push->sink (self->edit, &outcome, self->push->sink_data, error);
      return FALSE;
    }
  /* Should the other half fail, the next changes have to tell of this one. */
  g_hash_table_remove (self->push->dav->pushed, self->from);
  if (*revision != NULL)
    return TRUE;
  *go_on = valise_dav_look (self->push, self->from, &look, error);
  *revision = g_steal_pointer (&look.revision);
  return *go_on;
}

/**
 * valise_dav_push_move:
 * @push: the push
 * @edit: an item that is to be in another folder, perhaps with a new content
 * @error: where an error that ends the push goes
 *
 * Returns: whether to go on
 */
gboolean
valise_dav_push_move (ValiseDavPush *push, const ValiseEdit *edit, GError **error)
{
  g_autofree char *from = valise_href_split_id (edit->id, NULL);
  g_autofree char *collection = valise_href_split_id (edit->folder, NULL);
  g_autofree char *to = g_strconcat (collection, strrchr (from, '/') + 1, NULL);
  g_autofree char *revision = NULL;
  Move self = { .push = push, .edit = edit, .from = from, .to = to };
  gboolean go_on;

  if (edit->content == NULL)
    revision = g_strdup (edit->base_revision);
  else if (!put_first (&self, &revision, &go_on, error))
    return go_on;
  if (revision == NULL)
    return valise_dav_tell_changed (push, edit, from, error);
  if (!valise_dav_item_has_etag (revision)) /* nothing would guard it */
    return valise_dav_tell_refused (push, edit, _ ("The server cannot move this item."), error);
  self.revision = revision;
  return move (&self, error);
}
