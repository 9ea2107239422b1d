/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the keyboard can reach has a name for those who do not see it. */

#include "account-list.h"
#include "app-fixture.h"
#include "folder-properties.h"
#include "item-list.h"
#include "preferences.h"

static gboolean
has_name (GtkWidget *widget)
{
  AtkObject *object = gtk_widget_get_accessible (widget);
  g_autoptr (AtkRelationSet) relations = atk_object_ref_relation_set (object);
  const char *name = atk_object_get_name (object);

  return (name != NULL && *name != '\0')
         || atk_relation_set_contains (relations, ATK_RELATION_LABELLED_BY);
}

/* Containers that pass the focus on to what is in them need none. */
static gboolean
is_reached (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_can_focus (widget)
         && gtk_widget_is_sensitive (widget) && !GTK_IS_SCROLLED_WINDOW (widget)
         && !GTK_IS_PANED (widget) && !GTK_IS_FLOW_BOX (widget) && !GTK_IS_FLOW_BOX_CHILD (widget)
         && !GTK_IS_WINDOW (widget);
}

static void
check_cb (GtkWidget *widget, gpointer data)
{
  if (is_reached (widget) && !has_name (widget))
    g_string_append_printf (data, " %s (%s)", G_OBJECT_TYPE_NAME (widget),
                            gtk_buildable_get_name (GTK_BUILDABLE (widget)));
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), check_cb, data);
}

static void
assert_named (GtkWidget *window)
{
  g_autoptr (GString) nameless = g_string_new (NULL);

  check_cb (window, nameless);
  g_assert_cmpstr (nameless->str, ==, "");
}

static void
test_window (App *app)
{
  const gint64 folders[] = { app->sample.inbox, app->sample.calendar, app->sample.contacts,
                             app->sample.tasks, app->sample.notes };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (i == 0 ? 1 : 0, -1);

      app_open_folder (app, folders[i]);
      gtk_tree_selection_select_path (gtk_tree_view_get_selection (valise_item_list_get_view (
                                          VALISE_ITEM_LIST (app_find (app->window, "item_list")))),
                                      path);
      APP_WAIT (gtk_widget_get_mapped (app_find (app->window, i == 0 ? "fields" : "card_area")));
      assert_named (app->window);
    }
}

static void
test_dialogs (App *app)
{
  app_open_folder (app, app->sample.inbox);
  app_action (app, "win.folder-properties");
  assert_named (GTK_WIDGET (app_dialog (app, VALISE_TYPE_FOLDER_PROPERTIES)));
  app_action (app, "app.accounts");
  assert_named (GTK_WIDGET (app_dialog (app, VALISE_TYPE_ACCOUNT_LIST)));
  app_action (app, "app.preferences");
  assert_named (GTK_WIDGET (app_dialog (app, VALISE_TYPE_PREFERENCES)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/accessible/window", test_window);
  app_test ("/ui/accessible/dialogs", test_dialogs);
  return g_test_run ();
}
