/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: folders, the items of the open one, and the item that is read; above them what needs
 * the user, below them what is going on. Until there is an account, a page that asks for one.
 *
 * Its parts talk to the engine by themselves. Here they are only connected: the folder that is
 * chosen is listed, the item that is chosen is read, the item that was read is marked. */

#include "main-window.h"

#include <glib/gi18n.h>

#include "account-assistant.h"
#include "children.h"
#include "folder-properties.h"
#include "folder-tree.h"
#include "info-bars.h"
#include "item-list.h"
#include "item-seek.h"
#include "list-actions.h"
#include "placeholder.h"
#include "reader.h"
#include "settings.h"
#include "status-bar.h"
#include "store/items.h"
#include "texts.h"
#include "throttle.h"
#include "window-state.h"
#include "writing-actions.h"

#define STATUS_INTERVAL_MS 200
#define SEARCH_INTERVAL_MS 50

struct _ValiseMainWindow
{
  GtkApplicationWindow parent_instance;

  ValiseEngine *engine;
  ValiseThrottle *status;
  ValiseThrottle *looking; /* for what is typed */
  ValiseWindowState state;
  gint64 folder; /* the open one; 0 none */
  gint64 item;   /* the chosen one; 0 none */
  ValiseListActions *list_actions;

  ValiseAccountAssistant *account_assistant;
  ValiseFolderTree *folder_tree;
  GtkHeaderBar *header;
  ValiseInfoBars *info_bars;
  ValiseItemList *item_list;
  GtkPaned *list_pane;
  GtkMenuButton *menu_button;
  ValiseReader *reader;
  GtkEntry *search;
  GtkStack *stack;
  ValiseStatusBar *status_bar;
  GtkPaned *tree_pane;
};

G_DEFINE_TYPE (ValiseMainWindow, valise_main_window, GTK_TYPE_APPLICATION_WINDOW)

/* Status */

static void
show_status (gpointer data)
{
  ValiseMainWindow *self = data;
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);
  gboolean welcome = status->accounts->len == 0;

  gtk_stack_set_visible_child_name (self->stack, welcome ? "welcome" : "folders");
  gtk_header_bar_set_subtitle (self->header, welcome ? NULL : valise_text_mode (status->mode));
  valise_info_bars_show_status (self->info_bars, status);
  valise_status_bar_show_status (self->status_bar, status);
}

static void
on_status_changed_cb (ValiseMainWindow *self)
{
  valise_throttle_poke (self->status);
}

static void
on_edit_failed_cb (ValiseEngine *engine, const GError *error, ValiseMainWindow *self)
{
  valise_main_window_tell (self, GTK_MESSAGE_ERROR, error->message);
  valise_item_list_refresh (self->item_list);
}

/* What is chosen */

static void
on_folder_selected_cb (ValiseFolderTree *tree, gint64 folder, ValiseMainWindow *self)
{
  GAction *properties = g_action_map_lookup_action (G_ACTION_MAP (self), "folder-properties");

  self->folder = folder;
  gtk_entry_set_text (self->search, "");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (properties), folder != 0);
  valise_item_list_show_folder (self->item_list, folder);
  if (folder == 0)
    return;
  valise_engine_set_open_folder (self->engine, folder);
  if (folder == self->state.folder)
    return;
  self->state.folder = folder;
  valise_window_state_save (&self->state);
}

static void
on_item_selected_cb (ValiseItemList *list, gint64 item, ValiseMainWindow *self)
{
  self->item = item;
  valise_reader_show_item (self->reader, item);
  valise_writing_actions_set_item (GTK_APPLICATION_WINDOW (self), item);
  if (self->list_actions != NULL)
    valise_list_actions_update (self->list_actions);
}

