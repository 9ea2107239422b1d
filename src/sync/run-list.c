/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Listing: every folder that was never listed, was switched on again, or whose token the server
 * forgot. What is here is not downloaded again, only compared.
 *
 * An item that its folder does not list may have moved while we listed, or be there under a new id
 * (a replaced draft). So nothing counts as removed before all folders are listed and what changed
 * meanwhile is pulled; and what may be a known item under a new id is put off until then. Both are
 * then applied as one page of changes. */

#include "sync/incoming.h"

#include "store/folders.h"
#include "store/items.h"

/* A folder that was listed, and whether new items of it were wanted then. */
typedef struct
{
  gint64 id;
  gboolean sync;
} Listed;

/* All listings of one run. */
typedef struct
{
  ValiseRun *run;
  ValiseEndpoint *endpoint;
  GHashTable
      *here; /* remote id -> item: what the folder being listed had; told ones are taken out */
  gboolean put_off;   /* something that this folder told is put off */
  GArray *listed;     /* Listed: folders that something is open about until all are listed */
  GPtrArray *skipped; /* ValiseFolder: switched off, and nothing of them is here */
} Listing;

/* Of an edited item the server's summary is not here. */
static gboolean
is_known (const char *id, const char *revision, gpointer data)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) items = valise_items_by_remote_id (
      listing->run->store, listing->endpoint->service->id, id, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (valise_item_is_edited (item)
          || (revision != NULL && g_strcmp0 (item->revision, revision) != 0))
        return FALSE;
    }
  return items != NULL && items->len > 0;
}

static gboolean
apply_listed (Listing *listing, GPtrArray *incoming, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (listing->run->store, error);

  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < incoming->len; i++)
    if (!valise_apply (listing->run, listing->endpoint->service, incoming->pdata[i], error))
      return FALSE;
  return valise_transaction_commit (&transaction, error);
}

/* Returns: (transfer container) (nullable): what of a page can be applied; the rest is put off */
static GPtrArray *
sort_page (Listing *listing, GPtrArray *items, GError **error)
{
  g_autoptr (GPtrArray) clear = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      ValiseRemoteItem *remote = items->pdata[i];
      gboolean put_off;

      if (!valise_incoming_may_replace (listing->run, remote, &put_off, error))
        return NULL;
      g_hash_table_remove (listing->here, remote->id);
      listing->put_off |= put_off;
      if (put_off)
        g_hash_table_replace (listing->run->unsettled, g_strdup (remote->id),
                              valise_remote_item_copy (remote));
      else
        g_ptr_array_add (clear, remote);
    }
  return g_steal_pointer (&clear);
}

static gboolean
take_page (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  Listing *listing = data;
  ValiseRun *run = listing->run;
  guint pulled = run->report->pulled;
  g_autoptr (GPtrArray) clear = NULL;
  g_autoptr (GPtrArray) incoming = NULL;

  if (done <= items->len)
    valise_meter_grow (run->meter, total);
  clear = sort_page (listing, items, error);
  incoming = clear != NULL ? valise_incoming_prepare (run, listing->endpoint, clear, NULL, error)
                           : NULL;
  if (incoming == NULL || !apply_listed (listing, incoming, error))
    return FALSE;
  if (run->options->compare)
    run->report->compared += run->report->pulled - pulled;
  valise_meter_add (run->meter, items->len, 0);
  return TRUE;
}

/* The server may have removed the folder since it was listed, or the user may have switched it on:
 * then it is to be listed again. */
static gboolean
mark_listed (ValiseRun *run, const Listed *listed, GError **error)
{
  g_autoptr (ValiseFolder) folder = NULL;

  if (valise_run_folder (run, listed->id) == NULL)
    return TRUE;
  folder = valise_folders_get (run->store, listed->id, error);
  if (folder == NULL)
    return FALSE;
  if (folder->sync != listed->sync)
    return TRUE;
  folder->listed = TRUE;
  folder->listed_at = g_get_real_time () / G_USEC_PER_SEC;
  return valise_folders_save (run->store, folder, error);
}

/* Notes what the folder did not list. */
static void
note_missing (Listing *listing)
{
  GHashTableIter iter;
  const char *id;

  g_hash_table_iter_init (&iter, listing->here);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, NULL))
    {
      ValiseRemoteItem *missing = valise_remote_item_new (id);

      missing->gone = TRUE;
      g_hash_table_replace (listing->run->unsettled, g_strdup (id), missing);
    }
}

/* A folder about which nothing is open counts as listed at once. */
static gboolean
finish_folder (Listing *listing, const Listed *listed, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = NULL;

  if (listing->put_off || g_hash_table_size (listing->here) > 0)
    {
      note_missing (listing);
      g_array_append_vals (listing->listed, listed, 1);
      return TRUE;
    }
  transaction = valise_store_begin (listing->run->store, error);
  return transaction != NULL && mark_listed (listing->run, listed, error)
         && valise_transaction_commit (&transaction, error);
}

/* Tells the server to list. What only the folder suffers from goes to the report. */
static gboolean
ask (Listing *listing, const ValiseFolder *folder, gboolean *failed, GError **error)
{
  ValiseRun *run = listing->run;
  ValiseDepth depth = folder->sync ? folder->depth : VALISE_DEPTH_NONE;
  g_autoptr (GError) failure = NULL;

  if (valise_remote_list (listing->endpoint->remote, folder->remote_id, depth, is_known, take_page,
                          listing, run->cancellable, &failure))
    return TRUE;
  if (failure->domain != VALISE_ERROR || valise_error_scope (failure) > VALISE_SCOPE_FOLDER)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  valise_run_problem (run, folder->path, failure);
  *failed = TRUE;
  return TRUE;
}

