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
