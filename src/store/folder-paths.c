/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The path of a folder: names from the top, joined with "/". It is how people address a folder on
 * the command line, so that each folder has exactly one and no two have the same:
 *
 * - a "/" within a name becomes "∕" (U+2215), which looks the same and separates nothing;
 * - an empty name becomes "(no name)";
 * - the second folder of the same name in the same place, in the order in which they came to be
 *   known, is "Name (2)", the next "Name (3)".
 *
 * Paths are stored, because lists and the command line look folders up by them, and worked out
 * again for the whole account when a name or a place changes: that is rare and cheap. */

#include "store/store-private.h"

#include "store/statement.h"

typedef struct
{
  gint64 id;
  gint64 parent_id;
  char *name;
  char *path;
} Place;

static void
place_free (Place *place)
{
  g_free (place->name);
  g_free (place->path);
  g_free (place);
}

static gpointer
read_place (ValiseStatement *statement)
{
  Place *place = g_new0 (Place, 1);

  place->id = valise_statement_read_int (statement);
  place->parent_id = valise_statement_read_int (statement);
  place->name = valise_statement_read_text (statement);
  place->path = valise_statement_read_text (statement);
  return place;
}

static char *
join_path (const char *parent, const char *name)
{
  g_autoptr (GString) component = g_string_new (*name != '\0' ? name : "(no name)");

  g_string_replace (component, "/", "∕", 0);
  return parent != NULL ? g_strconcat (parent, "/", component->str, NULL)
                        : g_strdup (component->str);
}

/* @path, or "path (2)" and so on: the first that @taken does not have. */
static char *
make_unique (char *path, GHashTable *taken)
{
  g_autofree char *plain = path;
  char *unique = g_strdup (plain);

  for (guint number = 2; g_hash_table_contains (taken, unique); number++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", plain, number);
    }
  return unique;
}

static GPtrArray *
load_places (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "SELECT id, parent_id, name, path FROM folder WHERE account_id = ?1 ORDER BY id",
      error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  return valise_statement_collect (statement, read_place, (GDestroyNotify)place_free, error);
}

static gboolean
store_path (ValiseStore *store, gint64 id, const char *path, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, "UPDATE folder SET path = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, id);
  valise_statement_bind_text (statement, path);
  return valise_statement_run (statement, error);
}

/* Folders by parent id, each list in the order of the ids. */
static GHashTable *
group_by_parent (GPtrArray *places)
{
  GHashTable *children = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < places->len; i++)
    {
      Place *place = places->pdata[i];
      GPtrArray *siblings = g_hash_table_lookup (children, &place->parent_id);

      if (siblings == NULL)
        {
          siblings = g_ptr_array_new ();
          g_hash_table_insert (children, &place->parent_id, siblings);
        }
      g_ptr_array_add (siblings, place);
    }
  return children;
}

/* Works out the paths of all folders below @parent_id. */
static gboolean
update_below (
    ValiseStore *store, GHashTable *children, gint64 parent_id, const char *parent, GError **error)
{
  GPtrArray *siblings = g_hash_table_lookup (children, &parent_id);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; siblings != NULL && i < siblings->len; i++)
    {
      Place *place = siblings->pdata[i];
      g_autofree char *before = g_steal_pointer (&place->path);

      place->path = make_unique (join_path (parent, place->name), taken);
      g_hash_table_add (taken, place->path);
      if (!g_str_equal (before, place->path) && !store_path (store, place->id, place->path, error))
        return FALSE;
      if (!update_below (store, children, place->id, place->path, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * valise_folder_paths_update:
 * @store: a store, in a transaction
 * @account_id: an account
 * @error: (out) (optional): where the error goes
 *
 * Works out the paths of all folders of an account and stores those that changed.
 *
 * Returns: whether they are stored
 */
gboolean
valise_folder_paths_update (ValiseStore *store, gint64 account_id, GError **error)
{
  g_autoptr (GPtrArray) places = load_places (store, account_id, error);
  g_autoptr (GHashTable) children = NULL;

  if (places == NULL)
    return FALSE;
  children = group_by_parent (places);
  return update_below (store, children, 0, NULL, error);
}

/**
 * valise_folder_paths_for_new:
 * @store: a store, in a transaction
 * @account_id: an account
 * @parent_id: where the new folder is to be; 0 for the top level
 * @name: its name
 * @error: (out) (optional): where the error goes
 *
 * A new folder is the last among its siblings, so that it takes no other folder's path; the result
 * is what valise_folder_paths_update() would give it.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
valise_folder_paths_for_new (
    ValiseStore *store, gint64 account_id, gint64 parent_id, const char *name, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT id, parent_id, name, path FROM folder"
      " WHERE account_id = ?1 AND (id = ?2 OR parent_id IS ?2)",
      error);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) places = NULL;
  const char *parent = NULL;

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, account_id);
  valise_statement_bind_id (statement, parent_id);
  places = valise_statement_collect (statement, read_place, (GDestroyNotify)place_free, error);
  if (places == NULL)
    return NULL;
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = places->pdata[i];

      if (parent_id != 0 && place->id == parent_id)
        parent = place->path;
      else
        g_hash_table_add (taken, place->path);
    }
  return make_unique (join_path (parent, name), taken);
}
