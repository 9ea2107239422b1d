/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The accounts. The rows are made anew when an account comes, goes or is changed, and told how
 * things stand whenever that is new, so that the keyboard stays where it is while a run goes on. */

#include "account-list.h"

#include <glib/gi18n.h>

#include "account-assistant.h"
#include "account-row.h"
#include "children.h"
#include "store/accounts.h"
#include "throttle.h"

#define STATUS_INTERVAL_MS 200

struct _ValiseAccountList
{
  GtkDialog parent_instance;

  ValiseEngine *engine;
  ValiseThrottle *status;

  GtkLabel *error;
  GtkContainer *rows;
};

G_DEFINE_TYPE (ValiseAccountList, valise_account_list, GTK_TYPE_DIALOG)

static void
show_status_cb (GtkWidget *row, gpointer status)
{
  if (VALISE_IS_ACCOUNT_ROW (row))
    valise_account_row_show_status (VALISE_ACCOUNT_ROW (row), status);
}

static void
show_status (gpointer data)
{
  ValiseAccountList *self = data;
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);

  gtk_container_foreach (self->rows, show_status_cb, status);
}

static void
on_failed_cb (ValiseAccountRow *row, const char *text, ValiseAccountList *self)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
add_row (ValiseAccountList *self, const ValiseAccount *account)
{
  GtkWidget *row = valise_account_row_new (self->engine, account);
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  g_signal_connect_object (row, "failed", G_CALLBACK (on_failed_cb), self, 0);
  gtk_container_add (self->rows, row);
  gtk_widget_show (separator);
  gtk_container_add (self->rows, separator);
}

static void
show_none (ValiseAccountList *self)
{
  GtkWidget *label = gtk_label_new (_ ("There is no account yet."));

  g_object_set (label, "margin", 24, "visible", TRUE, NULL);
  gtk_container_add (self->rows, label);
}

static void
show_accounts (ValiseAccountList *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = valise_accounts_list (valise_engine_get_store (self->engine),
                                                         &error);

  valise_children_destroy (self->rows);
  if (accounts == NULL)
    {
      on_failed_cb (NULL, error->message, self);
      return;
    }
  for (guint i = 0; i < accounts->len; i++)
    add_row (self, accounts->pdata[i]);
  if (accounts->len == 0)
    show_none (self);
  show_status (self);
}

/* What the row of an account says comes with the status that follows. */
static void
on_accounts_changed_cb (ValiseAccountList *self)
{
  show_accounts (self);
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->rows), GTK_DIR_TAB_FORWARD);
}

static void
on_status_changed_cb (ValiseAccountList *self)
{
  valise_throttle_poke (self->status);
}

static void
on_add_clicked_cb (ValiseAccountList *self)
{
  valise_account_assistant_present (GTK_WINDOW (self), self->engine);
}

static void
valise_account_list_response (GtkDialog *dialog, int response)
{
  if (response == GTK_RESPONSE_CLOSE || response == GTK_RESPONSE_DELETE_EVENT)
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
valise_account_list_dispose (GObject *object)
{
  ValiseAccountList *self = VALISE_ACCOUNT_LIST (object);

  g_clear_pointer (&self->status, valise_throttle_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_account_list_parent_class)->dispose (object);
}

static void
valise_account_list_class_init (ValiseAccountListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_account_list_dispose;
  GTK_DIALOG_CLASS (class)->response = valise_account_list_response;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/account-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountList, error);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountList, rows);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
}

static void
valise_account_list_init (ValiseAccountList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->status = valise_throttle_new (STATUS_INTERVAL_MS, show_status, self);
}

/**
 * valise_account_list_present:
 * @parent: the window that it belongs to
 * @engine: the engine
 */
void
valise_account_list_present (GtkWindow *parent, ValiseEngine *engine)
{
  ValiseAccountList *self = g_object_new (VALISE_TYPE_ACCOUNT_LIST, "transient-for", parent, NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "accounts-changed", G_CALLBACK (on_accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_accounts (self);
  gtk_window_present (GTK_WINDOW (self));
}
