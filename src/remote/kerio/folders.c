/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The folder tree: the user's own mailbox, and under headings of their own the public folders and
 * the mailboxes that others share. What cannot be read is left out; what is only part of the place
 * (roots, rooms, the directory of the server) is no folder. */

#include "remote/kerio/verbs.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/fields.h"
#include "remote/kerio/ids.h"

/* A tree while it is read. */
typedef struct
{
  GPtrArray *folders;  /* of ValiseRemoteFolder, in the order of the server */
  GHashTable *parents; /* server's id -> that of its parent, of what is no folder too */
  GHashTable *known;   /* server's id -> ValiseRemoteFolder */
} Tree;

static const struct
{
  const char *sub_type;
  ValiseRole role;
} roles[] = {
  { "FSubInbox", VALISE_ROLE_INBOX },    { "FSubDrafts", VALISE_ROLE_DRAFTS },
  { "FSubSentItems", VALISE_ROLE_SENT }, { "FSubDeletedItems", VALISE_ROLE_TRASH },
  { "FSubJunkEmail", VALISE_ROLE_JUNK },
};

static ValiseRole
read_role (JsonObject *folder, gboolean foreign)
{
  const char *sub_type = valise_json_string (folder, "subType");

  if (g_strcmp0 (valise_json_string (folder, "placeType"), "FPlaceArchive") == 0)
    return VALISE_ROLE_ARCHIVE;
  for (guint i = 0; !foreign && i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (sub_type, roles[i].sub_type) == 0)
      return roles[i].role;
  return VALISE_ROLE_NONE;
}

/* A server that says nothing about rights allows everything: it will refuse what it does not. */
static ValiseRights
read_rights (JsonObject *folder)
{
  const char *access = valise_json_string (folder, "access");

  if (g_strcmp0 (access, "FAccessListingOnly") == 0)
    return 0;
  return g_strcmp0 (access, "FAccessReadOnly") == 0 ? VALISE_RIGHTS_READ : VALISE_RIGHTS_ALL;
}

/* Rooms, people and the global address list are no places for the user's items. */
static gboolean
is_place (JsonObject *folder)
{
  const char *place = valise_json_string (folder, "placeType");
  const char *sub_type = valise_json_string (folder, "subType");
  const char *const places[] = { "FPlaceMailbox", "FPlacePublic", "FPlaceArchive", NULL };

  if (place != NULL && !g_strv_contains (places, place))
    return FALSE;
  return sub_type == NULL || !g_str_has_prefix (sub_type, "FSubGal");
}

static gboolean
read_kind (JsonObject *folder, ValiseKind *kind)
{
  const char *type = valise_json_string (folder, "type");

  for (guint i = 0; type != NULL && i <= VALISE_KIND_NOTE; i++)
    if (g_str_equal (type, valise_kerio_kind ((ValiseKind)i)->folder_type))
      {
        *kind = (ValiseKind)i;
        return TRUE;
      }
  return FALSE;
}

static void
add_folder (Tree *tree, ValiseRemoteFolder *folder, const char *id)
{
  g_ptr_array_add (tree->folders, folder);
  g_hash_table_insert (tree->known, g_strdup (id), folder);
}

/* Takes one folder of an answer. @heading (nullable) is what the folders of this answer are under.
 */
static void
take_folder (Tree *tree, JsonObject *object, const char *heading)
{
  const char *id = valise_json_string (object, "id");
  const char *parent = valise_json_string (object, "parentId");
  const char *name = valise_json_string (object, "name");
  ValiseRemoteFolder *folder;
  ValiseKind kind;

  if (id == NULL || *id == '\0' || g_hash_table_contains (tree->parents, id))
    return;
  g_hash_table_insert (tree->parents, g_strdup (id), g_strdup (parent != NULL ? parent : ""));
  if (!read_kind (object, &kind) || !is_place (object) || read_rights (object) == 0)
    return;
  folder = g_new0 (ValiseRemoteFolder, 1);
  folder->id = valise_kerio_id_new (kind, id);
  folder->parent_id = g_strdup (heading);
  folder->name = g_strdup (name != NULL ? name : "");
  folder->kind = kind;
  folder->foreign = heading != NULL;
  folder->role = read_role (object, folder->foreign);
  folder->rights = read_rights (object);
  folder->total = kind == VALISE_KIND_MAIL ? valise_json_int (object, "messageCount", -1) : -1;
  add_folder (tree, folder, id);
}

/* The nearest folder above that is one here; %NULL at the top. */
static ValiseRemoteFolder *
find_parent (Tree *tree, const char *id)
{
  for (guint depth = 0; depth < g_hash_table_size (tree->parents); depth++)
    {
      ValiseRemoteFolder *parent;

      id = g_hash_table_lookup (tree->parents, id);
      if (id == NULL || *id == '\0')
        return NULL;
      parent = g_hash_table_lookup (tree->known, id);
      if (parent != NULL)
        return parent;
    }
  return NULL;
}

static void
set_parents (Tree *tree)
{
  GHashTableIter iter;
  const char *id;
  ValiseRemoteFolder *folder;

  g_hash_table_iter_init (&iter, tree->known);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, (gpointer *)&folder))
    {
      ValiseRemoteFolder *parent = find_parent (tree, id);

      if (parent == NULL)
        continue;
      g_free (folder->parent_id);
      folder->parent_id = g_strdup (parent->id);
    }
}

