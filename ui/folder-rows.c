/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the folder tree: the accounts, with their folders below them. An update changes the
 * rows that are there instead of making new ones, so that the view keeps what is open, selected and
 * scrolled to.
 *
 * Not shown are archive folders with what is below them, unless the user wants that, and the
 * folders that exist only here (Conflicts, Outbox) as long as they are empty. */

#include "folder-rows.h"

#include <glib/gi18n.h>

#include "model/folder.h"
#include "store/accounts.h"
#include "store/folders.h"
#include "texts.h"

/* One pass over the tree. */
typedef struct
{
  GtkTreeStore *rows;
  GHashTable *children; /* of folders: parent id -> GPtrArray of ValiseFolder, in order */
  gboolean disabled;    /* the account */
  const char *fetched;  /* (nullable): the path of its folder that a run works on */
} Update;

/* What a row shows. */
typedef struct
{
  gint64 id; /* of the folder; 0: an account */
  const char *name, *icon, *count;
  int weight;
  gboolean sensitive;
  const char *state; /* (nullable) */
} Row;

/* The order in which people look for them; the others follow by name. */
static int
rank (const ValiseFolder *folder)
{
  static const ValiseRole order[] = { VALISE_ROLE_INBOX,  VALISE_ROLE_CONFLICTS,
                                      VALISE_ROLE_OUTBOX, VALISE_ROLE_DRAFTS,
                                      VALISE_ROLE_SENT,   VALISE_ROLE_ARCHIVE,
                                      VALISE_ROLE_JUNK,   VALISE_ROLE_TRASH };

  if (folder->role != VALISE_ROLE_NONE)
    for (guint i = 0; i < G_N_ELEMENTS (order); i++)
      if (order[i] == folder->role)
        return (int)i;
  return (int)G_N_ELEMENTS (order) + (int)folder->kind;
}

static int
compare_folders (gconstpointer a, gconstpointer b)
{
  const ValiseFolder *one = *(ValiseFolder *const *)a, *other = *(ValiseFolder *const *)b;
  int ranks = rank (one) - rank (other);

  return ranks != 0 ? ranks : g_utf8_collate (one->name, other->name);
}

static gboolean
is_shown (const ValiseFolder *folder, gboolean show_archive)
{
  if (folder->role == VALISE_ROLE_ARCHIVE)
    return show_archive;
  return !valise_role_is_local (folder->role) || folder->total > 0;
}

/* The folders that are shown, by their parent, in order. Takes nothing: they live in @folders. */
static GHashTable *
sort_folders (GPtrArray *folders, gboolean show_archive)
{
  GHashTable *children = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                (GDestroyNotify)g_ptr_array_unref);
  GHashTableIter iter;
  gpointer list;

  for (guint i = 0; i < folders->len; i++)
    {
      ValiseFolder *folder = folders->pdata[i];

      if (!is_shown (folder, show_archive))
        continue;
      list = g_hash_table_lookup (children, &folder->parent_id);
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (children, &folder->parent_id, list);
        }
      g_ptr_array_add (list, folder);
    }
  g_hash_table_iter_init (&iter, children);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_sort (list, compare_folders);
  return children;
}

/* Rows. Accounts have negative keys and folders positive ones. */

static gint64
key_of (GtkTreeStore *rows, GtkTreeIter *iter)
{
  gint64 key;

  gtk_tree_model_get (GTK_TREE_MODEL (rows), iter, VALISE_FOLDER_COLUMN_KEY, &key, -1);
  return key;
}

/* Makes @iter the row number @position below @parent, with this key: moves the row that has it, or
 * adds one. */
static void
place_row (GtkTreeStore *rows, GtkTreeIter *parent, int position, gint64 key, GtkTreeIter *iter)
{
  GtkTreeModel *model = GTK_TREE_MODEL (rows);
  GtkTreeIter there, row;
  gboolean taken = gtk_tree_model_iter_nth_child (model, &there, parent, position);
  gboolean valid = taken;

  for (row = there; valid; valid = gtk_tree_model_iter_next (model, &row))
    if (key_of (rows, &row) == key)
      {
        if (key_of (rows, &there) != key)
          gtk_tree_store_move_before (rows, &row, &there);
        *iter = row;
        return;
      }
  gtk_tree_store_insert_with_values (rows, iter, parent, position, VALISE_FOLDER_COLUMN_KEY, key,
                                     -1);
}

