/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Containers whose children are made anew for each thing that they show. */

#include "children.h"

/**
 * valise_children_destroy:
 * @container: a container
 *
 * Leaves it without children.
 */
void
valise_children_destroy (GtkContainer *container)
{
  g_autoptr (GList) children = gtk_container_get_children (container);

  for (GList *link = children; link != NULL; link = link->next)
    gtk_widget_destroy (link->data);
}

static void
close_popover_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_MENU_BUTTON (widget))
    gtk_menu_button_set_popover (GTK_MENU_BUTTON (widget), NULL);
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), close_popover_cb, data);
}

/**
 * valise_children_close_popovers:
 * @container: a window that goes
 *
 * Takes away what its buttons open: a menu that is open while the window goes would look for its
 * actions, and anything else for the focus that it had.
 */
void
valise_children_close_popovers (GtkContainer *container)
{
  gtk_container_forall (container, close_popover_cb, NULL);
}