static gboolean
list_folder (Listing *listing, ValiseFolder *folder, gboolean *failed, GError **error)
{
  ValiseRun *run = listing->run;
  const ValiseFolder *known = valise_run_folder (run, folder->id);
  Listed listed = { .id = folder->id, .sync = known != NULL && known->sync };
  gboolean failed_here = FALSE;

  valise_meter_folder (run->meter, folder->path);
  g_clear_pointer (&listing->here, g_hash_table_unref);
  listing->put_off = FALSE;
  listing->here = valise_items_remote_ids (run->store, folder->id, error);
  if (listing->here == NULL)
    return FALSE;
  if (!folder->sync && g_hash_table_size (listing->here) == 0)
    {
      g_ptr_array_add (listing->skipped, folder);
      return TRUE;
    }
  if (!ask (listing, folder, &failed_here, error))
    return FALSE;
  *failed |= failed_here;
  return failed_here || finish_folder (listing, &listed, error);
}

/* What is missing may have been moved to a folder that is switched off: there it stays in step. */
static gboolean
look_in_skipped (Listing *listing, gboolean *failed, GError **error)
{
  for (guint i = 0; i < listing->skipped->len; i++)
    if (g_hash_table_size (listing->run->unsettled) > 0
        && !ask (listing, listing->skipped->pdata[i], failed, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_open (const Listing *listing, gint64 folder_id)
{
  for (guint i = 0; i < listing->listed->len; i++)
    if (g_array_index (listing->listed, Listed, i).id == folder_id)
      return TRUE;
  return FALSE;
}

/* The folders that had the item do not list it any more. */
static gboolean
forget_missing (Listing *listing, const char *remote_id, GError **error)
{
  ValiseRun *run = listing->run;
  g_autoptr (GPtrArray) items = valise_items_by_remote_id (
      run->store, listing->endpoint->service->id, remote_id, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      ValiseItem *item = items->pdata[i];

      if (!is_open (listing, item->base.folder))
        continue;
      if (!valise_apply_gone (run, item, error))
        return FALSE;
      if (run->options->compare)
        run->report->compared++;
    }
  return items != NULL;
}

static gboolean
apply_settled (Listing *listing, GPtrArray *incoming, GError **error)
{
  ValiseRun *run = listing->run;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);

  if (transaction == NULL)
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < incoming->len; i++)
      {
        const ValiseIncoming *one = incoming->pdata[i];

        if (one->remote->gone == (pass == 1)
            && !(pass == 1 ? forget_missing (listing, one->remote->id, error)
                           : valise_apply (run, listing->endpoint->service, one, error)))
          return FALSE;
      }
  for (guint i = 0; i < listing->listed->len; i++)
    if (!mark_listed (run, &g_array_index (listing->listed, Listed, i), error))
      return FALSE;
  return valise_transaction_commit (&transaction, error);
}

/* All folders are listed. What changed meanwhile is pulled; what is then still missing is gone, and
 * what was put off is new, or a new version of that. */
static gboolean
settle (Listing *listing, GError **error)
{
  ValiseRun *run = listing->run;
  guint restarts = run->restarts;
  g_autoptr (GHashTable) unsettled = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) incoming = NULL;
  GHashTableIter iter;
  gpointer item;
  gboolean failed = FALSE, stale;

  if (listing->listed->len == 0)
    return valise_run_remove_vanished (run, listing->endpoint, error);
  if (!look_in_skipped (listing, &failed, error)
      || !valise_run_pull (run, listing->endpoint, error))
    return FALSE;
  if (failed || run->restarts != restarts)
    return TRUE; /* where it starts over, what was listed is older than the new token */
  unsettled = g_steal_pointer (&run->unsettled);
  items = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, unsettled);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, item);
  incoming = valise_incoming_prepare (run, listing->endpoint, items, &stale, error);
  if (incoming != NULL && stale)
    return TRUE; /* the next run lists these folders again */
  return incoming != NULL && apply_settled (listing, incoming, error)
         && valise_run_remove_vanished (run, listing->endpoint, error);
}

static void
listing_clear (Listing *listing)
{
  g_clear_pointer (&listing->run->unsettled, g_hash_table_unref);
  g_clear_pointer (&listing->here, g_hash_table_unref);
  g_array_unref (listing->listed);
  g_ptr_array_unref (listing->skipped);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

/**
 * valise_run_list:
 * @run: a run whose changes are pulled
 * @endpoint: a service
 * @error: an error of the remote or of the store; what concerns one folder goes to the report
 *
 * Lists the folders that need it, the ones that the user looks at first. When all are listed, what
 * is left in folders that the server has no more is nowhere else, and they go.
 *
 * Returns: whether all were tried
 */
gboolean
valise_run_list (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_run_folders_by_priority (run, endpoint->service->id,
                                                                  error);
  g_auto (Listing) listing = { .run = run, .endpoint = endpoint };
  gboolean failed = FALSE, tried = FALSE;

  run->unsettled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify)valise_remote_item_free);
  listing.listed = g_array_new (FALSE, FALSE, sizeof (Listed));
  listing.skipped = g_ptr_array_new ();
  if (folders == NULL)
    return FALSE;
  valise_meter_phase (run->meter, VALISE_PHASE_LIST, 0);
  for (guint i = 0; i < folders->len; i++)
    {
      ValiseFolder *folder = folders->pdata[i];

      if (folder->listed)
        continue;
      if (!list_folder (&listing, folder, &failed, error))
        return FALSE;
      tried = TRUE;
    }
  if (failed || !tried)
    return TRUE;
  return settle (&listing, error);
}
