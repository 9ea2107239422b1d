/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the widgets of a form have in common. */

#include "form-parts.h"

/**
 * valise_form_add_button_new:
 * @label: what it adds, in words: "Add e-mail address"
 *
 * Returns: (transfer floating): the button below the rows
 */
GtkWidget *
valise_form_add_button_new (const char *label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_container_add (GTK_CONTAINER (box),
                     gtk_image_new_from_icon_name ("list-add-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_container_add (GTK_CONTAINER (box), gtk_label_new (label));
  gtk_container_add (GTK_CONTAINER (button), box);
  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

/**
 * valise_form_remove_button_new:
 *
 * Returns: (transfer floating): the button of a row; valise_form_name_button() says what it removes
 */
GtkWidget *
valise_form_remove_button_new (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic", GTK_ICON_SIZE_BUTTON);

  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  return button;
}

/* Names a button that has an icon only, for those who point at it and those who do not see it. */
void
valise_form_name_button (GtkWidget *button, const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
}

/**
 * valise_form_read_left_to_right:
 * @entry: an entry for a number, a date or an address on the network
 *
 * These are read from left to right everywhere.
 */
void
valise_form_read_left_to_right (GtkEntry *entry)
{
  if (gtk_widget_get_direction (GTK_WIDGET (entry)) != GTK_TEXT_DIR_RTL)
    return;
  gtk_widget_set_direction (GTK_WIDGET (entry), GTK_TEXT_DIR_LTR);
  gtk_entry_set_alignment (entry, 1);
}

static gboolean
on_scroll_cb (GtkWidget *widget)
{
  g_signal_stop_emission_by_name (widget, "scroll-event");
  return GDK_EVENT_PROPAGATE;
}

/**
 * valise_form_ignore_wheel:
 * @widget: a chooser or a spin button
 *
 * A wheel that scrolls the form must not change what it passes over.
 */
void
valise_form_ignore_wheel (GtkWidget *widget)
{
  g_signal_connect (widget, "scroll-event", G_CALLBACK (on_scroll_cb), NULL);
}
