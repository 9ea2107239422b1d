/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line below the window: what is being done, how far it is, how fast it goes and how long it
 * takes; and when nothing is done, since when all is in step or what waits. */

#include "status-bar.h"

#include "texts.h"

struct _ValiseStatusBar
{
  GtkBin parent_instance;

  GtkLabel *line;
  GtkLabel *rate;
  GtkProgressBar *progress;
};

G_DEFINE_TYPE (ValiseStatusBar, valise_status_bar, GTK_TYPE_BIN)

static void
valise_status_bar_class_init (ValiseStatusBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseStatusBar, line);
  gtk_widget_class_bind_template_child (widget_class, ValiseStatusBar, progress);
  gtk_widget_class_bind_template_child (widget_class, ValiseStatusBar, rate);
}

static void
valise_status_bar_init (ValiseStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* As in the line of the status: the first account that is being synchronised. */
static const ValiseAccountStatus *
first_syncing (const ValiseStatus *status)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (account->mode == VALISE_MODE_SYNCING)
        return account;
    }
  return NULL;
}

/**
 * valise_status_bar_show_status:
 * @self: a status bar
 * @status: how things stand
 */
void
valise_status_bar_show_status (ValiseStatusBar *self, const ValiseStatus *status)
{
  const ValiseAccountStatus *account = first_syncing (status);
  gboolean counted = account != NULL && account->total > 0;
  g_autofree char *rate = counted ? valise_text_progress (account) : NULL;

  gtk_label_set_text (self->line, status->line);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), counted);
  gtk_widget_set_visible (GTK_WIDGET (self->rate), counted);
  if (!counted)
    return;
  gtk_label_set_text (self->rate, rate);
  gtk_progress_bar_set_fraction (self->progress,
                                 MIN (1.0, (double)account->done / (double)account->total));
}