static void
remove_rows_from (GtkTreeStore *rows, GtkTreeIter *parent, int position)
{
  GtkTreeIter row;

  while (gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (rows), &row, parent, position))
    gtk_tree_store_remove (rows, &row);
}

static gboolean
shows (GtkTreeStore *rows, GtkTreeIter *iter, const Row *row)
{
  g_autofree char *name = NULL, *icon = NULL, *count = NULL, *state = NULL;
  gint64 id;
  int weight;
  gboolean sensitive;

  gtk_tree_model_get (GTK_TREE_MODEL (rows), iter, VALISE_FOLDER_COLUMN_ID, &id,
                      VALISE_FOLDER_COLUMN_NAME, &name, VALISE_FOLDER_COLUMN_ICON, &icon,
                      VALISE_FOLDER_COLUMN_COUNT, &count, VALISE_FOLDER_COLUMN_WEIGHT, &weight,
                      VALISE_FOLDER_COLUMN_SENSITIVE, &sensitive, VALISE_FOLDER_COLUMN_STATE,
                      &state, -1);
  return id == row->id && g_strcmp0 (name, row->name) == 0 && g_strcmp0 (icon, row->icon) == 0
         && g_strcmp0 (count, row->count) == 0 && weight == row->weight
         && sensitive == row->sensitive && g_strcmp0 (state, row->state) == 0;
}

/* The view measures each row anew that is set: those that stay as they are stay alone. */
static void
set_row (GtkTreeStore *rows, GtkTreeIter *iter, const Row *row)
{
  if (shows (rows, iter, row))
    return;
  gtk_tree_store_set (rows, iter, VALISE_FOLDER_COLUMN_ID, row->id, VALISE_FOLDER_COLUMN_NAME,
                      row->name, VALISE_FOLDER_COLUMN_ICON, row->icon, VALISE_FOLDER_COLUMN_COUNT,
                      row->count, VALISE_FOLDER_COLUMN_WEIGHT, row->weight,
                      VALISE_FOLDER_COLUMN_SENSITIVE, row->sensitive, VALISE_FOLDER_COLUMN_STATE,
                      row->state, -1);
}

/* Of most folders the whole is here; the others are marked. */
static const char *
state_icon (const Update *update, const ValiseFolder *folder)
{
  gboolean text = folder->kind == VALISE_KIND_MAIL && folder->sync
                  && folder->depth == VALISE_DEPTH_TEXT && !valise_role_is_local (folder->role);

  if (g_strcmp0 (folder->path, update->fetched) == 0)
    return "emblem-synchronizing-symbolic";
  return text ? "text-x-generic-symbolic" : NULL;
}

static void
show_folder (const Update *update, GtkTreeIter *iter, const ValiseFolder *folder)
{
  gboolean local = valise_role_is_local (folder->role);
  /* In the folders that are only here, everything waits for somebody. */
  gint64 count = local ? folder->total : folder->unread;
  g_autofree char *text = count > 0 ? g_strdup_printf ("%'lu", (gulong)count) : g_strdup ("");
  Row row = { .id = folder->id,
              .name = valise_text_folder_name (folder),
              .icon = valise_text_folder_icon (folder->kind, folder->role),
              .count = text,
              .weight = count > 0 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
              .sensitive = !update->disabled && (folder->sync || local),
              .state = state_icon (update, folder) };

  set_row (update->rows, iter, &row);
}

static void
update_below (const Update *update, GtkTreeIter *parent_row, gint64 parent_id)
{
  GPtrArray *folders = g_hash_table_lookup (update->children, &parent_id);
  guint count = folders != NULL ? folders->len : 0;

  for (guint i = 0; i < count; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];
      GtkTreeIter row;

      place_row (update->rows, parent_row, (int)i, folder->id, &row);
      show_folder (update, &row, folder);
      update_below (update, &row, folder->id);
    }
  remove_rows_from (update->rows, parent_row, (int)count);
}

