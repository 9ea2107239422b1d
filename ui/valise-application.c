/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: one instance, one engine, a tray icon, and a window when it is wanted.
 *
 * What keeps it running: the window; or the tray icon, as long as there is a panel that shows it.
 * So closing the window hides Valise in the tray, and quits where there is no tray. A panel may
 * come late at login or be started anew. That is waited for; if it does not come, the window is
 * shown, so that a running Valise can always be reached, and says once that there is no tray. */

#include "valise-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "application-actions.h"
#include "demo-menu.h"
#include "demo/demo.h"
#include "engine/ids.h"
#include "engine/paths.h"
#include "main-window.h"
#include "notifications.h"
#include "open-files.h"
#include "sandbox.h"
#include "settings.h"
#include "tray-hint.h"
#include "tray-host.h"
#include "tray.h"
#include "window-state.h"

/* How long a panel may take. */
#define TRAY_SECONDS 10

struct _ValiseApplication
{
  GtkApplication parent_instance;

  gboolean wants_demo;
  ValiseDemo *demo; /* (nullable): the data is of the sample account */
  ValiseDemoMenu *demo_menu;
  ValiseEngine *engine;
  ValiseTrayHost *tray_host;
  ValiseTray *tray;
  ValiseMainWindow *window; /* (nullable) (not owned) */

  gboolean hidden;  /* started with --hidden, and not shown since */
  gboolean held;    /* runs without a window */
  guint tray_timer; /* a panel is waited for */
  guint signals[2];
};

G_DEFINE_TYPE (ValiseApplication, valise_application, GTK_TYPE_APPLICATION)

/* Lifetime */

static gboolean
tray_is_shown (ValiseApplication *self)
{
  return self->tray_host != NULL && valise_tray_host_is_present (self->tray_host);
}

static void
set_held (ValiseApplication *self, gboolean held)
{
  if (self->held == held)
    return;
  self->held = held;
  if (held)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static gboolean
on_tray_missed_cb (gpointer data)
{
  ValiseApplication *self = data;

  self->tray_timer = 0;
  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    valise_application_show_window (self);
  if (self->window != NULL && valise_tray_hint_is_due ())
    valise_main_window_tell (self->window, GTK_MESSAGE_INFO, valise_tray_hint_text ());
  set_held (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
wait_for_tray (ValiseApplication *self)
{
  set_held (self, TRUE);
  if (self->tray_timer == 0)
    self->tray_timer = g_timeout_add_seconds (TRAY_SECONDS, on_tray_missed_cb, self);
}

static void
on_tray_host_changed_cb (ValiseApplication *self)
{
  if (tray_is_shown (self))
    {
      g_clear_handle_id (&self->tray_timer, g_source_remove);
      set_held (self, TRUE);
    }
  else
    wait_for_tray (self);
}

static void
valise_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  ValiseApplication *self = VALISE_APPLICATION (application);

  GTK_APPLICATION_CLASS (valise_application_parent_class)->window_removed (application, window);

  if (window != GTK_WINDOW (self->window))
    return;
  self->window = NULL;
  if (!tray_is_shown (self)
      || !g_settings_get_boolean (valise_settings_get (), VALISE_KEY_CLOSE_TO_TRAY))
    g_application_quit (G_APPLICATION (self));
}

static gboolean
on_unix_signal_cb (gpointer data)
{
  g_application_quit (G_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

/* Start and end */

static const char *
icon_dir (void)
{
  /* Set by "meson devenv", for a Valise that is not installed. */
  const char *dir = g_getenv ("VALISE_ICON_DIR");

  return dir != NULL && *dir != '\0' ? dir : VALISE_INSTALLED_ICON_DIR;
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/valise/Valise/style.css");
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_append_search_path (gtk_icon_theme_get_default (), icon_dir ());
  gtk_window_set_default_icon_name ("valise");
  /* Header fields can be selected; that is no reason to select them when Tab comes along. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
}

/* Without its store the program can do nothing but say so. */
static void
fail (const GError *error)
{
  GtkWidget *dialog = gtk_message_dialog_new (NULL, 0, GTK_MESSAGE_ERROR, GTK_BUTTONS_CLOSE, "%s",
                                              _ ("Valise cannot start"));

  g_printerr ("valise: %s\n", error->message);
  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Valise"));
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", error->message);
  gtk_dialog_run (GTK_DIALOG (dialog));
  gtk_widget_destroy (dialog);
}

static gboolean
start_engine (ValiseApplication *self, GError **error)
{
  g_autofree char *dir = NULL;

  if (self->wants_demo)
    {
      self->demo = valise_demo_new (error);
      if (self->demo == NULL)
        return FALSE;
      valise_paths_set_data_dir (valise_demo_get_data_dir (self->demo));
    }
  dir = valise_paths_data_dir (error);
  if (dir == NULL)
    return FALSE;
  self->engine = valise_engine_new (dir, &valise_remotes_real, error);
  return self->engine != NULL;
}

/* What the engine has to know of the preferences and of the network. */
static void
apply_settings (ValiseApplication *self)
{
  GSettings *settings = valise_settings_get ();
  gboolean metered = g_network_monitor_get_network_metered (g_network_monitor_get_default ());

  valise_engine_set_reconnect (self->engine,
                               g_settings_get_boolean (settings, VALISE_KEY_RECONNECT));
  valise_engine_set_text_only (self->engine,
                               metered && g_settings_get_boolean (settings, VALISE_KEY_METERED));
}

/* The folder that was open is synchronised first, also before there is a window. */
static void
prepare_engine (ValiseApplication *self)
{
  ValiseWindowState state;

  valise_window_state_load (&state);
  valise_engine_set_open_folder (self->engine, state.folder);
  apply_settings (self);
  g_signal_connect_object (valise_settings_get (), "changed", G_CALLBACK (apply_settings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "notify::network-metered",
                           G_CALLBACK (apply_settings), self, G_CONNECT_SWAPPED);
}

static void
start_tray (ValiseApplication *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));

  if (bus == NULL)
    return;
  self->tray = valise_tray_new (self->engine, G_ACTION_GROUP (self), icon_dir ());
  self->tray_host = valise_tray_host_new (bus);
  g_signal_connect_object (self->tray_host, "notify::present", G_CALLBACK (on_tray_host_changed_cb),
                           self, G_CONNECT_SWAPPED);
  wait_for_tray (self);
}

static gboolean
has_accounts (ValiseApplication *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);

  return status->accounts->len > 0;
}

static void
valise_application_startup (GApplication *application)
{
  ValiseApplication *self = VALISE_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (valise_application_parent_class)->startup (application);

  load_style ();
  if (!start_engine (self, &error))
    {
      fail (error);
      return;
    }
  valise_application_actions_init (self);
  valise_notifications_init (application, self->engine);
  self->signals[0] = g_unix_signal_add (SIGINT, on_unix_signal_cb, self);
  self->signals[1] = g_unix_signal_add (SIGTERM, on_unix_signal_cb, self);
  start_tray (self);
  if (self->demo != NULL)
    self->demo_menu = valise_demo_menu_new (self, self->demo, self->tray);
  prepare_engine (self);
  valise_engine_start (self->engine);
  if (valise_sandbox_is_used () && has_accounts (self) && self->tray_host != NULL)
    valise_sandbox_request_autostart (g_application_get_dbus_connection (application));
}

/* Links to write to, and files to take in. */
static void
valise_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  ValiseApplication *self = VALISE_APPLICATION (application);

  if (self->engine == NULL)
    return;
  self->hidden = FALSE;
  for (int i = 0; i < n_files; i++)
    valise_open_file (self, files[i]);
}

static void
valise_application_activate (GApplication *application)
{
  ValiseApplication *self = VALISE_APPLICATION (application);
  gboolean hidden = self->hidden && self->tray_host != NULL;

  if (self->engine == NULL)
    return;
  self->hidden = FALSE;
  if (!hidden)
    valise_application_show_window (self);
  else if (!has_accounts (self))
    /* The autostart file is for everybody; who has no account is to see nothing of it. */
    g_application_quit (application);
}

static int
valise_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  ValiseApplication *self = VALISE_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Valise %s\n", VALISE_VERSION);
      return 0;
    }
  self->wants_demo = g_variant_dict_contains (options, "demo");
  /* A demo has nothing to do with the Valise that may run already. */
  if (self->wants_demo)
    g_application_set_application_id (application, VALISE_APP_ID ".Demo");
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("valise: %s\n", error->message);
      return 1;
    }
  self->hidden = g_variant_dict_contains (options, "hidden");
  /* The one that runs already may be hidden or not: --hidden leaves it as it is. */
  if (g_application_get_is_remote (application))
    return self->hidden ? 0 : -1;
  return self->engine != NULL ? -1 : 1;
}

