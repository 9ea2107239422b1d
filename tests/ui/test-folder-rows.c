/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the folder tree against a store that changes below them. */

#include "../store/fixture.h"
#include "folder-rows.h"

#define FOLDERS 20

typedef struct
{
  Fixture *fixture;
  GtkTreeStore *rows;
  ValiseStatus *status;
  guint changed; /* rows that the view would measure anew */
} Tree;

static void
on_changed (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, Tree *tree)
{
  tree->changed++;
}

/* @fetched: (nullable): the path of the folder that a run works on */
static void
set_status (Tree *tree, const char *fetched)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_account_status_free);
  ValiseAccountStatus *account = valise_account_status_new (tree->fixture->account, "Test");

  account->mode = fetched != NULL ? VALISE_MODE_SYNCING : VALISE_MODE_ONLINE;
  account->folder = g_strdup (fetched);
  g_ptr_array_add (accounts, account);
  g_clear_pointer (&tree->status, valise_status_unref);
  tree->status = valise_status_new (FALSE, accounts, 0);
}

/* Returns how many rows changed by it. */
static guint
update (Tree *tree)
{
  tree->changed = 0;
  valise_folder_rows_update (tree->rows, tree->fixture->store, tree->status, FALSE);
  return tree->changed;
}

static Tree *
tree_new (Fixture *fixture)
{
  Tree *tree = g_new0 (Tree, 1);

  tree->fixture = fixture;
  for (guint i = 0; i < FOLDERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Folder %02u", i);

      fixture_add_folder (fixture, name, i % 3 == 1 ? fixture->folder : 0);
    }
  tree->rows = valise_folder_rows_new ();
  set_status (tree, NULL);
  update (tree);
  g_signal_connect (tree->rows, "row-changed", G_CALLBACK (on_changed), tree);
  return tree;
}

static void
tree_free (Tree *tree)
{
  g_object_unref (tree->rows);
  valise_status_unref (tree->status);
  g_free (tree);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tree, tree_free)

static char *
text_of (Tree *tree, gint64 folder, ValiseFolderColumn column)
{
  GtkTreeIter iter;
  char *text;

  g_assert_true (valise_folder_rows_find (tree->rows, folder, &iter));
  gtk_tree_model_get (GTK_TREE_MODEL (tree->rows), &iter, column, &text, -1);
  return text;
}

static void
test_only_what_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Tree) tree = tree_new (fixture);
  g_autoptr (ValiseItem) item = NULL;
  g_autofree char *count = NULL;

  g_assert_cmpuint (update (tree), ==, 0);
  item = fixture_add_item (fixture, "unread", 1);
  g_assert_cmpuint (update (tree), ==, 1);
  count = text_of (tree, fixture->folder, VALISE_FOLDER_COLUMN_COUNT);
  g_assert_cmpstr (count, ==, "1");
  g_assert_cmpuint (update (tree), ==, 0);
}

static void
test_fetched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Tree) tree = tree_new (fixture);
  g_autoptr (ValiseFolder) folder = valise_folders_get (fixture->store, fixture->folder, NULL);
  g_autofree char *fetched = NULL, *after = NULL;

  set_status (tree, folder->path);
  g_assert_cmpuint (update (tree), ==, 1);
  fetched = text_of (tree, folder->id, VALISE_FOLDER_COLUMN_STATE);
  g_assert_cmpstr (fetched, ==, "emblem-synchronizing-symbolic");
  /* As long as the run goes on with it, the row stays alone. */
  g_assert_cmpuint (update (tree), ==, 0);
  set_status (tree, "Folder 00");
  g_assert_cmpuint (update (tree), ==, 2);
  set_status (tree, NULL);
  g_assert_cmpuint (update (tree), ==, 1);
  after = text_of (tree, folder->id, VALISE_FOLDER_COLUMN_STATE);
  g_assert_cmpstr (after, !=, "emblem-synchronizing-symbolic");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/ui/folder-rows/only-what-changed", test_only_what_changed);
  fixture_test ("/ui/folder-rows/fetched", test_fetched);
  return g_test_run ();
}
