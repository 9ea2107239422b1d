/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences: each takes effect when it is set. Most are a check box for a key; they are
 * listed in one table. */

#include "preferences.h"

#include <glib/gi18n.h>

#include "autostart.h"
#include "settings.h"

struct _ValisePreferences
{
  GtkDialog parent_instance;

  GtkWidget *box;
  GtkWidget *autostart;
  GtkLabel *error;
};

G_DEFINE_TYPE (ValisePreferences, valise_preferences, GTK_TYPE_DIALOG)

static const struct
{
  const char *heading; /* nullable: as above */
  const char *key;     /* nullable: not a key but the start at login */
  const char *label;
  const char *help; /* nullable */
} table[] = {
  { N_ ("General"), NULL, N_ ("Start at _login"), N_ ("In the tray, without a window.") },
  { NULL, VALISE_KEY_CLOSE_TO_TRAY, N_ ("Stay in the _tray when the window is closed"), NULL },
  { NULL, VALISE_KEY_SHOW_ARCHIVE, N_ ("Show _archive folders"),
    N_ ("They are not synchronised unless you switch that on in their properties.") },
  { N_ ("Connection"), VALISE_KEY_RECONNECT, N_ ("_Return to online by itself"),
    N_ ("After a lost connection. Offline that you chose ends only when you end it.") },
  { NULL, VALISE_KEY_METERED, N_ ("Only header and text of mail on _metered networks"),
    N_ ("The rest follows on another network, or when you open a message.") },
  { N_ ("Notifications"), VALISE_KEY_NOTIFY_CONFLICTS, N_ ("When there are c_onflicts"), NULL },
  { NULL, VALISE_KEY_NOTIFY_SIGN_IN, N_ ("When _sign-in is needed"), NULL },
  { NULL, VALISE_KEY_NOTIFY_REFUSED, N_ ("When the server re_fuses a change"), NULL },
};

static void
on_autostart_toggled_cb (GtkToggleButton *button, ValisePreferences *self)
{
  g_autoptr (GError) error = NULL;
  gboolean done = valise_autostart_set (gtk_toggle_button_get_active (button), &error);

  gtk_label_set_text (self->error, done ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), !done);
}

static GtkWidget *
add_label (ValisePreferences *self, const char *text, const char *style, int indent)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  gtk_widget_set_margin_start (label, indent);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  gtk_widget_show (label);
  gtk_container_add (GTK_CONTAINER (self->box), label);
  return label;
}

static void
add_row (ValisePreferences *self, guint i)
{
  GtkWidget *button = gtk_check_button_new_with_mnemonic (_ (table[i].label));

  if (table[i].heading != NULL)
    gtk_widget_set_margin_top (add_label (self, _ (table[i].heading), "heading", 0),
                               i > 0 ? 12 : 0);
  gtk_widget_show (button);
  gtk_container_add (GTK_CONTAINER (self->box), button);
  if (table[i].help != NULL)
    add_label (self, _ (table[i].help), "dim-label", 24);
  if (table[i].key != NULL)
    {
      gtk_buildable_set_name (GTK_BUILDABLE (button), table[i].key);
      g_settings_bind (valise_settings_get (), table[i].key, button, "active",
                       G_SETTINGS_BIND_DEFAULT);
      return;
    }
  gtk_buildable_set_name (GTK_BUILDABLE (button), "autostart");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), valise_autostart_is_on ());
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_autostart_toggled_cb), self, 0);
}

/* How much may be kept. */
static void
add_size_limit (ValisePreferences *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Warn when more gigabytes are used than:"));
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 10000, 1);

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  gtk_buildable_set_name (GTK_BUILDABLE (spin), VALISE_KEY_SIZE_LIMIT);
  g_settings_bind (valise_settings_get (), VALISE_KEY_SIZE_LIMIT, spin, "value",
                   G_SETTINGS_BIND_DEFAULT);
  gtk_container_add (GTK_CONTAINER (row), label);
  gtk_container_add (GTK_CONTAINER (row), spin);
  gtk_widget_show_all (row);
  gtk_widget_set_margin_top (add_label (self, C_ ("on the disk", "Space"), "heading", 0), 12);
  gtk_container_add (GTK_CONTAINER (self->box), row);
  /* Translators: below “Warn when more gigabytes are used than:” */
  add_label (self, _ ("0: never."), "dim-label", 24);
}

static void
valise_preferences_class_init (ValisePreferencesClass *class)
{
}

static void
valise_preferences_init (ValisePreferences *self)
{
  GtkWidget *content = gtk_dialog_get_content_area (GTK_DIALOG (self));
  GtkWidget *close;

  gtk_window_set_title (GTK_WINDOW (self), _ ("Preferences"));
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_object_set (self->box, "margin", 18, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    add_row (self, i);
  add_size_limit (self);
  self->error = GTK_LABEL (add_label (self, "", "error", 0));
  gtk_widget_hide (GTK_WIDGET (self->error));
  gtk_widget_show (self->box);
  gtk_container_add (GTK_CONTAINER (content), self->box);
  close = gtk_dialog_add_button (GTK_DIALOG (self), _ ("_Close"), GTK_RESPONSE_CLOSE);
  g_object_set (close, "margin-end", 12, "margin-bottom", 12, NULL);
  g_signal_connect (self, "response", G_CALLBACK (gtk_widget_destroy), NULL);
}

/**
 * valise_preferences_present:
 * @parent: the window that they belong to
 */
void
valise_preferences_present (GtkWindow *parent)
{
  gtk_window_present (g_object_new (VALISE_TYPE_PREFERENCES, "transient-for", parent,
                                    "destroy-with-parent", TRUE, NULL));
}
