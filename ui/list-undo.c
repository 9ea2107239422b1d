/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves and deletes items, and offers to take it back. */

#include "list-undo.h"

#include <glib/gi18n.h>

#include "item-selection.h"
#include "shown-edit.h"
#include "store/folders.h"

typedef struct
{
  gint64 item;
  gint64 folder; /* where it was */
} Step;

/* What can be taken back. */
typedef struct
{
  ValiseEngine *engine;
  ValiseItemList *list; /* (not owned): the bar that offers it is a part of it */
  GArray *moved;        /* (element-type Step): to be moved back */
  GArray *hidden;       /* (element-type Step): to be deleted for good when it stays */
} Change;

static Change *
change_new (ValiseItemList *list, ValiseEngine *engine)
{
  Change *change = g_new0 (Change, 1);

  change->engine = g_object_ref (engine);
  change->list = list;
  change->moved = g_array_new (FALSE, FALSE, sizeof (Step));
  change->hidden = g_array_new (FALSE, FALSE, sizeof (Step));
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->engine);
  g_array_unref (change->moved);
  g_array_unref (change->hidden);
  g_free (change);
}

static void
set_hidden (const Change *change, gint64 item, gboolean hidden)
{
  ValiseItemModel *model = valise_item_list_get_model (change->list);

  if (model != NULL)
    valise_item_model_set_hidden (model, item, hidden);
}

static void
settle (gboolean undo, gpointer data)
{
  const Change *change = data;

  for (guint i = 0; i < change->moved->len && undo; i++)
    {
      const Step *step = &g_array_index (change->moved, Step, i);

      valise_engine_edit_move_async (change->engine, step->item, step->folder, NULL, NULL);
    }
  for (guint i = 0; i < change->hidden->len; i++)
    {
      const Step *step = &g_array_index (change->hidden, Step, i);

      if (undo)
        set_hidden (change, step->item, FALSE);
      else
        valise_engine_edit_delete_async (change->engine, step->item, TRUE, NULL, NULL);
    }
}

static void
move_one (Change *change, const ValiseItem *item, gint64 folder_id)
{
  const Step step = { item->id, item->local.folder };
  ValiseItemModel *model = valise_item_list_get_model (change->list);

  if (item->local.folder == folder_id)
    return;
  g_array_append_val (change->moved, step);
  /* What was found stays found. */
  if (model != NULL && valise_item_model_get_listing (model)->search != NULL)
    model = NULL;
  valise_shown_edit_move (change->engine, model, item->id, folder_id);
}

static void
offer (Change *change, const char *text)
{
  valise_undo_bar_offer (valise_item_list_get_undo_bar (change->list), text, settle, change,
                         change_free);
}

/* The folder that a deleted item goes to; 0: it is deleted for good. */
static gint64
trash_for (ValiseStore *store, const ValiseItem *item, gboolean permanently)
{
  g_autoptr (ValiseFolder) trash = NULL;

  if (permanently || item->local_only)
    return 0;
  trash = valise_folders_by_role (store, item->account_id, VALISE_ROLE_TRASH, NULL);
  return trash != NULL && trash->kind == item->kind && trash->id != item->local.folder ? trash->id
                                                                                       : 0;
}

/**
 * valise_list_undo_move:
 * @list: shows what is done, and the offer
 * @engine: stores it
 * @items: (element-type ValiseItem): what is moved
 * @folder_id: where to
 */
void
valise_list_undo_move (ValiseItemList *list,
                       ValiseEngine *engine,
                       GPtrArray *items,
                       gint64 folder_id)
{
  g_autoptr (ValiseFolder) target = valise_folders_get (valise_engine_get_store (engine), folder_id,
                                                        NULL);
  Change *change = NULL;
  g_autofree char *text = NULL;

  if (target == NULL)
    return;
  valise_undo_bar_settle (valise_item_list_get_undo_bar (list), FALSE);
  change = change_new (list, engine);
  valise_item_selection_move_on (valise_item_list_get_view (list));
  for (guint i = 0; i < items->len; i++)
    move_one (change, items->pdata[i], folder_id);
  text = g_strdup_printf (
      /* Translators: how many, and the name of a folder */
      ngettext ("%u item moved to %s.", "%u items moved to %s.", change->moved->len),
      change->moved->len, target->name);
  offer (change, text);
}

/**
 * valise_list_undo_delete:
 * @list: shows what is done, and the offer
 * @engine: stores it
 * @items: (element-type ValiseItem): what is deleted
 * @permanently: not into the Trash
 */
void
valise_list_undo_delete (ValiseItemList *list,
                         ValiseEngine *engine,
                         GPtrArray *items,
                         gboolean permanently)
{
  Change *change = NULL;
  g_autofree char *text = NULL;

  valise_undo_bar_settle (valise_item_list_get_undo_bar (list), FALSE);
  change = change_new (list, engine);
  valise_item_selection_move_on (valise_item_list_get_view (list));
  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      const Step step = { item->id, item->local.folder };
      gint64 trash = trash_for (valise_engine_get_store (engine), item, permanently);

      if (trash != 0)
        move_one (change, item, trash);
      else
        {
          g_array_append_val (change->hidden, step);
          set_hidden (change, item->id, TRUE);
        }
    }
  text = change->hidden->len > 0
             ? g_strdup_printf (ngettext ("%u item deleted.", "%u items deleted.", items->len),
                                items->len)
             : g_strdup_printf (ngettext ("%u item moved to the trash.",
                                          "%u items moved to the trash.", items->len),
                                items->len);
  offer (change, text);
}
