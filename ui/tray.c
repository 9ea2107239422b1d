/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tray icon and its menu, both shown from the engine's status and from nothing else.
 *
 * The menu is made of plain GtkMenuItems, once, and then changed in place. It is exported over
 * D-Bus by libdbusmenu, which gives every GtkCheckMenuItem a check mark (so a menu made from a
 * GMenuModel has one on each item) and sends on what changes in an item; a menu that was built anew
 * would close under the pointer of whoever has it open. */

#include "tray.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "sandbox.h"
#include "throttle.h"
#include "tray-indicator.h"

/* How often the panel is told at most; each update is several D-Bus messages. */
#define UPDATE_INTERVAL_MS 250

struct _ValiseTray
{
  GObject parent_instance;

  ValiseEngine *engine;
  GActionGroup *actions;
  AppIndicator *indicator;
  ValiseThrottle *throttle;
  const char *icon; /* shown now */

  GtkWidget *line;
  GtkWidget *work_offline;
  GtkWidget *conflicts;
};

G_DEFINE_TYPE (ValiseTray, valise_tray, G_TYPE_OBJECT)

/* What a screen reader says in place of the icon. */
static const char *
describe (const char *icon)
{
  static const struct
  {
    const char *icon, *text;
  } descriptions[] = {
    { "valise-online", N_ ("Valise: online") },
    { "valise-online-attention", N_ ("Valise: online, you are needed") },
    { "valise-syncing", N_ ("Valise: synchronising") },
    { "valise-syncing-attention", N_ ("Valise: synchronising, you are needed") },
    { "valise-offline", N_ ("Valise: offline") },
    { "valise-offline-attention", N_ ("Valise: offline, you are needed") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    if (g_str_equal (descriptions[i].icon, icon))
      return _ (descriptions[i].text);
  return _ ("Valise");
}

static void
show_icon (ValiseTray *self, const ValiseStatus *status)
{
  g_autofree char *name = NULL;

  if (g_strcmp0 (self->icon, status->icon) == 0)
    return;
  self->icon = g_intern_string (status->icon);
  name = valise_sandbox_icon (status->icon, valise_sandbox_is_used ());
  app_indicator_set_icon_full (self->indicator, name, describe (status->icon));
}

/* The signal is for the user's clicks. */
static void
show_check_mark (GtkWidget *item, gboolean active)
{
  gulong handler = g_signal_handler_find (item, G_SIGNAL_MATCH_ID,
                                          g_signal_lookup ("toggled", GTK_TYPE_CHECK_MENU_ITEM), 0,
                                          NULL, NULL, NULL);

  g_signal_handler_block (item, handler);
  gtk_check_menu_item_set_active (GTK_CHECK_MENU_ITEM (item), active);
  g_signal_handler_unblock (item, handler);
}

static void
show_label (GtkWidget *item, const char *label)
{
  if (g_strcmp0 (gtk_menu_item_get_label (GTK_MENU_ITEM (item)), label) != 0)
    gtk_menu_item_set_label (GTK_MENU_ITEM (item), label);
}

/* Folders and accounts may have names with underscores. They have to be doubled also for an item
 * without a mnemonic, since every label is one with mnemonics when it goes over D-Bus. */
static char *
escape_mnemonics (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (text);

  g_string_replace (escaped, "_", "__", 0);
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

static void
update (gpointer data)
{
  ValiseTray *self = data;
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);
  g_autofree char *line = escape_mnemonics (status->line);
  g_autofree char *conflicts = NULL;

  show_icon (self, status);
  show_label (self->line, line);
  show_check_mark (
      self->work_offline,
      status->work_offline); /* Translators: the number of conflicts that wait for a decision */
  conflicts = g_strdup_printf (_ ("_Conflicts (%'lu)"), (gulong)status->conflicts);
  show_label (self->conflicts, conflicts);
  gtk_widget_set_visible (self->conflicts, status->conflicts > 0);
}

static void
on_status_changed_cb (ValiseTray *self)
{
  valise_throttle_poke (self->throttle);
}

static void
on_work_offline_toggled_cb (GtkCheckMenuItem *item, ValiseTray *self)
{
  g_action_group_change_action_state (
      self->actions, "work-offline", g_variant_new_boolean (gtk_check_menu_item_get_active (item)));
}

static GtkWidget *
append (GtkWidget *menu, GtkWidget *item)
{
  gtk_widget_show (item);
  gtk_menu_shell_append (GTK_MENU_SHELL (menu), item);
  return item;
}

static GtkWidget *
append_action (GtkWidget *menu, const char *label, const char *action)
{
  GtkWidget *item = append (menu, gtk_menu_item_new_with_mnemonic (label));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (item), action);
  return item;
}

static GtkWidget *
create_menu (ValiseTray *self)
{
  GtkWidget *menu = gtk_menu_new ();
  GtkWidget *open;

  gtk_widget_insert_action_group (menu, "app", self->actions);
  self->line = append (menu, gtk_menu_item_new_with_mnemonic (""));
  gtk_widget_set_sensitive (self->line, FALSE);
  append (menu, gtk_separator_menu_item_new ());

  open = append_action (menu, _ ("_Open Valise"), "app.open");
  app_indicator_set_secondary_activate_target (self->indicator, open);
  self->work_offline = append (menu, gtk_check_menu_item_new_with_mnemonic (_ ("_Work Offline")));
  g_signal_connect_object (self->work_offline, "toggled", G_CALLBACK (on_work_offline_toggled_cb),
                           self, 0);
  append_action (menu, _ ("_Synchronise Now"), "app.sync");
  self->conflicts = append_action (menu, "", "app.conflicts");

  append (menu, gtk_separator_menu_item_new ());
  append_action (menu, _ ("_Quit"), "app.quit");
  return menu;
}

static void
valise_tray_dispose (GObject *object)
{
  ValiseTray *self = VALISE_TRAY (object);

  g_clear_pointer (&self->throttle, valise_throttle_free);
  g_clear_object (&self->indicator);
  g_clear_object (&self->actions);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_tray_parent_class)->dispose (object);
}

