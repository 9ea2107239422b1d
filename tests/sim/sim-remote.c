/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A driver for the server in memory. It keeps the rules of remote.h, but only just: pages are tiny,
 * their items come in any order and again, what is told may be old by the time it is applied, and
 * every request can fail before or after it did its work. It also checks that the engine keeps its
 * side: no transaction is open while a request is under way, and only known folders are asked for.
 */

#include "sim-remote.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "store/store-private.h"

#include "sim-text.h"

static void sim_remote_iface_init (ValiseRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimRemote,
                               sim_remote,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VALISE_TYPE_REMOTE, sim_remote_iface_init))

static void
check_no_transaction (SimWorld *world, const char *what)
{
  if (world->store->in_transaction || !sqlite3_get_autocommit (world->store->db))
    sim_fail (world, "%s: a transaction is open", what);
}

static gboolean
fail_by_flavour (SimWorld *world, GError **error)
{
  switch (world->fault.flavour % 4)
    {
    case 0:
      return valise_fail (error, VALISE_ERROR_UNREACHABLE, VALISE_SCOPE_ACCOUNT,
                          VALISE_REMEDY_RETRY_LATER, "no connection");
    case 1:
      return valise_fail (error, VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                          "too busy");
    case 2:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return FALSE;
    default:
      return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE,
                          VALISE_REMEDY_RETRY_LATER, "the answer makes no sense");
    }
}

gboolean
sim_remote_reach (SimRemote *self, const char *what, GError **error)
{
  SimWorld *world = self->world;

  if (!world->dead)
    check_no_transaction (world, what);
  if (!sim_step (world, what))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the power is off");
      return FALSE;
    }
  if (!g_str_has_prefix (what, "push"))
    g_hash_table_remove_all (world->under_way);
  world->calls++;
  sim_say (world, "%s", what);
  if (sim_take_fault (world, SIM_FAULT_ERROR) == SIM_FAULT_NONE)
    return TRUE;
  sim_say (world, "  ... fails before it is done");
  return fail_by_flavour (world, error);
}

gboolean
sim_remote_lose (SimRemote *self, GError **error)
{
  if (sim_take_fault (self->world, SIM_FAULT_LOST) == SIM_FAULT_NONE)
    return FALSE;
  sim_say (self->world, "  ... is done, its answer is lost");
  fail_by_flavour (self->world, error);
  return TRUE;
}

/* Returns: (transfer full) (nullable): NULL where the protocol has none */
char *
sim_remote_revision (SimWorld *world, const SimItem *item)
{
  if (world->traits.in_place)
    return g_strdup_printf ("r%u", item->revision);
  return world->traits.named_revision ? g_strdup_printf ("b%u", item->version) : NULL;
}

static gboolean
sim_open (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  return sim_remote_reach (SIM_REMOTE (remote), "open", error);
}

static GPtrArray *
sim_folders (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  SimRemote *self = SIM_REMOTE (remote);
  SimServer *server = self->world->server;
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_remote_folder_free);

  if (!sim_remote_reach (self, "folders", error))
    return NULL;
  for (guint i = 0; i < server->folders->len; i++)
    {
      const SimFolder *folder = server->folders->pdata[i];
      ValiseRemoteFolder *told;

      if (folder->removed)
        continue;
      told = g_new0 (ValiseRemoteFolder, 1);
      told->id = g_strdup (folder->id);
      told->parent_id = folder->parent >= 0 ? g_strdup_printf ("f%d", folder->parent) : NULL;
      told->name = g_strdup (folder->name);
      told->kind = folder->kind;
      told->role = folder->role;
      told->rights = folder->rights;
      told->total = -1;
      g_ptr_array_add (folders, told);
    }
  return sim_remote_lose (self, error) ? NULL : g_steal_pointer (&folders);
}

static ValiseRemoteItem *
tell_item (SimWorld *world, const SimItem *item, gboolean summary)
{
  ValiseRemoteItem *told = valise_remote_item_new (item->id);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();

  for (guint i = 0; i < world->server->folders->len; i++)
    if (item->folders & (1u << i))
      g_strv_builder_add (folders, ((SimFolder *)world->server->folders->pdata[i])->id);
  told->folders = g_strv_builder_end (folders);
  told->revision = sim_remote_revision (world, item);
  g_free (told->flags);
  told->flags = sim_flags_to_string (item->flags);
  told->has_summary = summary;
  if (summary)
    sim_text_summarize (item->kind, item->uid, item->bytes, item->date, &told->summary);
  if (summary && item->kind != VALISE_KIND_MAIL)
    told->content = sim_text_content (item->bytes, VALISE_DEPTH_FULL);
  return told;
}

