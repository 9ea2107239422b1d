/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A date can be typed, chosen in a calendar, or stepped through with the arrow keys; a time of day
 * typed, chosen in a list of half hours, or stepped through by quarters. What was typed is only
 * written anew once the focus is elsewhere, so that nothing moves under the cursor. */

#include "time-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendar-button.h"
#include "form-parts.h"
#include "format/civil.h"
#include "format/typed-time.h"

#define CLOCK_STEP 15 /* minutes */

struct _ValiseTimeEntry
{
  ValiseFormValue parent_instance;

  GtkEntry *date;
  GtkComboBoxText *clock;
  ValiseCalendarButton *button;
  GtkLabel *weekday;
};

G_DEFINE_TYPE (ValiseTimeEntry, valise_time_entry, VALISE_TYPE_FORM_VALUE)

static GtkEntry *
get_clock_entry (ValiseTimeEntry *self)
{
  return GTK_ENTRY (gtk_bin_get_child (GTK_BIN (self->clock)));
}

static gboolean
has_clock (ValiseTimeEntry *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->clock));
}

static gboolean
read_day (ValiseTimeEntry *self, gint64 *day)
{
  return valise_typed_date (gtk_entry_get_text (self->date), day);
}

static gboolean
read_minute (ValiseTimeEntry *self, int *minute)
{
  return valise_typed_clock (gtk_entry_get_text (get_clock_entry (self)), minute);
}

static void
set_day (ValiseTimeEntry *self, gint64 day)
{
  g_autofree char *text = valise_typed_write_date (day);

  gtk_entry_set_text (self->date, text);
}

static void
set_minute (ValiseTimeEntry *self, int minute)
{
  g_autofree char *text = valise_typed_write_clock (minute);

  gtk_entry_set_text (get_clock_entry (self), text);
}

/* What cannot be read is marked as soon as the user has left it. */
static void
mark (GtkEntry *entry, gboolean wrong)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (entry));

  if (wrong)
    gtk_style_context_add_class (style, GTK_STYLE_CLASS_ERROR);
  else
    gtk_style_context_remove_class (style, GTK_STYLE_CLASS_ERROR);
}

static void
show_weekday (ValiseTimeEntry *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;
  gint64 day;

  if (read_day (self, &day))
    date = g_date_time_new_from_unix_utc (day * VALISE_DAY_SECONDS);
  text = date != NULL ? g_date_time_format (date, "%a") : NULL;
  gtk_label_set_text (self->weekday, text);
  gtk_widget_set_visible (GTK_WIDGET (self->weekday), text != NULL);
}

