/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pull: what the server changed since the token. Some pages are gathered, because the two halves of
 * a replacement (a new item, and the old one removed) may come in different ones. What was gathered
 * is prepared without a transaction (contents that reconcile has to compare are fetched), then
 * applied together with its token in one, so that a crash repeats all of it or nothing. */

#include "sync/incoming.h"

#include "store/accounts.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/apply.h"

/* More than this is not gathered, for the sake of memory. */
#define GATHER_ITEMS 1000
/* How often changes are asked for again that were overtaken by others while they were prepared. */
#define STALE_TRIES 3

static gboolean
store_token (ValiseRun *run, ValiseService *service, const char *token, GError **error)
{
  if (g_strcmp0 (token, service->token) == 0)
    return TRUE;
  return valise_services_set_token (run->store, service->id, token, error);
}

static void
adopt_token (ValiseService *service, const char *token)
{
  g_free (service->token);
  service->token = g_strdup (token);
}

/* Has a folder listed again, without losing anything of it. */
static gboolean
list_again (ValiseRun *run, ValiseFolder *folder, GError **error)
{
  if (!folder->listed)
    return TRUE;
  folder->listed = FALSE;
  return valise_folders_save (run->store, folder, error);
}

/* The server cannot tell what changed in some folders. */
static gboolean
list_again_told (ValiseRun *run, ValiseEndpoint *endpoint, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const ValiseFolder *known = valise_run_folder_by_remote_id (run, endpoint->service->id,
                                                                  ids->pdata[i]);
      g_autoptr (ValiseFolder) folder = NULL;

      if (known == NULL)
        continue;
      folder = valise_folders_get (run->store, known->id, error);
      if (folder == NULL || !list_again (run, folder, error))
        return FALSE;
    }
  run->restarts += ids->len > 0;
  return TRUE;
}

/* Present items come before removals: a draft that was replaced is a new version of the removed
 * one, and a message that changed folders is no removal. */
static gboolean
apply_page (ValiseRun *run,
            ValiseEndpoint *endpoint,
            GPtrArray *incoming,
            const ValiseRemoteChanges *page,
            GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);

  if (transaction == NULL)
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < incoming->len; i++)
      {
        const ValiseIncoming *one = incoming->pdata[i];

        if (one->remote->gone == (pass == 1) && !valise_apply (run, endpoint->service, one, error))
          return FALSE;
      }
  if ((page->relist != NULL && !list_again_told (run, endpoint, page->relist, error))
      || !store_token (run, endpoint->service, page->token, error)
      || !valise_transaction_commit (&transaction, error))
    return FALSE;
  adopt_token (endpoint->service, page->token);
  return TRUE;
}

/* Adds the items of @page to those of @all. What is told later is newer. */
static void
add_items (GPtrArray *all, GHashTable *places, GPtrArray *page)
{
  g_ptr_array_set_free_func (page, NULL);
  for (guint i = 0; i < page->len; i++)
    {
      ValiseRemoteItem *item = page->pdata[i];
      gpointer place;

      if (g_hash_table_lookup_extended (places, item->id, NULL, &place))
        {
          gpointer older = all->pdata[GPOINTER_TO_UINT (place)];

          g_hash_table_replace (places, item->id, place);
          all->pdata[GPOINTER_TO_UINT (place)] = item;
          valise_remote_item_free (older);
        }
      else
        {
          g_hash_table_insert (places, item->id, GUINT_TO_POINTER (all->len));
          g_ptr_array_add (all, item);
        }
    }
}

static void
add_ids (GPtrArray *all, GPtrArray *ids)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_ptr_array_add (all, g_strdup (ids->pdata[i]));
}

/* Returns: (transfer full) (nullable): what changed since the token, as if it were one page */
static ValiseRemoteChanges *
gather (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (ValiseRemoteChanges) all = g_new0 (ValiseRemoteChanges, 1);

  all->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  all->relist = g_ptr_array_new_with_free_func (g_free);
  all->token = g_strdup (endpoint->service->token);
  all->more = TRUE;
  while (all->more && all->items->len < GATHER_ITEMS)
    {
      g_autoptr (ValiseRemoteChanges) page = valise_remote_changes (endpoint->remote, all->token,
                                                                    run->cancellable, error);

      if (page == NULL)
        return NULL;
      add_items (all->items, places, page->items);
      add_ids (all->relist, page->relist);
      all->folders_changed |= page->folders_changed;
      all->more = page->more;
      g_free (all->token);
      all->token = g_steal_pointer (&page->token);
    }
  return g_steal_pointer (&all);
}

/* Whether what became of an edited item is open as long as another folder is not listed, and the
 * folders that are to be listed with that one. */
