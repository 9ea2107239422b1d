/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An entry, and a calendar that fills it in. A date without a year is one of this year there. */

#include "date-entry.h"

#include <glib/gi18n.h>

#include "calendar-button.h"
#include "form-parts.h"
#include "format/typed-time.h"
#include "placeholder.h"

struct _ValiseDateEntry
{
  ValiseFormValue parent_instance;

  GtkEntry *entry;
};

G_DEFINE_TYPE (ValiseDateEntry, valise_date_entry, VALISE_TYPE_FORM_VALUE)

static void
on_entry_changed_cb (ValiseDateEntry *self)
{
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

static gboolean
read_day (gpointer data, gint64 *day)
{
  ValiseDateEntry *self = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *text = gtk_entry_get_text (self->entry);
  g_autofree char *whole = g_str_has_prefix (text, "--")
                               ? g_strdup_printf ("%d-%s", g_date_time_get_year (now), text + 2)
                               : g_strdup (text);

  return valise_typed_date (whole, day);
}

static void
take_day (gpointer data, gint64 day)
{
  g_autofree char *text = valise_typed_write_date (day);

  gtk_entry_set_text (VALISE_DATE_ENTRY (data)->entry, text);
}

static char *
valise_date_entry_get_value (ValiseFormValue *value)
{
  return g_strdup (gtk_entry_get_text (VALISE_DATE_ENTRY (value)->entry));
}

static void
valise_date_entry_set_value (ValiseFormValue *value, const char *text)
{
  gtk_entry_set_text (VALISE_DATE_ENTRY (value)->entry, text);
}

static void
valise_date_entry_class_init (ValiseDateEntryClass *class)
{
  ValiseFormValueClass *value_class = VALISE_FORM_VALUE_CLASS (class);

  value_class->get_value = valise_date_entry_get_value;
  value_class->set_value = valise_date_entry_set_value;
}

static void
valise_date_entry_init (ValiseDateEntry *self)
{
  GtkWidget *button;

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_activates_default (self->entry, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  valise_form_read_left_to_right (self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_changed_cb), self);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->entry));
  button = valise_calendar_button_new (self->entry, read_day, take_day, self);
  valise_calendar_button_set_name (VALISE_CALENDAR_BUTTON (button),
                                   _ ("Choose the date in a calendar"));
  gtk_button_set_image (
      GTK_BUTTON (button),
      gtk_image_new_from_icon_name ("x-office-calendar-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_container_add (GTK_CONTAINER (self), button);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "linked");
  gtk_widget_show_all (GTK_WIDGET (self));
}

/**
 * valise_date_entry_new:
 * @name: what date it is, for those who do not see its label
 * @hint: (nullable): how it is written
 *
 * Returns: (transfer floating): an entry
 */
GtkWidget *
valise_date_entry_new (const char *name, const char *hint)
{
  ValiseDateEntry *self = g_object_new (VALISE_TYPE_DATE_ENTRY, NULL);

  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->entry)), name);
  if (hint != NULL)
    gtk_entry_set_placeholder_text (self->entry, hint);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), hint);
  valise_placeholder_fit (self->entry);
  return GTK_WIDGET (self);
}
