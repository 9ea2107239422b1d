/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A message can be forwarded, or gone on with, that is not here as a whole. */

#include "wanted-bar.h"

#include <glib/gi18n.h>

struct _ValiseWantedBar
{
  GtkInfoBar parent_instance;

  GtkLabel *label;
  GtkWidget *spinner;
  GtkWidget *without;
};

enum
{
  WITHOUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseWantedBar, valise_wanted_bar, GTK_TYPE_INFO_BAR)

static const char *
choose_text (gboolean has_text, gboolean fetching)
{
  if (fetching)
    return has_text ? _ ("Getting the attachments…") : _ ("Getting the whole message…");
  if (has_text)
    return _ ("The attachments of this message are on the server only. Once you send it, it waits "
              "in the Outbox until they have been fetched.");
  return _ ("This message is not here as a whole. It can be written on when you are online.");
}

static void
on_without_clicked_cb (ValiseWantedBar *self)
{
  g_signal_emit (self, signals[WITHOUT], 0);
}

static void
valise_wanted_bar_class_init (ValiseWantedBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[WITHOUT] = g_signal_new ("without", VALISE_TYPE_WANTED_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/wanted-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseWantedBar, label);
  gtk_widget_class_bind_template_child (widget_class, ValiseWantedBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, ValiseWantedBar, without);
  gtk_widget_class_bind_template_callback (widget_class, on_without_clicked_cb);
}

static void
valise_wanted_bar_init (ValiseWantedBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * valise_wanted_bar_show:
 * @self: a bar
 * @waiting: whether something is missing
 * @has_text: the attachments only
 * @fetching: it is on its way
 */
void
valise_wanted_bar_show (ValiseWantedBar *self,
                        gboolean waiting,
                        gboolean has_text,
                        gboolean fetching)
{
  gtk_widget_set_visible (GTK_WIDGET (self), waiting);
  gtk_label_set_text (self->label, choose_text (has_text, fetching));
  gtk_widget_set_visible (self->without, has_text);
  gtk_widget_set_visible (self->spinner, fetching);
  g_object_set (self->spinner, "active", fetching, NULL);
}
