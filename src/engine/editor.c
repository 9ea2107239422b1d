/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's edits, in their order, on a thread of their own: a commit waits for the disk, and the
 * window must not. */

#include "engine/editor.h"

#include "engine/thread.h"

/* The thread's own: opened when the first edit comes. */
typedef struct
{
  char *data_dir;
  ValiseStore *store;
} Desk;

struct _ValiseEditor
{
  ValiseThread *thread; /* its state is the Desk */
};

typedef struct
{
  ValiseThread *thread;
  ValiseEditRequest *request;
  gint64 account_id;
} Edit;

static void
desk_free (gpointer data)
{
  Desk *desk = data;

  g_clear_pointer (&desk->store, valise_store_close);
  g_free (desk->data_dir);
  g_free (desk);
}

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  valise_edit_request_free (edit->request);
  g_free (edit);
}

/**
 * valise_editor_new:
 * @data_dir: the folder of the database
 *
 * Returns: (transfer full): an editor that waits for its first edit
 */
ValiseEditor *
valise_editor_new (const char *data_dir)
{
  ValiseEditor *self = g_new0 (ValiseEditor, 1);
  Desk *desk = g_new0 (Desk, 1);

  desk->data_dir = g_strdup (data_dir);
  self->thread = valise_thread_new ("edits", VALISE_THREAD_FOR_USER, desk, desk_free);
  return self;
}

/**
 * valise_editor_free:
 * @self: (transfer full) (nullable): an editor
 *
 * Waits until every edit is stored.
 */
void
valise_editor_free (ValiseEditor *self)
{
  if (self == NULL)
    return;
  valise_thread_free (self->thread);
  g_free (self);
}

static void
do_edit (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Edit *edit = data;
  Desk *desk = valise_thread_state (edit->thread);
  GError *error = NULL;

  if (desk->store == NULL)
    desk->store = valise_store_open (desk->data_dir, &error);
  if (desk->store != NULL
      && valise_edit_request_do (edit->request, desk->store, &edit->account_id, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * valise_editor_do_async:
 * @self: an editor
 * @source: keeps itself alive until the end
 * @request: (transfer full): what is to be done
 * @callback: called when it is stored
 * @data: for @callback
 */
void
valise_editor_do_async (ValiseEditor *self,
                        GObject *source,
                        ValiseEditRequest *request,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  GTask *task = g_task_new (source, NULL, callback, data);
  Edit *edit = g_new0 (Edit, 1);

  edit->thread = self->thread;
  edit->request = request;
  g_task_set_task_data (task, edit, edit_free);
  valise_thread_push (self->thread, task, do_edit);
}

/**
 * valise_editor_do_finish:
 * @result: what the callback got
 * @item_id: (out): the item that was added
 * @account_id: (out): the account in which something has to be sent now
 * @error: where the error goes
 *
 * Returns: whether it is stored
 */
gboolean
valise_editor_do_finish (GAsyncResult *result, gint64 *item_id, gint64 *account_id, GError **error)
{
  const Edit *edit = g_task_get_task_data (G_TASK (result));

  *item_id = edit->request->item;
  *account_id = edit->account_id;
  return g_task_propagate_boolean (G_TASK (result), error);
}
