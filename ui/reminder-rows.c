/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row for each reminder: of an event before it starts, of a task before it is due. One that other
 * programs made, at a time that is not offered here, is a choice of its own row. */

#include "reminder-rows.h"

#include <glib/gi18n.h>

#include "children.h"
#include "form-parts.h"
#include "format/calendar-view.h"
#include "format/reminders.h"

struct _ValiseReminderRows
{
  ValiseFormValue parent_instance;

  ValiseKind kind;
  GtkWidget *rows, *add;
};

static const char *const offered[] = { "PT0S",  "-PT5M", "-PT10M", "-PT15M", "-PT30M",
                                       "-PT1H", "-PT2H", "-P1D",   "-P2D",   "-P1W" };

#define DEFAULT 3 /* a quarter of an hour */

G_DEFINE_TYPE (ValiseReminderRows, valise_reminder_rows, VALISE_TYPE_FORM_VALUE)

static void
on_changed_cb (ValiseReminderRows *self)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self->rows));

  gtk_widget_set_visible (self->rows, rows != NULL);
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

static void
on_remove_clicked_cb (GtkWidget *button, ValiseReminderRows *self)
{
  gtk_widget_grab_focus (self->add);
  gtk_widget_destroy (gtk_widget_get_parent (button));
  on_changed_cb (self);
}

static void
offer (ValiseReminderRows *self, GtkComboBoxText *combo, const char *trigger)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (ValiseZone) here = valise_zone_new_system (local);
  g_autofree char *words = valise_reminder_describe (trigger, self->kind, here);

  gtk_combo_box_text_append (combo, trigger, words);
}

/* Returns: (transfer full): one of those that are offered, as reminders.c has it */
static char *
get_offered (ValiseReminderRows *self, guint i)
{
  return g_strconcat (self->kind == VALISE_KIND_TASK ? VALISE_REMINDER_AT_END : "", offered[i],
                      NULL);
}

static GtkWidget *
new_combo (ValiseReminderRows *self, const char *trigger)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      g_autofree char *each = get_offered (self, i);

      offer (self, GTK_COMBO_BOX_TEXT (combo), each);
    }
  if (!gtk_combo_box_set_active_id (GTK_COMBO_BOX (combo), trigger))
    {
      offer (self, GTK_COMBO_BOX_TEXT (combo), trigger);
      gtk_combo_box_set_active_id (GTK_COMBO_BOX (combo), trigger);
    }
  atk_object_set_name (gtk_widget_get_accessible (combo), _ ("Reminder"));
  valise_form_ignore_wheel (combo);
  return combo;
}

static GtkWidget *
add_row (ValiseReminderRows *self, const char *trigger)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *combo = new_combo (self, trigger);
  GtkWidget *remove = valise_form_remove_button_new ();

  valise_form_name_button (remove, _ ("Remove this reminder"));
  gtk_container_add (GTK_CONTAINER (row), combo);
  gtk_container_add (GTK_CONTAINER (row), remove);
  gtk_container_add (GTK_CONTAINER (self->rows), row);
  gtk_widget_show_all (row);
  g_signal_connect_object (combo, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked_cb), self, 0);
  return combo;
}

static void
on_add_clicked_cb (ValiseReminderRows *self)
{
  g_autofree char *trigger = get_offered (self, DEFAULT);

  gtk_widget_grab_focus (add_row (self, trigger));
  on_changed_cb (self);
}

/* Returns: (transfer full) */
static char *
get_value (ValiseReminderRows *self)
{
  GString *value = g_string_new (NULL);
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self->rows));

  for (const GList *each = rows; each != NULL; each = each->next)
    {
      g_autoptr (GList) parts = gtk_container_get_children (each->data);

      g_string_append_printf (value, "%s%s", value->len > 0 ? "\n" : "",
                              gtk_combo_box_get_active_id (parts->data));
    }
  return g_string_free (value, FALSE);
}

static void
set_value (ValiseReminderRows *self, const char *value)
{
  g_auto (GStrv) triggers = g_strsplit (value, "\n", -1);

  valise_children_destroy (GTK_CONTAINER (self->rows));
  for (guint i = 0; triggers[i] != NULL; i++)
    add_row (self, triggers[i]);
  on_changed_cb (self);
}

static char *
valise_reminder_rows_get_value (ValiseFormValue *value)
{
  return get_value (VALISE_REMINDER_ROWS (value));
}

static void
valise_reminder_rows_set_value (ValiseFormValue *value, const char *text)
{
  set_value (VALISE_REMINDER_ROWS (value), text);
}

static void
valise_reminder_rows_class_init (ValiseReminderRowsClass *class)
{
  ValiseFormValueClass *value_class = VALISE_FORM_VALUE_CLASS (class);

  value_class->get_value = valise_reminder_rows_get_value;
  value_class->set_value = valise_reminder_rows_set_value;
}

static void
valise_reminder_rows_init (ValiseReminderRows *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->add = valise_form_add_button_new (_ ("Add reminder"));
  gtk_container_add (GTK_CONTAINER (self), self->rows);
  gtk_container_add (GTK_CONTAINER (self), self->add);
  gtk_widget_show_all (GTK_WIDGET (self));
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (on_add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * valise_reminder_rows_new:
 * @kind: event or task
 *
 * Returns: (transfer floating): no reminders
 */
GtkWidget *
valise_reminder_rows_new (ValiseKind kind)
{
  ValiseReminderRows *self = g_object_new (VALISE_TYPE_REMINDER_ROWS, NULL);

  self->kind = kind;
  return GTK_WIDGET (self);
}
