/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the keyboard can reach has a name and a role for those who do not see it. */

#include "app-windows.h"
#include "composer.h"
#include "main-window.h"

static gboolean
is_labelled (GtkWidget *widget, const char *but)
{
  AtkObject *object = gtk_widget_get_accessible (widget);
  g_autoptr (AtkRelationSet) relations = atk_object_ref_relation_set (object);
  const char *name = atk_object_get_name (object);

  return (name != NULL && *name != '\0' && g_strcmp0 (name, but) != 0)
         || atk_relation_set_contains (relations, ATK_RELATION_LABELLED_BY);
}

/* A combo box without a name is called after what is chosen, which does not tell what it is for. */
static gboolean
has_name (GtkWidget *widget)
{
  GtkWidget *combo = gtk_widget_get_ancestor (widget, GTK_TYPE_COMBO_BOX_TEXT);
  g_autofree char *chosen = NULL;

  if (combo == NULL || !GTK_IS_TOGGLE_BUTTON (widget))
    return is_labelled (widget, NULL);
  chosen = gtk_combo_box_text_get_active_text (GTK_COMBO_BOX_TEXT (combo));
  return is_labelled (combo, chosen);
}

/* A role that says what can be done with it. */
static gboolean
has_role (GtkWidget *widget)
{
  switch ((int)atk_object_get_role (gtk_widget_get_accessible (widget)))
    {
    case ATK_ROLE_INVALID:
    case ATK_ROLE_UNKNOWN:
    case ATK_ROLE_FILLER:
    case ATK_ROLE_PANEL:
    case ATK_ROLE_REDUNDANT_OBJECT:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Containers that pass the focus on to what is in them need none; the window of the keys is GTK's.
 */
static gboolean
is_reached (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_can_focus (widget)
         && gtk_widget_is_sensitive (widget) && !GTK_IS_SCROLLED_WINDOW (widget)
         && !GTK_IS_PANED (widget) && !GTK_IS_FLOW_BOX (widget) && !GTK_IS_FLOW_BOX_CHILD (widget)
         && !GTK_IS_WINDOW (widget)
         && gtk_widget_get_ancestor (widget, GTK_TYPE_SHORTCUTS_WINDOW) == NULL;
}

static void
check_cb (GtkWidget *widget, gpointer data)
{
  if (is_reached (widget) && (!has_name (widget) || !has_role (widget)))
    g_string_append_printf (data, " %s (%s)", G_OBJECT_TYPE_NAME (widget),
                            gtk_buildable_get_name (GTK_BUILDABLE (widget)));
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), check_cb, data);
}

static void
check_window (App *app, GtkWidget *window, const char *name, gpointer data)
{
  g_autoptr (GString) nameless = g_string_new (NULL);

  check_cb (window, nameless);
  if (nameless->len > 0)
    g_string_append_printf (data, "%s:%s\n", name, nameless->str);
}

static void
test_windows (App *app)
{
  g_autoptr (GString) nameless = g_string_new (NULL);

  app_windows_foreach (app, check_window, nameless);
  g_assert_cmpstr (nameless->str, ==, "");
}

/* Messages that are told in place can be closed. */
static void
test_messages (App *app)
{
  g_autoptr (GString) nameless = g_string_new (NULL);
  GtkWidget *composer;

  valise_main_window_tell (VALISE_MAIN_WINDOW (app->window), GTK_MESSAGE_INFO, "Told.");
  app_settle ();
  check_window (app, app->window, "main", nameless);
  app_action (app, "app.compose");
  composer = GTK_WIDGET (app_dialog (app, VALISE_TYPE_COMPOSER));
  APP_WAIT (g_action_group_get_action_enabled (G_ACTION_GROUP (composer), "send"));
  g_action_group_activate_action (G_ACTION_GROUP (composer), "send", NULL);
  APP_WAIT (gtk_widget_get_mapped (app_find (composer, "error_bar")));
  check_window (app, composer, "composer", nameless);
  g_assert_cmpstr (nameless->str, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_windows_init ();
  app_test ("/ui/accessible/windows", test_windows);
  app_test ("/ui/accessible/messages", test_messages);
  return g_test_run ();
}