static void
on_item_activated_cb (ValiseItemList *list, gint64 item, ValiseMainWindow *self)
{
  if (!valise_writing_actions_open (GTK_APPLICATION_WINDOW (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->reader));
}

static void
on_done_toggled_cb (ValiseItemList *list, gint64 item, ValiseMainWindow *self)
{
  valise_list_actions_toggle_done (self->list_actions, item);
}

static void
on_items_dropped_cb (ValiseFolderTree *tree, GArray *items, gint64 folder, ValiseMainWindow *self)
{
  valise_list_actions_move (self->list_actions, items, folder);
}

static void
on_item_shown_cb (ValiseReader *reader, gint64 item, ValiseMainWindow *self)
{
  valise_list_actions_mark_seen (self->list_actions, item);
}

static void
on_close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
}

static void
on_folder_properties_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseMainWindow *self = VALISE_MAIN_WINDOW (data);

  valise_folder_properties_present (GTK_WINDOW (self), self->engine, self->folder);
}

/* Search */

static void
search (gpointer data)
{
  ValiseMainWindow *self = data;
  g_autofree char *words = g_strstrip (g_strdup (gtk_entry_get_text (self->search)));

  valise_item_list_search (self->item_list, *words != '\0' ? words : NULL);
}

/* GtkSearchEntry's own signal comes 150 ms after the last key, which is longer than a search takes.
 */
static void
on_search_changed_cb (GtkEntry *entry, ValiseMainWindow *self)
{
  valise_throttle_poke (self->looking);
}

/* Enter goes to what was found. */
static void
on_search_activated_cb (GtkEntry *entry, ValiseMainWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->item_list));
}

static void
on_search_stopped_cb (GtkSearchEntry *entry, ValiseMainWindow *self)
{
  gtk_entry_set_text (GTK_ENTRY (entry), "");
  valise_item_list_search (self->item_list, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->item_list));
}

static void
on_search_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (VALISE_MAIN_WINDOW (data)->search));
}

/* Delete is no accelerator of the window, which would take it away from text fields. */
static gboolean
valise_main_window_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  ValiseMainWindow *self = VALISE_MAIN_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  gboolean is_delete = event->keyval == GDK_KEY_Delete || event->keyval == GDK_KEY_KP_Delete;

  if (is_delete && (modifiers == 0 || modifiers == GDK_SHIFT_MASK) && focus != NULL
      && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_pane)))
    {
      g_action_group_activate_action (G_ACTION_GROUP (self),
                                      modifiers == 0 ? "delete" : "delete-permanently", NULL);
      return GDK_EVENT_STOP;
    }
  return GTK_WIDGET_CLASS (valise_main_window_parent_class)->key_press_event (widget, event);
}

/* How it is left */

static void
restore (ValiseMainWindow *self)
{
  valise_window_state_load (&self->state);
  gtk_window_set_default_size (GTK_WINDOW (self), self->state.width, self->state.height);
  if (self->state.maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_paned_set_position (self->tree_pane, self->state.tree);
  gtk_paned_set_position (self->list_pane, self->state.list);
}

static void
valise_main_window_unmap (GtkWidget *widget)
{
  ValiseMainWindow *self = VALISE_MAIN_WINDOW (widget);

  self->state.maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  if (!self->state.maximized)
    gtk_window_get_size (GTK_WINDOW (self), &self->state.width, &self->state.height);
  self->state.tree = gtk_paned_get_position (self->tree_pane);
  self->state.list = gtk_paned_get_position (self->list_pane);
  valise_window_state_save (&self->state);

  GTK_WIDGET_CLASS (valise_main_window_parent_class)->unmap (widget);
}

static void
valise_main_window_dispose (GObject *object)
{
  ValiseMainWindow *self = VALISE_MAIN_WINDOW (object);

  valise_children_close_popovers (GTK_CONTAINER (self));
  g_clear_pointer (&self->status, valise_throttle_free);
  g_clear_pointer (&self->looking, valise_throttle_free);
  g_clear_pointer (&self->list_actions, valise_list_actions_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_main_window_parent_class)->dispose (object);
}

static void
valise_main_window_class_init (ValiseMainWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_main_window_dispose;
  widget_class->key_press_event = valise_main_window_key_press_event;
  widget_class->unmap = valise_main_window_unmap;

  g_type_ensure (VALISE_TYPE_ACCOUNT_ASSISTANT);
  g_type_ensure (VALISE_TYPE_FOLDER_TREE);
  g_type_ensure (VALISE_TYPE_INFO_BARS);
  g_type_ensure (VALISE_TYPE_ITEM_LIST);
  g_type_ensure (VALISE_TYPE_READER);
  g_type_ensure (VALISE_TYPE_STATUS_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, account_assistant);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, folder_tree);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, header);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, info_bars);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, item_list);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, reader);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, search);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, status_bar);
  gtk_widget_class_bind_template_child (widget_class, ValiseMainWindow, tree_pane);
  gtk_widget_class_bind_template_callback (widget_class, on_done_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_folder_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_item_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_item_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_item_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_items_dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped_cb);
}