static void
valise_application_shutdown (GApplication *application)
{
  ValiseApplication *self = VALISE_APPLICATION (application);

  g_clear_handle_id (&self->tray_timer, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  /* Messages that are being written are saved by this. */
  while (gtk_application_get_windows (GTK_APPLICATION (self)) != NULL)
    gtk_widget_destroy (gtk_application_get_windows (GTK_APPLICATION (self))->data);
  g_clear_object (&self->tray);
  g_clear_object (&self->tray_host);
  if (self->engine != NULL)
    valise_engine_stop (self->engine);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->demo_menu, valise_demo_menu_free);
  g_clear_pointer (&self->demo, valise_demo_free);

  G_APPLICATION_CLASS (valise_application_parent_class)->shutdown (application);
}

static void
valise_application_class_init (ValiseApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->startup = valise_application_startup;
  application_class->activate = valise_application_activate;
  application_class->open = valise_application_open;
  application_class->handle_local_options = valise_application_handle_local_options;
  application_class->shutdown = valise_application_shutdown;
  GTK_APPLICATION_CLASS (class)->window_removed = valise_application_window_removed;
}

static void
valise_application_init (ValiseApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Try Valise with a sample account that is gone afterwards"), NULL },
    { "hidden", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start in the tray, without a window"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and end"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * valise_application_new:
 *
 * Returns: (transfer full): the program, to be run
 */
ValiseApplication *
valise_application_new (void)
{
  return g_object_new (VALISE_TYPE_APPLICATION, "application-id", VALISE_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/org/valise/Valise",
                       NULL);
}

/**
 * valise_application_get_engine:
 * @self: the program, started
 *
 * Returns: (transfer none): its engine
 */
ValiseEngine *
valise_application_get_engine (ValiseApplication *self)
{
  return self->engine;
}

/**
 * valise_application_get_window:
 * @self: the program, started
 *
 * Returns: (transfer none) (nullable): the window, if it is there
 */
ValiseMainWindow *
valise_application_get_window (ValiseApplication *self)
{
  return self->window;
}

/**
 * valise_application_show_window:
 * @self: the program, started
 *
 * Brings the window to the front; makes it first, where it was closed.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
valise_application_show_window (ValiseApplication *self)
{
  if (self->window == NULL)
    self->window = valise_main_window_new (GTK_APPLICATION (self), self->engine);
  gtk_window_present (GTK_WINDOW (self->window));
  return GTK_WINDOW (self->window);
}