static void
valise_tray_class_init (ValiseTrayClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_tray_dispose;
}

static void
valise_tray_init (ValiseTray *self)
{
}

/**
 * valise_tray_new:
 * @engine: the engine
 * @actions: has the actions "open", "work-offline", "sync", "conflicts" and "quit"
 * @icon_dir: the folder where the panel finds our icon theme
 *
 * Shows the icon as soon as there is a panel that does.
 *
 * Returns: (transfer full): the tray icon
 */
ValiseTray *
valise_tray_new (ValiseEngine *engine, GActionGroup *actions, const char *icon_dir)
{
  ValiseTray *self = g_object_new (VALISE_TYPE_TRAY, NULL);
  g_autoptr (ValiseStatus) status = valise_engine_get_status (engine);
  g_autofree char *icon = valise_sandbox_icon (status->icon, valise_sandbox_is_used ());

  self->engine = g_object_ref (engine);
  self->actions = g_object_ref (actions);
  self->indicator = valise_tray_indicator_new (icon, icon_dir);
  app_indicator_set_title (self->indicator, _ ("Valise"));
  app_indicator_set_menu (self->indicator, GTK_MENU (create_menu (self)));
  app_indicator_set_status (self->indicator, APP_INDICATOR_STATUS_ACTIVE);

  self->throttle = valise_throttle_new (UPDATE_INTERVAL_MS, update, self);
  g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/**
 * valise_tray_add_submenu:
 * @self: the tray icon
 * @label: what the submenu is called, with a mnemonic
 * @submenu: the submenu; its items have actions of "app"
 *
 * Adds it before Quit.
 */
void
valise_tray_add_submenu (ValiseTray *self, const char *label, GtkWidget *submenu)
{
  GtkWidget *menu = GTK_WIDGET (app_indicator_get_menu (self->indicator));
  g_autoptr (GList) items = gtk_container_get_children (GTK_CONTAINER (menu));
  GtkWidget *item = gtk_menu_item_new_with_mnemonic (label);

  gtk_menu_item_set_submenu (GTK_MENU_ITEM (item), submenu);
  gtk_widget_insert_action_group (submenu, "app", self->actions);
  gtk_widget_show_all (item);
  gtk_menu_shell_insert (GTK_MENU_SHELL (menu), item, (int)g_list_length (items) - 2);
}
