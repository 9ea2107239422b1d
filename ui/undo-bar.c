/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bar below the list that offers to take back what was just done. The offer ends with the next
 * one, after a while, or with the window: and then what was done stays. */

#include "undo-bar.h"

#include <glib/gi18n.h>

#define OFFER_SECONDS 12

struct _ValiseUndoBar
{
  GtkRevealer parent_instance;

  ValiseUndoFunc func; /* (nullable): nothing is offered */
  gpointer data;
  GDestroyNotify data_free;
  guint timer;

  GtkLabel *text;
};

G_DEFINE_TYPE (ValiseUndoBar, valise_undo_bar, GTK_TYPE_REVEALER)

static gboolean
on_time_over_cb (gpointer data)
{
  ValiseUndoBar *self = data;

  self->timer = 0;
  valise_undo_bar_settle (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_undo_clicked_cb (ValiseUndoBar *self)
{
  valise_undo_bar_settle (self, TRUE);
}

static void
on_close_clicked_cb (ValiseUndoBar *self)
{
  valise_undo_bar_settle (self, FALSE);
}

static void
valise_undo_bar_dispose (GObject *object)
{
  valise_undo_bar_settle (VALISE_UNDO_BAR (object), FALSE);

  G_OBJECT_CLASS (valise_undo_bar_parent_class)->dispose (object);
}

static void
valise_undo_bar_class_init (ValiseUndoBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_undo_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/undo-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseUndoBar, text);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked_cb);
}

static void
valise_undo_bar_init (ValiseUndoBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * valise_undo_bar_offer:
 * @self: a bar
 * @text: what was done, a sentence
 * @func: called once, with what becomes of it
 * @data: (transfer full): for @func
 * @data_free: for @data
 */
void
valise_undo_bar_offer (ValiseUndoBar *self,
                       const char *text,
                       ValiseUndoFunc func,
                       gpointer data,
                       GDestroyNotify data_free)
{
  valise_undo_bar_settle (self, FALSE);
  self->func = func;
  self->data = data;
  self->data_free = data_free;
  self->timer = g_timeout_add_seconds (OFFER_SECONDS, on_time_over_cb, self);
  gtk_label_set_text (self->text, text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self), TRUE);
}

/**
 * valise_undo_bar_settle:
 * @self: a bar
 * @undo: whether what is offered is to be taken back
 *
 * Ends the offer, if there is one.
 */
void
valise_undo_bar_settle (ValiseUndoBar *self, gboolean undo)
{
  ValiseUndoFunc func = g_steal_pointer (&self->func);

  if (func == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self), FALSE);
  func (undo, self->data);
  g_clear_pointer (&self->data, self->data_free);
}
