/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The calendar opens on the day that is entered, or else today. A click enters a day, a double
 * click or Enter also goes back to the entry. */

#include "calendar-button.h"

#include "form-parts.h"
#include "format/civil.h"

struct _ValiseCalendarButton
{
  GtkMenuButton parent_instance;

  GtkEntry *entry; /* not owned: beside it */
  GtkCalendar *calendar;
  ValiseDayReadFunc read;
  ValiseDayTakeFunc take;
  gpointer data;
};

G_DEFINE_TYPE (ValiseCalendarButton, valise_calendar_button, GTK_TYPE_MENU_BUTTON)

static void
on_day_selected_cb (ValiseCalendarButton *self)
{
  guint year, month, day;

  gtk_calendar_get_date (self->calendar, &year, &month, &day);
  if (day > 0)
    self->take (self->data, valise_civil_days ((int)year, (int)month + 1, (int)day));
}

static void
on_day_activated_cb (ValiseCalendarButton *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
valise_calendar_button_toggled (GtkToggleButton *button)
{
  ValiseCalendarButton *self = VALISE_CALENDAR_BUTTON (button);
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  ValiseDate date = { g_date_time_get_year (today), g_date_time_get_month (today),
                      g_date_time_get_day_of_month (today) };
  gint64 day;

  GTK_TOGGLE_BUTTON_CLASS (valise_calendar_button_parent_class)->toggled (button);
  if (!gtk_toggle_button_get_active (button))
    return;
  if (self->read (self->data, &day))
    date = valise_civil_date (day);
  g_signal_handlers_block_by_func (self->calendar, on_day_selected_cb, self);
  /* Not every month has the day that was chosen before. */
  gtk_calendar_select_day (self->calendar, 0);
  gtk_calendar_select_month (self->calendar, (guint)date.month - 1, (guint)date.year);
  gtk_calendar_select_day (self->calendar, (guint)date.day);
  g_signal_handlers_unblock_by_func (self->calendar, on_day_selected_cb, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
valise_calendar_button_class_init (ValiseCalendarButtonClass *class)
{
  GTK_TOGGLE_BUTTON_CLASS (class)->toggled = valise_calendar_button_toggled;
}

static void
valise_calendar_button_init (ValiseCalendarButton *self)
{
  GtkWidget *popover = gtk_popover_new (NULL);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  g_object_set (self->calendar, "margin", 6, "visible", TRUE, NULL);
  gtk_container_add (GTK_CONTAINER (popover), GTK_WIDGET (self->calendar));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self), popover);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "day-selected-double-click",
                           G_CALLBACK (on_day_activated_cb), self, G_CONNECT_SWAPPED);
}

/**
 * valise_calendar_button_new:
 * @entry: what it fills in, in the same container
 * @read: says what is entered
 * @take: enters a day
 * @data: (not owned): for both; it has the button in it
 *
 * Returns: (transfer floating): the button, not shown yet
 */
GtkWidget *
valise_calendar_button_new (GtkEntry *entry,
                            ValiseDayReadFunc read,
                            ValiseDayTakeFunc take,
                            gpointer data)
{
  ValiseCalendarButton *self = g_object_new (VALISE_TYPE_CALENDAR_BUTTON, NULL);

  self->entry = entry;
  self->read = read;
  self->take = take;
  self->data = data;
  return GTK_WIDGET (self);
}

/**
 * valise_calendar_button_set_name:
 * @self: the button
 * @name: what it is for, in the user's language
 */
void
valise_calendar_button_set_name (ValiseCalendarButton *self, const char *name)
{
  valise_form_name_button (GTK_WIDGET (self), name);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->calendar)), name);
}
