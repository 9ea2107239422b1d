/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits that the list shows at once. While a run stores what it brings, an edit may have to wait; a
 * list that was read in that time would take it back, and bring it again a moment later. So until
 * it is stored, or could not be, the row stays as the user made it. */

#include "shown-edit.h"

typedef struct
{
  ValiseItemModel *model;
  gint64 item;
} Shown;

/* Returns: (transfer full): for on_stored_cb() */
static Shown *
hold (ValiseItemModel *model, gint64 item_id)
{
  Shown *shown = g_new0 (Shown, 1);

  shown->item = item_id;
  if (model != NULL)
    {
      shown->model = g_object_ref (model);
      valise_item_model_hold (model, item_id);
    }
  return shown;
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Shown *shown = data;
  g_autoptr (GError) error = NULL;

  if (!valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error))
    g_signal_emit_by_name (source, "edit-failed", error);
  if (shown->model == NULL)
    return;
  valise_item_model_release (shown->model, shown->item);
  g_object_unref (shown->model);
}

/**
 * valise_shown_edit_flag:
 * @engine: the engine
 * @model: (nullable): the list that shows it
 * @item_id: an item
 * @flag: the flag, see model/flags.h
 * @on: what it is from now on
 *
 * A failure is told by the engine's edit-failed.
 */
void
valise_shown_edit_flag (
    ValiseEngine *engine, ValiseItemModel *model, gint64 item_id, const char *flag, gboolean on)
{
  const char *const flags[] = { flag, NULL };

  if (model != NULL)
    valise_item_model_show_flag (model, item_id, flag, on);
  valise_engine_edit_flags_async (engine, item_id, on ? flags : NULL, on ? NULL : flags,
                                  on_stored_cb, hold (model, item_id));
}

/**
 * valise_shown_edit_move:
 * @engine: the engine
 * @model: (nullable): the list of the folder that it leaves
 * @item_id: an item
 * @folder_id: where to
 *
 * A failure is told by the engine's edit-failed.
 */
void
valise_shown_edit_move (ValiseEngine *engine,
                        ValiseItemModel *model,
                        gint64 item_id,
                        gint64 folder_id)
{
  if (model != NULL)
    valise_item_model_show_removed (model, item_id);
  valise_engine_edit_move_async (engine, item_id, folder_id, on_stored_cb, hold (model, item_id));
}
