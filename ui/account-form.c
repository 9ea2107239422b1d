/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form of the first start, and of "Add Account". The engine signs in and looks for the services
 * before it stores anything, so what went wrong is said here, in place, while it can be mended. */

#include "account-form.h"

#include <glib/gi18n.h>

struct _ValiseAccountForm
{
  GtkBin parent_instance;

  ValiseEngine *engine;
  GCancellable *cancellable;
  gboolean busy;

  GtkWidget *add;
  GtkLabel *error;
  GtkEntry *name;
  GtkEntry *password;
  GtkToggleButton *plain;
  GtkEntry *server;
  GtkSpinner *spinner;
  GtkEntry *user;
};

enum
{
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseAccountForm, valise_account_form, GTK_TYPE_BIN)

static gboolean
is_filled (GtkEntry *entry)
{
  return gtk_entry_get_text_length (entry) > 0;
}

/* Somebody who types "http://" means it; whether he knows what it means is asked for. */
static gboolean
asks_for_plain_http (ValiseAccountForm *self)
{
  return g_ascii_strncasecmp (gtk_entry_get_text (self->server), "http://", 7) == 0;
}

static void
update (ValiseAccountForm *self)
{
  gboolean plain = asks_for_plain_http (self);
  GtkEntry *entries[] = { self->name, self->password, self->server, self->user };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_widget_set_sensitive (GTK_WIDGET (entries[i]), !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->plain), plain);
  gtk_widget_set_sensitive (GTK_WIDGET (self->plain), !self->busy);
  gtk_widget_set_sensitive (self->add,
                            !self->busy && is_filled (self->user) && is_filled (self->password)
                                && is_filled (self->server)
                                && (!plain || gtk_toggle_button_get_active (self->plain)));
  g_object_set (self->spinner, "active", self->busy, NULL);
}

static void
on_entry_changed_cb (ValiseAccountForm *self)
{
  update (self);
}

static void
show_error (ValiseAccountForm *self, const char *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
clear (ValiseAccountForm *self)
{
  gtk_entry_set_text (self->name, "");
  gtk_entry_set_text (self->password, "");
  gtk_entry_set_text (self->server, "");
  gtk_entry_set_text (self->user, "");
}

static void
on_account_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAccountForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean added = valise_engine_account_finish (VALISE_ENGINE (source), result, &error);

  /* Closed meanwhile: the widgets are gone. */
  if (self->cancellable == NULL)
    return;
  self->busy = FALSE;
  update (self);
  show_error (self, added ? NULL : error->message);
  if (!added)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->password));
      return;
    }
  clear (self);
  g_signal_emit (self, signals[ADDED], 0);
}

static void
on_add_clicked_cb (ValiseAccountForm *self)
{
  const char *user = gtk_entry_get_text (self->user);
  const char *name = is_filled (self->name) ? gtk_entry_get_text (self->name) : user;
  /* The engine copies what it needs. */
  const ValiseAccount account = {
    .name = (char *)name,
    .user = (char *)user,
    .server = (char *)gtk_entry_get_text (self->server),
    .allow_plain_http = asks_for_plain_http (self),
  };

  show_error (self, NULL);
  self->busy = TRUE;
  update (self);
  valise_engine_add_account_async (self->engine, &account, gtk_entry_get_text (self->password),
                                   self->cancellable, on_account_added_cb, g_object_ref (self));
}

/* Enter in any field adds the account. */
static void
valise_account_form_map (GtkWidget *widget)
{
  ValiseAccountForm *self = VALISE_ACCOUNT_FORM (widget);

  GTK_WIDGET_CLASS (valise_account_form_parent_class)->map (widget);
  gtk_window_set_default (GTK_WINDOW (gtk_widget_get_toplevel (widget)), self->add);
  gtk_widget_grab_focus (GTK_WIDGET (self->user));
}

static void
valise_account_form_dispose (GObject *object)
{
  ValiseAccountForm *self = VALISE_ACCOUNT_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_account_form_parent_class)->dispose (object);
}

static void
valise_account_form_class_init (ValiseAccountFormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_account_form_dispose;
  widget_class->map = valise_account_form_map;

  signals[ADDED] = g_signal_new ("added", VALISE_TYPE_ACCOUNT_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/account-form.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, add);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, error);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, name);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, password);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, plain);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, server);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, spinner);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountForm, user);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed_cb);
}

static void
valise_account_form_init (ValiseAccountForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  update (self);
}

/**
 * valise_account_form_set_engine:
 * @self: a form
 * @engine: what adds the account
 */
void
valise_account_form_set_engine (ValiseAccountForm *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
}

/**
 * valise_account_form_present:
 * @parent: the window that it belongs to
 * @engine: what adds the account
 *
 * Shows the form in a dialog of its own.
 */
void
valise_account_form_present (GtkWindow *parent, ValiseEngine *engine)
{
  GtkWidget *dialog = gtk_dialog_new_with_buttons (
      _ ("Add Account"), parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, NULL, NULL);
  ValiseAccountForm *self = g_object_new (VALISE_TYPE_ACCOUNT_FORM, "visible", TRUE, "margin", 18,
                                          NULL);

  valise_account_form_set_engine (self, engine);
  gtk_container_add (GTK_CONTAINER (gtk_dialog_get_content_area (GTK_DIALOG (dialog))),
                     GTK_WIDGET (self));
  g_signal_connect_object (self, "added", G_CALLBACK (gtk_widget_destroy), dialog,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
