/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server in memory: folders, items and a journal. It knows nothing of the protocol between it
 * and Valise (that is sim-remote.c), so that the other device can change it at any moment. */

#include "sim-server.h"

#include "sim-text.h"

static const char *const flag_names[] = { "$seen", "$flagged", "$answered", "$draft" };
/* The numbers of the flags in the order of their names. */
static const guint flag_order[] = { 2, 3, 1, 0 };

char *
sim_flags_to_string (SimFlags flags)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flag_order); i++)
    if (flags & (1u << flag_order[i]))
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", flag_names[flag_order[i]]);
  return g_string_free (out, FALSE);
}

SimFlags
sim_flags_from_string (const char *flags)
{
  g_auto (GStrv) words = g_strsplit (flags, " ", -1);
  guint set = 0;

  for (guint i = 0; words[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (flag_names); k++)
      if (g_str_equal (words[i], flag_names[k]))
        set |= 1u << k;
  return set;
}

static void
folder_free (SimFolder *folder)
{
  g_free (folder->id);
  g_free (folder->name);
  g_free (folder);
}

static void
item_free (SimItem *item)
{
  g_free (item->id);
  g_free (item->uid);
  g_bytes_unref (item->bytes);
  g_free (item);
}

static void
note (SimServer *server, guint number, guint32 places)
{
  const SimChange change = { number, places };

  g_array_append_val (server->journal, change);
  server->writes++;
}

static void
add_mailboxes (SimServer *server)
{
  const ValiseKind mail = VALISE_KIND_MAIL;
  int work;

  sim_server_add_folder (server, mail, "Inbox", -1, VALISE_ROLE_INBOX);
  sim_server_add_folder (server, mail, "Drafts", -1, VALISE_ROLE_DRAFTS);
  sim_server_add_folder (server, mail, "Sent", -1, VALISE_ROLE_SENT);
  sim_server_add_folder (server, mail, "Trash", -1, VALISE_ROLE_TRASH);
  work = (int)sim_server_add_folder (server, mail, "Work", -1, VALISE_ROLE_NONE)->number;
  sim_server_add_folder (server, mail, "Deep", work, VALISE_ROLE_NONE);
  sim_server_add_folder (server, mail, "Archive", -1, VALISE_ROLE_ARCHIVE);
}

static void
add_collections (SimServer *server)
{
  sim_server_add_folder (server, VALISE_KIND_EVENT, "Calendar", -1, VALISE_ROLE_NONE);
  sim_server_add_folder (server, VALISE_KIND_EVENT, "Team", -1, VALISE_ROLE_NONE);
  sim_server_add_folder (server, VALISE_KIND_CONTACT, "Contacts", -1, VALISE_ROLE_NONE);
  sim_server_add_folder (server, VALISE_KIND_CONTACT, "Friends", -1, VALISE_ROLE_NONE);
  sim_server_add_folder (server, VALISE_KIND_TASK, "Tasks", -1, VALISE_ROLE_NONE);
  sim_server_add_folder (server, VALISE_KIND_NOTE, "Notes", -1, VALISE_ROLE_NONE);
}

SimServer *
sim_server_new (gboolean in_place, gboolean strict_revision, gboolean dav)
{
  SimServer *server = g_new0 (SimServer, 1);

  server->dav = dav;
  server->in_place = in_place;
  server->strict_revision = strict_revision;
  server->folders = g_ptr_array_new_with_free_func ((GDestroyNotify)folder_free);
  server->items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
  server->journal = g_array_new (FALSE, FALSE, sizeof (SimChange));
  server->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  server->next_number = 1;
  if (dav)
    add_collections (server);
  else
    add_mailboxes (server);
  return server;
}

void
sim_server_free (SimServer *server)
{
  g_ptr_array_unref (server->folders);
  g_ptr_array_unref (server->items);
  g_array_unref (server->journal);
  g_hash_table_unref (server->sent);
  g_free (server);
}

SimFolder *
sim_server_folder (SimServer *server, const char *id)
{
  for (guint i = 0; id != NULL && i < server->folders->len; i++)
    {
      SimFolder *folder = server->folders->pdata[i];

      if (!folder->removed && g_str_equal (folder->id, id))
        return folder;
    }
  return NULL;
}

SimFolder *
sim_server_folder_by_role (SimServer *server, ValiseRole role)
{
  for (guint i = 0; i < server->folders->len; i++)
    {
      SimFolder *folder = server->folders->pdata[i];

      if (!folder->removed && folder->role == role)
        return folder;
    }
  return NULL;
}

SimFolder *
sim_server_add_folder (
    SimServer *server, ValiseKind kind, const char *name, int parent, ValiseRole role)
{
  SimFolder *folder = g_new0 (SimFolder, 1);

  folder->number = server->folders->len;
  folder->id = g_strdup_printf ("f%u", folder->number);
  folder->name = g_strdup (name);
  folder->kind = kind;
  folder->parent = parent;
  folder->role = role;
  folder->rights = VALISE_RIGHTS_ALL;
  g_ptr_array_add (server->folders, folder);
  note (server, SIM_TREE, 0);
  return folder;
}

void
sim_server_rename_folder (SimServer *server, SimFolder *folder, const char *name)
{
  g_free (folder->name);
  folder->name = g_strdup (name);
  note (server, SIM_TREE, 0);
}

/* What is in no other folder goes with it; folders below it move up. */
void
sim_server_remove_folder (SimServer *server, SimFolder *folder)
{
  guint32 bit = 1u << folder->number;

  for (guint i = server->items->len; i-- > 0;)
    {
      SimItem *item = server->items->pdata[i];

      if (item->folders & bit)
        sim_server_file (server, item, item->folders & ~bit, item->flags);
    }
  for (guint i = 0; i < server->folders->len; i++)
    {
      SimFolder *below = server->folders->pdata[i];

      if (below->parent == (int)folder->number)
        below->parent = folder->parent;
    }
  folder->removed = TRUE;
  note (server, SIM_TREE, 0);
}

/* What changed in @folder up to now cannot be told any more, or in all of them (%NULL). */
void
sim_server_forget (SimServer *server, SimFolder *folder)
{
  server->forgot = TRUE;
  if (folder != NULL)
    folder->forgotten = server->journal->len;
  else
    server->forgotten = server->journal->len;
}

/* Whether the change at @place of the journal shows in a folder of which the server still knows. */
gboolean
sim_server_tells (SimServer *server, guint place)
{
  guint32 places = g_array_index (server->journal, SimChange, place).places;

  for (guint i = 0; i < server->folders->len; i++)
    if (((const SimFolder *)server->folders->pdata[i])->forgotten > place)
      places &= ~(1u << i);
  return places != 0;
}

void
sim_server_set_rights (SimServer *server, SimFolder *folder, ValiseRights rights)
{
  folder->rights = rights;
  note (server, SIM_TREE, 0);
}

SimItem *
sim_server_item_by_number (SimServer *server, guint number)
{
  for (guint i = 0; i < server->items->len; i++)
    {
      SimItem *item = server->items->pdata[i];

      if (item->number == number)
        return item;
    }
  return NULL;
}

SimItem *
sim_server_item (SimServer *server, const char *id)
{
  for (guint i = 0; id != NULL && i < server->items->len; i++)
    {
      SimItem *item = server->items->pdata[i];

      if (g_str_equal (item->id, id))
        return item;
    }
  return NULL;
}

/* Returns: the youngest item with @uid in any of @folders */
SimItem *
sim_server_item_by_uid (SimServer *server, guint32 folders, const char *uid)
{
  for (guint i = server->items->len; i-- > 0;)
    {
      SimItem *item = server->items->pdata[i];

      if ((item->folders & folders) && g_str_equal (item->uid, uid))
        return item;
    }
  return NULL;
}

static ValiseKind
kind_of (SimServer *server, guint32 folders)
{
  for (guint i = 0; i < server->folders->len; i++)
    if (folders & (1u << i))
      return ((const SimFolder *)server->folders->pdata[i])->kind;
  return VALISE_KIND_MAIL;
}

static void
set_bytes (SimItem *item, GBytes *bytes)
{
  GBytes *before = item->bytes;

  item->bytes = g_bytes_ref (bytes);
  item->version = sim_text_version (bytes);
  g_clear_pointer (&before, g_bytes_unref);
}

SimItem *
sim_server_create (
    SimServer *server, const char *uid, guint32 folders, SimFlags flags, GBytes *bytes)
{
  SimItem *item = g_new0 (SimItem, 1);

  item->number = server->next_number++;
  item->id = g_strdup_printf ("i%u", item->number);
  item->uid = g_strdup (uid);
  item->kind = kind_of (server, folders);
  item->folders = folders;
  item->flags = flags;
  set_bytes (item, bytes);
  item->revision = 1;
  item->date = 1767225600 + item->number;
  g_ptr_array_add (server->items, item);
  note (server, item->number, folders);
  return item;
}

/* Returns: the item with the new content; the old one is freed where it is another */
SimItem *
sim_server_write (SimServer *server, SimItem *item, GBytes *bytes)
{
  SimItem *next;

  if (server->in_place)
    {
      set_bytes (item, bytes);
      item->revision++;
      note (server, item->number, item->folders);
      return item;
    }
  next = sim_server_create (server, item->uid, item->folders, item->flags, bytes);
  sim_server_destroy (server, item);
  return next;
}

/* In no folder, it is destroyed. Returns: (nullable): the item as it is now */
SimItem *
sim_server_file (SimServer *server, SimItem *item, guint32 folders, SimFlags flags)
{
  if (folders == 0)
    {
      sim_server_destroy (server, item);
      return NULL;
    }
  if (server->dav && folders != item->folders)
    {
      SimItem *moved = sim_server_create (server, item->uid, folders, 0, item->bytes);

      sim_server_destroy (server, item);
      return moved;
    }
  note (server, item->number, item->folders | folders);
  item->folders = folders;
  item->flags = flags;
  if (server->strict_revision)
    item->revision++;
  return item;
}

void
sim_server_destroy (SimServer *server, SimItem *item)
{
  note (server, item->number, item->folders);
  g_ptr_array_remove (server->items, item);
}

void
sim_server_send (SimServer *server, const char *uid)
{
  guint times = sim_server_times_sent (server, uid);

  g_hash_table_insert (server->sent, g_strdup (uid), GUINT_TO_POINTER (times + 1));
  server->writes++;
}

guint
sim_server_times_sent (SimServer *server, const char *uid)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (server->sent, uid));
}
