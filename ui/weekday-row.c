/* SPDX-License-Identifier: GPL-3.0-or-later */

/* None pressed would be no rule, so the day of the start stands for it. */

#include "weekday-row.h"

#include <langinfo.h>

#include "format/civil.h"
#include "format/typed-time.h"

struct _ValiseWeekdayRow
{
  GtkBox parent_instance;

  GtkToggleButton *buttons[7]; /* from Sunday */
  gboolean setting;
};

G_DEFINE_TYPE (ValiseWeekdayRow, valise_weekday_row, GTK_TYPE_BOX)

static void
on_toggled_cb (ValiseWeekdayRow *self)
{
  if (!self->setting)
    g_signal_emit_by_name (self, "changed");
}

/* A day of the week in the user's language; 1970-01-04 was a Sunday. */
static char *
name_weekday (int weekday, const char *format)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (1970, 1, 4 + weekday, 12, 0, 0);

  return g_date_time_format (day, format);
}

static void
add_button (ValiseWeekdayRow *self, int weekday)
{
  g_autofree char *shown = name_weekday (weekday, "%a");
  g_autofree char *name = name_weekday (weekday, "%A");
  GtkWidget *button = gtk_toggle_button_new_with_label (shown);

  self->buttons[weekday] = GTK_TOGGLE_BUTTON (button);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  gtk_widget_set_tooltip_text (button, name);
  gtk_container_add (GTK_CONTAINER (self), button);
  gtk_widget_show (button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled_cb), self, G_CONNECT_SWAPPED);
}

/* 0 Sunday */
static int
first_weekday (void)
{
  const char *first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY);

  return *first >= 1 && *first <= 7 ? *first - 1 : 1;
}

static void
valise_weekday_row_class_init (ValiseWeekdayRowClass *class)
{
  g_signal_new ("changed", VALISE_TYPE_WEEKDAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
valise_weekday_row_init (ValiseWeekdayRow *self)
{
  int first = first_weekday ();

  for (int i = 0; i < 7; i++)
    add_button (self, (first + i) % 7);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)),
                               GTK_STYLE_CLASS_LINKED);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
}

/* Returns: (transfer floating): a row in which no day is pressed */
GtkWidget *
valise_weekday_row_new (void)
{
  return g_object_new (VALISE_TYPE_WEEKDAY_ROW, NULL);
}

/**
 * valise_weekday_row_get:
 * @self: a row
 *
 * Returns: the days that are pressed, bit 0 Sunday
 */
guint8
valise_weekday_row_get (ValiseWeekdayRow *self)
{
  guint weekdays = 0;

  for (guint i = 0; i < 7; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      weekdays |= 1u << i;
  return (guint8)weekdays;
}

/**
 * valise_weekday_row_set:
 * @self: a row
 * @weekdays: the days to press, bit 0 Sunday; 0: that of @start
 * @start: "2026-03-29 10:00", "2026-03-29", or ""
 */
void
valise_weekday_row_set (ValiseWeekdayRow *self, guint8 weekdays, const char *start)
{
  g_autofree char *date = g_strndup (start, sizeof "2026-03-29" - 1);
  gint64 day;

  if (weekdays == 0 && valise_typed_date (date, &day))
    weekdays = (guint8)(1 << valise_civil_weekday (day));
  self->setting = TRUE;
  for (guint i = 0; i < 7; i++)
    gtk_toggle_button_set_active (self->buttons[i], weekdays >> i & 1);
  self->setting = FALSE;
}
