/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header fields of an item, and the names of its attachments. A field that the item does not
 * have is not shown. All of it was written by somebody else: plain text, wrapped, never markup. */

#include "reader-fields.h"

#include <glib/gi18n.h>

#include "texts.h"

struct _ValiseReaderFields
{
  GtkGrid parent_instance;

  GtkLabel *subject;
  GtkLabel *from, *from_label;
  GtkLabel *to, *to_label;
  GtkLabel *cc, *cc_label;
  GtkLabel *date, *date_label;
};

G_DEFINE_TYPE (ValiseReaderFields, valise_reader_fields, GTK_TYPE_GRID)

static void
valise_reader_fields_class_init (ValiseReaderFieldsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/reader-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, cc);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, cc_label);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, date);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, date_label);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, from);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, from_label);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, subject);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, to);
  gtk_widget_class_bind_template_child (widget_class, ValiseReaderFields, to_label);
}

static void
valise_reader_fields_init (ValiseReaderFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_field (GtkLabel *label, GtkLabel *value, const char *text)
{
  gboolean shown = text != NULL && *text != '\0';

  gtk_label_set_text (value, shown ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), shown);
  gtk_widget_set_visible (GTK_WIDGET (value), shown);
}

/**
 * valise_reader_fields_show:
 * @self: the fields
 * @message: what to show; before anything of it was fetched, that is what the list knows of it
 */
void
valise_reader_fields_show (ValiseReaderFields *self, const ValiseMessage *message)
{
  const ValiseSummary *summary = &message->item->summary;
  const ValiseMailView *view = message->view;
  g_autofree char *date = valise_text_long_date (view != NULL && view->date > 0 ? view->date
                                                                                : summary->date);

  gtk_label_set_text (self->subject,
                      valise_text_title (view != NULL ? view->subject : summary->title));
  show_field (self->from_label, self->from, view != NULL ? view->from : summary->from);
  show_field (self->to_label, self->to, view != NULL ? view->to : NULL);
  show_field (self->cc_label, self->cc, view != NULL ? view->cc : NULL);
  show_field (self->date_label, self->date, date);
}
