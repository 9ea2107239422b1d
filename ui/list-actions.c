/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The actions on the selected items, as GActions of the window. What is done is shown at once and
 * stored by the engine's editor; moving and deleting can be taken back for a while.
 *
 * A move, and a deletion into the Trash, is stored at once and taken back by moving again. What
 * would be deleted for good is only hidden until the offer to take it back has ended: after that
 * there is no way back, on the server neither. */

#include "list-actions.h"

#include <glib/gi18n.h>

#include "item-selection.h"
#include "list-undo.h"
#include "model/flags.h"
#include "move-dialog.h"
#include "shown-edit.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"
#include "task-state.h"

struct _ValiseListActions
{
  GtkApplicationWindow *window; /* (not owned): it owns this */
  ValiseEngine *engine;
  ValiseItemList *list; /* (not owned) */
};

static GPtrArray *
selected (ValiseListActions *self)
{
  return valise_item_selection_get (valise_item_list_get_view (self->list));
}

/* Flags */

static void
set_flag (ValiseListActions *self, const ValiseItem *item, const char *flag, gboolean on)
{
  if (item->kind == VALISE_KIND_MAIL && valise_flags_has (item->local.flags, flag) != on)
    valise_shown_edit_flag (self->engine, valise_item_list_get_model (self->list), item->id, flag,
                            on);
}

static void
set_flag_of_selected (ValiseListActions *self, const char *flag, gboolean on)
{
  g_autoptr (GPtrArray) items = selected (self);

  for (guint i = 0; i < items->len; i++)
    set_flag (self, items->pdata[i], flag, on);
}

static void
on_mark_read_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  set_flag_of_selected (data, VALISE_FLAG_SEEN, TRUE);
}

static void
on_mark_unread_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  set_flag_of_selected (data, VALISE_FLAG_SEEN, FALSE);
}

/* Flags all of them, unless all of them are flagged. */
static void
on_flag_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GPtrArray) items = selected (data);
  gboolean on = FALSE;

  for (guint i = 0; i < items->len; i++)
    on |= !valise_flags_has (((const ValiseItem *)items->pdata[i])->local.flags,
                             VALISE_FLAG_FLAGGED);
  set_flag_of_selected (data, VALISE_FLAG_FLAGGED, on);
}

/* Moving and deleting */

static void
on_delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseListActions *self = data;
  g_autoptr (GPtrArray) items = selected (self);

  if (items->len > 0)
    valise_list_undo_delete (self->list, self->engine, items, FALSE);
}

static void
on_delete_permanently_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseListActions *self = data;
  g_autoptr (GPtrArray) items = selected (self);

  if (items->len > 0)
    valise_list_undo_delete (self->list, self->engine, items, TRUE);
}

static void
on_folder_chosen (gint64 folder, gpointer data)
{
  ValiseListActions *self = data;
  g_autoptr (GArray) ids = valise_item_selection_get_ids (valise_item_list_get_view (self->list));

  valise_list_actions_move (self, ids, folder);
}

static void
on_move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseListActions *self = data;
  g_autoptr (GPtrArray) items = selected (self);

  if (items->len > 0)
    valise_move_dialog_present (GTK_WINDOW (self->window), self->engine, items->pdata[0],
                                on_folder_chosen, self);
}

static void
on_undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseListActions *self = data;

  valise_undo_bar_settle (valise_item_list_get_undo_bar (self->list), TRUE);
}

static void
on_select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseListActions *self = data;
  GtkTreeView *view = valise_item_list_get_view (self->list);

  gtk_widget_grab_focus (GTK_WIDGET (view));
  gtk_tree_selection_select_all (gtk_tree_view_get_selection (view));
}

/* What is listed, and in what order */

static const struct
{
  const char *action;
  ValiseFilter filter;
} filters[] = {
  { "filter-unread", VALISE_FILTER_UNREAD },
  { "filter-flagged", VALISE_FILTER_FLAGGED },
  { "filter-attachment", VALISE_FILTER_ATTACHMENT },
  { "filter-only-here", VALISE_FILTER_ONLY_HERE },
};

static gboolean
is_on (ValiseListActions *self, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->window),
                                                                action);

  return g_variant_get_boolean (state);
}

static void
on_filter_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  ValiseListActions *self = data;
  ValiseFilter filter = 0;

  g_simple_action_set_state (action, state);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (is_on (self, filters[i].action))
      filter |= filters[i].filter;
  valise_item_list_set_filter (self->list, filter);
}

static const char *const orders[] = {
  [VALISE_ORDER_DATE] = "date",
  [VALISE_ORDER_TITLE] = "title",
  [VALISE_ORDER_SENDER] = "sender",
  [VALISE_ORDER_SIZE] = "size",
};

static void
apply_order (ValiseListActions *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->window),
                                                                "sort");

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i], g_variant_get_string (state, NULL)))
      valise_item_list_set_order (self->list, (ValiseOrder)i, is_on (self, "sort-ascending"));
}

/* Each kind of folder has an order of its own to begin with. */
static void
show_order (ValiseListActions *self)
{
  GActionMap *map = G_ACTION_MAP (self->window);
  ValiseItemModel *model = valise_item_list_get_model (self->list);
  const ValiseListing *listing = model != NULL ? valise_item_model_get_listing (model) : NULL;

  if (listing == NULL)
    return;
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "sort")),
                             g_variant_new_string (orders[listing->order]));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "sort-ascending")),
                             g_variant_new_boolean (listing->ascending));
}

static void
on_sort_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  apply_order (data);
}