static gboolean
find_half (ValiseRun *run,
           ValiseEndpoint *endpoint,
           const ValiseRemoteItem *remote,
           GPtrArray *folders,
           gboolean *half,
           GError **error)
{
  g_autoptr (GPtrArray) items = NULL;

  *half = FALSE;
  if (!remote->gone)
    {
      if (!valise_incoming_may_replace (run, remote, half, error))
        return FALSE;
      for (guint i = 0; *half && remote->folders != NULL && remote->folders[i] != NULL; i++)
        g_ptr_array_add (folders, g_strdup (remote->folders[i]));
      return TRUE;
    }
  items = valise_items_by_remote_id (run->store, endpoint->service->id, remote->id, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    *half |= ((const ValiseItem *)items->pdata[i])->pending;
  for (guint i = 0; *half && i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      const ValiseFolder *folder = valise_run_folder (run, item->base.folder);

      if (folder != NULL)
        g_ptr_array_add (folders, g_strdup (folder->remote_id));
    }
  return items != NULL;
}

/* An item that was moved is gone from one folder and new in another. Where one of them has to be
 * listed, so has the other, if the item was edited here: one half alone looks like a conflict. */
static gboolean
put_off_halves (ValiseRun *run, ValiseEndpoint *endpoint, ValiseRemoteChanges *page, GError **error)
{
  if (page->relist == NULL || page->relist->len == 0)
    return TRUE;
  for (guint i = page->items->len; i-- > 0;)
    {
      gboolean half;

      if (!find_half (run, endpoint, page->items->pdata[i], page->relist, &half, error))
        return FALSE;
      if (half)
        g_ptr_array_remove_index (page->items, i);
    }
  return TRUE;
}

/* @stale (nullable): where it becomes TRUE nothing was applied, and the changes are to be asked for
 * again; without it they are taken as they are. */
static gboolean
pull_page (ValiseRun *run,
           ValiseEndpoint *endpoint,
           ValiseRemoteChanges *page,
           gboolean *stale,
           GError **error)
{
  g_autoptr (GPtrArray) incoming = NULL;

  if (page->folders_changed && !valise_run_folders (run, endpoint, error))
    return FALSE;
  if (page->items->len == 0 && (page->relist == NULL || page->relist->len == 0)
      && g_strcmp0 (page->token, endpoint->service->token) == 0)
    return TRUE;
  if (!put_off_halves (run, endpoint, page, error))
    return FALSE;
  valise_meter_grow (run->meter, page->items->len);
  incoming = valise_incoming_prepare (run, endpoint, page->items, stale, error);
  if (incoming != NULL && stale != NULL && *stale)
    return TRUE;
  if (incoming == NULL || !apply_page (run, endpoint, incoming, page, error))
    return FALSE;
  valise_meter_add (run->meter, page->items->len, 0);
  return TRUE;
}

/* Every folder is to be listed and compared with what is here; nothing that is here is lost by it.
 */
static gboolean
start_over (ValiseRun *run, ValiseEndpoint *endpoint, const char *token, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);
  g_autoptr (GPtrArray) folders = NULL;

  if (transaction == NULL)
    return FALSE;
  folders = valise_run_folders_by_priority (run, endpoint->service->id, error);
  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    if (!list_again (run, folders->pdata[i], error))
      return FALSE;
  if (!store_token (run, endpoint->service, token, error)
      || !valise_transaction_commit (&transaction, error))
    return FALSE;
  adopt_token (endpoint->service, token);
  run->restarts++;
  return TRUE;
}

/* The first run, or a token that the server cannot calculate from: the token of now is taken before
 * the folders are listed, so that what changes meanwhile is told by the next changes. */
static gboolean
pull_from_nothing (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (ValiseRemoteChanges) now = valise_remote_changes (endpoint->remote, NULL,
                                                               run->cancellable, error);

  return now != NULL && valise_run_folders (run, endpoint, error)
         && start_over (run, endpoint, now->token, error);
}

/**
 * valise_run_pull:
 * @run: a run
 * @endpoint: a service
 * @error: an error of the remote or of the store
 *
 * Applies everything that the server changed since the token.
 *
 * Returns: whether the store knows everything up to the new token
 */
gboolean
valise_run_pull (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  gboolean more = TRUE;
  guint tries = 0;

  if (endpoint->service->token == NULL)
    return pull_from_nothing (run, endpoint, error);
  while (more)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (ValiseRemoteChanges) page = gather (run, endpoint, &failure);
      gboolean stale;

      if (valise_error_is (failure, VALISE_ERROR_CANNOT_CALCULATE))
        return pull_from_nothing (run, endpoint, error);
      if (page == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      stale = FALSE;
      if (!pull_page (run, endpoint, page, tries < STALE_TRIES ? &stale : NULL, error))
        return FALSE;
      tries += stale ? 1 : 0;
      more = page->more || stale;
    }
  return valise_run_remove_vanished (run, endpoint, error);
}
