/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The buttons of what a form has several of. */

#include "form-buttons.h"

/**
 * valise_form_button_new_add:
 * @label: what it adds, in words: "Add e-mail address"
 *
 * Returns: (transfer floating): the button below the rows
 */
GtkWidget *
valise_form_button_new_add (const char *label)
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
 * valise_form_button_new_remove:
 *
 * Returns: (transfer floating): the button of a row; valise_form_button_name() says what it removes
 */
GtkWidget *
valise_form_button_new_remove (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic", GTK_ICON_SIZE_BUTTON);

  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  return button;
}

/* Names a button that has an icon only, for those who point at it and those who do not see it. */
void
valise_form_button_name (GtkWidget *button, const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
}
