/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One account in the list of them: its name, who signs in where, how it stands in words, and a
 * switch and two buttons for what can be done with it. */

#include "account-row.h"

#include <glib/gi18n.h>

#include "account-edit.h"
#include "account-removal.h"
#include "texts.h"

struct _ValiseAccountRow
{
  GtkBox parent_instance;

  ValiseEngine *engine;
  gint64 account;
  GCancellable *cancellable; /* nullable: destroyed */

  GtkLabel *state;
  GtkSwitch *enabled;
  GtkWidget *edit;
  GtkWidget *remove;
};

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseAccountRow, valise_account_row, GTK_TYPE_BOX)

static char *
describe_disabled (const ValiseAccountStatus *status)
{
  if (status->pending == 0)
    return g_strdup (_ ("Disabled: it is not synchronised."));
  return g_strdup_printf (ngettext ("Disabled: it is not synchronised. %'lu change waits.",
                                    "Disabled: it is not synchronised. %'lu changes wait.",
                                    (gulong)status->pending),
                          (gulong)status->pending);
}

static char *
describe (const ValiseAccountStatus *status)
{
  g_autofree char *date = NULL;

  if (status->disabled)
    return describe_disabled (status);
  if (status->mode == VALISE_MODE_SYNCING)
    return valise_text_progress (status);
  if (status->mode != VALISE_MODE_OFFLINE_CHOSEN && status->error != NULL)
    return g_strdup (status->error);
  if (status->mode != VALISE_MODE_ONLINE || status->last_run_at == 0)
    return g_strdup (valise_text_mode (status->mode));
  date = valise_text_long_date (status->last_run_at);
  return g_strdup_printf (_ ("In step since %s"), date);
}

static void
tell (ValiseAccountRow *self, const char *text)
{
  g_signal_emit (self, signals[FAILED], 0, text);
}

static void
on_disabled_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAccountRow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = valise_engine_account_finish (VALISE_ENGINE (source), result, &error);

  if (self->cancellable == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->enabled), TRUE);
  if (done)
    gtk_switch_set_state (self->enabled, gtk_switch_get_active (self->enabled));
  else
    gtk_switch_set_active (self->enabled, gtk_switch_get_state (self->enabled));
  tell (self, done ? NULL : error->message);
}

/* The state follows when it is so. */
static gboolean
on_state_set_cb (GtkSwitch *widget, gboolean enabled, ValiseAccountRow *self)
{
  if (enabled == gtk_switch_get_state (widget))
    return TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (widget), FALSE);
  valise_engine_set_account_disabled_async (self->engine, self->account, !enabled,
                                            self->cancellable, on_disabled_set,
                                            g_object_ref (self));
  return TRUE;
}

static void
on_edit_clicked_cb (ValiseAccountRow *self)
{
  tell (self, NULL);
  valise_account_edit_present (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
                               self->engine, self->account);
}

static void
on_remove_clicked_cb (ValiseAccountRow *self)
{
  tell (self, NULL);
  valise_account_removal_present (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
                                  self->engine, self->account);
}

static void
valise_account_row_dispose (GObject *object)
{
  ValiseAccountRow *self = VALISE_ACCOUNT_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_account_row_parent_class)->dispose (object);
}

static void
valise_account_row_class_init (ValiseAccountRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_account_row_dispose;
  signals[FAILED] = g_signal_new ("failed", VALISE_TYPE_ACCOUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
valise_account_row_init (ValiseAccountRow *self)
{
  self->cancellable = g_cancellable_new ();
  g_object_set (self, "orientation", GTK_ORIENTATION_HORIZONTAL, "spacing", 12, "margin", 12, NULL);
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  gtk_container_add (GTK_CONTAINER (box), label);
  return label;
}

/* Takes @name: what the widget is for those who do not see the row. */
static void
name_widget (GtkWidget *widget, const char *id, char *name)
{
  gtk_buildable_set_name (GTK_BUILDABLE (widget), id);
  atk_object_set_name (gtk_widget_get_accessible (widget), name);
  g_free (name);
}

static GtkWidget *
add_button (ValiseAccountRow *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_container_add (GTK_CONTAINER (self), button);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

/**
 * valise_account_row_new:
 * @engine: the engine
 * @account: an account
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
valise_account_row_new (ValiseEngine *engine, const ValiseAccount *account)
{
  ValiseAccountRow *self = g_object_new (VALISE_TYPE_ACCOUNT_ROW, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  /* Translators: user, server */
  g_autofree char *where = g_strdup_printf (_ ("%s on %s"), account->user, account->server);

  self->engine = g_object_ref (engine);
  self->account = account->id;
  gtk_widget_set_hexpand (words, TRUE);
  add_label (words, account->name, "heading");
  add_label (words, where, "dim-label");
  self->state = GTK_LABEL (add_label (words, "", "dim-label"));
  gtk_buildable_set_name (GTK_BUILDABLE (self->state), "state");
  gtk_container_add (GTK_CONTAINER (self), words);
  self->enabled = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->enabled), GTK_ALIGN_CENTER);
  gtk_switch_set_state (self->enabled, !account->disabled);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->enabled), _ ("Synchronise this account"));
  g_signal_connect_object (self->enabled, "state-set", G_CALLBACK (on_state_set_cb), self, 0);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->enabled));
  self->edit = add_button (self, _ ("_Edit…"), G_CALLBACK (on_edit_clicked_cb));
  self->remove = add_button (self, _ ("_Remove…"), G_CALLBACK (on_remove_clicked_cb));
  name_widget (GTK_WIDGET (self->enabled), "enabled",
               g_strdup_printf (_ ("Synchronise %s"), account->name));
  name_widget (self->edit, "edit", g_strdup_printf (_ ("Edit %s"), account->name));
  name_widget (self->remove, "remove", g_strdup_printf (_ ("Remove %s"), account->name));
  gtk_widget_show_all (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * valise_account_row_show_status:
 * @self: a row
 * @status: how things stand
 */
void
valise_account_row_show_status (ValiseAccountRow *self, const ValiseStatus *status)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];
      g_autofree char *text = NULL;

      if (account->id != self->account)
        continue;
      text = describe (account);
      gtk_label_set_text (self->state, text);
    }
}