static ValiseRemoteItem *
tell_number (SimWorld *world, guint number)
{
  const SimItem *item = sim_server_item_by_number (world->server, number);
  g_autofree char *id = g_strdup_printf ("i%u", number);
  ValiseRemoteItem *told;

  if (item != NULL)
    return tell_item (world, item, TRUE);
  told = valise_remote_item_new (id);
  told->gone = TRUE;
  return told;
}

static void
shuffle (SimWorld *world, GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint k = sim_random (world, i);
      gpointer one = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[k];
      array->pdata[k] = one;
    }
}

/* Tells some of what the engine was told long ago, and the removal of what it never knew. */
static void
tell_again (SimWorld *world, GHashTable *told, GPtrArray *items)
{
  SimServer *server = world->server;
  guint number = 1 + sim_random (world, server->next_number + 1);

  if (sim_random (world, 2) == 0 && g_hash_table_add (told, GUINT_TO_POINTER (number)))
    g_ptr_array_add (items, tell_number (world, number));
}

/* Returns: (transfer full) (element-type utf8): folders of which it cannot be told what changed */
static GPtrArray *
find_forgotten (SimServer *server, guint from)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < server->folders->len; i++)
    {
      const SimFolder *folder = server->folders->pdata[i];

      if (!folder->removed && folder->forgotten > from)
        g_ptr_array_add (ids, g_strdup (folder->id));
    }
  return ids;
}

static ValiseRemoteChanges *
make_changes (SimWorld *world, guint from)
{
  GArray *journal = world->server->journal;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  ValiseRemoteChanges *changes = g_new0 (ValiseRemoteChanges, 1);
  guint to = from;

  changes->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  changes->relist = find_forgotten (world->server, from);
  for (guint i = from; i < journal->len; i++)
    changes->folders_changed |= g_array_index (journal, SimChange, i).number == SIM_TREE;
  for (; to < journal->len && changes->items->len < world->traits.page; to++)
    {
      guint number = g_array_index (journal, SimChange, to).number;

      if (number != SIM_TREE && sim_server_tells (world->server, to)
          && g_hash_table_add (told, GUINT_TO_POINTER (number)))
        g_ptr_array_add (changes->items, tell_number (world, number));
    }
  changes->token = g_strdup_printf ("%u", to);
  changes->more = to < journal->len;
  if (world->traits.repeat && to > from)
    tell_again (world, told, changes->items);
  if (world->traits.shuffle)
    shuffle (world, changes->items);
  return changes;
}

static ValiseRemoteChanges *
sim_changes (ValiseRemote *remote, const char *token, GCancellable *cancellable, GError **error)
{
  SimRemote *self = SIM_REMOTE (remote);
  SimWorld *world = self->world;
  guint from = token != NULL ? (guint)strtoul (token, NULL, 10) : world->server->journal->len;
  g_autofree char *what = g_strdup_printf ("changes since %s", token != NULL ? token : "nothing");
  g_autoptr (ValiseRemoteChanges) changes = NULL;

  if (!sim_remote_reach (self, what, error))
    return NULL;
  if (token != NULL && from < world->server->forgotten)
    {
      sim_say (world, "  ... cannot be calculated");
      valise_fail (error, VALISE_ERROR_CANNOT_CALCULATE, VALISE_SCOPE_SERVICE,
                   VALISE_REMEDY_RETRY_NOW, "too old");
      return NULL;
    }
  if (token == NULL)
    from = world->server->journal->len;
  changes = make_changes (world, from);
  return sim_remote_lose (self, error) ? NULL : g_steal_pointer (&changes);
}

/* The ids that a folder has now, newest first. */
static GArray *
folder_numbers (SimServer *server, const SimFolder *folder)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = server->items->len; i-- > 0;)
    {
      const SimItem *item = server->items->pdata[i];

      if (item->folders & (1u << folder->number))
        g_array_append_val (numbers, item->number);
    }
  return numbers;
}

/* What the next page tells; what left the folder meanwhile is left out. */
static GPtrArray *
list_page (SimWorld *world,
           const SimFolder *folder,
           GArray *numbers,
           guint *next,
           ValiseDepth depth,
           ValiseKnownFunc known,
           gpointer data)
{
  GPtrArray *page = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);

  for (; *next < numbers->len && page->len < world->traits.page; ++*next)
    {
      const SimItem *item = sim_server_item_by_number (world->server,
                                                       g_array_index (numbers, guint, *next));
      g_autofree char *revision = NULL;
      gboolean lean;
      ValiseRemoteItem *told;

      if (item == NULL || !(item->folders & (1u << folder->number)))
        continue;
      revision = world->traits.in_place ? sim_remote_revision (world, item) : NULL;
      lean = world->traits.lean && known (item->id, revision, data);
      told = tell_item (world, item, !lean);
      if (world->traits.bring && depth >= VALISE_DEPTH_TEXT && !lean && told->content == NULL)
        told->content = sim_text_content (item->bytes, VALISE_DEPTH_TEXT);
      g_ptr_array_add (page, told);
    }
  return page;
}

