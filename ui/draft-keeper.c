/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A message is one item from its first words until it is sent: it is added to Drafts once, replaced
 * from then on, and moved to the Outbox in the end, so nothing multiplies, here or on the server.
 * One step is stored at a time; of what comes meanwhile only the last counts. */

#include "draft-keeper.h"

#include <glib/gi18n.h>

#include "model/error.h"
#include "store/folders.h"
#include "store/items.h"

struct _ValiseDraftKeeper
{
  ValiseEngine *engine;
  ValiseDraftKeeperFunc func; /* (nullable): nobody is told any more */
  gpointer data;
  gint64 item;       /* 0: not stored yet */
  gint64 account_id; /* of @next */
  GBytes *next;      /* (nullable): is to be stored */
  gboolean send;     /* and then sent */
  gboolean busy;     /* something is being stored */
};

static void step (ValiseDraftKeeper *self);

static void
tell (ValiseDraftKeeper *self, gboolean sent, const GError *error)
{
  if (self->func != NULL)
    self->func (sent, error, self->data);
}

/* Ends a step. */
static void
end (ValiseDraftKeeper *self, const GError *error)
{
  gboolean sent = self->send && self->next == NULL && error == NULL;

  self->busy = FALSE;
  if (error != NULL)
    self->send = FALSE;
  if (self->next != NULL && error == NULL)
    {
      step (self);
      return;
    }
  tell (self, sent, error);
}

static void
on_moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error);
  end (data, error);
}

/* Where a draft is kept, or sent from. 0 with an error: there is no such folder yet. */
static gint64
find_folder (ValiseDraftKeeper *self, ValiseRole role, GError **error)
{
  ValiseStore *store = valise_engine_get_store (self->engine);
  g_autoptr (ValiseFolder) folder = valise_folders_by_role (store, self->account_id, role, NULL);
  g_autoptr (ValiseFolder) inbox = NULL;

  if (folder == NULL && role == VALISE_ROLE_DRAFTS)
    inbox = valise_folders_by_role (store, self->account_id, VALISE_ROLE_INBOX, NULL);
  if (folder == NULL && inbox == NULL)
    valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                 _ ("This account has not been synchronised yet, so there is no folder for the "
                    "message. Go online first."));
  return folder != NULL ? folder->id : inbox != NULL ? inbox->id : 0;
}

static void
move_to_outbox (ValiseDraftKeeper *self)
{
  g_autoptr (GError) error = NULL;
  gint64 outbox = find_folder (self, VALISE_ROLE_OUTBOX, &error);

  if (outbox != 0)
    valise_engine_edit_move_async (self->engine, self->item, outbox, on_moved_cb, self);
  else
    end (self, error);
}

static void
on_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ValiseDraftKeeper *self = data;
  g_autoptr (GError) error = NULL;

  valise_engine_edit_finish (VALISE_ENGINE (source), result, &self->item, &error);
  end (self, error);
}

static void
on_replaced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ValiseDraftKeeper *self = data;
  g_autoptr (GError) error = NULL;

  valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error);
  if (error == NULL && self->send && self->next == NULL)
    move_to_outbox (self);
  else
    end (self, error);
}

/* A draft that was deleted elsewhere meanwhile, or that belongs to another account, is added anew.
 */
static gboolean
is_there (ValiseDraftKeeper *self)
{
  g_autoptr (ValiseItem) item = NULL;
  gboolean there;

  if (self->item == 0
      || !valise_items_find (valise_engine_get_store (self->engine), self->item, &item, NULL))
    return FALSE;
  there = item != NULL && !item->deleted && item->account_id == self->account_id;
  if (item != NULL && item->account_id != self->account_id)
    valise_engine_edit_delete_async (self->engine, self->item, TRUE, NULL, NULL);
  if (!there)
    self->item = 0;
  return there;
}

/* Stores what waits. */
static void
step (ValiseDraftKeeper *self)
{
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->next);
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (GError) error = NULL;
  gint64 folder;

  self->busy = TRUE;
  if (is_there (self))
    {
      valise_engine_edit_replace_async (self->engine, self->item, content, on_replaced_cb, self);
      return;
    }
  folder = find_folder (self, self->send ? VALISE_ROLE_OUTBOX : VALISE_ROLE_DRAFTS, &error);
  if (folder != 0)
    valise_engine_edit_add_async (self->engine, folder, content, on_added_cb, self);
  else
    end (self, error);
}

/**
 * valise_draft_keeper_new:
 * @engine: the engine
 * @item_id: the draft that is gone on with; 0: a new one
 * @func: told when something was stored or could not be
 * @data: for @func
 *
 * Returns: (transfer full): its keeper
 */
ValiseDraftKeeper *
valise_draft_keeper_new (ValiseEngine *engine,
                         gint64 item_id,
                         ValiseDraftKeeperFunc func,
                         gpointer data)
{
  ValiseDraftKeeper *self = g_new0 (ValiseDraftKeeper, 1);

  self->engine = g_object_ref (engine);
  self->item = item_id;
  self->func = func;
  self->data = data;
  return self;
}

/**
 * valise_draft_keeper_free:
 * @self: (transfer full) (nullable): a keeper
 *
 * What waits to be stored is stored before this returns, so that it is safe at the end of the
 * program too.
 */
void
valise_draft_keeper_free (ValiseDraftKeeper *self)
{
  if (self == NULL)
    return;
  self->func = NULL;
  while (self->busy)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&self->next, g_bytes_unref);
  g_object_unref (self->engine);
  g_free (self);
}

/**
 * valise_draft_keeper_get_item:
 * @self: a keeper
 *
 * Returns: the draft; 0: it is not stored yet
 */
gint64
valise_draft_keeper_get_item (ValiseDraftKeeper *self)
{
  return self->item;
}

/**
 * valise_draft_keeper_save:
 * @self: a keeper
 * @account_id: among whose drafts
 * @bytes: the message as it is now
 */
void
valise_draft_keeper_save (ValiseDraftKeeper *self, gint64 account_id, GBytes *bytes)
{
  g_clear_pointer (&self->next, g_bytes_unref);
  self->next = g_bytes_ref (bytes);
  self->account_id = account_id;
  if (!self->busy)
    step (self);
}

/**
 * valise_draft_keeper_send:
 * @self: a keeper
 * @account_id: by which account
 * @bytes: the message as it is to be sent
 */
void
valise_draft_keeper_send (ValiseDraftKeeper *self, gint64 account_id, GBytes *bytes)
{
  self->send = TRUE;
  valise_draft_keeper_save (self, account_id, bytes);
}

/**
 * valise_draft_keeper_discard:
 * @self: a keeper
 *
 * Moves the draft to the Trash.
 */
void
valise_draft_keeper_discard (ValiseDraftKeeper *self)
{
  g_clear_pointer (&self->next, g_bytes_unref);
  while (self->busy)
    g_main_context_iteration (NULL, TRUE);
  if (self->item != 0)
    valise_engine_edit_delete_async (self->engine, self->item, FALSE, NULL, NULL);
}
