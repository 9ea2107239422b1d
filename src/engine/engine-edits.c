/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's edits through the engine: each becomes a request to the editor's thread. What was
 * stored is told to the windows, and its account gets a run. */

#include "engine/engine-private.h"

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  ValiseEngine *self = VALISE_ENGINE (source);
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  gint64 item_id, account_id;
  ValiseKeeper *keeper;

  if (!valise_editor_do_finish (result, &item_id, &account_id, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  keeper = valise_engine_find_keeper (self, account_id);
  if (keeper != NULL)
    valise_keeper_want_soon (keeper);
  valise_engine_note (self, TRUE, TRUE);
  g_task_return_int (task, item_id);
}

/* For edits that nobody waits for. */
static void
on_unwatched_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error))
    g_signal_emit_by_name (source, "edit-failed", error);
}

static void
push (ValiseEngine *self, ValiseEditRequest *request, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback != NULL ? callback : on_unwatched_edited, data);

  valise_editor_do_async (self->editor, G_OBJECT (self), request, on_edited, task);
}

/**
 * valise_engine_edit_add_async:
 * @self: the engine
 * @folder_id: where to; in the Outbox a message is sent with the next run
 * @content: (transfer none): the whole item
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 */
void
valise_engine_edit_add_async (ValiseEngine *self,
                              gint64 folder_id,
                              ValiseContent *content,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_ADD);

  request->folder = folder_id;
  request->content = valise_content_ref (content);
  push (self, request, callback, data);
}

/**
 * valise_engine_edit_replace_async:
 * @self: the engine
 * @item_id: an item that is here as a whole
 * @content: (transfer none): the whole new item
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 */
void
valise_engine_edit_replace_async (ValiseEngine *self,
                                  gint64 item_id,
                                  ValiseContent *content,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_REPLACE);

  request->item = item_id;
  request->content = valise_content_ref (content);
  push (self, request, callback, data);
}

/**
 * valise_engine_edit_flags_async:
 * @self: the engine
 * @item_id: an item
 * @set: (array zero-terminated=1): flags to set, see model/flags.h
 * @clear: (array zero-terminated=1): flags to clear
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 */
void
valise_engine_edit_flags_async (ValiseEngine *self,
                                gint64 item_id,
                                const char *const *set,
                                const char *const *clear,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_FLAGS);

  request->item = item_id;
  request->set = g_strdupv ((GStrv)set);
  request->clear = g_strdupv ((GStrv)clear);
  push (self, request, callback, data);
}

/**
 * valise_engine_edit_move_async:
 * @self: the engine
 * @item_id: an item
 * @folder_id: where to
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 */
void
valise_engine_edit_move_async (ValiseEngine *self,
                               gint64 item_id,
                               gint64 folder_id,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_MOVE);

  request->item = item_id;
  request->folder = folder_id;
  push (self, request, callback, data);
}

/**
 * valise_engine_edit_delete_async:
 * @self: the engine
 * @item_id: an item
 * @permanently: not into the Trash
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 */
void
valise_engine_edit_delete_async (ValiseEngine *self,
                                 gint64 item_id,
                                 gboolean permanently,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_DELETE);

  request->item = item_id;
  request->permanently = permanently;
  push (self, request, callback, data);
}

/**
 * valise_engine_edit_discard_async:
 * @self: the engine
 * @item_id: an item that the server refused the last change of
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 *
 * Takes the change back; see valise_edit_discard().
 */
void
valise_engine_edit_discard_async (ValiseEngine *self,
                                  gint64 item_id,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_DISCARD);

  request->item = item_id;
  push (self, request, callback, data);
}

/**
 * valise_engine_resolve_async:
 * @self: the engine
 * @conflict_id: a conflict
 * @keep: which version stays
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 */
void
valise_engine_resolve_async (ValiseEngine *self,
                             gint64 conflict_id,
                             ValiseKeep keep,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_RESOLVE);

  request->conflict = conflict_id;
  request->keep = keep;
  push (self, request, callback, data);
}

/**
 * valise_engine_set_folder_async:
 * @self: the engine
 * @folder_id: a folder
 * @sync: (nullable): whether to synchronise it; %NULL leaves that as it is
 * @depth: (nullable): how much of its items to keep; %NULL leaves that as it is
 * @recursive: its subfolders too
 * @callback: (nullable): called when it is stored
 * @data: for @callback
 */
void
valise_engine_set_folder_async (ValiseEngine *self,
                                gint64 folder_id,
                                const gboolean *sync,
                                const ValiseDepth *depth,
                                gboolean recursive,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  ValiseEditRequest *request = valise_edit_request_new (VALISE_REQUEST_SET_FOLDER);

  request->folder = folder_id;
  request->sync = sync != NULL ? g_memdup2 (sync, sizeof *sync) : NULL;
  request->depth = depth != NULL ? g_memdup2 (depth, sizeof *depth) : NULL;
  request->recursive = recursive;
  push (self, request, callback, data);
}

/**
 * valise_engine_edit_finish:
 * @self: the engine
 * @result: what the callback got
 * @item_id: (out) (optional): after an addition the new item
 * @error: where the error goes
 *
 * Returns: whether it is stored
 */
gboolean
valise_engine_edit_finish (ValiseEngine *self,
                           GAsyncResult *result,
                           gint64 *item_id,
                           GError **error)
{
  g_autoptr (GError) failure = NULL;
  gssize id = g_task_propagate_int (G_TASK (result), &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (item_id != NULL)
    *item_id = id;
  return TRUE;
}