static gboolean
sim_list (ValiseRemote *remote,
          const char *id,
          ValiseDepth depth,
          ValiseKnownFunc known,
          ValiseListFunc take,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  SimRemote *self = SIM_REMOTE (remote);
  SimWorld *world = self->world;
  g_autofree char *what = g_strdup_printf ("list %s", id);
  const SimFolder *folder;
  g_autoptr (GArray) numbers = NULL;
  guint next = 0;

  if (!sim_remote_reach (self, what, error))
    return FALSE;
  folder = sim_server_folder (world->server, id);
  if (folder == NULL)
    return valise_fail (error, VALISE_ERROR_GONE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
                        "there is no such folder");
  numbers = folder_numbers (world->server, folder);
  do
    {
      g_autoptr (GPtrArray) page = list_page (world, folder, numbers, &next, depth, known, data);

      if (!take (page, next, numbers->len, data, error)
          || (next < numbers->len && !sim_remote_reach (self, "list on", error)))
        return FALSE;
    }
  while (next < numbers->len);
  return !sim_remote_lose (self, error);
}

/* One content is handed over, or the reason why there is none. */
static gboolean
fetch_one (
    SimRemote *self, const ValiseFetch *fetch, ValiseFetchFunc sink, gpointer data, GError **error)
{
  SimWorld *world = self->world;
  const SimItem *item = sim_server_item (world->server, fetch->id);
  gboolean mail = item == NULL || item->kind == VALISE_KIND_MAIL;
  gboolean deep = !mail || (world->traits.deep && item != NULL && item->version % 2 == 0);
  ValiseDepth depth = deep ? VALISE_DEPTH_FULL : fetch->depth;
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseContent) content = NULL;
  g_autofree char *revision = NULL;

  if (item == NULL)
    valise_fail (&failure, VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER, "it is gone");
  else if (sim_take_fault (world, SIM_FAULT_ITEM) != SIM_FAULT_NONE)
    valise_fail (&failure, VALISE_ERROR_BUSY, VALISE_SCOPE_ITEM, VALISE_REMEDY_RETRY_LATER,
                 "not just now");
  if (failure != NULL)
    {
      sim_say (world, "  ... %s: %s", fetch->id, failure->message);
      return sink (fetch, NULL, NULL, failure, data, error);
    }
  world->fetched++;
  content = sim_text_content (item->bytes, depth);
  revision = sim_remote_revision (world, item);
  return sink (fetch, content, revision, NULL, data, error);
}

static gboolean
sim_fetch (ValiseRemote *remote,
           GPtrArray *fetches,
           ValiseFetchFunc sink,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  SimRemote *self = SIM_REMOTE (remote);

  for (guint i = 0; i < fetches->len; i++)
    {
      const ValiseFetch *fetch = fetches->pdata[i];
      g_autofree char *what = g_strdup_printf ("fetch %s %s", fetch->id,
                                               valise_depth_to_string (fetch->depth));

      if (!sim_remote_reach (self, what, error) || sim_remote_lose (self, error)
          || !fetch_one (self, fetch, sink, data, error))
        return FALSE;
    }
  return TRUE;
}

static ValiseWait
sim_wait (ValiseRemote *remote, guint seconds, GCancellable *cancellable, GError **error)
{
  return VALISE_WAIT_NOT_SUPPORTED;
}

static char *
sim_get_memo (ValiseRemote *remote)
{
  return g_strdup ("memo");
}

static void
sim_remote_iface_init (ValiseRemoteInterface *iface)
{
  iface->open = sim_open;
  iface->folders = sim_folders;
  iface->changes = sim_changes;
  iface->list = sim_list;
  iface->fetch = sim_fetch;
  iface->push = sim_remote_push;
  iface->wait = sim_wait;
  iface->get_memo = sim_get_memo;
}

static void
sim_remote_class_init (SimRemoteClass *klass)
{
}

static void
sim_remote_init (SimRemote *self)
{
}

ValiseRemote *
sim_remote_new (SimWorld *world)
{
  SimRemote *self = g_object_new (SIM_TYPE_REMOTE, NULL);

  self->world = world;
  return VALISE_REMOTE (self);
}
