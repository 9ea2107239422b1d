/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for an account's password. The engine stores it in the Secret Service and signs in anew; a
 * password that the server refuses brings back the bar that leads here. Where a command prints the
 * password there is nothing to store: then the command has to be mended, and that is said. */

#include "sign-in-dialog.h"

#include <glib/gi18n.h>

#include "store/accounts.h"

struct _ValiseSignInDialog
{
  GtkDialog parent_instance;

  ValiseEngine *engine;
  GCancellable *cancellable;
  gint64 account;
  gboolean busy;

  GtkButton *cancel;
  GtkLabel *error;
  GtkLabel *heading;
  GtkEntry *password;
  GtkWidget *sign_in;
};

G_DEFINE_TYPE (ValiseSignInDialog, valise_sign_in_dialog, GTK_TYPE_DIALOG)

static void
update (ValiseSignInDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), !self->busy);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK,
                                     !self->busy && gtk_entry_get_text_length (self->password) > 0);
}

static void
on_password_changed_cb (ValiseSignInDialog *self)
{
  update (self);
}

static void
on_password_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseSignInDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean stored = valise_engine_account_finish (VALISE_ENGINE (source), result, &error);

  /* Closed meanwhile: the widgets are gone. */
  if (self->cancellable == NULL)
    return;
  if (stored)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }
  self->busy = FALSE;
  update (self);
  gtk_label_set_text (self->error, error->message);
  gtk_widget_show (GTK_WIDGET (self->error));
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
valise_sign_in_dialog_response (GtkDialog *dialog, int response)
{
  ValiseSignInDialog *self = VALISE_SIGN_IN_DIALOG (dialog);

  if (response != GTK_RESPONSE_OK)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }
  self->busy = TRUE;
  update (self);
  gtk_widget_hide (GTK_WIDGET (self->error));
  valise_engine_set_password_async (self->engine, self->account,
                                    gtk_entry_get_text (self->password), self->cancellable,
                                    on_password_stored_cb, g_object_ref (self));
}

static void
valise_sign_in_dialog_dispose (GObject *object)
{
  ValiseSignInDialog *self = VALISE_SIGN_IN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_sign_in_dialog_parent_class)->dispose (object);
}

static void
valise_sign_in_dialog_class_init (ValiseSignInDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_sign_in_dialog_dispose;
  GTK_DIALOG_CLASS (class)->response = valise_sign_in_dialog_response;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/valise/Valise/sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseSignInDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, ValiseSignInDialog, error);
  gtk_widget_class_bind_template_child (widget_class, ValiseSignInDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, ValiseSignInDialog, password);
  gtk_widget_class_bind_template_child (widget_class, ValiseSignInDialog, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed_cb);
}

static void
valise_sign_in_dialog_init (ValiseSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  update (self);
}

static void
show_account (ValiseSignInDialog *self, const ValiseAccount *account)
{
  g_autofree char *heading = NULL;

  if (account->password_command != NULL)
    {
      /* The command itself may have the password in it. */
      heading = g_strdup_printf (
          _ ("The password of %s is printed by the command that was given with the account. It "
             "failed, or prints another password than the server knows. Mend it, then "
             "synchronise."),
          account->name);
      gtk_widget_hide (GTK_WIDGET (self->password));
      gtk_widget_hide (self->sign_in);
      gtk_button_set_label (self->cancel, _ ("_Close"));
    }
  else
    /* Translators: user, server */
    heading = g_strdup_printf (_ ("The password of %s on %s:"), account->user, account->server);
  gtk_label_set_text (self->heading, heading);
}

/**
 * valise_sign_in_dialog_present:
 * @parent: the window that it belongs to
 * @engine: the engine
 * @account_id: the account that needs its password
 */
void
valise_sign_in_dialog_present (GtkWindow *parent, ValiseEngine *engine, gint64 account_id)
{
  ValiseSignInDialog *self = NULL;
  g_autoptr (ValiseAccount) account = valise_accounts_get (valise_engine_get_store (engine),
                                                           account_id, NULL);

  /* Removed meanwhile. */
  if (account == NULL)
    return;
  self = g_object_new (VALISE_TYPE_SIGN_IN_DIALOG, "transient-for", parent, NULL);
  self->engine = g_object_ref (engine);
  self->account = account_id;
  show_account (self, account);
  gtk_window_present (GTK_WINDOW (self));
}
