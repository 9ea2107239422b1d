/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The widget of each type of field: one of GTK's, or one that was made for it (form-value.h). What
 * it says is a text, as format/item-form.c has it. */

#include "form-fields.h"

#include <glib/gi18n.h>

#include "address-entry.h"
#include "address-rows.h"
#include "date-entry.h"
#include "form-parts.h"
#include "photo-field.h"
#include "placeholder.h"
#include "reminder-rows.h"
#include "repeat-entry.h"
#include "time-entry.h"
#include "value-rows.h"
#include "zone-entry.h"

static GtkTextBuffer *
get_buffer (GtkWidget *widget)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (gtk_bin_get_child (GTK_BIN (widget))));
}

static char *
get_text (GtkWidget *widget)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (widget), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (widget), &start, &end, TRUE);
}

/**
 * valise_form_field_get:
 * @widget: what valise_form_field_make() made
 *
 * Returns: (transfer full): what the user wrote or chose
 */
char *
valise_form_field_get (GtkWidget *widget)
{
  char *value;

  if (GTK_IS_ENTRY (widget))
    return g_strdup (gtk_entry_get_text (GTK_ENTRY (widget)));
  if (GTK_IS_COMBO_BOX (widget))
    return g_strdup (gtk_combo_box_get_active_id (GTK_COMBO_BOX (widget)));
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return g_strdup (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)) ? "1" : "");
  if (GTK_IS_LABEL (widget))
    return g_strdup (gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_SCROLLED_WINDOW (widget))
    return get_text (widget);
  g_object_get (widget, "value", &value, NULL);
  return value;
}

/* Something that other programs can say and this form cannot: it can be kept. */
static void
choose (GtkWidget *widget, const char *value)
{
  if (gtk_combo_box_set_active_id (GTK_COMBO_BOX (widget), value))
    return;
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (widget), value, value);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (widget), value);
}

/**
 * valise_form_field_set:
 * @widget: what valise_form_field_make() made
 * @value: what it is to say
 */
void
valise_form_field_set (GtkWidget *widget, const char *value)
{
  if (GTK_IS_ENTRY (widget))
    gtk_entry_set_text (GTK_ENTRY (widget), value);
  else if (GTK_IS_COMBO_BOX (widget))
    choose (widget, value);
  else if (GTK_IS_TOGGLE_BUTTON (widget))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), *value != '\0');
  else if (GTK_IS_LABEL (widget))
    gtk_label_set_text (GTK_LABEL (widget), value);
  else if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_text_buffer_set_text (get_buffer (widget), value, -1);
  else
    g_object_set (widget, "value", value, NULL);
}

static GtkWidget *
make_text (const char *label)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  g_object_set (view, "left-margin", 6, "right-margin", 6, "top-margin", 6, "bottom-margin", 6,
                NULL);
  atk_object_set_name (gtk_widget_get_accessible (view), label);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scroller), GTK_SHADOW_IN);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 64);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_container_add (GTK_CONTAINER (scroller), view);
  gtk_widget_show (view);
  return scroller;
}

static GtkWidget *
make_choice (const ValiseFieldChoice *choices)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  for (const ValiseFieldChoice *choice = choices; choice->value != NULL; choice++)
    gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), choice->value, _ (choice->label));
  valise_form_ignore_wheel (combo);
  return combo;
}

static GtkWidget *
make_people (ValiseEngine *engine)
{
  GtkWidget *entry = g_object_new (VALISE_TYPE_ADDRESS_ENTRY, NULL);

  valise_address_entry_set_engine (VALISE_ADDRESS_ENTRY (entry), engine);
  return entry;
}

static GtkWidget *
make_widget (const ValiseFormField *field, ValiseEngine *engine)
{
  switch (field->type)
    {
    case VALISE_FIELD_LINE:
      return gtk_entry_new ();
    case VALISE_FIELD_TEXT:
      return make_text (_ (field->label));
    case VALISE_FIELD_CHOICE:
      return make_choice (field->choices);
    case VALISE_FIELD_CHECK:
      return gtk_check_button_new_with_label (_ (field->label));
    case VALISE_FIELD_TIME:
      return valise_time_entry_new (_ (field->label));
    case VALISE_FIELD_ZONE:
      return valise_zone_entry_new ();
    case VALISE_FIELD_RECURRENCE:
      return valise_repeat_entry_new (_ (field->label));
    case VALISE_FIELD_REMINDERS:
      return valise_reminder_rows_new (VALISE_KIND_EVENT);
    case VALISE_FIELD_DUE_REMINDERS:
      return valise_reminder_rows_new (VALISE_KIND_TASK);
    case VALISE_FIELD_ORGANIZER:
      return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "selectable", TRUE, "wrap", TRUE, NULL);
    case VALISE_FIELD_PEOPLE:
      return make_people (engine);
    case VALISE_FIELD_DATE:
      return valise_date_entry_new (_ (field->label), _ (field->hint));
    case VALISE_FIELD_EMAILS:
    case VALISE_FIELD_PHONES:
    case VALISE_FIELD_URLS:
      return valise_value_rows_new (field->type);
    case VALISE_FIELD_ADDRESSES:
      return valise_address_rows_new ();
    case VALISE_FIELD_PHOTO:
      return valise_photo_field_new ();
    }
  g_return_val_if_reached (NULL);
}

/**
 * valise_form_field_is_tall:
 * @widget: what valise_form_field_make() made
 *
 * Returns: whether it is, or can become, several lines high
 */
gboolean
valise_form_field_is_tall (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget) || VALISE_IS_PHOTO_FIELD (widget))
    return TRUE;
  return VALISE_IS_FORM_VALUE (widget)
         && gtk_orientable_get_orientation (GTK_ORIENTABLE (widget)) == GTK_ORIENTATION_VERTICAL;
}

/**
 * valise_form_field_make:
 * @field: a field of a form
 * @engine: where people come from
 *
 * Returns: (transfer floating): an empty widget for it, with its name and its hint
 */
GtkWidget *
valise_form_field_make (const ValiseFormField *field, ValiseEngine *engine)
{
  GtkWidget *widget = make_widget (field, engine);

  if (GTK_IS_ENTRY (widget))
    {
      gtk_entry_set_activates_default (GTK_ENTRY (widget), TRUE);
      if (field->hint != NULL)
        gtk_entry_set_placeholder_text (GTK_ENTRY (widget), _ (field->hint));
      valise_placeholder_fit (GTK_ENTRY (widget));
    }
  if (field->hint != NULL && field->type != VALISE_FIELD_DATE)
    gtk_widget_set_tooltip_text (widget, _ (field->hint));
  atk_object_set_name (gtk_widget_get_accessible (widget), _ (field->label));
  gtk_buildable_set_name (GTK_BUILDABLE (widget), field->name);
  gtk_widget_set_hexpand (widget, TRUE);
  return widget;
}
