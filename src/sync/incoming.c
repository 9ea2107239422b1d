/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What has to be known of the server's items before they are applied: which of them is a new
 * version of an item here under another id (a replaced draft, a create whose answer was lost), and
 * the contents that reconcile has to compare. No transaction is open here: this talks to the
 * server. */

#include "sync/incoming.h"

#include "format/content-summary.h"
#include "store/items.h"

/* An item here and how deep the server's content of it is needed. */
typedef struct
{
  ValiseRemoteItem *remote;
  gint64 twin;
  ValiseDepth depth;
} Need;

/* A page while it is prepared. */
typedef struct
{
  GArray *needs;  /* Need */
  gboolean stale; /* see valise_incoming_prepare() */
} Page;

static GHashTable *
gone_ids (GPtrArray *items)
{
  GHashTable *gone = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseRemoteItem *remote = items->pdata[i];

      if (remote->gone)
        g_hash_table_add (gone, remote->id);
    }
  return gone;
}

/* Whether a new item of the server is what became of @item: created here, with an answer that was
 * lost or by another device under the same UID, or on the server under another id until now.
 * @folder (nullable) is where it is. Two messages may have one Message-ID; of anything else a
 * server takes a UID once. */
static gboolean
is_twin (const ValiseItem *item, const ValiseFolder *folder, GHashTable *gone)
{
  if (item->local_only)
    return FALSE;
  if (item->remote_id != NULL)
    return (folder == NULL || item->base.folder == folder->id)
           && g_hash_table_contains (gone, item->remote_id);
  return item->sent_seq != 0 || item->kind != VALISE_KIND_MAIL
         || (folder != NULL && item->local.folder == folder->id);
}

static const ValiseItem *
twin_in (GPtrArray *items, const ValiseFolder *folder, GHashTable *gone, GHashTable *taken)
{
  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (is_twin (item, folder, gone) && !g_hash_table_contains (taken, &item->id))
        return item;
    }
  return NULL;
}

/* One that was in the same folder is preferred to one that may have been moved as well. */
static const ValiseItem *
choose_twin (ValiseRun *run,
             const ValiseService *service,
             const ValiseRemoteItem *remote,
             GPtrArray *items,
             GHashTable *gone,
             GHashTable *taken)
{
  for (guint i = 0; remote->folders[i] != NULL; i++)
    {
      const ValiseFolder *folder = valise_run_folder_by_remote_id (run, service->id,
                                                                   remote->folders[i]);
      const ValiseItem *item = folder != NULL ? twin_in (items, folder, gone, taken) : NULL;

      if (item != NULL)
        return item;
    }
  return twin_in (items, NULL, gone, taken);
}

/* Returns: (nullable): one of the folders that the server has the item in, all of one kind */
static const ValiseFolder *
a_folder_of (ValiseRun *run, const ValiseService *service, const ValiseRemoteItem *remote)
{
  const ValiseFolder *folder = NULL;

  for (guint i = 0; folder == NULL && remote->folders[i] != NULL; i++)
    folder = valise_run_folder_by_remote_id (run, service->id, remote->folders[i]);
  return folder;
}

/* Leaves only the items that can be what the server has: a UID means nothing across services and
 * kinds. */
static void
drop_strangers (ValiseRun *run,
                const ValiseService *service,
                const ValiseRemoteItem *remote,
                GPtrArray *items)
{
  const ValiseFolder *folder = a_folder_of (run, service, remote);

  for (guint i = items->len; i-- > 0;)
    {
      const ValiseItem *item = items->pdata[i];

      if ((item->service_id != 0 && item->service_id != service->id)
          || (folder != NULL && folder->kind != item->kind))
        g_ptr_array_remove_index (items, i);
    }
}

static gboolean
find_twin (ValiseRun *run,
           const ValiseService *service,
           const ValiseRemoteItem *remote,
           GHashTable *gone,
           GHashTable *taken,
           Need *need,
           GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  const ValiseItem *item;

  if (remote->summary.uid == NULL)
    return TRUE;
  items = valise_items_by_uid (run->store, run->account->id, remote->summary.uid, error);
  if (items == NULL)
    return FALSE;
  drop_strangers (run, service, remote, items);
  item = items->len > 0 ? choose_twin (run, service, remote, items, gone, taken) : NULL;
  if (item == NULL)
    return TRUE;
  need->twin = item->id;
  need->depth = valise_item_is_edited (item) || item->sent_content != 0 ? VALISE_DEPTH_FULL
                                                                        : item->kept;
  g_hash_table_add (taken, g_memdup2 (&item->id, sizeof item->id));
  return TRUE;
}

/* The depth at which the server's content of a known item is needed to compare it; NONE: not at
 * all. */
static ValiseDepth
depth_to_compare (GPtrArray *items, const ValiseRemoteItem *remote)
{
  ValiseDepth depth = VALISE_DEPTH_NONE;

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (g_strcmp0 (item->revision, remote->revision) == 0)
        continue;
      depth = MAX (depth, item->kept);
      if (valise_item_is_edited (item) || item->sent_content != 0)
        depth = VALISE_DEPTH_FULL;
    }
  return depth;
}

static gboolean
find_need (ValiseRun *run,
           const ValiseService *service,
           ValiseRemoteItem *remote,
           GHashTable *gone,
           GHashTable *taken,
           Need *need,
           GError **error)
{
  g_autoptr (GPtrArray) items = NULL;

  need->remote = remote;
  if (remote->gone)
    return TRUE;
  items = valise_items_by_remote_id (run->store, service->id, remote->id, error);
  if (items == NULL)
    return FALSE;
  if (items->len == 0)
    return find_twin (run, service, remote, gone, taken, need, error);
  need->depth = depth_to_compare (items, remote);
  return TRUE;
}