static void
on_changed_cb (ValiseTimeEntry *self)
{
  mark (self->date, FALSE);
  mark (get_clock_entry (self), FALSE);
  show_weekday (self);
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

static gboolean
on_date_focus_out_cb (ValiseTimeEntry *self)
{
  gint64 day;

  if (read_day (self, &day))
    set_day (self, day);
  else
    mark (self->date, *gtk_entry_get_text (self->date) != '\0');
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_clock_focus_out_cb (ValiseTimeEntry *self)
{
  int minute;

  if (read_minute (self, &minute))
    set_minute (self, minute);
  else
    mark (get_clock_entry (self), *gtk_entry_get_text (get_clock_entry (self)) != '\0');
  return GDK_EVENT_PROPAGATE;
}

/* Returns: 1 for a step ahead, -1 for one back, 0 for any other key */
static int
read_step (const GdkEventKey *event)
{
  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return 0;
  if (event->keyval == GDK_KEY_Up || event->keyval == GDK_KEY_KP_Up)
    return 1;
  return event->keyval == GDK_KEY_Down || event->keyval == GDK_KEY_KP_Down ? -1 : 0;
}

static gboolean
on_date_key_pressed_cb (ValiseTimeEntry *self, const GdkEventKey *event)
{
  int step = read_step (event);
  gint64 day;

  if (step == 0 || !read_day (self, &day))
    return GDK_EVENT_PROPAGATE;
  set_day (self, day + step);
  return GDK_EVENT_STOP;
}

static gboolean
on_clock_key_pressed_cb (ValiseTimeEntry *self, const GdkEventKey *event)
{
  int step = read_step (event);
  int minute, rest;

  if (step == 0 || !read_minute (self, &minute))
    return GDK_EVENT_PROPAGATE;
  rest = minute % CLOCK_STEP;
  minute += step > 0 ? CLOCK_STEP - rest : rest > 0 ? -rest : -CLOCK_STEP;
  set_minute (self, (minute + 24 * 60) % (24 * 60));
  return GDK_EVENT_STOP;
}

/* The calendar */

static gboolean
read_day_cb (gpointer data, gint64 *day)
{
  return read_day (VALISE_TIME_ENTRY (data), day);
}

static void
take_day_cb (gpointer data, gint64 day)
{
  set_day (VALISE_TIME_ENTRY (data), day);
}

static void
add_button (ValiseTimeEntry *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("x-office-calendar-symbolic",
                                                  GTK_ICON_SIZE_BUTTON);

  self->button = VALISE_CALENDAR_BUTTON (
      valise_calendar_button_new (self->date, read_day_cb, take_day_cb, self));
  self->weekday = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_width_chars (self->weekday, 4);
  gtk_container_add (GTK_CONTAINER (content), GTK_WIDGET (self->weekday));
  gtk_container_add (GTK_CONTAINER (content), icon);
  gtk_widget_show (icon);
  gtk_widget_show (content);
  gtk_container_add (GTK_CONTAINER (self->button), content);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->button));
}

/* The part of a combo box that opens its list has no name, and the list no need of the keyboard:
 * the arrow keys step. */
static void
on_combo_part_cb (GtkWidget *part, gpointer data)
{
  if (GTK_IS_BOX (part))
    gtk_container_forall (GTK_CONTAINER (part), on_combo_part_cb, NULL);
  if (!GTK_IS_TOGGLE_BUTTON (part))
    return;
  gtk_widget_set_can_focus (part, FALSE);
  atk_object_set_name (gtk_widget_get_accessible (part), _ ("Choose a time"));
}

static void
add_clock (ValiseTimeEntry *self)
{
  self->clock = GTK_COMBO_BOX_TEXT (gtk_combo_box_text_new_with_entry ());
  for (int minute = 0; minute < 24 * 60; minute += 30)
    {
      g_autofree char *text = valise_typed_write_clock (minute);

      gtk_combo_box_text_append_text (self->clock, text);
    }
  gtk_entry_set_width_chars (get_clock_entry (self), 6);
  gtk_entry_set_max_width_chars (get_clock_entry (self), 6);
  valise_form_ignore_wheel (GTK_WIDGET (self->clock));
  gtk_container_forall (GTK_CONTAINER (self->clock), on_combo_part_cb, NULL);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->clock));
}

