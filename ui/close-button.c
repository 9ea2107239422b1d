/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The button by which a bar is closed has a cross and no name; GTK gives it none. */

#include "close-button.h"

#include <glib/gi18n.h>

#include "form-parts.h"

/**
 * valise_close_button_name:
 * @bar: a bar with a button that closes it
 *
 * Names the button for those who point at it and those who do not see it.
 */
void
valise_close_button_name (GtkInfoBar *bar)
{
  GObject *button = gtk_widget_get_template_child (GTK_WIDGET (bar), GTK_TYPE_INFO_BAR,
                                                   "close_button");

  g_return_if_fail (GTK_IS_WIDGET (button));
  valise_form_name_button (GTK_WIDGET (button), C_ ("verb", "Close"));
}