/* Puts parents before children. What is left over then is a loop. */
static GPtrArray *
sort_tree (Tree *tree, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_remote_folder_free);
  g_autoptr (GHashTable) placed = g_hash_table_new (g_str_hash, g_str_equal);
  guint before = 0;

  do
    {
      before = sorted->len;
      for (guint i = 0; i < tree->folders->len; i++)
        {
          ValiseRemoteFolder *folder = tree->folders->pdata[i];

          if (folder == NULL
              || (folder->parent_id != NULL && !g_hash_table_contains (placed, folder->parent_id)))
            continue;
          g_hash_table_add (placed, folder->id);
          g_ptr_array_add (sorted, folder);
          tree->folders->pdata[i] = NULL;
        }
    }
  while (sorted->len > before);
  if (sorted->len == tree->folders->len)
    return g_steal_pointer (&sorted);
  valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
               _ ("The server's folder tree makes no sense: a folder is within itself."));
  return NULL;
}

/* A folder for the eye only: what belongs to nobody here is kept apart from the user's own. */
static char *
add_heading (Tree *tree, const char *parent_id, const char *id, const char *name)
{
  ValiseRemoteFolder *folder = g_new0 (ValiseRemoteFolder, 1);

  folder->id = valise_kerio_id_heading (id);
  folder->parent_id = g_strdup (parent_id);
  folder->name = g_strdup (name);
  folder->kind = VALISE_KIND_MAIL;
  folder->rights = VALISE_RIGHTS_READ;
  folder->foreign = TRUE;
  add_folder (tree, folder, folder->id);
  return folder->id;
}

/* Takes what @list has under a heading, which is there only if something is under it. */
static void
take_foreign (Tree *tree, JsonArray *list, const char *parent_id, const char *id, const char *name)
{
  guint before = tree->folders->len;
  const char *heading = add_heading (tree, parent_id, id, name);

  for (guint i = 0; i < valise_json_length (list); i++)
    take_folder (tree, valise_json_object_at (list, i), heading);
  if (tree->folders->len > before + 1)
    return;
  g_hash_table_remove (tree->known, heading);
  valise_remote_folder_free (g_ptr_array_steal_index (tree->folders, before));
}

/* What a server does not have, or does not let this user see, is not there. */
static gboolean
ask_for_foreign (ValiseKerio *kerio,
                 const char *method,
                 JsonObject **result,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GError) failure = NULL;

  *result = valise_kerio_call (kerio, method, NULL, cancellable, &failure);
  if (*result != NULL || valise_error_is (failure, VALISE_ERROR_PROTOCOL)
      || valise_error_is (failure, VALISE_ERROR_FORBIDDEN)
      || valise_error_is (failure, VALISE_ERROR_INVALID)
      || valise_error_is (failure, VALISE_ERROR_GONE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
take_shared (Tree *tree, JsonObject *result)
{
  JsonArray *mailboxes = valise_json_array (result, "mailboxes");
  g_autofree char *heading = NULL;

  for (guint i = 0; i < valise_json_length (mailboxes); i++)
    {
      JsonObject *mailbox = valise_json_object_at (mailboxes, i);
      JsonObject *principal = valise_json_object (mailbox, "principal");
      const char *id = valise_json_string (mailbox, "mailboxId");
      const char *name = valise_json_string (principal, "displayName");

      if (id == NULL)
        continue;
      if (heading == NULL)
        heading = g_strdup (add_heading (tree, NULL, "shared", _ ("Shared Folders")));
      if (name == NULL)
        name = valise_json_string (principal, "mailAddress");
      take_foreign (tree, valise_json_array (mailbox, "folders"), heading, id,
                    name != NULL ? name : id);
    }
}

/* The heading of all shared mailboxes goes where none of them shows a folder. */
static void
drop_empty_heading (Tree *tree)
{
  ValiseRemoteFolder *last = tree->folders->len > 0 ? tree->folders->pdata[tree->folders->len - 1]
                                                    : NULL;
  g_autofree char *id = valise_kerio_id_heading ("shared");

  if (last == NULL || g_strcmp0 (last->id, id) != 0)
    return;
  g_hash_table_remove (tree->known, id);
  g_ptr_array_set_size (tree->folders, (int)tree->folders->len - 1);
}

static gboolean
read_tree (ValiseKerio *kerio, Tree *tree, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) own = valise_kerio_call (kerio, "Folders.get", NULL, cancellable, error);
  g_autoptr (JsonObject) open = NULL;
  g_autoptr (JsonObject) shared = NULL;
  JsonArray *list = valise_json_array (own, "list");

  if (own == NULL)
    return FALSE;
  for (guint i = 0; i < valise_json_length (list); i++)
    take_folder (tree, valise_json_object_at (list, i), NULL);
  if (!ask_for_foreign (kerio, "Folders.getPublic", &open, cancellable, error)
      || !ask_for_foreign (kerio, "Folders.getSharedMailboxList", &shared, cancellable, error))
    return FALSE;
  take_foreign (tree, valise_json_array (open, "list"), NULL, "public", _ ("Public Folders"));
  take_shared (tree, shared);
  drop_empty_heading (tree);
  set_parents (tree);
  return TRUE;
}

static void
folder_free_nullable (gpointer folder)
{
  valise_remote_folder_free (folder);
}

/**
 * valise_kerio_folders:
 * @kerio: a client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb folders in remote.h.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseRemoteFolder): the folders
 */
GPtrArray *
valise_kerio_folders (ValiseKerio *kerio, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (folder_free_nullable);
  g_autoptr (GHashTable) parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Tree tree = { folders, parents, known };

  return read_tree (kerio, &tree, cancellable, error) ? sort_tree (&tree, error) : NULL;
}