static void
connect (ValiseTimeEntry *self)
{
  const struct
  {
    GtkEntry *entry;
    GCallback focus, key;
  } parts[] = {
    { self->date, G_CALLBACK (on_date_focus_out_cb), G_CALLBACK (on_date_key_pressed_cb) },
    { get_clock_entry (self), G_CALLBACK (on_clock_focus_out_cb),
      G_CALLBACK (on_clock_key_pressed_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gtk_entry_set_activates_default (parts[i].entry, TRUE);
      g_signal_connect_object (parts[i].entry, "changed", G_CALLBACK (on_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (parts[i].entry, "focus-out-event", parts[i].focus, self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (parts[i].entry, "key-press-event", parts[i].key, self,
                               G_CONNECT_SWAPPED);
    }
}

static char *
valise_time_entry_get_value (ValiseFormValue *value)
{
  return valise_time_entry_get (VALISE_TIME_ENTRY (value));
}

static void
valise_time_entry_set_value (ValiseFormValue *value, const char *text)
{
  valise_time_entry_set (VALISE_TIME_ENTRY (value), text);
}

static void
valise_time_entry_grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (GTK_WIDGET (VALISE_TIME_ENTRY (widget)->date));
}

static void
valise_time_entry_class_init (ValiseTimeEntryClass *class)
{
  ValiseFormValueClass *value_class = VALISE_FORM_VALUE_CLASS (class);

  GTK_WIDGET_CLASS (class)->grab_focus = valise_time_entry_grab_focus;
  value_class->get_value = valise_time_entry_get_value;
  value_class->set_value = valise_time_entry_set_value;
}

static void
valise_time_entry_init (ValiseTimeEntry *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->date = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_width_chars (self->date, 11);
  gtk_entry_set_max_width_chars (self->date, 11);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->date));
  add_button (self);
  add_clock (self);
  connect (self);
  gtk_widget_show (GTK_WIDGET (self->date));
  gtk_widget_show (GTK_WIDGET (self->button));
  gtk_widget_show (GTK_WIDGET (self->clock));
}

/* Takes @text. */
static void
name_part (GtkWidget *widget, char *text)
{
  atk_object_set_name (gtk_widget_get_accessible (widget), text);
  gtk_widget_set_tooltip_text (widget, text);
  g_free (text);
}

/**
 * valise_time_entry_new:
 * @name: what it is the time of, in the user's language: "Start"
 *
 * Returns: (transfer floating): an empty one
 */
GtkWidget *
valise_time_entry_new (const char *name)
{
  ValiseTimeEntry *self = g_object_new (VALISE_TYPE_TIME_ENTRY, NULL);
  /* Translators: a part of a date and time; %s is what it is of: “Start”, “Due” */
  g_autofree char *choose = g_strdup_printf (_ ("%s: choose in a calendar"), name);

  /* Translators: a part of a date and time; %s is what it is of: “Start”, “Due” */
  name_part (GTK_WIDGET (self->date), g_strdup_printf (_ ("%s: date, such as 2026-03-29"), name));
  valise_calendar_button_set_name (self->button, choose);
  /* Translators: a part of a date and time; %s is what it is of: “Start”, “Due” */
  name_part (GTK_WIDGET (get_clock_entry (self)),
             g_strdup_printf (_ ("%s: time, such as 10:00; empty for all day"), name));
  return GTK_WIDGET (self);
}

/**
 * valise_time_entry_get:
 * @self: an entry
 *
 * Returns: (transfer full): its value; what cannot be read is there as it was typed
 */
char *
valise_time_entry_get (ValiseTimeEntry *self)
{
  const char *typed = gtk_entry_get_text (get_clock_entry (self));
  g_autofree char *date = NULL;
  g_autofree char *clock = NULL;
  gint64 day;
  int minute;

  date = read_day (self, &day) ? valise_typed_write_date (day)
                               : g_strstrip (g_strdup (gtk_entry_get_text (self->date)));
  if (!has_clock (self) || *typed == '\0' || *date == '\0')
    return g_steal_pointer (&date);
  clock = read_minute (self, &minute) ? valise_typed_write_clock (minute) : g_strdup (typed);
  return g_strdup_printf ("%s %s", date, clock);
}

/**
 * valise_time_entry_set:
 * @self: an entry
 * @value: (nullable): what it is to say
 *
 * A date alone leaves the time of day as it is while that is not shown.
 */
void
valise_time_entry_set (ValiseTimeEntry *self, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value != NULL ? value : "", " ", 2);
  guint count = g_strv_length (words);

  gtk_entry_set_text (self->date, count > 0 ? words[0] : "");
  if (count > 1 || has_clock (self))
    gtk_entry_set_text (get_clock_entry (self), count > 1 ? words[1] : "");
}

/**
 * valise_time_entry_set_clock:
 * @self: an entry
 * @clock: whether there is a time of day beside the date
 */
void
valise_time_entry_set_clock (ValiseTimeEntry *self, gboolean clock)
{
  gtk_widget_set_visible (GTK_WIDGET (self->clock), clock);
  gtk_widget_set_no_show_all (GTK_WIDGET (self->clock), !clock);
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}
