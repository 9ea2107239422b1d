/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tray, window, keyboard and notifications can have done, as GActions of the application.
 * Their state and whether they make sense just now follow the engine's status. */

#include "application-actions.h"

#include <glib/gi18n.h>

#include "account-assistant.h"
#include "account-list.h"
#include "conflict-list.h"
#include "main-window.h"
#include "preferences.h"
#include "sign-in-dialog.h"
#include "store/items.h"
#include "writing-actions.h"

static void
on_open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  valise_application_show_window (data);
}

static void
on_work_offline_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  /* The status that comes of it changes the state of the action. */
  valise_engine_set_work_offline (valise_application_get_engine (data),
                                  g_variant_get_boolean (state));
}

static void
on_sync_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  valise_engine_sync_async (valise_application_get_engine (data), 0, FALSE, NULL, NULL, NULL);
}

static void
on_conflicts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = valise_application_show_window (data);

  valise_conflict_list_present (window, valise_application_get_engine (data));
}

/* To the item whose change was refused first. */
static void
on_refused_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseEngine *engine = valise_application_get_engine (data);
  GtkWindow *window = valise_application_show_window (data);
  gint64 item = 0;

  if (valise_items_find_refused (valise_engine_get_store (engine), 0, &item, NULL) && item != 0)
    valise_main_window_show_item (VALISE_MAIN_WINDOW (window), item);
}

static void
on_sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  valise_sign_in_dialog_present (valise_application_show_window (data),
                                 valise_application_get_engine (data),
                                 g_variant_get_int64 (parameter));
}

/* The button of a notification that does nothing but to let it go. */
static void
on_later_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_withdraw_notification (G_APPLICATION (data),
                                       g_variant_get_string (parameter, NULL));
}

static void
on_add_account_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = valise_application_show_window (data);

  valise_account_assistant_present (window, valise_application_get_engine (data));
}

static void
on_accounts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = valise_application_show_window (data);

  valise_account_list_present (window, valise_application_get_engine (data));
}

static void
on_preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  valise_preferences_present (valise_application_show_window (data));
}

static void
on_about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_show_about_dialog (
      valise_application_show_window (data), "program-name", _ ("Valise"), "logo-icon-name",
      "valise", "version", VALISE_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Keeps a complete copy of your mailbox on this computer, and works without a connection."),
      NULL);
}

static void
on_quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (G_APPLICATION (data));
}

static gboolean
has_enabled (const ValiseStatus *status)
{
  for (guint i = 0; i < status->accounts->len; i++)
    if (!((const ValiseAccountStatus *)status->accounts->pdata[i])->disabled)
      return TRUE;
  return FALSE;
}

static void
on_status_changed_cb (ValiseEngine *engine, ValiseApplication *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (engine);
  GActionMap *map = G_ACTION_MAP (self);
  GSimpleAction *work_offline = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "work-offline"));
  GSimpleAction *sync = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "sync"));
  GSimpleAction *conflicts = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "conflicts"));

  g_simple_action_set_state (work_offline, g_variant_new_boolean (status->work_offline));
  /* With a lost connection it stands for "try now". */
  g_simple_action_set_enabled (sync, has_enabled (status) && !status->work_offline
                                         && status->mode != VALISE_MODE_SYNCING);
  g_simple_action_set_enabled (conflicts, status->conflicts > 0);
}

/**
 * valise_application_actions_init:
 * @self: the program, with its engine
 *
 * Adds the actions and their keys, and keeps them up to date.
 */
void
valise_application_actions_init (ValiseApplication *self)
{
  static const GActionEntry entries[] = {
    { "open", on_open_cb },
    { "work-offline", NULL, NULL, "false", on_work_offline_changed_cb },
    { "sync", on_sync_cb },
    { "conflicts", on_conflicts_cb },
    { "refused", on_refused_cb },
    { "sign-in", on_sign_in_cb, "x" },
    { "later", on_later_cb, "s" },
    { "accounts", on_accounts_cb },
    { "add-account", on_add_account_cb },
    { "preferences", on_preferences_cb },
    { "about", on_about_cb },
    { "quit", on_quit_cb },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "app.sync", { "F9", "<Primary>r", NULL } },
    { "app.work-offline", { "<Primary><Shift>o", NULL } },
    { "app.accounts", { "<Primary><Shift>a", NULL } },
    { "app.preferences", { "<Primary>comma", NULL } },
    { "app.quit", { "<Primary>q", NULL } },
    { "win.close", { "<Primary>w", NULL } },
    { "win.folder-properties", { "<Alt>Return", NULL } },
    { "win.menu", { "F10", NULL } },
    { "win.search", { "<Primary>f", NULL } },
    { "win.undo", { "<Primary>z", NULL } },
    { "win.mark-read", { "<Primary>i", NULL } },
    { "win.mark-unread", { "<Primary>u", NULL } },
    { "win.flag", { "<Primary>d", NULL } },
    { "win.move", { "<Primary><Shift>m", NULL } },
    { "win.show-help-overlay", { "F1", "<Primary>question", NULL } },
  };
  ValiseEngine *engine = valise_application_get_engine (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);
  valise_writing_actions_init (GTK_APPLICATION (self), engine);
  g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self, 0);
  on_status_changed_cb (engine, self);
}
