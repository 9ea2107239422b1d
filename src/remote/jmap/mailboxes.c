/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mailboxes (RFC 8621 section 2) as folders. */

#include "remote/jmap/verbs.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/jmap/request.h"

static const char *const properties[] = { "id",       "name",        "parentId", "role",
                                          "myRights", "totalEmails", NULL };

static const struct
{
  const char *name;
  ValiseRole role;
} roles[] = {
  { "inbox", VALISE_ROLE_INBOX }, { "drafts", VALISE_ROLE_DRAFTS },
  { "sent", VALISE_ROLE_SENT },   { "trash", VALISE_ROLE_TRASH },
  { "junk", VALISE_ROLE_JUNK },   { "archive", VALISE_ROLE_ARCHIVE },
};

static ValiseRole
read_role (JsonObject *mailbox)
{
  const char *role = valise_json_string (mailbox, "role");

  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    if (g_ascii_strcasecmp (role, roles[i].name) == 0)
      return roles[i].role;
  return VALISE_ROLE_NONE;
}

/* A server that says nothing about rights allows everything: it will refuse what it does not. */
static ValiseRights
read_rights (JsonObject *mailbox)
{
  JsonObject *rights = valise_json_object (mailbox, "myRights");
  guint result = 0;

  if (valise_json_bool (rights, "mayReadItems", TRUE))
    result |= VALISE_RIGHTS_READ;
  if (valise_json_bool (rights, "mayAddItems", TRUE))
    result |= VALISE_RIGHTS_ADD;
  if (valise_json_bool (rights, "mayRemoveItems", TRUE))
    result |= VALISE_RIGHTS_REMOVE;
  if (valise_json_bool (rights, "maySetSeen", TRUE)
      || valise_json_bool (rights, "maySetKeywords", TRUE))
    result |= VALISE_RIGHTS_FLAG;
  return result;
}

static ValiseRemoteFolder *
read_mailbox (JsonObject *mailbox)
{
  const char *id = valise_json_string (mailbox, "id");
  const char *name = valise_json_string (mailbox, "name");
  ValiseRemoteFolder *folder;

  if (id == NULL || !(read_rights (mailbox) & VALISE_RIGHTS_READ))
    return NULL;
  folder = g_new0 (ValiseRemoteFolder, 1);
  folder->id = g_strdup (id);
  folder->parent_id = g_strdup (valise_json_string (mailbox, "parentId"));
  folder->name = g_strdup (name != NULL ? name : "");
  folder->kind = VALISE_KIND_MAIL;
  folder->role = read_role (mailbox);
  folder->rights = read_rights (mailbox);
  folder->total = valise_json_int (mailbox, "totalEmails", -1);
  return folder;
}

/* Moves the folders below @parent_id (NULL: at the top) from @unsorted to @sorted, as a tree. */
static void
take_children (GHashTable *unsorted, GPtrArray *order, const char *parent_id, GPtrArray *sorted)
{
  for (guint i = 0; i < order->len; i++)
    {
      ValiseRemoteFolder *folder = order->pdata[i];

      if (g_strcmp0 (folder->parent_id, parent_id) != 0
          || !g_hash_table_steal (unsorted, folder->id))
        continue;
      g_ptr_array_add (sorted, folder);
    }
}

/* Puts parents before children. What is left over then is a loop. */
static GPtrArray *
sort_tree (GHashTable *unsorted, GPtrArray *order, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_remote_folder_free);

  for (guint i = 0; i < order->len; i++)
    {
      ValiseRemoteFolder *folder = order->pdata[i];

      /* Below a folder that the user may not see. */
      if (folder->parent_id != NULL && !g_hash_table_contains (unsorted, folder->parent_id))
        g_clear_pointer (&folder->parent_id, g_free);
    }
  take_children (unsorted, order, NULL, sorted);
  for (guint i = 0; i < sorted->len; i++)
    take_children (unsorted, order, ((ValiseRemoteFolder *)sorted->pdata[i])->id, sorted);
  if (g_hash_table_size (unsorted) > 0)
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server's folder tree makes no sense: a folder is within itself."));
      return NULL;
    }
  return g_steal_pointer (&sorted);
}

/**
 * valise_jmap_folders:
 * @jmap: an opened client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb folders in remote.h.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseRemoteFolder): the folders
 */
GPtrArray *
valise_jmap_folders (ValiseJmap *jmap, GCancellable *cancellable, GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  g_autoptr (GHashTable) unsorted = g_hash_table_new_full (
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)valise_remote_folder_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  JsonObject *args = valise_jmap_batch_add (batch, "Mailbox/get");
  JsonArray *list;

  json_object_set_null_member (args, "ids");
  json_object_set_array_member (args, "properties", valise_jmap_names (properties));
  answer = valise_jmap_batch_send (batch, cancellable, error);
  args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Mailbox/get", error) : NULL;
  if (args == NULL)
    return NULL;
  list = valise_json_array (args, "list");
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      ValiseRemoteFolder *folder = read_mailbox (valise_json_object_at (list, i));

      if (folder == NULL || g_hash_table_contains (unsorted, folder->id))
        {
          valise_remote_folder_free (folder);
          continue;
        }
      g_hash_table_insert (unsorted, folder->id, folder);
      g_ptr_array_add (order, folder);
    }
  g_free (jmap->mailbox_state);
  jmap->mailbox_state = g_strdup (valise_json_string (args, "state"));
  return sort_tree (unsorted, order, error);
}
