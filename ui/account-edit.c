/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes an account. The engine signs in with what concerns that before it stores anything; what
 * went wrong is said here, and nothing is changed. */

#include "account-edit.h"

#include <glib/gi18n.h>

#include "account-findings.h"
#include "store/accounts.h"

struct _ValiseAccountEdit
{
  GtkDialog parent_instance;

  ValiseEngine *engine;
  ValiseAccount *account;    /* as it is stored */
  GCancellable *cancellable; /* nullable: destroyed */
  gboolean busy;

  GtkEntry *address;
  GtkLabel *command;
  GtkLabel *error;
  GtkEntry *label;
  GtkEntry *name;
  GtkEntry *password;
  GtkToggleButton *plain;
  GtkWidget *save;
  GtkToggleButton *search;
  GtkEntry *server;
  GtkLabel *services;
  GtkSpinner *spinner;
  GtkEntry *user;
};

G_DEFINE_TYPE (ValiseAccountEdit, valise_account_edit, GTK_TYPE_DIALOG)

/* Somebody who types another address with "http://" is asked whether he knows what it means. */
static gboolean
asks_for_plain_http (ValiseAccountEdit *self)
{
  const char *server = gtk_entry_get_text (self->server);

  return g_ascii_strncasecmp (server, "http://", 7) == 0
         && g_strcmp0 (server, self->account->server) != 0;
}

static gboolean
is_filled (GtkEntry *entry)
{
  return gtk_entry_get_text_length (entry) > 0;
}

static void
update (ValiseAccountEdit *self)
{
  gboolean plain = asks_for_plain_http (self);
  GtkWidget *widgets[] = { GTK_WIDGET (self->address), GTK_WIDGET (self->label),
                           GTK_WIDGET (self->name),    GTK_WIDGET (self->password),
                           GTK_WIDGET (self->plain),   GTK_WIDGET (self->search),
                           GTK_WIDGET (self->server),  GTK_WIDGET (self->user) };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_widget_set_sensitive (widgets[i], !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->plain), plain);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK,
                                     !self->busy && is_filled (self->label)
                                         && is_filled (self->user) && is_filled (self->server)
                                         && (!plain || gtk_toggle_button_get_active (self->plain)));
  g_object_set (self->spinner, "active", self->busy, NULL);
}

static void
on_entry_changed_cb (ValiseAccountEdit *self)
{
  update (self);
}

static void
show_error (ValiseAccountEdit *self, const char *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
on_account_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAccountEdit) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = valise_engine_account_finish (VALISE_ENGINE (source), result, &error);

  if (self->cancellable == NULL)
    return;
  if (done)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }
  self->busy = FALSE;
  update (self);
  show_error (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (is_filled (self->password) ? self->password : self->label));
}

static void
take (char **field, GtkEntry *entry)
{
  g_free (*field);
  *field = g_strstrip (g_strdup (gtk_entry_get_text (entry)));
}

static void
take_or_clear (char **field, GtkEntry *entry)
{
  take (field, entry);
  if (**field == '\0')
    g_clear_pointer (field, g_free);
}

static void
save (ValiseAccountEdit *self)
{
  g_autoptr (ValiseAccount) account = valise_account_copy (self->account);
  const char *password = is_filled (self->password) ? gtk_entry_get_text (self->password) : NULL;

  take (&account->name, self->label);
  take (&account->user, self->user);
  take (&account->server, self->server);
  take_or_clear (&account->person, self->name);
  take_or_clear (&account->address, self->address);
  if (!g_str_equal (account->server, self->account->server))
    account->allow_plain_http = asks_for_plain_http (self);
  self->busy = TRUE;
  show_error (self, NULL);
  update (self);
  valise_engine_edit_account_async (self->engine, account, password,
                                    gtk_toggle_button_get_active (self->search), self->cancellable,
                                    on_account_edited, g_object_ref (self));
}

static void
valise_account_edit_response (GtkDialog *dialog, int response)
{
  if (response == GTK_RESPONSE_OK)
    save (VALISE_ACCOUNT_EDIT (dialog));
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
valise_account_edit_dispose (GObject *object)
{
  ValiseAccountEdit *self = VALISE_ACCOUNT_EDIT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->account, valise_account_free);

  G_OBJECT_CLASS (valise_account_edit_parent_class)->dispose (object);
}

static void
valise_account_edit_class_init (ValiseAccountEditClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_account_edit_dispose;
  GTK_DIALOG_CLASS (class)->response = valise_account_edit_response;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/account-edit.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, address);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, command);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, error);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, label);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, name);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, password);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, plain);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, save);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, search);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, server);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, services);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, spinner);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountEdit, user);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed_cb);
}

static void
valise_account_edit_init (ValiseAccountEdit *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static void
set_text (GtkEntry *entry, const char *text)
{
  gtk_entry_set_text (entry, text != NULL ? text : "");
}

static void
show_services (ValiseAccountEdit *self)
{
  g_autoptr (GPtrArray) services = valise_services_list (valise_engine_get_store (self->engine),
                                                         self->account->id, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const ValiseService *service = services->pdata[i];

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "",
                              valise_account_protocol_name (service->protocol), service->url);
    }
  gtk_label_set_text (self->services, text->str);
}

static void
hide_cb (gpointer widget, gpointer data)
{
  gtk_widget_hide (GTK_WIDGET (widget));
}

static void
show_account (ValiseAccountEdit *self)
{
  const ValiseAccount *account = self->account;
  g_autoptr (GList) labels = NULL;

  set_text (self->label, account->name);
  set_text (self->name, account->person);
  set_text (self->address, account->address);
  set_text (self->user, account->user);
  set_text (self->server, account->server);
  show_services (self);
  update (self);
  if (account->password_command == NULL)
    return;
  /* The command itself may have the password in it. */
  labels = gtk_widget_list_mnemonic_labels (GTK_WIDGET (self->password));
  g_list_foreach (labels, hide_cb, NULL);
  gtk_widget_hide (GTK_WIDGET (self->password));
  gtk_label_set_text (
      self->command, _ ("The password is printed by the command that was given with the account."));
  gtk_widget_show (GTK_WIDGET (self->command));
}

/**
 * valise_account_edit_present:
 * @parent: the window that it belongs to
 * @engine: the engine
 * @account_id: an account
 */
void
valise_account_edit_present (GtkWindow *parent, ValiseEngine *engine, gint64 account_id)
{
  ValiseAccountEdit *self = NULL;
  ValiseAccount *account = valise_accounts_get (valise_engine_get_store (engine), account_id, NULL);

  /* Removed meanwhile. */
  if (account == NULL)
    return;
  self = g_object_new (VALISE_TYPE_ACCOUNT_EDIT, "transient-for", parent, NULL);
  self->engine = g_object_ref (engine);
  self->account = account;
  show_account (self);
  gtk_window_present (GTK_WINDOW (self));
}
