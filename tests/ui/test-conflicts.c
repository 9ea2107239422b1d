/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window of the conflicts says of one. */

#include "app-fixture.h"
#include "app-windows.h"
#include "conflict-list.h"

#include <string.h>

/* Whether a column of the list with that title is seen. */
static gboolean
has_column (GtkWidget *window, const char *title)
{
  g_autoptr (GList) columns = gtk_tree_view_get_columns (GTK_TREE_VIEW (app_find (window, "view")));

  for (GList *each = columns; each != NULL; each = each->next)
    if (g_str_equal (gtk_tree_view_column_get_title (each->data), title))
      return gtk_tree_view_column_get_visible (each->data);
  return FALSE;
}

/* Whether a cell of the first row is that text. */
static gboolean
first_row_says (GtkWidget *window, const char *text)
{
  GtkTreeModel *model = gtk_tree_view_get_model (GTK_TREE_VIEW (app_find (window, "view")));
  GtkTreeIter iter;
  gboolean found = FALSE;

  g_assert_true (gtk_tree_model_get_iter_first (model, &iter));
  for (int i = 0; i < gtk_tree_model_get_n_columns (model); i++)
    if (gtk_tree_model_get_column_type (model, i) == G_TYPE_STRING)
      {
        g_autofree char *value = NULL;

        gtk_tree_model_get (model, &iter, i, &value, -1);
        found = found || g_strcmp0 (value, text) == 0;
      }
  return found;
}

static gboolean
says (GtkWidget *window, const char *text)
{
  g_autofree char *texts = app_texts (window);

  return strstr (texts, text) != NULL;
}

/* Who invites, and when each version was changed: the server's one tells it itself. */
static void
test_who_and_when (App *app)
{
  GtkWidget *window;

  app_action (app, "app.conflicts");
  window = GTK_WIDGET (app_dialog (app, VALISE_TYPE_CONFLICT_LIST));
  APP_WAIT (says (window, "On the server"));
  g_assert_true (has_column (window, "Who"));
  /* When the change was made is told below: this is when a run saw it. */
  g_assert_true (has_column (window, "Conflict Since"));
  g_assert_false (has_column (window, "Changed There"));
  g_assert_true (first_row_says (window, "Ann Marlow"));
  g_assert_true (says (window, "Changed there: Monday, 2 March 2026, 10:15"));
  g_assert_true (says (window, "Changed here: Monday, 2 March 2026, 10:00"));
  app_picture (window, "conflict-who");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_windows_init ();
  app_test ("/ui/conflicts/who-and-when", test_who_and_when);
  return g_test_run ();
}
