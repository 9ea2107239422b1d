/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An entry, and a calendar that fills it in. */

#include "date-entry.h"

#include <glib/gi18n.h>

#include "form-parts.h"
#include "format/civil.h"
#include "placeholder.h"

struct _ValiseDateEntry
{
  ValiseFormValue parent_instance;

  GtkEntry *entry;
  GtkWidget *button, *popover;
  GtkCalendar *calendar;
  gulong selected; /* the handler of a day */
};

G_DEFINE_TYPE (ValiseDateEntry, valise_date_entry, VALISE_TYPE_FORM_VALUE)

static void
on_entry_changed_cb (ValiseDateEntry *self)
{
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

static void
on_day_selected_cb (GtkCalendar *calendar, ValiseDateEntry *self)
{
  guint year, month, day;
  g_autofree char *text = NULL;

  gtk_calendar_get_date (calendar, &year, &month, &day);
  text = g_strdup_printf ("%04u-%02u-%02u", year, month + 1, day);
  gtk_entry_set_text (self->entry, text);
}

/* The calendar starts where the entry is; without a year in this one. */
static void
on_popover_shown_cb (ValiseDateEntry *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *text = gtk_entry_get_text (self->entry);
  g_autofree char *whole = g_str_has_prefix (text, "--")
                               ? g_strdup_printf ("%d-%s", g_date_time_get_year (now), text + 2)
                               : g_strdup (text);
  gboolean is_date, utc;
  gint64 seconds;
  ValiseDate date = { g_date_time_get_year (now), g_date_time_get_month (now),
                      g_date_time_get_day_of_month (now) };

  if (valise_civil_parse (whole, &seconds, &is_date, &utc))
    date = valise_civil_date (valise_civil_day_of (seconds));
  g_signal_handler_block (self->calendar, self->selected);
  gtk_calendar_select_month (self->calendar, (guint)date.month - 1, (guint)date.year);
  gtk_calendar_select_day (self->calendar, (guint)date.day);
  g_signal_handler_unblock (self->calendar, self->selected);
}

static void
on_day_chosen_cb (ValiseDateEntry *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
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
add_calendar (ValiseDateEntry *self)
{
  static const char *const text = N_ ("Choose the date in a calendar");

  self->button = gtk_menu_button_new ();
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->popover = gtk_popover_new (self->button);
  gtk_button_set_image (
      GTK_BUTTON (self->button),
      gtk_image_new_from_icon_name ("x-office-calendar-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_widget_set_tooltip_text (self->button, _ (text));
  atk_object_set_name (gtk_widget_get_accessible (self->button), _ (text));
  g_object_set (self->calendar, "margin", 6, NULL);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->calendar)), _ (text));
  gtk_widget_show (GTK_WIDGET (self->calendar));
  gtk_container_add (GTK_CONTAINER (self->popover), GTK_WIDGET (self->calendar));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  self->selected = g_signal_connect (self->calendar, "day-selected",
                                     G_CALLBACK (on_day_selected_cb), self);
  g_signal_connect_swapped (self->calendar, "day-selected-double-click",
                            G_CALLBACK (on_day_chosen_cb), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (on_popover_shown_cb), self);
}

static void
valise_date_entry_init (ValiseDateEntry *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_activates_default (self->entry, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  valise_form_read_left_to_right (self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_changed_cb), self);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->entry));
  add_calendar (self);
  gtk_container_add (GTK_CONTAINER (self), self->button);
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