static void
valise_main_window_init (ValiseMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "close", on_close_cb },
    { "folder-properties", on_folder_properties_cb },
    { "search", on_search_cb },
  };

  g_autoptr (GPropertyAction) menu = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  valise_placeholder_fit (self->search);
  menu = g_property_action_new ("menu", self->menu_button, "active");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (menu));
  self->status = valise_throttle_new (STATUS_INTERVAL_MS, show_status, self);
  self->looking = valise_throttle_new (SEARCH_INTERVAL_MS, search, self);
}

/**
 * valise_main_window_new:
 * @application: the program
 * @engine: its engine
 *
 * Returns: (transfer none): the window, not shown yet; GTK owns it until it is closed
 */
ValiseMainWindow *
valise_main_window_new (GtkApplication *application, ValiseEngine *engine)
{
  ValiseMainWindow *self = g_object_new (VALISE_TYPE_MAIN_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (engine);
  valise_account_assistant_set_engine (self->account_assistant, engine);
  valise_folder_tree_set_engine (self->folder_tree, engine);
  valise_info_bars_set_engine (self->info_bars, engine);
  valise_writing_actions_add (GTK_APPLICATION_WINDOW (self), engine);
  valise_item_list_set_engine (self->item_list, engine);
  valise_reader_set_engine (self->reader, engine);
  self->list_actions = valise_list_actions_new (GTK_APPLICATION_WINDOW (self), engine,
                                                self->item_list);
  g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (valise_settings_get (), "changed::" VALISE_KEY_SIZE_LIMIT,
                           G_CALLBACK (on_status_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "edit-failed", G_CALLBACK (on_edit_failed_cb), self, 0);

  restore (self);
  show_status (self);
  valise_folder_tree_open (self->folder_tree, self->state.folder);
  gtk_widget_grab_focus (GTK_WIDGET (self->folder_tree));
  return self;
}

/**
 * valise_main_window_get_item:
 * @self: the window
 *
 * Returns: the item that is chosen, 0 for none
 */
gint64
valise_main_window_get_item (ValiseMainWindow *self)
{
  return self->item;
}

/**
 * valise_main_window_show_item:
 * @self: the window
 * @item_id: an item
 *
 * Opens its folder and goes to it; nothing happens where there is no such item.
 */
void
valise_main_window_show_item (ValiseMainWindow *self, gint64 item_id)
{
  g_autoptr (ValiseItem) item = valise_items_get (valise_engine_get_store (self->engine), item_id,
                                                  NULL);

  if (item == NULL)
    return;
  valise_folder_tree_open (self->folder_tree, item->local.folder);
  valise_item_seek (self->item_list, item_id);
  gtk_widget_grab_focus (GTK_WIDGET (self->item_list));
}

/**
 * valise_main_window_tell:
 * @self: the window
 * @type: how bad it is
 * @text: what there is to tell, a sentence
 *
 * Shows it above the folders until the user closes it.
 */
void
valise_main_window_tell (ValiseMainWindow *self, GtkMessageType type, const char *text)
{
  valise_info_bars_tell (self->info_bars, type, text);
}