/* Public */

/**
 * valise_list_actions_new:
 * @window: (not owned): gets the actions
 * @engine: what stores what is done
 * @list: (not owned): whose items are meant
 *
 * Returns: (transfer full): the actions, to be freed with @window
 */
ValiseListActions *
valise_list_actions_new (GtkApplicationWindow *window, ValiseEngine *engine, ValiseItemList *list)
{
  static const GActionEntry entries[] = {
    { "mark-read", on_mark_read_cb },
    { "mark-unread", on_mark_unread_cb },
    { "flag", on_flag_cb },
    { "delete", on_delete_cb },
    { "delete-permanently", on_delete_permanently_cb },
    { "move", on_move_cb },
    { "undo", on_undo_cb },
    { "select-all", on_select_all_cb },
    { "filter-unread", NULL, NULL, "false", on_filter_changed_cb },
    { "filter-flagged", NULL, NULL, "false", on_filter_changed_cb },
    { "filter-attachment", NULL, NULL, "false", on_filter_changed_cb },
    { "filter-only-here", NULL, NULL, "false", on_filter_changed_cb },
    { "sort", NULL, "s", "'date'", on_sort_changed_cb },
    { "sort-ascending", NULL, NULL, "false", on_sort_changed_cb },
  };
  ValiseListActions *self = g_new0 (ValiseListActions, 1);

  self->window = window;
  self->engine = g_object_ref (engine);
  self->list = list;
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  valise_list_actions_update (self);
  return self;
}

/**
 * valise_list_actions_free:
 * @self: (transfer full) (nullable): the actions
 */
void
valise_list_actions_free (ValiseListActions *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->engine);
  g_free (self);
}

/* Whether the server lets the user take all of @items out of their folders. */
static gboolean
can_remove (ValiseListActions *self, GPtrArray *items)
{
  ValiseStore *store = valise_engine_get_store (self->engine);
  gint64 asked = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      g_autoptr (ValiseFolder) folder = NULL;

      if (item->local_only || item->local.folder == asked)
        continue;
      asked = item->local.folder;
      folder = valise_folders_get (store, asked, NULL);
      if (folder != NULL && !(folder->rights & VALISE_RIGHTS_REMOVE))
        return FALSE;
    }
  return items->len > 0;
}

/**
 * valise_list_actions_update:
 * @self: the actions
 *
 * Enables those that make sense for what is selected, and shows how the list is sorted.
 */
void
valise_list_actions_update (ValiseListActions *self)
{
  static const char *const for_any[] = { "delete", "delete-permanently", "move" };
  static const char *const for_mail[] = { "mark-read", "mark-unread", "flag" };
  g_autoptr (GPtrArray) items = selected (self);
  gboolean mail = items->len > 0 && ((const ValiseItem *)items->pdata[0])->kind == VALISE_KIND_MAIL;
  gboolean removable = can_remove (self, items);
  GActionMap *map = G_ACTION_MAP (self->window);

  for (guint i = 0; i < G_N_ELEMENTS (for_any); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, for_any[i])),
                                 removable);
  for (guint i = 0; i < G_N_ELEMENTS (for_mail); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, for_mail[i])),
                                 mail);
  show_order (self);
}

/**
 * valise_list_actions_mark_seen:
 * @self: the actions
 * @item_id: an item that is being read
 *
 * Marks it as seen, here and on the server, unless it is.
 */
void
valise_list_actions_mark_seen (ValiseListActions *self, gint64 item_id)
{
  ValiseItemModel *model = valise_item_list_get_model (self->list);
  g_autoptr (ValiseItem) item = NULL;
  GtkTreeIter iter;

  if (model == NULL || !valise_item_model_find (model, item_id, &iter))
    return;
  item = valise_item_copy (valise_item_model_get (model, &iter));
  set_flag (self, item, VALISE_FLAG_SEEN, TRUE);
}

/**
 * valise_list_actions_toggle_done:
 * @self: the actions
 * @item_id: a task
 *
 * Marks it as completed, or as not completed.
 */
void
valise_list_actions_toggle_done (ValiseListActions *self, gint64 item_id)
{
  ValiseStore *store = valise_engine_get_store (self->engine);
  g_autoptr (ValiseItem) item = valise_items_get (store, item_id, NULL);
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (ValiseContent) edited = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (item == NULL || item->local.content == 0)
    return;
  content = valise_contents_get (store, item->local.content, &error);
  if (content != NULL)
    bytes = valise_task_state_set_done (
        content->bytes, !(valise_task_state_read (store, item->local.content) & VALISE_TASK_DONE),
        g_get_real_time () / G_USEC_PER_SEC, &error);
  if (bytes == NULL)
    {
      g_signal_emit_by_name (self->engine, "edit-failed", error);
      return;
    }
  edited = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  valise_engine_edit_replace_async (self->engine, item_id, edited, NULL, NULL);
}

/**
 * valise_list_actions_move:
 * @self: the actions
 * @items: (element-type gint64): what to move
 * @folder_id: where to
 */
void
valise_list_actions_move (ValiseListActions *self, GArray *items, gint64 folder_id)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_item_free);

  for (guint i = 0; i < items->len; i++)
    {
      ValiseItem *item = valise_items_get (valise_engine_get_store (self->engine),
                                           g_array_index (items, gint64, i), NULL);

      if (item != NULL)
        g_ptr_array_add (moved, item);
    }
  if (moved->len > 0)
    valise_list_undo_move (self->list, self->engine, moved, folder_id);
}