/* A content that can be had later must not look like a change: the page is repeated then. One that
 * never comes stays unknown, which counts as changed: the local version is then safe in Conflicts.
 * An item that went meanwhile is gone, as the next changes will tell too. */
static gboolean
take_content (const ValiseFetch *fetch,
              ValiseContent *content,
              const char *revision,
              const GError *failure,
              gpointer data,
              GError **error)
{
  Page *page = data;
  Need *need = &g_array_index (page->needs, Need, fetch->item);
  ValiseRemoteItem *remote = need->remote;

  if (content == NULL && valise_error_is (failure, VALISE_ERROR_GONE))
    {
      remote->gone = TRUE;
      g_clear_pointer (&remote->folders, g_strfreev);
      page->stale |= need->twin != 0;
      need->twin = 0;
      return TRUE;
    }
  if (content == NULL && valise_error_remedy (failure) == VALISE_REMEDY_NEVER)
    return TRUE;
  if (content == NULL)
    {
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }
  valise_content_unref (remote->content);
  remote->content = valise_content_ref (content);
  if (revision != NULL)
    {
      g_free (remote->revision);
      remote->revision = g_strdup (revision);
    }
  return TRUE;
}

static gboolean
fetch_needed (ValiseRun *run, ValiseEndpoint *endpoint, Page *page, GError **error)
{
  GArray *needs = page->needs;
  g_autoptr (GPtrArray) fetches = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < needs->len; i++)
    {
      const Need *need = &g_array_index (needs, Need, i);
      ValiseFetch *fetch;

      if (need->depth == VALISE_DEPTH_NONE
          || (need->remote->content != NULL && need->remote->content->depth >= need->depth))
        continue;
      fetch = g_new0 (ValiseFetch, 1);
      fetch->item = i;
      fetch->id = need->remote->id;
      fetch->revision = need->remote->revision;
      fetch->size = need->remote->summary.size;
      fetch->depth = need->depth;
      g_ptr_array_add (fetches, fetch);
    }
  return valise_remote_fetch (endpoint->remote, fetches, take_content, page, run->cancellable,
                              error);
}

/* What the server brought is found by its text too. */
static void
add_text (ValiseRun *run, const ValiseService *service, ValiseRemoteItem *remote)
{
  const ValiseFolder *folder;

  if (remote->content == NULL || remote->content->text != NULL)
    return;
  folder = a_folder_of (run, service, remote);
  if (folder != NULL)
    remote->content->text = valise_content_text_of (folder->kind, remote->content->bytes);
}

/**
 * valise_incoming_prepare:
 * @run: a run, not in a transaction
 * @endpoint: the service
 * @items: (element-type ValiseRemoteItem): a page of the server's items; contents are added to them
 * @stale: (out) (optional): whether a new version of an item here, under another id, is gone
 *   already: there may be a newer one, which only a newer page tells
 * @error: an error of the remote or of the store
 *
 * Returns: (transfer full) (nullable) (element-type ValiseIncoming): the same, ready to be applied;
 *   they refer to @items
 */
GPtrArray *
valise_incoming_prepare (
    ValiseRun *run, ValiseEndpoint *endpoint, GPtrArray *items, gboolean *stale, GError **error)
{
  g_autoptr (GHashTable) gone = gone_ids (items);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) needs = g_array_sized_new (FALSE, TRUE, sizeof (Need), items->len);
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func (g_free);
  Page page = { .needs = needs };

  g_array_set_size (needs, items->len);
  for (guint i = 0; i < items->len; i++)
    if (!find_need (run, endpoint->service, items->pdata[i], gone, taken,
                    &g_array_index (needs, Need, i), error))
      return NULL;
  if (!fetch_needed (run, endpoint, &page, error))
    return NULL;
  if (stale != NULL)
    *stale = page.stale;
  for (guint i = 0; i < items->len; i++)
    {
      ValiseIncoming *one = g_new0 (ValiseIncoming, 1);

      one->remote = items->pdata[i];
      add_text (run, endpoint->service, items->pdata[i]);
      one->twin = g_array_index (needs, Need, i).twin;
      g_ptr_array_add (incoming, one);
    }
  return g_steal_pointer (&incoming);
}

/**
 * valise_incoming_may_replace:
 * @run: a run
 * @remote: what the server has
 * @may: (out): the answer
 * @error: an error of the store
 *
 * Tells whether @remote may be what became, under a new id, of an item that is known here. Of mail,
 * which may be there twice, that matters only where there are unsent changes.
 *
 * Returns: whether that is known
 */
gboolean
valise_incoming_may_replace (ValiseRun *run,
                             const ValiseRemoteItem *remote,
                             gboolean *may,
                             GError **error)
{
  g_autoptr (GPtrArray) items = NULL;

  *may = FALSE;
  if (remote->summary.uid == NULL)
    return TRUE;
  items = valise_items_by_uid (run->store, run->account->id, remote->summary.uid, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (g_strcmp0 (item->remote_id, remote->id) == 0)
        {
          *may = FALSE;
          break;
        }
      *may |= item->remote_id != NULL && (item->pending || item->kind != VALISE_KIND_MAIL);
    }
  return items != NULL;
}