static void
show_account (GtkTreeStore *rows, GtkTreeIter *iter, const ValiseAccount *account)
{
  Row row = { .name = account->name,
              .icon = "avatar-default-symbolic",
              .count = "",
              .weight = PANGO_WEIGHT_BOLD,
              .sensitive = !account->disabled,
              .state = account->disabled ? "media-playback-pause-symbolic" : NULL };

  set_row (rows, iter, &row);
}

static const char *
fetched_folder (const ValiseStatus *status, gint64 account_id)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (account->id == account_id)
        return account->mode == VALISE_MODE_SYNCING ? account->folder : NULL;
    }
  return NULL;
}

static void
update_account (GtkTreeStore *rows,
                ValiseStore *store,
                const ValiseAccount *account,
                const char *fetched,
                int position,
                gboolean show_archive)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = valise_folders_list (store, account->id, &error);
  g_autoptr (GHashTable) children = NULL;
  GtkTreeIter row;

  place_row (rows, NULL, position, -account->id, &row);
  show_account (rows, &row, account);
  if (folders == NULL)
    {
      g_warning ("The folders of %s cannot be read: %s", account->name, error->message);
      return;
    }
  children = sort_folders (folders, show_archive);
  update_below (&(Update){ rows, children, account->disabled, fetched }, &row, 0);
}

/**
 * valise_folder_rows_new:
 *
 * Returns: (transfer full): a tree without rows
 */
GtkTreeStore *
valise_folder_rows_new (void)
{
  return gtk_tree_store_new (VALISE_FOLDER_N_COLUMNS, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_STRING,
                             G_TYPE_STRING, G_TYPE_INT, G_TYPE_BOOLEAN, G_TYPE_STRING,
                             G_TYPE_INT64);
}

/**
 * valise_folder_rows_update:
 * @rows: the tree
 * @store: the store of this thread
 * @status: how things stand: the folders that are being fetched are marked
 * @show_archive: whether archive folders have rows
 *
 * Makes the rows like the accounts and folders in the store.
 */
void
valise_folder_rows_update (GtkTreeStore *rows,
                           ValiseStore *store,
                           const ValiseStatus *status,
                           gboolean show_archive)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = valise_accounts_list (store, &error);

  if (accounts == NULL)
    {
      g_warning ("The accounts cannot be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];

      update_account (rows, store, account, fetched_folder (status, account->id), (int)i,
                      show_archive);
    }
  remove_rows_from (rows, NULL, (int)accounts->len);
}

/* For gtk_tree_model_foreach(). */
typedef struct
{
  gint64 key;
  GtkTreeIter *iter;
  gboolean found;
} Search;

static gboolean
search_cb (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, gpointer data)
{
  Search *search = data;

  search->found = key_of (GTK_TREE_STORE (model), iter) == search->key;
  if (search->found)
    *search->iter = *iter;
  return search->found;
}

/**
 * valise_folder_rows_find:
 * @rows: the tree
 * @folder_id: a folder
 * @iter: (out): its row
 *
 * Returns: whether it has one
 */
gboolean
valise_folder_rows_find (GtkTreeStore *rows, gint64 folder_id, GtkTreeIter *iter)
{
  Search search = { folder_id, iter, FALSE };

  gtk_tree_model_foreach (GTK_TREE_MODEL (rows), search_cb, &search);
  return search.found;
}

/**
 * valise_folder_rows_first:
 * @store: the store of this thread
 *
 * Returns: the folder to open where none was: the Inbox of the first account that has one; 0 where
 *   there is none yet
 */
gint64
valise_folder_rows_first (ValiseStore *store)
{
  g_autoptr (GPtrArray) accounts = valise_accounts_list (store, NULL);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      g_autoptr (ValiseFolder) inbox = valise_folders_by_role (store, account->id,
                                                               VALISE_ROLE_INBOX, NULL);

      if (inbox != NULL)
        return inbox->id;
    }
  return 0;
}
