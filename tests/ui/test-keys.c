/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the keyboard can do is told in the window of the keys; and menus that it opens. */

#include "app-fixture.h"

#include <string.h>

static gboolean
is_listed (GBytes *overlay, const char *accel)
{
  g_autofree char *escaped = g_markup_escape_text (accel, -1);
  g_autofree char *property = g_strdup_printf ("name=\"accelerator\">%s<", escaped);

  return g_strstr_len (g_bytes_get_data (overlay, NULL), (gssize)g_bytes_get_size (overlay),
                       property)
         != NULL;
}

/* The first key of each action. */
static void
test_all_are_listed (App *app)
{
  GtkApplication *program = GTK_APPLICATION (app->program);
  g_autoptr (GBytes) overlay = g_resources_lookup_data ("/org/valise/Valise/gtk/help-overlay.ui", 0,
                                                        NULL);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (program);
  g_autoptr (GString) missing = g_string_new (NULL);

  g_assert_cmpuint (g_strv_length (actions), >, 10);
  for (int i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (program, actions[i]);

      if (!is_listed (overlay, accels[0]))
        g_string_append_printf (missing, "%s (%s)\n", actions[i], accels[0]);
    }
  g_assert_cmpstr (missing->str, ==, "");
}

/* Quitting with a menu open is quitting in good order. */
static void
test_menus (App *app)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (app_find (app->window, "menu_button"));
  GtkMenuButton *view = GTK_MENU_BUTTON (app_find (app->window, "view_button"));

  app_action (app, "win.menu");
  APP_WAIT (gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button))));
  app_picture (app->window, "menu");
  app_action (app, "win.menu");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (view), TRUE);
  APP_WAIT (gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (view))));
  app_picture (app->window, "menu-of-the-list");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/keys/all-are-listed", test_all_are_listed);
  app_test ("/ui/keys/menus", test_menus);
  return g_test_run ();
}
