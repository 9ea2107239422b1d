/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits can be sent once more, or be taken back; a deletion that was refused left nothing to
 * take back, so that its mark just goes once it was seen. What is on this computer only has no
 * version of the server's: it is deleted like anything else. */

#include "refused-bar.h"

#include <glib/gi18n.h>

#include "texts.h"

struct _ValiseRefusedBar
{
  GtkInfoBar parent_instance;

  ValiseEngine *engine;
  gint64 item;
  char *title;

  GtkLabel *label;
  GtkWidget *retry, *discard, *dismiss;
};

enum
{
  RESPONSE_RETRY,
  RESPONSE_DISCARD,
  RESPONSE_DISMISS,
};

G_DEFINE_TYPE (ValiseRefusedBar, valise_refused_bar, GTK_TYPE_INFO_BAR)

static void
on_confirmed_cb (GtkDialog *dialog, int response, gpointer data)
{
  ValiseRefusedBar *self = g_object_get_data (G_OBJECT (dialog), "valise-bar");
  gint64 item = *(gint64 *)data;

  if (response == GTK_RESPONSE_ACCEPT && self->engine != NULL)
    valise_engine_edit_discard_async (self->engine, item, NULL, NULL);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
free_item (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* It cannot be had back. */
static void
ask (ValiseRefusedBar *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  GtkWidget *dialog = gtk_message_dialog_new (
      GTK_WINDOW (window), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_WARNING,
      /* Translators: the title of an item */
      GTK_BUTTONS_NONE, _ ("Discard what you changed in “%s”?"), self->title);
  GtkWidget *discard;

  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (dialog),
      _ ("The item is then again as it is on the server. Your change cannot be restored."));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  discard = gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Discard"), GTK_RESPONSE_ACCEPT);
  gtk_style_context_add_class (gtk_widget_get_style_context (discard), "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_object_set_data_full (G_OBJECT (dialog), "valise-bar", g_object_ref (self), g_object_unref);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_confirmed_cb),
                         g_memdup2 (&self->item, sizeof self->item), free_item, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
valise_refused_bar_response (GtkInfoBar *bar, int response)
{
  ValiseRefusedBar *self = VALISE_REFUSED_BAR (bar);

  if (response == RESPONSE_DISCARD)
    ask (self);
  else if (response == RESPONSE_DISMISS)
    valise_engine_edit_discard_async (self->engine, self->item, NULL, NULL);
}

static void
valise_refused_bar_dispose (GObject *object)
{
  ValiseRefusedBar *self = VALISE_REFUSED_BAR (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (valise_refused_bar_parent_class)->dispose (object);
}

static void
valise_refused_bar_class_init (ValiseRefusedBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_refused_bar_dispose;
  GTK_INFO_BAR_CLASS (class)->response = valise_refused_bar_response;
}

static void
valise_refused_bar_init (ValiseRefusedBar *self)
{
  GtkInfoBar *bar = GTK_INFO_BAR (self);
  GtkWidget *area;

  gtk_info_bar_set_message_type (bar, GTK_MESSAGE_WARNING);
  /* The buttons below the text: a reader is narrow, and a reason can be long. */
  area = gtk_widget_get_parent (gtk_info_bar_get_content_area (bar));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (area), GTK_ORIENTATION_VERTICAL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_line_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_show (GTK_WIDGET (self->label));
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_content_area (bar)), GTK_WIDGET (self->label));
  self->retry = gtk_info_bar_add_button (bar, _ ("_Try Again"), RESPONSE_RETRY);
  /* Offline it is greyed out with the action. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->retry), "app.sync");
  self->discard = gtk_info_bar_add_button (bar, _ ("_Discard My Change…"), RESPONSE_DISCARD);
  self->dismiss = gtk_info_bar_add_button (bar, _ ("_Dismiss"), RESPONSE_DISMISS);
}

/**
 * valise_refused_bar_set_engine:
 * @self: a bar
 * @engine: what its buttons act on
 */
void
valise_refused_bar_set_engine (ValiseRefusedBar *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
}

/**
 * valise_refused_bar_show:
 * @self: a bar
 * @item: what is shown; the bar is hidden where nothing of it was refused
 */
void
valise_refused_bar_show (ValiseRefusedBar *self, const ValiseItem *item)
{
  self->item = item->id;
  g_free (self->title);
  self->title = g_strdup (valise_text_title (item->summary.title));
  if (item->error != NULL)
    gtk_label_set_text (self->label, item->error);
  gtk_widget_set_visible (self->retry, item->pending);
  gtk_widget_set_visible (self->discard, item->pending && item->remote_id != NULL);
  gtk_widget_set_visible (self->dismiss, !item->pending);
  gtk_widget_set_visible (GTK_WIDGET (self), item->error != NULL);
}
