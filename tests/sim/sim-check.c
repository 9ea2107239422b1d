/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold when all has calmed down: both sides show the same, nothing that was saved is
 * lost, nothing is there twice, and the numbers are right. */

#include "sim-check.h"

#include "store/contents.h"
#include "store/folders.h"
#include "store/items-private.h"
#include "store/items.h"

#include "sim-text.h"

/* Returns: (transfer full) (element-type ValiseItem): everything that the store has */
GPtrArray *
sim_check_items (ValiseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, VALISE_ITEM_SELECT "ORDER BY id", &error);
  GPtrArray *items;

  g_assert_no_error (error);
  items = valise_items_collect (statement, &error);
  g_assert_no_error (error);
  return items;
}

/* Both sides at one moment. */
typedef struct
{
  SimWorld *world;
  GPtrArray *items;   /* ValiseItem */
  GPtrArray *folders; /* ValiseFolder */
} View;

static void
view_clear (View *view)
{
  g_ptr_array_unref (view->items);
  g_ptr_array_unref (view->folders);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (View, view_clear)

static View
look (SimWorld *world)
{
  return (View){
    .world = world,
    .items = sim_check_items (world->user),
    .folders = valise_folders_list (world->user, world->account->id, NULL),
  };
}

static const ValiseFolder *
folder_here (const View *view, gint64 id)
{
  for (guint i = 0; i < view->folders->len; i++)
    {
      const ValiseFolder *folder = view->folders->pdata[i];

      if (folder->id == id)
        return folder;
    }
  return NULL;
}

static const ValiseFolder *
folder_of (const View *view, const SimFolder *there)
{
  for (guint i = 0; i < view->folders->len; i++)
    {
      const ValiseFolder *folder = view->folders->pdata[i];

      if (g_strcmp0 (folder->remote_id, there->id) == 0)
        return folder;
    }
  return NULL;
}

static guint
version_here (const View *view, const ValiseItem *item)
{
  g_autoptr (ValiseContent) content = item->local.content != 0 ? valise_contents_get (
                                          view->world->user, item->local.content, NULL)
                                                               : NULL;

  return content != NULL ? sim_text_version (content->bytes) : 0;
}

/* Why an item with unsent changes may wait; NULL: it may not. */
static const char *
why_waiting (const View *view, const ValiseItem *item)
{
  const ValiseFolder *folder = folder_here (view, item->local.folder);

  if (item->error != NULL)
    return "refused";
  if (item->remote_id == NULL && folder != NULL && !folder->sync
      && folder->role != VALISE_ROLE_OUTBOX)
    return "its folder is off";
  return NULL;
}

static char *
check_folders (const View *view)
{
  SimServer *server = view->world->server;
  guint here = 0, there = 0;

  for (guint i = 0; i < view->folders->len; i++)
    if (((const ValiseFolder *)view->folders->pdata[i])->service_id != 0)
      here++;
  for (guint i = 0; i < server->folders->len; i++)
    {
      const SimFolder *folder = server->folders->pdata[i];
      const ValiseFolder *mine = folder->removed ? NULL : folder_of (view, folder);
      const ValiseFolder *parent = mine != NULL ? folder_here (view, mine->parent_id) : NULL;
      g_autofree char *parent_id = folder->parent >= 0 ? g_strdup_printf ("f%d", folder->parent)
                                                       : NULL;

      if (folder->removed)
        continue;
      there++;
      if (mine == NULL || !g_str_equal (mine->name, folder->name) || mine->rights != folder->rights
          || g_strcmp0 (parent != NULL ? parent->remote_id : NULL, parent_id) != 0)
        return g_strdup_printf ("folder %s is not here as it is there", folder->name);
    }
  return here == there ? NULL : g_strdup_printf ("%u folders here, %u there", here, there);
}

static char *
check_item_here (const View *view, const ValiseItem *item)
{
  const ValiseFolder *folder = folder_here (view, item->local.folder);
  const SimItem *there = sim_server_item (view->world->server, item->remote_id);
  const SimFolder *place = folder != NULL
                               ? sim_server_folder (view->world->server, folder->remote_id)
                               : NULL;
  g_autofree char *flags = there != NULL ? sim_flags_to_string (there->flags) : NULL;
  g_autofree char *title = there != NULL ? sim_text_title (there->kind, there->bytes) : NULL;

  if (item->pending)
    return why_waiting (view, item) != NULL
               ? NULL
               : g_strdup_printf ("%s waits without a reason", item->summary.title);
  if (there == NULL)
    return g_strdup_printf ("%s (%s) is not on the server", item->summary.title, item->remote_id);
  if (place == NULL || !(there->folders & (1u << place->number)))
    return g_strdup_printf ("%s is in %s here, not there", title,
                            folder != NULL ? folder->path : "nothing");
  if (!g_str_equal (item->local.flags, flags))
    return g_strdup_printf ("%s has flags “%s” here, “%s” there", title, item->local.flags, flags);
  if (item->kept > VALISE_DEPTH_NONE && version_here (view, item) != there->version)
    return g_strdup_printf ("%s has v%u here", title, version_here (view, item));
  if (!g_str_equal (item->summary.title, title))
    return g_strdup_printf ("%s is called %s here", title, item->summary.title);
  if (folder->sync && item->kept < folder->depth)
    return g_strdup_printf ("%s is kept less deeply than %s wants", title, folder->path);
  return NULL;
}

/* An item of the server is here once in each synchronised folder, or what became of it here could
 * not be sent. */
static char *
check_item_there (const View *view, const SimItem *there, const ValiseFolder *folder)
{
  guint shown = 0, explained = 0;

  for (guint i = 0; i < view->items->len; i++)
    {
      const ValiseItem *item = view->items->pdata[i];

      if (g_strcmp0 (item->remote_id, there->id) != 0)
        continue;
      if (item->local.folder == folder->id && !item->deleted
          && (item->base.folder == folder->id || !item->pending))
        shown++;
      else if (item->base.folder == folder->id && item->pending)
        explained++;
    }
  if (shown == 1 || (shown == 0 && (explained > 0 || !folder->sync)))
    return NULL;
  return g_strdup_printf ("%s %s is %u times in %s here", there->id, there->uid, shown,
                          folder->path);
}

static char *
check_items (const View *view)
{
  SimServer *server = view->world->server;
  char *problem = NULL;

  for (guint i = 0; problem == NULL && i < view->items->len; i++)
    {
      const ValiseItem *item = view->items->pdata[i];

      if (!item->local_only)
        problem = check_item_here (view, item);
    }
  for (guint i = 0; problem == NULL && i < server->items->len; i++)
    for (guint k = 0; problem == NULL && k < server->folders->len; k++)
      {
        const SimItem *item = server->items->pdata[i];
        const SimFolder *folder = server->folders->pdata[k];

        if (item->folders & (1u << k))
          problem = check_item_there (view, item, folder_of (view, folder));
      }
  return problem;
}

/* Returns: (nullable): what differs between here and there */
char *
sim_check_in_step (SimWorld *world)
{
  g_auto (View) view = look (world);
  char *problem = check_folders (&view);

  return problem != NULL ? problem : check_items (&view);
}

static void
check_counters (const View *view)
{
  for (guint i = 0; i < view->folders->len; i++)
    {
      const ValiseFolder *folder = view->folders->pdata[i];
      gint64 total = 0, unread = 0;

      for (guint k = 0; k < view->items->len; k++)
        {
          const ValiseItem *item = view->items->pdata[k];

          if (item->local.folder != folder->id || item->deleted)
            continue;
          total++;
          if (item->kind == VALISE_KIND_MAIL
              && !(sim_flags_from_string (item->local.flags) & SIM_SEEN))
            unread++;
        }
      if (folder->total != total || folder->unread != unread)
        sim_fail (view->world, "the counters of %s are wrong", folder->path);
    }
}

static gboolean
is_here (const View *view, guint version)
{
  for (guint i = 0; i < view->items->len; i++)
    {
      const ValiseItem *item = view->items->pdata[i];

      if ((item->local_only || item->pending) && !item->deleted
          && version_here (view, item) == version)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_there (const View *view, guint version)
{
  for (guint i = 0; i < view->world->server->items->len; i++)
    if (((const SimItem *)view->world->server->items->pdata[i])->version == version)
      return TRUE;
  return FALSE;
}

/* No save is lost, and what the other device saved is on the server. */
static void
check_saves (const View *view)
{
  for (guint i = 0; i < view->world->ledger->versions->len; i++)
    {
      const SimVersion *version = view->world->ledger->versions->pdata[i];

      if (version->released || is_there (view, version->number)
          || (version->by_user && is_here (view, version->number)))
        continue;
      sim_fail (view->world, "v%u of %s, saved by the %s, is lost", version->number, version->uid,
                version->by_user ? "user" : "other device");
    }
}

/* What both editors made by themselves may be there twice: nobody could know in time. */
static void
check_no_twins (const View *view)
{
  GPtrArray *there = view->world->server->items;

  for (guint i = 0; i < there->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const SimItem *a = there->pdata[i], *b = there->pdata[k];
        const SimVersion *version = sim_ledger_get (view->world->ledger, a->version);

        if (!version->twice && (a->folders & b->folders) && a->version == b->version
            && g_str_equal (a->uid, b->uid))
          sim_fail (view->world, "%s and %s are the same: %s v%u", a->id, b->id, a->uid,
                    a->version);
      }
}

static void
check_sendings (const View *view)
{
  SimWorld *world = view->world;
  GHashTableIter iter;
  const char *uid;

  g_hash_table_iter_init (&iter, world->ledger->submitted);
  while (g_hash_table_iter_next (&iter, (gpointer *)&uid, NULL))
    {
      guint times = sim_server_times_sent (world->server, uid);
      gboolean waits = g_hash_table_contains (world->ledger->taken_back, uid);

      for (guint i = 0; i < view->items->len; i++)
        {
          const ValiseItem *item = view->items->pdata[i];

          waits |= (item->pending || item->local_only) && g_strcmp0 (item->summary.uid, uid) == 0;
        }
      if (times > 1 || (times == 0 && !waits))
        sim_fail (world, "%s was sent %u times", uid, times);
    }
}

static void
check_store (const View *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = valise_store_check (view->world->user, &error);

  if (problems == NULL)
    sim_fail (view->world, "the store cannot be checked: %s", error->message);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    sim_fail (view->world, "the store: %s", (const char *)problems->pdata[i]);
}

void
sim_check_end (SimWorld *world)
{
  g_auto (View) view = look (world);

  check_counters (&view);
  check_saves (&view);
  check_no_twins (&view);
  check_sendings (&view);
  sim_check_conflict_rows (world);
  check_store (&view);
}
